"""Runs one build and says how long it took, how much work it was and how much memory it held.

Run as a program it is the small parent of the build: the system counts the memory of a process from
the moment at which it was split off its parent, so a parent that has grown would be counted too.
"""

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Run:
    """What one build showed: seconds by the clock and of all cores, the largest resident memory.

    Beside them stands what the build printed.
    """

    wall: float
    cpu: float
    peak_mib: float
    printed: str


@dataclass
class Output:
    """What lies in an output folder: files and their bytes, pages, and a digest of each file."""

    files: int
    size: int
    pages: int
    digests: dict[str, str]

    @property
    def digest(self) -> str:
        """A digest over all names and bytes."""
        return _digest("\0".join(f"{name}\0{own}" for name, own in self.digests.items()).encode())

    def changed(self, before: "Output") -> int:
        """Returns how many pages are new, gone or different."""
        names = self.digests.keys() | before.digests.keys()
        pages = (name for name in names if name.endswith(".html"))
        return sum(self.digests.get(name) != before.digests.get(name) for name in pages)


class BuildFailed(Exception):
    """A build that ended with a status other than 0; the text is what it printed."""


def timed_build(command: list, environment: dict[str, str] | None = None) -> Run:
    """Runs a command through a small parent and returns what it took."""
    parent = subprocess.Popen(
        [sys.executable, "-I", "-S", __file__, *(str(word) for word in command)],
        env=os.environ | (environment or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        result, printed = parent.communicate()
    except BaseException:
        # The build is a child of the child: who ends the benchmark ends both.
        os.killpg(parent.pid, signal.SIGKILL)
        parent.wait()
        raise
    if parent.returncode != 0:
        raise BuildFailed(printed)
    return Run(**json.loads(result))


def read_output(folder: Path) -> Output:
    """Reads the names and bytes of all files of a folder."""
    output = Output(files=0, size=0, pages=0, digests={})
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        output.files += 1
        output.size += len(content)
        output.pages += file.suffix == ".html"
        output.digests[file.relative_to(folder).as_posix()] = _digest(content)
    return output


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _main(command: list[str]) -> int:
    with tempfile.TemporaryFile() as printed:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=printed, stderr=subprocess.STDOUT)
        # wait4 and not wait: it tells what the process and those that it waited for took.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        text = printed.read().decode("utf-8", "replace")
    if process.returncode != 0:
        sys.stderr.write(text)
        return 1
    # Linux counts kibibytes, macOS bytes.
    peak = usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    cpu = usage.ru_utime + usage.ru_stime
    print(json.dumps({"wall": wall, "cpu": cpu, "peak_mib": peak, "printed": text}))
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
