#!/usr/bin/env python3
"""Changes cells of the catalog one at a time and asks whether `rigbook diff` tells of what that does.

Run from the repository's root after `make tool`:

    Benchmarks/Mutation/mutate.py --cells 60

A copy of the site is built once, in which pages other than those that are looked at hold no more than
their headings: their addresses and anchors are there, and a build after a change takes a tenth of the
time. Then each chosen cell is set to values beyond those that it is
compared with: numbers to just below the smallest and just above the largest of their column and to
half and double, words to each other word of their column. The site is built again, and what its pages
print is compared line by line with what they printed before, apart from the tool's own comparison. Each
table or paragraph of a page that reads otherwise is an alteration; it counts as reported when the
report holds a change of that table or of the words of that page. Builds that the catalog's rules refuse
alter nothing.
"""

import argparse
import csv
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, fields
from pathlib import Path

PAGES = ["hardware/", "gpu/", "cpu/", "ram/"]
WORKINGS = "\n## How the figures on this page are made\n"
IMPRINT = "\n---\n\n- Page: "
# What front matter says of tables and words that a page without its text lacks.
OF_THE_TEXT = re.compile(r"(?m)^(?:orders|related|waivers|claims):.*\n(?:[ -].*\n)*")
# A search page needs its list.
KEPT = ("404.md", "search.md")


@dataclass(frozen=True)
class Cell:
    """One typed cell of the catalog."""

    table: str
    column: str
    record: str
    file: str

    @property
    def name(self) -> str:
        return f"{self.table}.{self.record}.{self.column}"


@dataclass
class Score:
    """What became of the mutations."""

    refused: int = 0
    silent: int = 0
    effective: int = 0
    altered: int = 0
    reported: int = 0
    caused: int = 0
    cells: int = 0
    mutations: int = 0
    misses: list[str] = field(default_factory=list)
    uncaused: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        for item in fields(self):
            setattr(self, item.name, getattr(self, item.name) + getattr(other, item.name))


def read_json(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def columns_read(output: Path, pages: list[str]) -> dict[str, set[str] | None]:
    """Returns the columns that queries of the pages read, by table; `None` stands for all."""
    found: dict[str, set[str] | None] = {}
    for page in pages:
        for query in read_json(output / page / "index.json").get("queries", []):
            for table, names in re.findall(r"(\w+) \(([^)]*)\)", query["reads"]):
                if re.fullmatch(r"\d+ columns?", names) or found.get(table, set()) is None:
                    found[table] = None
                else:
                    found.setdefault(table, set()).update(names.split(", "))
    return found


def csv_files(site: Path) -> dict[tuple[str, ...], str]:
    """Returns the catalog's CSV files by their header."""
    files = {}
    for path in sorted((site / "Content/Catalog").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            files[tuple(next(csv.reader(lines)))] = path.name
    return files


def cells(site: Path, output: Path, pages: list[str]) -> list[Cell]:
    """Returns the numeric and enumerated cells that the pages read and that are typed in a CSV file."""
    catalog = read_json(output / "catalog.json")["tables"]
    files = csv_files(site)
    found = []
    for table, names in sorted(columns_read(output, pages).items()):
        columns = {
            column["name"]: column["type"]
            for column in catalog[table]["columns"]
            if not column["is_computed"]
        }
        # A file may leave out columns, never have others.
        file = max(
            (item for item in files.items() if set(item[0]) <= set(columns)),
            key=lambda item: len(item[0]), default=(None, None))[1]
        if file is None:
            print(f"left out: table {table}, which is no CSV file", file=sys.stderr)
            continue
        kinds = ("integer", "number", "word", "boolean")
        for column, kind in columns.items():
            if kind in kinds and (names is None or column in names):
                for record in catalog[table]["records"]:
                    if record[column] not in (None, "–"):
                        found.append(Cell(table, column, record["id"], file))
    return found


def mutations(cell: Cell, rows: list[dict[str, str]]) -> list[str]:
    """Returns other values of a cell: past all that it can be compared with in its column."""
    current = next(row[cell.column] for row in rows if row["id"] == cell.record)
    others = sorted({row[cell.column] for row in rows} - {current, "", "–", "n/a"})
    if current in ("yes", "no"):
        return ["no" if current == "yes" else "yes"]
    try:
        number = float(current)
        numbers = [float(other) for other in others]
    except ValueError:
        return others[:4]
    whole = all("." not in value for value in [current, *others])
    step = 1 if whole else 0.01
    wanted = [number / 2, number * 2]
    if numbers:
        wanted += [min(numbers) - step, max(numbers) + step]
    values = [str(round(value)) if whole else f"{value:.6g}" for value in wanted if value >= 0]
    return sorted(set(values) - {current})


def set_cell(path: Path, cell: Cell, rows: list[dict[str, str]], value: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow(row | {cell.column: value} if row["id"] == cell.record else row)


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


def is_told(alteration: str, page: str, twin: dict, changes: list[dict]) -> list[dict]:
    """Returns the changes of the report that tell of an alteration."""
    here = [change for change in changes if change["page"] == page]
    if alteration == "words":
        return [c for c in here if c["kind"] in ("value", "text", "claim", "verdict", "table")]
    caption = alteration.removeprefix("table ").replace("\\", "")
    ids = {table["id"] for table in twin["tables"] if table["caption"] == caption}
    return [c for c in here if c.get("anchor") in ids]


class Bench:
    """A copy of the site with the build before any mutation."""

    def __init__(self, tool: Path, root: Path, folder: Path, pages: list[str]) -> None:
        self.tool, self.site, self.pages = tool, folder / "site", pages
        for name in ("Content", "Templates"):
            shutil.copytree(root / name, self.site / name)
        self.slim()
        self.output = self.site / "Output"
        built = self.run("build")
        if built.returncode != 0:
            sys.exit(built.stderr)
        self.before = folder / "before"
        shutil.copytree(self.output, self.before)
        self.printed = {page: blocks(self.before, page) for page in pages}

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

    def judge(self, cell: Cell, value: str, score: Score) -> None:
        """Builds with the mutation in place and scores the report."""
        if self.run("build").returncode != 0:
            score.refused += 1
            return
        altered = {
            (page, name)
            for page in self.pages
            for name in alterations(self.printed[page], blocks(self.output, page))
        }
        if not altered:
            score.silent += 1
            return
        score.effective += 1
        diff = self.run("diff", "--against", str(self.before), "--format", "json")
        changes = json.loads(diff.stdout)["changes"] if diff.returncode == 0 else []
        for page, name in sorted(altered):
            score.altered += 1
            told = is_told(name, page, read_json(self.output / page / "index.json"), changes)
            words = f"{cell.name} = {value}: {page} {name}"
            if told:
                score.reported += 1
            else:
                score.misses.append(words)
            if any(cell.name in change["causes"] for change in told):
                score.caused += 1
            elif told:
                score.uncaused.append(words)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", type=int, default=40, help="how many cells, drawn at random")
    parser.add_argument("--all", action="store_true", help="every cell")
    parser.add_argument("--values", type=int, help="how many values of a cell; all unless stated")
    parser.add_argument("--jobs", type=int, default=1, help="how many copies of the site at once")
    parser.add_argument("--seed", type=int, default=1, help="of the draw")
    parser.add_argument("--minutes", type=float, help="stop after the cell that exceeds this")
    parser.add_argument("--page", action="append", help="a page that is looked at, such as gpu/")
    root = Path(__file__).resolve().parents[2]
    tool = root / ".build/release/rigbook"
    parser.add_argument("--tool", type=Path, default=tool, help="the program")
    arguments = parser.parse_args()
    pages = arguments.page or PAGES
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(arguments.tool, root, Path(folder), pages)
        found = cells(bench.site, bench.output, bench.pages)
    # Columns first, so that one with many records does not take all of the draw.
    random.Random(arguments.seed).shuffle(found)
    drawn = spread(found)
    if not arguments.all:
        drawn = drawn[: arguments.cells]
    deadline = None if arguments.minutes is None else time.monotonic() + arguments.minutes * 60
    score = Score()
    with ProcessPoolExecutor(arguments.jobs) as pool:
        shares = [
            pool.submit(
                judge_all, arguments.tool, root, pages, drawn[job :: arguments.jobs],
                arguments.values, deadline)
            for job in range(arguments.jobs)
        ]
        for share in shares:
            score.add(share.result())
    report(score, len(found))


def spread(drawn: list[Cell]) -> list[Cell]:
    """Returns the cells in rounds, in each of which every column comes once."""
    rounds: dict[tuple[str, str], int] = {}
    keyed = []
    for cell in drawn:
        turn = rounds[cell.table, cell.column] = rounds.get((cell.table, cell.column), 0) + 1
        keyed.append((turn, cell))
    return [cell for _, cell in sorted(keyed, key=lambda pair: pair[0])]


def judge_all(
    tool: Path, root: Path, pages: list[str], drawn: list[Cell], values: int | None,
    deadline: float | None,
) -> Score:
    """Judges the mutations of cells on a copy of the site, until the time is over."""
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(tool, root, Path(folder), pages)
        for cell in drawn:
            if deadline is not None and time.monotonic() > deadline:
                break
            path = bench.site / "Content/Catalog" / cell.file
            original = path.read_bytes()
            with path.open(encoding="utf-8", newline="") as lines:
                rows = list(csv.DictReader(lines))
            wanted = mutations(cell, rows)
            if values is not None:
                # By turns, so that all ways of changing a cell come up.
                turn = score.cells % max(len(wanted), 1)
                wanted = (wanted[turn:] + wanted[:turn])[:values]
            for value in wanted:
                score.mutations += 1
                set_cell(path, cell, rows, value)
                bench.judge(cell, value, score)
                path.write_bytes(original)
            score.cells += 1
    return score


def report(score: Score, known: int) -> None:
    share = 100 * score.reported / score.altered if score.altered else 0
    print(f"{score.cells} of {known} cells, {score.mutations} mutations")
    print(f"  refused by the catalog's rules  {score.refused}")
    print(f"  nothing printed otherwise       {score.silent}")
    print(f"  printed otherwise               {score.effective}")
    print(f"alterations of tables or words    {score.altered}")
    print(f"  reported                        {score.reported} ({share:.1f} %)")
    print(f"  with the cell as their cause    {score.caused}")
    for title, lines in (("missed", score.misses), ("without their cause", score.uncaused)):
        for line in lines:
            print(f"{title}: {line}")
    if score.altered and share < 95:
        sys.exit("below the bar of 95 %")


if __name__ == "__main__":
    main()
