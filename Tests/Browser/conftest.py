"""Fixtures: the built site, a server for it, and pages opened in Debian's Chromium."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

import chromium
from built_site import REPOSITORY, BuiltSite
from server import serving

ARTIFACTS = Path(__file__).parent / "artifacts"

# Long enough for a busy machine of two cores; a page that is well takes a fraction of a second.
TIMEOUT_MS = 30_000


def pytest_addoption(parser):
    parser.addoption("--output-folder", default=REPOSITORY / "Output", help="the built site")
    parser.addoption("--content-folder", default=REPOSITORY / "Content", help="what it is made of")
    parser.addoption("--pictures", action="store_true", help="keep a picture of every page")
    parser.addoption("--rigbook", default=REPOSITORY / ".build/release/rigbook", help="the tool")


def pytest_sessionstart(session):
    site = BuiltSite(
        session.config.getoption("--output-folder"), session.config.getoption("--content-folder"))
    if site.missing():
        pytest.exit(site.missing(), returncode=2)
    session.config.site = site
    ARTIFACTS.mkdir(exist_ok=True)


def pytest_generate_tests(metafunc):
    """Runs a test that asks for a `kind` once for a page of every kind."""
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", metafunc.config.site.kinds)


@pytest.fixture(scope="session")
def site(pytestconfig):
    return pytestconfig.site


@pytest.fixture(scope="session")
def address(site):
    with serving(site.output) as address:
        yield address


@pytest.fixture(scope="session")
def tab():
    """One tab for all tests: a new one for each costs more than what it shows."""
    with chromium.tab() as page:
        watch(page)
        yield page


@pytest.fixture
def opened(tab):
    """Opens an address and returns the tab; its `problems` list what went wrong in the page."""

    def open_page(url, width=1440, height=900, scheme="light"):
        # From an empty page, so that nothing of the last page is left, its focus included. What the
        # browser gives up of that page by leaving it is no problem of this one.
        tab.goto("about:blank")
        tab.problems = []
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(color_scheme=scheme)
        tab.asked_for = url
        tab.goto(url, wait_until="load")
        return tab

    return open_page


def watch(page):
    """Notes in `page.problems` what the console says and what a page asks for in vain or abroad."""
    page.problems = []
    page.asked_for = ""
    page.set_default_timeout(TIMEOUT_MS)
    page.on("console", lambda message: _note_console(page, message))
    page.on("pageerror", lambda error: page.problems.append(f"script error: {error}"))
    page.on("request", lambda request: _note_request(page, request))
    page.on("requestfailed", lambda request: _note_failure(page, request))
    page.on("response", lambda response: _note_response(page, response))


def _note_console(page, message):
    # A violation of the content security policy arrives here as an error too. A failed load is
    # noted with its address by `_note_response`.
    if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
        page.problems.append(f"console {message.type}: {message.text}")


def _note_request(page, request):
    asked, made = urlsplit(page.asked_for), urlsplit(request.url)
    if made.scheme not in ("data", "blob", "about") and made[:2] != asked[:2]:
        page.problems.append(f"asked another host: {request.url}")


def _note_failure(page, request):
    page.problems.append(f"not loaded: {request.url} ({request.failure})")


def _note_response(page, response):
    if response.status >= 400 and response.url != page.asked_for:
        page.problems.append(f"status {response.status}: {response.url}")
