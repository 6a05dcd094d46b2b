"""Opens a page of every kind in light, in dark and on the smallest screen."""

import re

import pytest

from accessibility import violations
from conftest import ARTIFACTS
from faults import assert_none
from layout import overflow, small_targets

# The widths of a desk, of a tablet, and of the smallest screen that WCAG counts with (1.4.10).
SETTINGS = {
    "light": (1440, "light"),
    "dark": (820, "dark"),
    "narrow": (320, "light"),
}

BACKGROUND = """[document.body, document.documentElement]
  .map(element => getComputedStyle(element).backgroundColor).join(' / ')"""


def test_shows_no_fault(site, address, opened, pytestconfig, kind):
    # One load for all settings: the pages have no script that depends on them.
    page = opened(address + site.kinds[kind])
    backgrounds = {}
    faults = []
    for setting, (width, scheme) in SETTINGS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        backgrounds[scheme] = page.evaluate(BACKGROUND)
        found = [*overflow(page), *small_targets(page), *violations(page)]
        faults += [f"{setting}, {width} px: {fault}" for fault in found]
        if found or pytestconfig.getoption("--pictures"):
            label = re.sub("[^a-z0-9]+", "-", kind)
            page.screenshot(path=ARTIFACTS / f"{label}-{setting}.png", full_page=True)
    assert_none([*page.problems, *faults])
    assert backgrounds["light"] != backgrounds["dark"], "the reader's colour scheme is not followed"


def test_skips_to_the_content_by_keyboard(site, address, opened, kind):
    page = opened(address + site.kinds[kind])
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


def test_answers_an_unknown_address_with_the_not_found_page(address, opened):
    # Two folders deep: the page must find its style sheet from any depth.
    page = opened(address + "no/such/page/")
    assert_none(page.problems)
    assert page.locator("h1").count() == 1
    assert page.locator("main a[href]").count() >= 1, "the page offers no way on"
    assert page.evaluate("[...document.styleSheets].length") >= 1, "the page has no style"
    assert_none(violations(page))


# Cards of several sizes: with models that do not fit, contexts of seven digits, speeds not stated.
@pytest.mark.parametrize(
    "card",
    ["nvidia-rtx-4090", "nvidia-h200-141gb-sxm", "nvidia-b200-180gb-sxm", "apple-m3-ultra-80c"],
)
def test_tables_of_a_card_need_no_scrolling_on_a_desk(address, opened, card):
    page = opened(address + f"gpus/{card}/", width=1440)
    assert_none(
        page.evaluate(
            """() => [...document.querySelectorAll('.table-scroll')]
              .filter(box => box.scrollWidth > box.clientWidth)
              .map(box => box.parentElement.id + ': ' + (box.scrollWidth - box.clientWidth)
                + ' px wider than its place')"""
        )
    )
