#!/usr/bin/env python3
"""Changes cells of the catalog one at a time and asks whether `rigbook diff` tells of what that does.

Run from the repository's root after `make tool`:

    Benchmarks/Mutation/mutate.py --cells 60

A copy of the site is built once, in which pages other than those that are looked at hold no more than
their headings: their addresses and anchors are there, and a build after a change takes a tenth of the
time. It is served (`rigbook serve`), so that what has not changed is kept in memory. Then each chosen
cell is given other values (`cells.py`); the preview builds again, and what the pages print is compared
line by line with what they printed before, apart from the tool's own comparison.
Each table or paragraph of a page that reads otherwise is an alteration; it counts as reported when the
report holds a change of that table or of the words of that page. Builds that the catalog's rules refuse
alter nothing.

With `--log FILE` each outcome is added to a file, and what the file holds already is not tried again, so
that a run over every cell can be interrupted and taken up.
"""

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock

from cells import CATALOG, CatalogFile, Cell, cells, mutations

PAGES = ["hardware/", "gpu/", "cpu/", "ram/"]
WORKINGS = "\n## How the figures on this page are made\n"
IMPRINT = "\n---\n\n- Page: "
# What front matter says of tables and words that a page without its text lacks.
OF_THE_TEXT = re.compile(r"(?m)^(?:orders|related|waivers|claims):.*\n(?:[ -].*\n)*")
# A search page needs its list.
KEPT = ("404.md", "search.md")


@dataclass
class Outcome:
    """What became of one mutation: what it altered, and which of that was missed by the report."""

    cell: str
    value: str
    refused: bool = False
    altered: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    uncaused: list[str] = field(default_factory=list)


def read_json(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def blocks(output: Path, page: str) -> list[tuple[str, str]]:
    """Returns what a page prints: its tables by their captions, and its paragraphs."""
    text = (output / page / "index.md").read_text(encoding="utf-8")
    text = text.split(WORKINGS)[0].split(IMPRINT)[0]
    parts = [part for part in text.split("\n\n") if part.strip()]
    result = []
    for index, part in enumerate(parts):
        if part.startswith("|"):
            result.append(("table " + parts[index - 1].strip("*\n "), part))
        elif not part.startswith("#"):
            result.append(("words", part))
    return result


def alterations(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> set[str]:
    """Returns the tables and words that read otherwise."""
    old, new = set(before), set(after)
    return {name for name, _ in old ^ new}


def names(cell: Cell) -> set[str]:
    """Returns what a report can call the cause: the cell, or its record where that is published no longer."""
    return {cell.name, cell.name.rpartition(".")[0]}


def is_told(alteration: str, page: str, twin: dict, changes: list[dict]) -> list[dict]:
    """Returns the changes of the report that tell of an alteration."""
    here = [change for change in changes if change["page"] == page]
    if alteration == "words":
        return [c for c in here if c["kind"] in ("value", "text", "claim", "verdict", "table")]
    caption = alteration.removeprefix("table ").replace("\\", "")
    ids = {table["id"] for table in twin["tables"] if table["caption"] == caption}
    return [c for c in here if c.get("anchor") in ids]


class Preview:
    """A served site, which is built again whenever a file of it is saved."""

    ENDS = ("nothing to do", "the output is as it was", " rendered in ")

    def __init__(self, tool: Path, site: Path) -> None:
        command = [str(tool), "serve", "--site", str(site), "--port", "0", "--jobs", "1"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if self.ENDS[1] in self.line(*self.ENDS):
            self.end()
            sys.exit(self.process.stdout.read())

    def line(self, *wanted: str) -> str:
        """Returns the next line that holds any of these words."""
        while line := self.process.stdout.readline():
            if any(words in line for words in wanted):
                return line
        sys.exit("the preview ended")

    def built(self, file: str) -> bool:
        """Waits for the build after a file was saved; returns whether it went well."""
        while True:
            line = self.line(*self.ENDS)
            # A build may have begun with the restoring of another file.
            if file in line:
                return self.ENDS[1] not in line

    def end(self) -> None:
        self.process.terminate()
        self.process.wait()


class Bench:
    """A copy of the site with the build before any mutation."""

    def __init__(self, tool: Path, root: Path, folder: Path, pages: list[str]) -> None:
        self.tool, self.site, self.pages = tool, folder / "site", pages
        for name in ("Content", "Templates"):
            shutil.copytree(root / name, self.site / name)
        self.slim()
        self.output = self.site / "Output"
        self.preview = Preview(tool, self.site)
        self.before = folder / "before"
        shutil.copytree(self.output, self.before)
        self.printed = {page: blocks(self.before, page) for page in pages}
        self.files: dict[str, CatalogFile] = {}
        self.changed: CatalogFile | None = None

    def slim(self) -> None:
        """Leaves out what is not looked at: the text of other pages, and forms that nothing reads."""
        kept = {f"{page}index.md" for page in self.pages} | set(KEPT)
        for path in sorted((self.site / "Content").rglob("*.md")):
            if path.relative_to(self.site / "Content").as_posix() in kept:
                continue
            _, matter, text = path.read_text(encoding="utf-8").split("---\n", 2)
            text = re.sub(r"(?s)```.*?```", "", text)
            headings = re.findall(r"(?m)^#{1,6} .*$", text)
            matter = OF_THE_TEXT.sub("", matter)
            parts = ["---\n" + matter + "---\nText.", *headings]
            path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
        settings = self.site / "Content/site.yaml"
        text = settings.read_text(encoding="utf-8")
        outputs = "outputs: [html, json, markdown, catalog]"
        settings.write_text(re.sub(r"(?m)^outputs:.*$", outputs, text), encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.tool), arguments[0], "--site", str(self.site), *arguments[1:]]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def cells(self) -> list[Cell]:
        """Returns the cells that the pages read."""
        catalog = read_json(self.output / "catalog.json")["tables"]
        twins = [read_json(self.output / page / "index.json") for page in self.pages]
        return cells(self.site, catalog, twins)

    def judge(self, cell: Cell, value: str) -> Outcome:
        """Waits for the build with the mutation and holds the report against what is printed."""
        outcome = Outcome(cell.name, value)
        if not self.preview.built(cell.file):
            outcome.refused = True
            return outcome
        altered = sorted(
            (page, name)
            for page in self.pages
            for name in alterations(self.printed[page], blocks(self.output, page))
        )
        if not altered:
            return outcome
        diff = self.run("diff", "--against", str(self.before), "--format", "json")
        changes = json.loads(diff.stdout)["changes"] if diff.returncode == 0 else []
        for page, name in altered:
            words = f"{page} {name}"
            outcome.altered.append(words)
            told = is_told(name, page, read_json(self.output / page / "index.json"), changes)
            if not told:
                outcome.missed.append(words)
            elif not any(names(cell).intersection(change["causes"]) for change in told):
                outcome.uncaused.append(words)
        return outcome

    def judge_cell(self, cell: Cell, known: dict[str, dict[str, Outcome]]) -> list[Outcome]:
        """Judges the mutations of a cell that are not known."""
        file = self.file(cell.file)
        current = file.value(cell.record, cell.column)
        found = []
        for choices in mutations(current, file.values(cell.column)):
            for value in choices:
                outcome = known.get(cell.name, {}).get(value)
                if outcome is None:
                    file.set(cell.record, cell.column, value)
                    outcome = self.judge(cell, value)
                    found.append(outcome)
                if not outcome.refused:
                    break
        return found

    def file(self, name: str) -> CatalogFile:
        """Returns the file that is changed next; the build of its change takes up that the last one is restored.

        Each file is saved once for each build: of two saves the first could pass for the second.
        """
        if name not in self.files:
            self.files[name] = CatalogFile(self.site / CATALOG / name, self.site.parent / "saved")
        file = self.files[name]
        if self.changed is not None and self.changed is not file:
            self.changed.restore()
        self.changed = file
        return file


class Log:
    """Outcomes, kept in a file as lines of JSON where one is named."""

    def __init__(self, path: Path | None) -> None:
        self.path, self.lock = path, Lock()
        self.outcomes: list[Outcome] = []
        if path is not None and path.exists():
            lines = path.read_text(encoding="utf-8").splitlines()
            self.outcomes = [Outcome(**json.loads(line)) for line in lines]

    def known(self) -> dict[str, dict[str, Outcome]]:
        """Returns the outcomes so far by cell and value."""
        found: dict[str, dict[str, Outcome]] = {}
        for outcome in self.outcomes:
            found.setdefault(outcome.cell, {})[outcome.value] = outcome
        return found

    def add(self, outcomes: list[Outcome]) -> None:
        with self.lock:
            self.outcomes += outcomes
            if self.path is not None:
                with self.path.open("a", encoding="utf-8") as file:
                    file.writelines(json.dumps(asdict(outcome)) + "\n" for outcome in outcomes)


def spread(drawn: list[Cell]) -> list[Cell]:
    """Returns the cells in rounds, in each of which every column comes once."""
    rounds: dict[tuple[str, str], int] = {}
    keyed = []
    for cell in drawn:
        turn = rounds[cell.table, cell.column] = rounds.get((cell.table, cell.column), 0) + 1
        keyed.append((turn, cell))
    return [cell for _, cell in sorted(keyed, key=lambda pair: pair[0])]


def report(outcomes: list[Outcome], found: int) -> None:
    """Prints the score, and ends with an error where too little was reported."""
    altered = sum(len(outcome.altered) for outcome in outcomes)
    missed = sum(len(outcome.missed) for outcome in outcomes)
    uncaused = sum(len(outcome.uncaused) for outcome in outcomes)
    refused = sum(outcome.refused for outcome in outcomes)
    effective = sum(bool(outcome.altered) for outcome in outcomes)
    share = 100 * (altered - missed) / altered if altered else 0
    print(f"{len({outcome.cell for outcome in outcomes})} of {found} cells, {len(outcomes)} mutations")
    print(f"  refused by the catalog's rules  {refused}")
    print(f"  nothing printed otherwise       {len(outcomes) - refused - effective}")
    print(f"  printed otherwise               {effective}")
    print(f"alterations of tables or words    {altered}")
    print(f"  reported                        {altered - missed} ({share:.1f} %)")
    print(f"  with the cell as their cause    {altered - missed - uncaused}")
    for outcome in outcomes:
        for words in outcome.missed:
            print(f"missed: {outcome.cell} = {outcome.value}: {words}")
        for words in outcome.uncaused:
            print(f"without their cause: {outcome.cell} = {outcome.value}: {words}")
    if altered and share < 95:
        sys.exit("below the bar of 95 %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", type=int, default=40, help="how many cells, drawn at random")
    parser.add_argument("--all", action="store_true", help="every cell")
    parser.add_argument("--cell", action="append", help="a cell, such as gpu.nvidia-l4.tdp_w; may be given again")
    parser.add_argument("--jobs", type=int, default=1, help="how many copies of the site at once")
    parser.add_argument("--seed", type=int, default=1, help="of the draw")
    parser.add_argument("--minutes", type=float, help="stop after the cell that exceeds this")
    parser.add_argument("--page", action="append", help="a page that is looked at, such as gpu/")
    parser.add_argument("--log", type=Path, help="a file to take up and to add to; of one state of the site")
    root = Path(__file__).resolve().parents[2]
    tool = root / ".build/release/rigbook"
    parser.add_argument("--tool", type=Path, default=tool, help="the program")
    arguments = parser.parse_args()
    pages = arguments.page or PAGES
    deadline = None if arguments.minutes is None else time.monotonic() + arguments.minutes * 60
    log = Log(arguments.log)
    known = log.known()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(arguments.jobs) as pool:
        benches = list(pool.map(
            lambda job: Bench(arguments.tool, root, Path(folder) / str(job), pages),
            range(arguments.jobs)))
        found = benches[0].cells()
        if arguments.cell:
            drawn = [cell for cell in found if cell.name in arguments.cell]
        elif arguments.all:
            # Cells of one record follow each other: what they change is on the same pages.
            drawn = sorted(found, key=lambda cell: (cell.table, cell.record))
        else:
            # Columns first, so that one with many records does not take all of the draw.
            random.Random(arguments.seed).shuffle(found)
            drawn = spread(found)[: arguments.cells]

        def judge_share(job: int) -> None:
            for cell in drawn[job :: arguments.jobs]:
                if deadline is None or time.monotonic() < deadline:
                    log.add(benches[job].judge_cell(cell, known))

        list(pool.map(judge_share, range(arguments.jobs)))
        for bench in benches:
            bench.preview.end()
    report(log.outcomes, len(found))


if __name__ == "__main__":
    main()
