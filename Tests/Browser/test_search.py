"""Uses the search field as a reader does, from a server and without script."""

import pytest

from accessibility import violations
from faults import assert_none


def _type(page, text):
    field = page.get_by_role("searchbox")
    field.click()
    field.fill("")
    field.press_sequentially(text)
    page.locator(".search-panel").wait_for(state="visible")
    return page.locator(".search-panel li a")


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("5090", "gpus/nvidia-rtx-5090/"),
        ("rtx5090", "gpus/nvidia-rtx-5090/"),
        ("llama 8b", "models/llama-3.1-8b/"),
        ("llama-3.1-8b", "models/llama-3.1-8b/"),
        ("rtx pro", "gpus/nvidia-rtx-pro-"),
        ("more cores", "cpu/#more-cores"),
        ("how many cores", "cpu/#more-cores"),
        ("how much VRAM", "gpu/#how-much-memory"),
        ("how much RAM do I need", "ram/#how-much-ram"),
        ("Q4_K_M", "quantizations/"),
        ("ECC", "gpus/#features"),
        ("ollama", "software/"),
    ],
)
def test_finds_what_is_meant(address, opened, query, path):
    page = opened(address + "gpu/")
    links = _type(page, query)
    hrefs = [link.get_attribute("href") for link in links.all()]
    assert any(path in href for href in hrefs[:5]), f"{query!r} finds {hrefs}"
    assert_none(page.problems)


def test_works_with_the_keyboard_alone(address, opened):
    page = opened(address)
    field = page.get_by_role("searchbox")
    links = _type(page, "rtx")
    assert page.get_by_role("status").inner_text().split()[0].isdigit()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert links.nth(1).evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert field.evaluate("field => field === document.activeElement")
    page.keyboard.press("Escape")
    assert page.locator(".search-panel").is_hidden()
    assert field.evaluate("field => field === document.activeElement")


def test_says_when_nothing_is_found(address, opened):
    page = opened(address)
    links = _type(page, "xyzzy")
    assert links.count() == 0
    assert page.locator(".search-status").inner_text() == "Nothing found"


def test_lists_all_results_on_the_search_page(address, opened):
    page = opened(address + "gpu/")
    _type(page, "<b>rtx")
    assert_none(violations(page))
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    results = page.locator(".search-results")
    results.wait_for()
    assert "<b>rtx" in results.locator("h2").inner_text()
    assert results.locator("li a").count() > 12
    assert_none(page.problems)


def test_leads_to_every_page_without_script(site, tab):
    # A tab of its own: whether a page runs script is settled when its context is made.
    page = tab.context.browser.new_page(java_script_enabled=False)
    page.goto(site.file("search/").resolve().as_uri())
    count = page.locator("main .page-list li a").count()
    assert page.locator("form[role=search]").get_attribute("method") == "get"
    page.close()
    assert count == len([path for path in site.pages if path not in ("search/", "404.html")])
