"""A phone on a slow network, and what a page does there until it is quiet.

The profile is that of Lighthouse's mobile run: a processor slowed to a quarter, and a network of
1.6 Mbit/s down and 750 kbit/s up on which each answer waits 150 ms. Nothing is in the cache.
"""

from contextlib import contextmanager

PROFILE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
PROCESSOR_SLOWDOWN = 4

OBSERVE = """
  window.seen = { paint: null, element: '', shift: 0, moved: [] };
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    window.seen.paint = entry.startTime / 1000;
    window.seen.element = entry.element ? entry.element.outerHTML.slice(0, 100) : '';
  })).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    if (entry.hadRecentInput) return;
    window.seen.shift += entry.value;
    entry.sources.forEach(source => window.seen.moved.push(
      source.node && source.node.outerHTML ? source.node.outerHTML.slice(0, 100) : ''));
  })).observe({ type: 'layout-shift', buffered: true });
"""

# The last paint may come with a font or the end of the document: two frames after all is quiet.
SETTLED = """() => new Promise(done => requestAnimationFrame(
  () => requestAnimationFrame(() => setTimeout(() => done(window.seen), 100))))"""

WAITED = """() => {
  const page = performance.getEntriesByType('navigation')[0];
  return page.responseEnd - page.requestStart;
}"""

BLOCKING = """() => performance.getEntriesByType('resource')
  .filter(entry => entry.renderBlockingStatus === 'blocking').map(entry => entry.name)"""


@contextmanager
def slow_phone(tab):
    """Yields another tab of the browser of `tab`, of the width of a phone, slowed down."""
    page = tab.context.browser.new_page(viewport={"width": 390, "height": 844})
    page.add_init_script(OBSERVE)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", PROFILE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR_SLOWDOWN})
    yield page
    page.close()


def load(phone, url):
    """Opens an address and returns what was seen: the largest paint in seconds, its element, the
    sum of layout shifts, what moved, and which files had to be there before the first paint."""
    phone.goto("about:blank")
    phone.goto(url, wait_until="load")
    seen = phone.evaluate(SETTLED)
    assert phone.evaluate(WAITED) >= PROFILE["latency"], "the network was not slowed down"
    return seen | {"blocking": phone.evaluate(BLOCKING)}
