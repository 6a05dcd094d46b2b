"""Compares pages with and without script: script may add a control, and takes nothing away."""

import pytest

from faults import assert_none

# Reads what a page holds, in order: the words of each text, and each link with its words. What is
# inside a control is no content.
CONTENTS = r"""root => {
  const control = 'button, input, select, textarea, label, form, [role=status], script, noscript';
  const words = text => text.replace(/\s+/g, ' ').trim();
  const texts = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest(control) && words(walker.currentNode.data))
      texts.push(words(walker.currentNode.data));
  }
  const links = [...root.querySelectorAll('a[href]')].filter(link => !link.closest(control))
    .map(link => link.getAttribute('href') + ' ' + words(link.textContent));
  return { texts, links };
}"""

AS_SERVED = f"""html => ({CONTENTS})(
  new DOMParser().parseFromString(html, 'text/html').body)"""

AS_SHOWN = f"() => ({CONTENTS})(document.body)"

# Text that takes no room or cannot be seen; what only assistive technology is told is clipped, not
# hidden, and what a reader opens by hand is in a closed part.
HIDDEN = r"""() => [...document.querySelectorAll('main *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
    && !e.closest('details:not([open]) > :not(summary), svg, script, noscript')
    && (!e.getClientRects().length || getComputedStyle(e).visibility === 'hidden'))
  .slice(0, 5).map(e => e.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def without_script(tab):
    """A tab in which no page runs a script, which is settled when its context is made."""
    page = tab.context.browser.new_page(java_script_enabled=False)
    yield page
    page.close()


def test_script_takes_nothing_away_and_adds_no_content(site, address, opened, kind):
    path = site.kinds[kind]
    page = opened(address + path)
    served = page.evaluate(AS_SERVED, site.file(path).read_text("utf-8"))
    shown = page.evaluate(AS_SHOWN)
    assert served["texts"] and served["links"]
    for what in ("texts", "links"):
        assert_none(_differences(served[what], shown[what]))


def _differences(served, shown):
    kept = set(shown)
    yield from (f"script takes away {item!r}" for item in served if item not in kept)
    known = set(served)
    yield from (f"only script shows {item!r}" for item in shown if item not in known)
    if served != shown:
        yield "script changes the order of the content"


def test_shows_all_its_words_without_script(site, address, without_script, kind):
    without_script.goto(address + site.kinds[kind], wait_until="load")
    assert_none(f"not to be seen: {element}" for element in without_script.evaluate(HIDDEN))
