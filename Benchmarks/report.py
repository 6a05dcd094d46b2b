"""Prints what was measured as Markdown: every series, and the bars beside the figures."""

from dataclasses import dataclass
from statistics import median

from compare import Series

HEAD = """\
| generator | what | s | fastest to slowest | CPU s | peak MiB | files | MB |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"""


@dataclass
class Bar:
    """A figure and what it should be: at least, or at most, so much."""

    what: str
    figure: float
    bar: float
    unit: str = ""
    is_least: bool = False

    @property
    def is_held(self) -> bool:
        return self.figure >= self.bar if self.is_least else self.figure <= self.bar


def print_series(series: list[Series]) -> None:
    """Prints a line for each series: medians, and the range of seconds."""
    print(HEAD)
    for one in series:
        walls = [run.wall for run in one.runs]
        cells = [
            one.generator,
            one.what + _pages(one),
            f"{median(walls):.3f}",
            f"{min(walls):.3f} to {max(walls):.3f}",
            f"{median(run.cpu for run in one.runs):.3f}",
            f"{max(run.peak_mib for run in one.runs):,.0f}",
            f"{one.output.files:,}",
            f"{one.output.size / 1e6:.1f}",
        ]
        print(_row(cells))
    print(flush=True)


def print_bars(bars: list[Bar]) -> None:
    """Prints a line for each bar, held or missed."""
    print("| what | found | bar | |")
    print("| --- | ---: | ---: | --- |")
    for bar in bars:
        bound = "at least" if bar.is_least else "at most"
        unit = bar.unit and f" {bar.unit}"
        verdict = "held" if bar.is_held else "missed"
        print(_row([bar.what, f"{bar.figure:.3g}{unit}", f"{bound} {bar.bar:g}{unit}", verdict]))
    print(flush=True)


def _pages(series: Series) -> str:
    """Says what a build made anew of an output that stood, and what came out different."""
    if series.changed is None:
        return ""
    rendered = "all" if series.rendered is None else f"{series.rendered:,}"
    return f" (pages rendered: {rendered}, different: {series.changed:,})"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
