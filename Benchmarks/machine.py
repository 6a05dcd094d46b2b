"""What the numbers were taken on, and where files are written while they are taken."""

import os
import platform
import subprocess
import tempfile
from pathlib import Path

# A folder in memory on Linux, so that builds are timed and not disks.
MEMORY_FOLDER = Path("/dev/shm")


def fast_folder():
    """Returns a folder in memory where there is one, else the usual temporary folder."""
    if MEMORY_FOLDER.is_dir() and os.access(MEMORY_FOLDER, os.W_OK):
        return MEMORY_FOLDER
    return Path(tempfile.gettempdir())


def describe_machine(rigbook, scratch):
    """Returns a few lines that a reader of the table needs."""
    version = subprocess.run([rigbook, "--version"], capture_output=True, text=True)
    in_memory = MEMORY_FOLDER in scratch.parents
    return "\n".join(
        [
            f"rigbook {version.stdout.strip() or '(version not stated)'}",
            f"processor: {_processor()}, {os.cpu_count()} threads; {platform.system()} "
            f"{platform.machine()}",
            "files: in memory (tmpfs)" if in_memory else "files: on disk (no tmpfs found)",
        ]
    )


def _processor():
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "not stated"
    names = [text.partition(":")[2].strip() for text in lines if text.startswith("model name")]
    return names[0] if names else "not stated"
