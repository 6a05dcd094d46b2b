"""What only a page that is laid out can tell: what sticks out, and what is too small to hit."""

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

# Targets of a pointer below 24 by 24 px (WCAG 2.2, 2.5.8). Of its exceptions two are made use of: a
# link in a sentence, whose height is that of the line; and a link of a drawing, since a table on the
# same page has it again. That targets far from each other may be smaller is not.
SMALL_TARGETS = """() => {
  const block = element => {
    let box = element.parentElement;
    while (getComputedStyle(box).display.startsWith('inline')) box = box.parentElement;
    return box;
  };
  const isInSentence = link => {
    const rest = block(link).cloneNode(true);
    rest.querySelectorAll('a').forEach(other => other.remove());
    return (rest.textContent.match(/[\\p{L}\\p{N}]+/gu) || []).length >= 3;
  };
  const hrefs = new Set([...document.querySelectorAll('table a')].map(link => link.href));
  const isDrawn = link => link.closest('svg') && hrefs.has(
    new URL(link.getAttribute('href'), document.baseURI).href);
  return [...document.querySelectorAll(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]')]
    .map(target => [target, target.getBoundingClientRect()])
    .filter(([target, box]) => box.width > 0 && box.height > 0
      && getComputedStyle(target).visibility !== 'hidden'
      && (box.width < 24 || box.height < 24)
      && !(target.matches('a') && (isDrawn(target) || isInSentence(target))))
    .map(([target, box]) => Math.round(box.width * 10) / 10 + ' × '
      + Math.round(box.height * 10) / 10 + ' px: ' + target.outerHTML.slice(0, 120));
}"""


def overflow(page):
    """Returns what makes a page scroll sideways."""
    excess = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if excess <= 0:
        return []
    return [f"{excess} px wider than the window", *page.evaluate(STICKING_OUT)]


def small_targets(page):
    """Returns what is too small to hit with a finger."""
    return page.evaluate(SMALL_TARGETS)
