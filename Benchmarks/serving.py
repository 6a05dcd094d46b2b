"""Times the preview: from a file that was saved to the event that open pages get."""

import json
import re
import subprocess
import time
import urllib.request
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from changes import Change, price_of
from generators import Failure, Rigbook
from parts import Machine

# The site has to be built and the event has to come: no wait in a preview that works is this long.
LONGEST_S = 300


@contextmanager
def preview(rigbook: Rigbook, site: Path, output: Path):
    """Serves a site folder, and yields the events that a page which stays open gets."""
    command = [rigbook.program, "serve", "--site", site, "--output", output, "--port", "0"]
    server = subprocess.Popen(
        [str(word) for word in [*command, "--jobs", rigbook.jobs]],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    try:
        printed = ""
        # The second line tells of the first build: what is saved before it is part of that.
        while not re.search(r"pages? of [\d,]+ rendered|nothing had changed", printed):
            line = server.stdout.readline()
            if not line:
                raise Failure(f"the preview ended\n{printed}")
            printed += line
        address = re.search(r"http://\S+/", printed)[0]
        with urllib.request.urlopen(f"{address}.rigbook/events", timeout=LONGEST_S) as lines:
            yield (json.loads(line[5:]) for line in lines if line.startswith(b"data:"))
    finally:
        server.terminate()
        server.wait()


def dependants_change(catalog: Path, machines: list[Machine], dependants: int) -> Change:
    """Returns the price of the part of a drawn machine that about this many machines have."""
    uses = Counter(part for machine in machines for part in machine.part_ids)
    prices = price_of(catalog)
    part = min(uses.keys() & prices.keys(), key=lambda part: (abs(uses[part] - dependants), part))
    return Change("one price saved", catalog / "prices.csv", prices[part], "price_usd")


def time_saves(events, change: Change, saves: int) -> tuple[list[float], int]:
    """Saves the two values of a cell in turn; returns the seconds to each event, and its pages.

    The first save is not counted: it makes what later ones keep.
    """
    next(events)
    seconds = []
    for _ in range(saves + 1):
        change.toggle()
        saved = time.perf_counter()
        event = next(events)
        seconds.append(time.perf_counter() - saved)
        if event["faulty"] or event["pages"] == "all":
            raise Failure(f"an event that names no pages: {event}")
    return seconds[1:], len(event["pages"])
