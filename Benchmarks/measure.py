"""Runs one build and says how long it took and how much memory it held."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass


@dataclass
class Run:
    """What one build showed."""

    seconds: float
    peak_mib: float
    pages: int
    digest: str


class BuildFailed(Exception):
    """A build that ended with a status other than 0; the text is what it printed."""


def timed_build(command):
    """Runs a command and returns its wall-clock seconds and its peak resident memory in MiB."""
    with tempfile.TemporaryFile() as printed:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        # wait4 and not wait: it tells the memory of this process alone.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            printed.seek(0)
            raise BuildFailed(printed.read().decode("utf-8", "replace"))
    # Linux counts kibibytes, macOS bytes.
    return seconds, usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def digest(folder):
    """Returns a digest over the names and bytes of all files of a folder."""
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(file.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
