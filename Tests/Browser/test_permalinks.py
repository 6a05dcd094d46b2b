"""Passes on places of a page: headings, tables and rows have addresses, and a link that gives them."""

from urllib.parse import unquote

import pytest

from charts import words
from faults import assert_none


def _pages(site):
    return [(path, site.document(path)) for path in [*site.pages, *site.variants]]


def _leads_to(link, id):
    return unquote(link.get("href", "")) == f"#{id}"


def test_headings_of_the_text_are_permalinks(site):
    def faults():
        for path, page in _pages(site):
            for heading in page.xpath("//div[contains(@class, 'prose')]//*[self::h2 or self::h3]"):
                links = heading.xpath("./a[@class='permalink' or @class='permalink-mark']")
                if len(links) != 1 or not _leads_to(links[0], heading.get("id")):
                    yield f"/{path}: '{words(heading)}' has no permalink"

    assert_none(faults())


def test_tables_and_charts_are_permalinks(site):
    def faults():
        for path, page in _pages(site):
            for figure in page.xpath("//figure[.//table]"):
                captions = figure.xpath(".//caption | ./figcaption[@class='chart-caption']")
                for caption in captions:
                    links = caption.xpath("./a[@class='permalink']")
                    if len(links) != 1 or not _leads_to(links[0], figure.get("id")):
                        yield f"/{path}: '{words(caption)}' has no permalink"

    assert_none(faults())


def test_rows_of_records_have_addresses(site):
    def faults():
        for path, page in _pages(site):
            for figure in page.xpath("//figure[@class='table'][.//tbody/tr]"):
                rows = figure.xpath(".//tbody/tr")
                names = [row.get("id") for row in rows]
                if None in names and len(set(names)) > 1:
                    yield f"/{path}: some rows of '{figure.get('id')}' have no address"
                for row in rows:
                    marks = row.xpath("./*[1]/a[@class='permalink-mark'][@aria-label]")
                    wanted = 1 if row.get("id") and len(rows) > 1 else 0
                    if len(marks) != wanted or not all(_leads_to(m, row.get("id")) for m in marks):
                        yield f"/{path}: the row '{row.get('id')}' has not {wanted} marks"

    assert_none(faults())


def test_tables_of_lists_give_every_row_an_address(site):
    rows = site.document("gpus/").xpath("//figure[@class='table']//tbody/tr")
    assert len(rows) > 90
    assert_none(words(row)[:40] for row in rows if not row.get("id"))


@pytest.mark.parametrize("width", [1440, 320])
def test_shows_the_row_that_an_address_names(address, opened, width):
    page = opened(address + "gpus/#consumer-cards-nvidia-rtx-4070", width=width)
    page.wait_for_function(
        # The page comes to rest: smooth scrolling is the reader's choice.
        """() => {
          const top = document.querySelector('tr:target').getBoundingClientRect().top;
          const rests = window.lastTop === top;
          window.lastTop = top;
          return rests;
        }""",
        polling=200,
    )
    boxes = page.evaluate(
        """() => {
          const row = document.querySelector('tr:target');
          const box = element => element.getBoundingClientRect().toJSON();
          return {row: box(row), head: box(row.closest('table').tHead),
                  region: box(row.closest('.table-scroll')), height: innerHeight};
        }"""
    )
    row, head, region = boxes["row"], boxes["head"], boxes["region"]
    assert row["top"] >= head["bottom"] - 1, f"the heading covers the row: {boxes}"
    assert row["bottom"] <= min(region["bottom"], boxes["height"]) + 1, f"out of sight: {boxes}"


def test_reaches_permalinks_by_keyboard(address, opened):
    page = opened(address + "gpu/")
    link = page.locator(".prose h2 > .permalink").first
    link.focus()
    assert page.evaluate("document.activeElement.matches('.permalink')")
    mark = page.locator("tbody .permalink-mark").first
    assert mark.evaluate("mark => getComputedStyle(mark).opacity") == "0"
    mark.evaluate("mark => mark.previousElementSibling.focus()")
    page.keyboard.press("Tab")
    assert mark.evaluate("mark => mark === document.activeElement")
    assert mark.evaluate("mark => getComputedStyle(mark).opacity") == "1"
    page.keyboard.press("Enter")
    page.wait_for_url("**/gpu/#*")


@pytest.mark.parametrize("width, scheme", [(1440, "light"), (320, "dark")])
def test_keeps_heading_and_first_column_in_sight(address, opened, width, scheme):
    page = opened(address + "gpus/", width=width, scheme=scheme)
    region = page.locator("#consumer-cards .table-scroll")
    state = region.evaluate(
        """region => {
          region.scrollTo({top: 300, left: 120, behavior: 'instant'});
          const table = region.querySelector('table');
          const box = element => element.getBoundingClientRect().toJSON();
          const paint = element => getComputedStyle(element).backgroundColor;
          const first = table.tBodies[0].rows[9].cells[0];
          const head = table.tHead.rows[0].cells;
          return {top: region.scrollTop, left: region.scrollLeft, region: box(region),
                  head: box(head[2]), corner: box(head[0]), first: box(first),
                  paints: [paint(head[2]), paint(head[0]), paint(first)]};
        }"""
    )
    border = 2
    assert state["top"] == 300, "the region does not scroll by itself"
    top, left = state["region"]["top"] + border, state["region"]["left"]
    assert state["head"]["top"] == pytest.approx(top, abs=1.5), "the heading does not stay"
    assert state["corner"]["top"] == pytest.approx(top, abs=1.5)
    if width == 320:
        assert state["left"] == 120
    assert state["corner"]["left"] == pytest.approx(left, abs=1)
    assert state["first"]["left"] == pytest.approx(left, abs=1), "the first column does not stay"
    share = state["first"]["width"] / state["region"]["width"]
    assert share < 0.5, f"the first column takes {share:.0%} of the region"
    assert_none(f"a cell that stays is see-through: {paint}" for paint in state["paints"]
                if paint.startswith("rgba"))
