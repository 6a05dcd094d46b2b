"""Opens the pages that a buyer meets first, at three widths, in light and in dark."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import ARTIFACTS
from faults import assert_none

PAGES = ["home", "cpu", "gpu", "ram", "record:configuration", "record:gpu", "search"]
WIDTHS = [390, 820, 1440]
SCHEMES = ["light", "dark"]

# Elements that stick out at the right and are not inside a box that scrolls by itself.
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = element => element && element !== document.documentElement
    && (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(element).overflowX)
        || scrolls(element.parentElement));
  return [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > width + 1 && !scrolls(e))
    .slice(0, 5)
    .map(e => e.outerHTML.slice(0, 100));
}"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_shows_no_fault_at_any_width_and_scheme(site, address, opened, name, width, scheme):
    page = opened(address + site.path(name), width=width, scheme=scheme)
    assert_none(page.problems)
    assert_none(_axe_violations(page))
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0, (
        f"the page is {overflow} px wider than {width} px: {page.evaluate(STICKING_OUT)}"
    )
    label = re.sub("[^a-z]+", "-", name)
    page.screenshot(path=ARTIFACTS / f"{label}-{width}-{scheme}.png", full_page=True)


def _axe_violations(page):
    return [
        f"{violation['id']}: {violation['help']}: "
        + "; ".join(
            f"{node['target']} {' '.join(node['failureSummary'].split())}"
            for node in violation["nodes"][:5]
        )
        for violation in Axe().run(page).response["violations"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_follows_the_readers_colour_scheme(site, address, opened, name):
    backgrounds = set()
    for scheme in SCHEMES:
        page = opened(address + site.path(name), scheme=scheme)
        backgrounds.add(
            page.evaluate(
                """[document.body, document.documentElement]
                   .map(e => getComputedStyle(e).backgroundColor).join(' / ')"""
            )
        )
    assert len(backgrounds) == 2, f"light and dark have the same background: {backgrounds}"


@pytest.mark.parametrize("name", PAGES)
def test_has_landmarks_and_one_main_heading(site, address, opened, name):
    page = opened(address + site.path(name))
    counts = {role: page.get_by_role(role).count() for role in ("banner", "main", "contentinfo")}
    assert counts == {"banner": 1, "main": 1, "contentinfo": 1}
    assert page.get_by_role("navigation").count() >= 1
    assert page.locator("h1").all_inner_texts() == [page.locator("main h1").inner_text()]


@pytest.mark.parametrize("name", PAGES)
def test_describes_itself_to_search_engines(site, address, opened, name):
    path = site.path(name)
    page = opened(address + path)
    assert page.title().strip(), "the page has no title"
    description = page.locator("head meta[name=description]").get_attribute("content")
    assert description.strip(), "the page has no description"
    canonical = page.locator("head link[rel=canonical]").get_attribute("href")
    assert canonical.startswith("https://"), f"not an absolute address: {canonical}"
    assert canonical.endswith("/" + path), f"{canonical} is not the address of '{path}'"
    assert page.locator("html").get_attribute("lang"), "the page does not state its language"


def test_tells_pages_apart_by_title_and_description(site, address, opened):
    seen = {}
    for name in PAGES:
        page = opened(address + site.path(name))
        description = page.locator("head meta[name=description]").get_attribute("content")
        for text in (page.title(), description):
            assert text not in seen, f"'{name}' and '{seen[text]}' share '{text}'"
            seen[text] = name


@pytest.mark.parametrize("name", PAGES)
def test_skips_to_the_content_by_keyboard(site, address, opened, name):
    page = opened(address + site.path(name))
    page.keyboard.press("Tab")
    link = page.locator("a:focus")
    assert link.count() == 1, "the first Tab does not reach a link"
    target = link.get_attribute("href")
    assert target.startswith("#"), f"the first link is not a skip link but leads to {target}"
    box = link.bounding_box()
    assert box["x"] >= 0 and box["y"] >= 0, f"the skip link is not seen on focus: {box}"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/*{target}")
    assert page.locator(f"main{target}, main {target}").count() == 1, f"{target} is not in main"
    page.keyboard.press("Tab")
    passed = page.evaluate(
        """target => {
          const focus = document.activeElement;
          return focus === document.body
            || (document.querySelector(target).compareDocumentPosition(focus)
                & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
        }""",
        target,
    )
    assert passed, "after the skip link, Tab goes on before the content"


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(site, name):
    assert_none(site.dead_references(site.path(name)))


def test_answers_an_unknown_address_with_the_not_found_page(site, address, opened):
    # Two folders deep: the page must find its style sheet from any depth.
    page = opened(address + "no/such/page/")
    assert_none(page.problems)
    assert page.locator("h1").count() == 1
    assert page.locator("main a[href]").count() >= 1, "the page offers no way on"
    assert page.evaluate("[...document.styleSheets].length") >= 1, "the page has no style"
    assert_none(_axe_violations(page))


@pytest.mark.parametrize("name", PAGES)
def test_opens_from_a_folder_without_a_server(site, opened, name):
    page = opened(site.file(site.path(name)).resolve().as_uri())
    assert_none(page.problems)
    unstyled = page.evaluate(
        """[...document.querySelectorAll('link[rel=stylesheet]')]
           .filter(link => link.sheet === null).map(link => link.href)"""
    )
    assert_none(unstyled)
    assert page.locator("h1").count() == 1
