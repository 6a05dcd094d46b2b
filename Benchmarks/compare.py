"""Times sites: two generators in turn, the same one after a change, and one size against another."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from changes import Change
from generators import Failure, Generator, Rigbook
from measure import Output, Run, read_output
from sites import Site


@dataclass
class Series:
    """Several builds of one site by one generator, and what lay in the output after the last."""

    generator: str
    what: str
    runs: list[Run] = field(default_factory=list)
    output: Output | None = None
    rendered: int | None = None
    changed: int | None = None

    def note(self, output: Output) -> None:
        """Keeps what a build wrote; builds of the same input that differ by a byte end the benchmark."""
        if self.output is not None and self.output.digests != output.digests:
            raise Failure(f"two builds by {self.generator} differ: {self.what}")
        self.output = output


def ratio(of: Series, to: Series, value: Callable[[Run], float]) -> float:
    """Returns the median of the ratios, each taken within one turn."""
    return median(value(a) / value(b) for a, b in zip(of.runs, to.runs, strict=True))


def cold(generator: Generator, site: Site, scratch: Path, runs: int) -> Series:
    """Builds a site several times from nothing, after one build that is not counted."""
    return alternate([(generator, site.folder)], site.name, scratch, runs)[0]


def alternate(
    pairs: list[tuple[Generator, Path]], name: str, scratch: Path, runs: int
) -> list[Series]:
    """Builds with each generator in turn, so that what else the machine does meets all alike.

    The first turn warms the caches and is not counted; every other turn goes the other way round.
    """
    series = [Series(generator.name, name) for generator, _ in pairs]
    for turn in range(runs + 1):
        order = list(zip(pairs, series, strict=True))
        for (generator, folder), measured in order if turn % 2 == 0 else reversed(order):
            output = scratch / "output"
            run = generator.cold_build(folder, output)
            if turn > 0:
                measured.runs.append(run)
                measured.note(read_output(output))
    shutil.rmtree(scratch / "output")
    return series


def rebuild(
    generator: Rigbook, site: Site, changes: list[Change], scratch: Path, runs: int
) -> tuple[Series, list[Series]]:
    """Builds from nothing, again with nothing changed, and after each change, all in new processes.

    Every turn takes the other one of each cell's two values, and begins with a build from nothing of
    what the turn before ended with, which must write the same bytes.
    """
    first = Series(generator.name, f"{site.name}, cold")
    after = [Series(generator.name, f"{site.name}, nothing changed")]
    after += [Series(generator.name, f"{site.name}, {change.name}") for change in changes]
    output = scratch / "output"
    now = None
    for _ in range(runs):
        first.runs.append(generator.cold_build(site.folder, output))
        now = first.output = _same(now, read_output(output), first)
        for change, series in zip([None, *changes], after, strict=True):
            if change is not None:
                change.toggle()
            series.runs.append(generator.build(site.folder, output))
            series.output = read_output(output)
            series.rendered = generator.rendered(series.runs[-1])
            series.changed = series.output.changed(now)
            now = series.output
    generator.cold_build(site.folder, output)
    _same(now, read_output(output), first)
    shutil.rmtree(output)
    return first, after


def _same(before: Output | None, now: Output, series: Series) -> Output:
    """Ends the benchmark where builds with and without an earlier one made different sites."""
    if before is not None and before.digests != now.digests:
        raise Failure(f"a build after a change differs from one from nothing: {series.what}")
    return now


def scaled(generator: Generator, sites: list[Site], scratch: Path, runs: int) -> list[Series]:
    """Builds sites of different sizes in turn."""
    series = [Series(generator.name, site.name) for site in sites]
    for _ in range(runs):
        for site, measured in zip(sites, series, strict=True):
            measured.runs.append(generator.cold_build(site.folder, scratch / "output"))
            measured.note(read_output(scratch / "output"))
    shutil.rmtree(scratch / "output")
    return series
