"""Changes one cell of a catalog, as an author would: every other byte stays."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from generators import Failure
from parts import Machine


@dataclass
class Change:
    """A cell of a file that has two values: its own, and one less."""

    name: str
    file: Path
    record: str
    column: str
    original: bytes | None = None

    def toggle(self) -> None:
        """Writes the other value."""
        if self.original is not None:
            self.file.write_bytes(self.original)
            self.original = None
            return
        self.original = self.file.read_bytes()
        head, *lines = self.original.decode().splitlines(keepends=True)
        column = _cells(head).index(self.column)
        for place, line in enumerate(lines):
            cells = _cells(line)
            if cells[0] == self.record:
                cells[column] = f"{float(cells[column]) - 1:g}"
                lines[place] = _line(cells)
                self.file.write_text("".join([head, *lines]), encoding="utf-8")
                return
        raise Failure(f"{self.file.name} has no record {self.record}")


def changes(catalog: Path, machines: list[Machine]) -> list[Change]:
    """Returns the price and the memory of a card: the first drawn that has a price on record."""
    prices = price_of(catalog)
    for machine in machines:
        card = machine.gpu[1]
        if card in prices:
            return [
                Change("one price changed", catalog / "prices.csv", prices[card], "price_usd"),
                Change(
                    "memory of one card changed", catalog / "gpus.csv", card, "memory_marketed_gb"
                ),
            ]
    raise Failure("no card that was drawn has a price on record")


def price_of(catalog: Path) -> dict[str, str]:
    """Returns the record that holds the price of each part which has one."""
    with (catalog / "prices.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["part_id"]: row["id"] for row in csv.DictReader(lines) if row["verified"] == "yes"
        }


def _cells(line: str) -> list[str]:
    return next(csv.reader([line]))


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
