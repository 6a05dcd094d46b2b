"""The first screen of a page gives its verdict, the date of its data and its status."""

import pytest

# Pages that judge nothing.
WITHOUT = {"404", "search", "sources", "licence"}

# The verdict of the page or of its first section: a paragraph whose only element is bold, before
# anything else in the text.
FIND = """() => {
  const bold = [...document.querySelectorAll("main p > strong:only-child")]
    .find((strong) => strong.parentElement.textContent.trim().startsWith(strong.textContent.trim()));
  if (!bold) return null;
  return { text: bold.textContent.trim(), top: bold.getBoundingClientRect().top,
    size: parseFloat(getComputedStyle(bold).fontSize) };
}"""


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)])
def test_first_screen_gives_verdict_and_status(address, opened, site, kind, width, height):
    if kind in WITHOUT:
        pytest.skip("a page without a verdict")
    page = opened(address + site.kinds[kind], width=width, height=height)
    verdict = page.evaluate(FIND)
    assert verdict, "no verdict"
    assert len(verdict["text"].split()) >= 5, f"the verdict is {verdict['text']!r}"
    assert verdict["top"] < height - 40, f"the verdict begins at {verdict['top']:.0f} px"
    body = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)")
    assert verdict["size"] > body, "the verdict looks like any other text"
    status = page.locator("ul.status").bounding_box()
    assert status and status["y"] < height - 20, "the dates are not on the first screen"
    assert {"Reviewed", "Catalog data to"} <= set(page.locator(".status-label").all_inner_texts())
