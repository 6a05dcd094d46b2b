"""Holds the JSON twin of every page against what the page shows."""

import re

from charts import words
from faults import assert_none

# Units whose figures are printed with two or three significant digits, not to a fixed place.
ROUNDED_BY_SIGNIFICANCE = {"tok/s", "s", "ms"}


def _faults(site, rule):
    """Returns what a rule finds on all pages with twins, each fault with its page."""
    paths = [path for path in site.pages if not path.endswith(".html")]
    assert paths
    assert_none(
        f"/{path}: {fault}"
        for path in paths
        for fault in rule(path, site.document(path), site.twin(path))
    )


def test_pages_name_their_twins(site):
    def rule(path, page, twin):
        link = page.xpath("//head/link[@rel='alternate'][@type='application/json']/@href")
        if link != ["index.json"]:
            yield f"the page names {link} as its twin"
        if twin["path"] != path:
            yield f"the twin is that of '{twin['path']}'"
        if twin["title"] not in words(page.xpath("//title")[0]):
            yield f"the twin's title is '{twin['title']}'"
        if [twin["url"]] != page.xpath("//head/link[@rel='canonical']/@href"):
            yield f"the twin's address is {twin['url']}"

    _faults(site, rule)


def test_twins_list_the_headings_of_pages(site):
    def rule(path, page, twin):
        for heading in twin["headings"]:
            found = page.xpath("//*[@id=$id]", id=heading["id"])
            if not found or _words(heading["text"]) not in words(found[0]):
                yield f"#{heading['id']} is not {heading['text']!r}, as the twin says"

    _faults(site, rule)


def test_twins_hold_the_values_that_sentences_show(site):
    def rule(path, page, twin):
        text = words(page.xpath("//main")[0])
        for value in twin["values"]:
            if _words(value["text"]) not in text:
                yield f"{value['expression']} is {value['text']!r} in the twin, not in the page"

    _faults(site, rule)


def test_twins_hold_the_figures_that_tables_show(site):
    def rule(path, page, twin):
        shown = {
            caption.get("id").removesuffix("-caption"): {
                "caption": words(caption),
                "rows": [
                    [words(cell) for cell in row] for row in caption.getparent().xpath("./tbody/tr")
                ],
            }
            for caption in page.xpath("//main//caption[@id]")
        }
        filled = {table["id"]: table for table in twin["tables"] if table["rows"]}
        if sorted(shown) != sorted(filled):
            yield f"shows the tables {sorted(shown)}, the twin has {sorted(filled)}"
        for name in shown.keys() & filled.keys():
            yield from _differences(filled[name], shown[name])

    _faults(site, rule)


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
