"""What the guide takes from the tool and the catalog: reference pages, and records to show."""

import csv
import json
import re
import shutil
import subprocess

from common import GUIDE, REPOSITORY, Fault


def said(*command):
    """Returns what a command prints; what it reports when it fails goes to standard error."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Fault(f"'{' '.join(map(str, command))}' failed")
    return done.stdout


def escaped(words):
    """Returns plain words as Markdown in which options and names with an underscore are code."""
    words = re.sub(r"([\\`*\[\]|<>])", r"\\\1", words)
    return re.sub(r"(?<![\w-])(--?[a-z][\w-]*|\w+_\w+)", r"`\1`", words)


def table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def commands(rigbook):
    """Returns a section for each command, from what the tool says of itself."""
    tool = json.loads(said(rigbook, "--experimental-dump-help"))["command"]
    parts = described(tool)
    for name, command in below(tool, tool["commandName"]):
        parts.append(f"## {name}")
        parts += [escaped(command["abstract"]), *described(command)]
    return "\n\n".join(parts)


def below(command, name):
    """Yields the commands inside one, each before those inside it, with their names in full."""
    for inner in command.get("subcommands", []):
        if inner.get("shouldDisplay", True) and inner["commandName"] != "help":
            whole = f"{name} {inner['commandName']}"
            yield whole, inner
            yield from below(inner, whole)


def described(command):
    """Returns what a command says of itself beyond its first line, and its options."""
    parts = []
    for part in command.get("discussion", "").split("\n\n"):
        if heading := re.match(r"([A-Z][A-Z ]+)\n", part):
            lines = "\n".join(line.removeprefix("  ") for line in part.split("\n")[1:])
            parts.append(f"{heading[1].capitalize()}:\n\n```text\n{lines}\n```")
        elif part:
            parts.append(escaped(part.replace("\n", " ")))
    arguments = [a for a in command.get("arguments", []) if a["valueName"] not in ("help", "version")]
    for group in dict.fromkeys(a.get("sectionTitle") for a in arguments):
        rows = [row(a) for a in arguments if a.get("sectionTitle") == group]
        parts.append(table([(group or "options").lower(), "meaning"], rows))
    return parts


def row(argument):
    """Returns the cells for an option or argument."""
    names = [("--" if n["kind"] == "long" else "-") + n["name"] for n in argument.get("names", [])]
    shown = ", ".join(sorted(names, key=len)) or f"<{argument['valueName']}>"
    if argument["kind"] == "option":
        shown += f" <{argument['valueName']}>"
    words = " ".join(f"{argument.get('abstract', '')} {argument.get('discussion', '')}".split())
    words = escaped(words)
    if values := argument.get("allValues"):
        words += f" One of {', '.join(f'`{value}`' for value in values)}."
    if argument["kind"] == "option" and (default := argument.get("defaultValue")):
        words += f" Default: `{default}`."
    return [f"`{shown}`", words]


def columns(rigbook):
    """Returns a section for each table of the catalog, and one for the functions."""
    parts = []
    for block in said(rigbook, "query", "--schema", "--site", REPOSITORY).strip().split("\n\n"):
        first, *lines = block.split("\n")
        title, meaning = (re.split(r"[:;] ", first, maxsplit=1) + [""])[:2]
        rows = [re.split(r" {2,}", line.strip(), maxsplit=2) for line in lines]
        width = max(map(len, rows))
        heads = ["name", "kind", "meaning"] if width == 3 else ["name", "meaning"]
        cells = [[f"`{r[0]}`", *map(escaped, r[1:]), *[""] * (width - len(r))] for r in rows]
        parts.append(f"## {title}")
        if meaning:
            parts.append(escaped(meaning[0].upper() + meaning[1:]) + ".")
        parts.append(table(heads[:width], cells))
    return "\n\n".join(parts)


def copy_records(folder):
    """Copies the chosen records of the repository's catalog."""
    folder.mkdir(parents=True)
    source = REPOSITORY / "Content" / "Catalog"
    choices = json.loads((GUIDE / "records.json").read_text(encoding="utf-8"))
    for name, choice in choices.items():
        if choice == "all":
            shutil.copy(source / name, folder / name)
            continue
        with open(source / name, newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        wanted = [(header.index(column), values) for column, values in choice.items()]
        kept = [row for row in rows if all(row[at] in values for at, values in wanted)]
        if not kept:
            raise Fault(f"docs/guide/records.json chooses nothing of {name}")
        with open(folder / name, "w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *kept])
