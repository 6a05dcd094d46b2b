"""Does what the chapters' example says, and holds what they show against what the tool prints.

A fence with a file's name after the language is written to that file of the example's site, or added to
it where the name follows >>. The commands of a `console` fence run in its folder, chapter after chapter.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys

from common import REPOSITORY, Fault

PLACE = REPOSITORY / ".build" / "guide-example"
BLOCK = re.compile(
    r"^(?P<marks>`{3,})(?P<language>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^(?P=marks)$",
    re.MULTILINE | re.DOTALL,
)


def follow(chapters, rigbook, record):
    """Goes through the chapters; raises a fault where a fence shows something else, after telling what."""
    shutil.rmtree(PLACE, ignore_errors=True)
    site, tools = PLACE / "cards", PLACE / "bin"
    site.mkdir(parents=True)
    tools.mkdir()
    (tools / "rigbook").symlink_to(rigbook)
    path = f"{tools}:{os.environ['PATH']}"
    environment = dict(os.environ, PATH=path, NO_COLOR="1", LC_ALL="C.UTF-8")

    def said(command):
        done = subprocess.run(
            ["bash", "-c", command], cwd=site, env=environment, check=False, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        return f"$ {command}\n{done.stdout}"

    def step(found):
        if name := found["file"]:
            file = site / name.removeprefix(">>")
            file.parent.mkdir(parents=True, exist_ok=True)
            with open(file, "a" if name.startswith(">>") else "w", encoding="utf-8") as stream:
                stream.write(found["body"])
        elif found["language"] == "console":
            commands = re.findall(r"^\$ (.+)$", found["body"], re.MULTILINE)
            return f"{found['marks']}console\n{''.join(map(said, commands))}{found['marks']}"
        return found[0]

    is_stale = False
    for chapter in chapters:
        text = BLOCK.sub(step, chapter.text)
        if text == chapter.text:
            continue
        is_stale = True
        lines = (chapter.text.splitlines(), text.splitlines())
        print(*difflib.unified_diff(*lines, chapter.path.name, "printed", lineterm=""),
              sep="\n", file=sys.stderr)
        if record:
            chapter.path.write_text(text, encoding="utf-8")
    if is_stale:
        rest = "written down now" if record else "'make guide ARGS=--record' writes it down"
        raise Fault(f"the example prints something else; {rest}")
