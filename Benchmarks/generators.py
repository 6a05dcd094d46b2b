"""The site generators that are timed, one entry each.

Another generator needs an entry here and, where it reads another kind of site folder, a writer
beside `plain_site.py` that puts the same pages into it.
"""

from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True)
class Generator:
    """A site generator: how it is called, and which folders of a site it keeps between builds."""

    name: str
    command: Callable
    state: tuple


def _rigbook(program, site, output, jobs):
    return [program, "build", "--site", site, "--output", output, "--jobs", jobs]


GENERATORS = [Generator("Rigbook", _rigbook, state=(".rigbook",))]
