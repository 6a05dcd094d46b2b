"""Holds every chart of the site against the table of the same values."""

import copy

import pytest

from charts import Column, faults, words
from faults import assert_none


def _charts(site):
    """Yields each chart as (path, figure)."""
    for path in site.pages:
        for figure in site.document(path).xpath("//figure[svg]"):
            yield path, figure


def _columns(site, path, figure):
    """Returns the columns of the table in a figure, with the exact numbers of the page's twin."""
    twin = next(table for table in site.twin(path)["tables"] if table["id"] == figure.get("id"))
    rows = figure.xpath(".//tbody/tr")
    headings = figure.xpath(".//thead//th")
    columns = []
    for index, column in enumerate(twin["columns"]):
        unit = "".join(words(unit) for unit in headings[index].xpath("./*[@class='unit']"))
        values = [row[column["name"]] for row in twin["rows"]]
        columns.append(
            Column(
                label=words(headings[index]).removesuffix(unit).strip(),
                unit=unit,
                numbers=[value if isinstance(value, (int, float)) else None for value in values],
                texts=[words(row[index]) for row in rows],
            )
        )
    return columns


def test_charts_show_the_values_of_their_tables(site):
    charts = list(_charts(site))
    assert charts, "the site has no chart"
    assert_none(
        f"{path}#{figure.get('id')}, drawing {number}: {fault}"
        for path, figure in charts
        for number, drawing in enumerate(figure.xpath("./svg"), start=1)
        for fault in faults(drawing, _columns(site, path, figure))
    )


@pytest.mark.parametrize(
    ("form", "attribute", "change"),
    [
        ("Stacked bar chart", ".//g/rect/@width", 1),
        ("Bar chart", "./rect/@width", 1),
        ("Line chart", ".//g/path[contains(@class, 'marker')]/@d", "M1 "),
        ("Scatter chart", ".//*[title]/path/@d", "M1 "),
    ],
)
def test_reader_sees_a_mark_in_the_wrong_place(site, form, attribute, change):
    path, figure = next(
        (path, figure)
        for path, figure in _charts(site)
        if words(figure.xpath("./svg/desc")[0]).startswith(form)
    )
    drawing = copy.deepcopy(figure.xpath("./svg")[0])
    value = drawing.xpath(attribute)[0]
    element, name = value.getparent(), value.attrname
    if isinstance(change, str):
        element.set(name, change + value.partition(" ")[2])
    else:
        element.set(name, str(float(value) + change))
    assert faults(drawing, _columns(site, path, figure))
