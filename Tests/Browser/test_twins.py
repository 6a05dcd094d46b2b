"""Holds the JSON twin of a page against what the page shows."""

import json
import re
from urllib.parse import urljoin, urlsplit

import pytest

from faults import assert_none

PAGES = ["home", "gpu", "record:configuration", "record:gpu"]

# Units whose figures are printed with two or three significant digits, not to a fixed place.
ROUNDED_BY_SIGNIFICANCE = {"tok/s", "s", "ms"}

# Every table that was made from a query, with the words of each cell.
SHOWN_TABLES = """() => Object.fromEntries(
  [...document.querySelectorAll('main caption[id$="-caption"]')].map(caption => [
    caption.id.slice(0, -'-caption'.length),
    {
      caption: caption.textContent,
      rows: [...caption.parentElement.querySelectorAll('tbody tr')]
        .map(row => [...row.cells].map(cell => cell.textContent)),
    },
  ]))"""


@pytest.fixture(params=PAGES)
def page_and_twin(request, site, address, opened):
    page = opened(address + site.path(request.param))
    link = page.locator("head link[rel=alternate][type='application/json']")
    assert link.count() == 1, "the page names no JSON twin"
    path = urlsplit(urljoin(page.url, link.get_attribute("href"))).path.removeprefix("/")
    file = site.file(path)
    assert file is not None, f"the page names '{path}' as its twin, and there is no such file"
    return page, json.loads(file.read_text(encoding="utf-8")), site.path(request.param)


def test_twin_says_which_page_it_is(page_and_twin):
    page, twin, path = page_and_twin
    assert twin["path"] == path
    assert twin["title"] in page.title()
    assert twin["url"] == page.locator("head link[rel=canonical]").get_attribute("href")


def test_twin_lists_the_headings_of_the_page(page_and_twin):
    page, twin, _ = page_and_twin
    shown = page.evaluate(
        """ids => ids.map(id => document.getElementById(id)?.textContent ?? null)""",
        [heading["id"] for heading in twin["headings"]],
    )
    assert_none(
        f"#{heading['id']} is {text!r}, the twin says {heading['text']!r}"
        for heading, text in zip(twin["headings"], shown)
        if text is None or _words(heading["text"]) not in _words(text)
    )


def test_twin_holds_the_values_that_sentences_show(page_and_twin):
    page, twin, _ = page_and_twin
    text = _words(page.locator("main").text_content())
    assert_none(
        f"{value['expression']} is {value['text']!r} in the twin and not in the page"
        for value in twin["values"]
        if _words(value["text"]) not in text
    )


def test_twin_holds_the_figures_that_tables_show(page_and_twin):
    page, twin, _ = page_and_twin
    shown = page.evaluate(SHOWN_TABLES)
    filled = {table["id"]: table for table in twin["tables"] if table["rows"]}
    assert sorted(shown) == sorted(filled)
    assert_none(
        fault for name, table in filled.items() for fault in _differences(table, shown[name])
    )


def _differences(table, shown):
    if _words(table["caption"]) != _words(shown["caption"]):
        yield f"caption {shown['caption']!r}, the twin says {table['caption']!r}"
    if len(table["rows"]) != len(shown["rows"]):
        yield f"{len(shown['rows'])} rows, the twin has {len(table['rows'])}"
    for number, (row, cells) in enumerate(zip(table["rows"], shown["rows"]), start=1):
        if len(cells) != len(table["columns"]):
            yield f"{table['id']} row {number}: {len(cells)} cells"
        for column, cell in zip(table["columns"], cells):
            if not _shows(_words(cell), row[column["name"]], column.get("unit")):
                yield f"{table['id']} row {number}, {column['name']}: {cell!r}, the twin says " + (
                    repr(row[column["name"]])
                )


def _shows(text, value, unit):
    """Tells whether a cell's text is how a value of the twin is printed."""
    if value is None:
        return text == "not stated"
    if isinstance(value, bool):
        return text == ("yes" if value else "no")
    if isinstance(value, str):
        return text == _words(value)
    digits = text.replace(",", "").replace("\N{MINUS SIGN}", "-")
    if not re.fullmatch(r"-?\d+(\.\d+)?", digits):
        return False
    tolerance = 0.5 * 10 ** -len(digits.partition(".")[2])
    if unit in ROUNDED_BY_SIGNIFICANCE:
        tolerance = max(tolerance, 0.05 * abs(value))
    # A little more, for values that lie on the border and for binary fractions.
    return abs(float(digits) - value) <= tolerance * (1 + 1e-6)


def _words(text):
    return " ".join(text.split())
