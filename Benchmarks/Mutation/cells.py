"""The numeric and enumerated cells of the catalog that pages read, and other values to give them."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

CATALOG = "Content/Catalog"
KINDS = ("integer", "number", "word", "boolean")
ABSENT = (None, "", "–", "n/a")
# Columns that `configurations.yaml` writes in front of a part: "gpu: 2 x nvidia-rtx-5090".
COUNTS = {
    "cpu_count": "cpu", "memory_kits": "memory", "gpu_count": "gpu", "power_supply_count": "power_supply",
    "storage_count": "storage",
}


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


def columns_read(twins: list[dict]) -> dict[str, set[str] | None]:
    """Returns the columns that queries of pages read, by table; `None` stands for all."""
    found: dict[str, set[str] | None] = {}
    for twin in twins:
        for query in twin.get("queries", []):
            for table, names in re.findall(r"(\w+) \(([^)]*)\)", query["reads"]):
                if re.fullmatch(r"\d+ columns?", names) or found.get(table, set()) is None:
                    found[table] = None
                else:
                    found.setdefault(table, set()).update(names.split(", "))
    return found


def file_of(table: str, columns: set[str], site: Path) -> str | None:
    """Returns the catalog's file of a table: the CSV file with most of its columns, or its YAML file."""
    folder = site / CATALOG
    best, size = None, 0
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            header = next(csv.reader(lines))
        # A file may leave out columns, never have others.
        if set(header) <= columns and len(header) > size:
            best, size = path.name, len(header)
    yaml = folder / f"{table}s.yaml"
    return best or (yaml.name if yaml.exists() else None)


def cells(site: Path, catalog: dict, twins: list[dict]) -> list[Cell]:
    """Returns the numeric and enumerated cells that pages read and that a file of the catalog types."""
    found = []
    for table, names in sorted(columns_read(twins).items()):
        columns = {
            column["name"]: column["type"]
            for column in catalog[table]["columns"]
            if not column["is_computed"]
        }
        file = file_of(table, set(columns), site)
        if file is None:
            raise SystemExit(f"no file of the catalog holds the table {table}")
        typed = CatalogFile(site / CATALOG / file)
        for column, kind in columns.items():
            if kind in KINDS and (names is None or column in names):
                found += [
                    Cell(table, column, record["id"], file)
                    for record in catalog[table]["records"]
                    if record[column] not in ABSENT and typed.value(record["id"], column) not in ABSENT
                ]
    return found


class CatalogFile:
    """The text of a file of the catalog, CSV or a YAML list of flat records."""

    def __init__(self, path: Path, beside: Path | None = None) -> None:
        self.path, self.beside = path, beside
        self.original = path.read_bytes()
        self.text = self.original.decode("utf-8")
        self.is_csv = path.suffix == ".csv"
        self.rows = list(csv.DictReader(io.StringIO(self.text))) if self.is_csv else []
        self.by_id = {row["id"]: row for row in self.rows}

    def value(self, record: str, column: str) -> str | None:
        if self.is_csv:
            return self.by_id[record].get(column)
        found = self._line(record, column)
        if found is None:
            return None
        return found["count"] or "1" if column in COUNTS else found["value"].strip("\"'")

    def values(self, column: str) -> set[str]:
        """Returns all values of a column."""
        if self.is_csv:
            return {row[column] for row in self.rows} - set(ABSENT)
        ids = re.findall(r"(?m)^- id: (\S+)$", self.text)
        return {value for record in ids if (value := self.value(record, column)) is not None}

    def set(self, record: str, column: str, value: str) -> None:
        """Writes the file with one cell changed; `restore` brings the original back."""
        if self.is_csv:
            text = io.StringIO()
            writer = csv.DictWriter(text, fieldnames=list(self.rows[0]), lineterminator="\n")
            writer.writeheader()
            for row in self.rows:
                writer.writerow(row | {column: value} if row["id"] == record else row)
            self._save(text.getvalue().encode())
            return
        found = self._line(record, column)
        new = f"{value} x {found['value']}" if column in COUNTS else f'"{value}"'
        start, end = found.span("typed")
        self._save((self.text[:start] + new + self.text[end:]).encode())

    def restore(self) -> None:
        self._save(self.original)

    def _save(self, data: bytes) -> None:
        """Puts another file in the place of this one, which a watcher of its folder sees as one event."""
        if self.beside is None:
            raise ValueError(f"{self.path} was opened to read only")
        self.beside.write_bytes(data)
        self.beside.replace(self.path)

    def _line(self, record: str, column: str) -> re.Match[str] | None:
        """Returns the match of a YAML record's line, with `typed`, `value` and `count`."""
        start = re.search(rf"(?m)^- id: {re.escape(record)}$", self.text)
        if start is None:
            return None
        following = re.compile(r"(?m)^- id: ").search(self.text, start.end())
        end = following.start() if following else len(self.text)
        key = COUNTS.get(column, column)
        line = re.compile(rf"(?m)^ +{re.escape(key)}: (?P<typed>(?:(?P<count>\d+) x )?(?P<value>.+))$")
        return line.search(self.text, start.end(), end)


def mutations(current: str, others: set[str]) -> list[list[str]]:
    """Returns other values of a cell, in lists of which the first that the catalog accepts is meant.

    A number is set to just below the smallest and to just above the largest of its column, which is past all
    that it can be compared with; where a rule forbids that, to half and to double. A flag is turned, a
    word is set to each of up to two other words of its column.
    """
    if current in ("yes", "no", "true", "false"):
        turned = {"yes": "no", "no": "yes", "true": "false", "false": "true"}
        return [[turned[current]]]
    others = others - {current}
    try:
        number = float(current)
        numbers = [float(other) for other in others]
    except ValueError:
        return [[other] for other in sorted(others)[:2]]
    whole = all("." not in value for value in [current, *others])
    step = 1 if whole else 0.01
    directions = [
        [min([number, *numbers]) - step, number / 2],
        [max([number, *numbers]) + step, number * 2],
    ]
    texts = [
        [str(round(value)) if whole else f"{value:.10g}" for value in direction if value >= 0]
        for direction in directions
    ]
    unlike = [[text for text in direction if float(text) != number] for direction in texts]
    return [list(dict.fromkeys(direction)) for direction in unlike if direction]
