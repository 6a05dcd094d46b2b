"""Sorts the tables of index pages by links, as a reader without script does."""

from collections import defaultdict
from urllib.parse import urljoin, urlsplit

import pytest

from accessibility import violations
from charts import words
from faults import assert_none
from layout import overflow, small_targets

# The lists of records; each must offer orders.
LISTS = ["audio-models", "cpus", "gpus", "image-models", "models", "platforms", "systems", "workloads"]


def _main(site, path):
    """Returns the page that a page in another order belongs to."""
    canonical = site.document(path).xpath("/html/head/link[@rel='canonical']/@href")
    assert len(canonical) == 1
    return urlsplit(canonical[0]).path.removeprefix("/")


def _rows(site, path):
    """Returns the ids of the rows of each table of a page, in their order."""
    return {
        table.xpath("./caption/@id")[0]: table.xpath("./tbody/tr/@id")
        for table in site.document(path).xpath("//figure[@class='table']//table")
    }


def test_every_list_offers_three_to_five_orders(site):
    offered = defaultdict(list)
    for path in site.variants:
        offered[_main(site, path)].append(path)
    assert sorted(offered) == [f"{name}/" for name in LISTS]
    assert_none(
        f"/{path} offers {len(orders)} orders" for path, orders in offered.items()
        if not 3 <= len(orders) <= 5
    )


def test_orders_show_the_same_rows_in_another_order(site):
    def faults():
        for path in site.variants:
            rows, own = _rows(site, path), _rows(site, _main(site, path))
            if {name: sorted(ids) for name, ids in rows.items()} != {
                name: sorted(ids) for name, ids in own.items()
            }:
                yield f"/{path} has other rows than its page"
            if rows == own:
                yield f"/{path} has the order of its page"

    assert_none(faults())


def test_rows_stand_in_the_order_that_the_heading_states(site):
    def faults():
        checked = 0
        for path in [*site.variants, *{_main(site, path) for path in site.variants}]:
            for table in site.document(path).xpath("//table[.//th[@aria-sort]]"):
                headings = table.xpath("./thead//th")
                sorts = [(index, heading.get("aria-sort")) for index, heading in enumerate(headings)
                         if heading.get("aria-sort")]
                (index, direction), = sorts
                cells = [row[index] for row in table.xpath("./tbody/tr")]
                known = [cell for cell in cells if "missing" not in cell.get("class", "")]
                if cells[: len(known)] != known:
                    yield f"/{path}: what is not stated does not come last"
                values = [_value(cell) for cell in known]
                if values != sorted(values, reverse=direction == "descending"):
                    yield f"/{path}: '{words(headings[index])}' is not {direction}: {values}"
                checked += 1
        if checked < len(site.variants):
            yield f"only {checked} sorted tables"

    assert_none(faults())


def _value(cell):
    """Returns what a cell is sorted by: figures before words, dates among these."""
    text = words(cell)
    if "num" in cell.get("class", "").split():
        return (0, float(text.replace(",", "").replace("−", "-")), "")
    return (1, 0, text.lower())


def test_headings_lead_to_the_orders(site):
    def faults():
        for path in site.variants:
            page = site.document(path)
            for heading in page.xpath("//th[@aria-sort]"):
                targets = heading.xpath("./a/@href")
                if len(targets) != 1:
                    yield f"/{path}: '{words(heading)}' leads nowhere"
            for link in page.xpath("//nav[@class='orders']//a/@href"):
                target = urlsplit(urljoin(f"http://x/{path}", link)).path.removeprefix("/")
                if target not in site.variants and target != _main(site, path):
                    yield f"/{path} offers /{target}, which is no order of its page"
            if len(page.xpath("//nav[@class='orders']//a[@aria-current]")) != 1:
                yield f"/{path} does not mark its order"

    assert_none(faults())


def test_orders_are_sound(site):
    def faults():
        for path in site.variants:
            yield from (f"/{path} links to {link}" for link in site.dead_references(path))
            ids = site.document(path).xpath("//@id")
            if len(ids) != len(set(ids)):
                yield f"/{path} gives an id twice"
            if site.file(f"{path}index.json"):
                yield f"/{path} has a twin"

    assert site.variants
    assert_none(faults())


def test_orders_are_left_out_of_lists(site):
    for name in ("sitemap.xml", "llms.txt", "search-index.js", "search/index.html"):
        text = (site.output / name).read_text("utf-8")
        assert_none(f"{name} lists /{path}" for path in site.variants if path in text)


@pytest.mark.parametrize("width, scheme", [(1440, "light"), (320, "dark")])
def test_shows_no_fault_in_another_order(address, opened, width, scheme):
    page = opened(address + "gpus/by-bandwidth/", width=width, scheme=scheme)
    assert_none([*page.problems, *overflow(page), *small_targets(page), *violations(page)])


def test_sorts_by_a_click_on_a_heading(address, opened):
    page = opened(address + "gpus/")
    table = page.locator("#workstation-cards")
    table.get_by_role("link", name="Board power").click()
    page.wait_for_url("**/gpus/by-power/#workstation-cards")
    heading = page.locator("#workstation-cards th[aria-sort]")
    assert heading.get_attribute("aria-sort") == "ascending"
    assert page.locator("#workstation-cards caption").is_visible()
    heading.get_by_role("link").click()
    page.wait_for_url("**/gpus/#workstation-cards")
