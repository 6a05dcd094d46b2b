"""What the numbers were taken on, and where files are written while they are taken."""

import os
import platform
import subprocess
import tempfile
from pathlib import Path

# A folder in memory on Linux, so that builds are timed and not disks.
MEMORY_FOLDER = Path("/dev/shm")


def fast_folder() -> Path:
    """Returns a folder in memory where there is one, else the usual temporary folder."""
    if MEMORY_FOLDER.is_dir() and os.access(MEMORY_FOLDER, os.W_OK):
        return MEMORY_FOLDER
    return Path(tempfile.gettempdir())


def slow_folder(repository: Path) -> Path:
    """Returns a folder beside the built tool, where files lie as those of an author would."""
    folder = repository / ".build"
    folder.mkdir(exist_ok=True)
    return folder


def describe_folder(folder: Path) -> str:
    """Says where a folder lies: in memory, or on a disk with which file system."""
    kind = _file_system(folder.resolve())
    if kind is None:
        return "on a file system that is not stated"
    return "in memory (tmpfs)" if kind == "tmpfs" else f"on disk ({kind})"


def describe_machine(rigbook: Path, jobs: int) -> str:
    """Returns a few lines that a reader of the table needs."""
    version = subprocess.run([rigbook, "--version"], capture_output=True, text=True, check=False)
    return "\n".join(
        [
            f"processor: {_processor()}, {os.cpu_count()} threads, {jobs} used; "
            f"{platform.system()} {platform.machine()}",
            f"load before: {_load()}",
            f"Rigbook {version.stdout.strip() or '(version not stated)'}",
        ]
    )


def _load() -> str:
    try:
        return f"{os.getloadavg()[0]:.2f}"
    except OSError:
        return "not stated"


def _file_system(folder: Path) -> str | None:
    """Returns the type of the file system that is mounted nearest above a folder."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    mounts = {Path(words[1]): words[2] for words in (line.split(" ") for line in lines)}
    return next((mounts[above] for above in folder.parents if above in mounts), None)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "not stated"
    names = [text.partition(":")[2].strip() for text in lines if text.startswith("model name")]
    return names[0] if names else "not stated"
