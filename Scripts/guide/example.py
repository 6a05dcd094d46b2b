"""Does what the examples say, and holds what they show against what the tool prints.

A fence with a file's name after the language is written to that file of the example's folder, or added to
it where the name follows >>. The commands of a `console` fence run in that folder, one after the other.

All chapters together are one example, of a site that grows from chapter to chapter. Each file of docs/ is
one of its own, in a folder that has the `Content` of this repository. What cannot run there, or takes
too long, says so in a line above its fence, which readers do not see:

    <!-- not run: the site is another one -->
"""

import difflib
import os
import re
import shutil
import subprocess
import sys

from common import NOT_RUN, REPOSITORY, Fault

PLACE = REPOSITORY / ".build" / "guide-example"
BLOCK = re.compile(
    rf"^(?:{NOT_RUN.pattern}\n)?"
    r"(?P<marks>`{3,})(?P<language>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^(?P=marks)$",
    re.MULTILINE | re.DOTALL,
)


class Example:
    """A folder with what the fences of one text after another have put into it."""

    def __init__(self, folder, environment):
        folder.mkdir(parents=True)
        self.folder = folder
        self.environment = environment
        self.skipped = 0

    def printed(self, text):
        """Returns a text with what its commands print now."""
        return BLOCK.sub(self.step, text)

    def step(self, found):
        """Writes the file of a fence, or runs its commands; returns the fence as it should be."""
        if found["reason"]:
            self.skipped += 1
            return found[0]
        if name := found["file"]:
            file = self.folder / name.removeprefix(">>")
            file.parent.mkdir(parents=True, exist_ok=True)
            with open(file, "a" if name.startswith(">>") else "w", encoding="utf-8") as stream:
                stream.write(found["body"])
        elif found["language"] == "console":
            commands = re.findall(r"^\$ (.+)$", found["body"], re.MULTILINE)
            return f"{found['marks']}console\n{''.join(map(self.said, commands))}{found['marks']}"
        return found[0]

    def said(self, command):
        """Runs a command and returns it with what it prints."""
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=self.environment, check=False, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        return f"$ {command}\n{done.stdout}"


def follow(chapters, documents, rigbook, record):
    """Goes through the examples; raises a fault where a fence shows something else, after telling what."""
    shutil.rmtree(PLACE, ignore_errors=True)
    tools = PLACE / "bin"
    tools.mkdir(parents=True)
    (tools / "rigbook").symlink_to(rigbook)
    path = f"{tools}:{os.environ['PATH']}"
    environment = dict(os.environ, PATH=path, NO_COLOR="1", LC_ALL="C.UTF-8")

    site = Example(PLACE / "cards", environment)
    examples = [(chapter, site) for chapter in chapters]
    for document in documents:
        example = Example(PLACE / document.path.stem, environment)
        (example.folder / "Content").symlink_to(REPOSITORY / "Content")
        examples.append((document, example))

    is_stale = False
    for source, example in examples:
        before = example.skipped
        text = example.printed(source.text)
        if len(NOT_RUN.findall(source.text)) != example.skipped - before:
            raise Fault(f"{source.path.name}: a line 'not run' stands above no block of code")
        if text == source.text:
            continue
        is_stale = True
        lines = (source.text.splitlines(), text.splitlines())
        print(*difflib.unified_diff(*lines, source.path.name, "printed", lineterm=""),
              sep="\n", file=sys.stderr)
        if record:
            source.path.write_text(text, encoding="utf-8")
    if is_stale:
        rest = "written down now" if record else "'make guide ARGS=--record' writes it down"
        raise Fault(f"an example prints something else; {rest}")
    skipped = sum(example.skipped for example in {example for _, example in examples})
    print(f"guide: examples print what they show; {skipped} are not run, for the reasons above them")
