"""Asks the engine in the browser what the engine was asked natively: every bit must be the same."""

import json
import shutil
import subprocess

import pytest

from built_site import REPOSITORY
from server import serving

QUESTIONS = 5_000
SEED = 4

WASM = REPOSITORY / ".build-wasm/sizing.wasm"
CASES = REPOSITORY / ".build/release/sizing-cases"
LAYOUT = REPOSITORY / "docs/sizing-in-the-browser.json"
SHAPES = REPOSITORY / "Tests/SizingTests/Fixtures/models.csv"


def native(*arguments):
    """Returns what the native engine writes."""
    assert CASES.is_file(), f"there is no {CASES}: run 'make test-embedded' first"
    return subprocess.run([CASES, *map(str, arguments)], check=True, capture_output=True).stdout


@pytest.fixture
def compared(tmp_path, opened):
    """Lets the WebAssembly answer questions and returns how its answers compare."""

    def compare(cases):
        assert WASM.is_file(), f"there is no {WASM}: run 'make test-embedded' first"
        shutil.copy(WASM, tmp_path)
        shutil.copy(REPOSITORY / "Tests/Browser/engine.js", tmp_path)
        (tmp_path / "cases.bin").write_bytes(cases)
        (tmp_path / "index.html").write_text(
            '<!doctype html><html lang="en"><title>Engine</title><link rel="icon" href="data:,">'
            '<script src="engine.js"></script></html>')
        with serving(tmp_path) as address:
            return opened(address).evaluate("compareEngines()")

    return compare


def test_answers_bit_for_bit_as_natively(compared):
    result = compared(native(SHAPES, QUESTIONS, SEED))
    assert result["faults"] == []
    assert result["questions"] == QUESTIONS
    # Most questions can be answered, all models are asked about, and some answers are searched for.
    assert result["answered"] > QUESTIONS / 3
    assert result["models"] >= len(SHAPES.read_text().splitlines()) - 1
    assert result["longest"] > 50
    assert result["numbers"] > 100 * result["answered"]


def test_notices_a_single_bit(compared):
    cases = bytearray(native(SHAPES, 8, SEED))
    # In the parameters of the first model, behind its own numbers, the status and the bytes.
    layout = json.loads(LAYOUT.read_text("utf-8"))
    place = 1 + len(layout["model"]) + len(layout["eachLayer"]["meanings"]) * layout["eachLayer"]["count"] + 2
    cases[8 * place] ^= 1
    assert len(compared(bytes(cases))["faults"]) == 1


def test_layout_is_the_documented_one():
    written = LAYOUT.read_text("utf-8")
    assert native("--layout").decode() == written, (
        f"run '{CASES.relative_to(REPOSITORY)} --layout > {LAYOUT.relative_to(REPOSITORY)}'")
    names = json.loads(written)
    assert names["version"] == 8
    assert names["model"][0]["name"] == "architecture"
