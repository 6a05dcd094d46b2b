"""Fixtures: the built site, a server for it, and pages opened in Debian's Chromium."""

from pathlib import Path

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


def _site(config):
    return BuiltSite(config.getoption("--output-folder"), config.getoption("--content-folder"))


def pytest_sessionstart(session):
    reason = _site(session.config).missing()
    if reason:
        pytest.exit(reason, returncode=2)
    ARTIFACTS.mkdir(exist_ok=True)


@pytest.fixture(scope="session")
def site(pytestconfig):
    return _site(pytestconfig)


@pytest.fixture(scope="session")
def address(site):
    with serving(site.output) as address:
        yield address


@pytest.fixture(scope="session")
def tab():
    """One tab for all tests: a new one for each costs more than what it shows."""
    with chromium.tab() as page:
        page.set_default_timeout(TIMEOUT_MS)
        page.on("console", lambda message: _note_console(page, message))
        page.on("pageerror", lambda error: page.problems.append(f"script error: {error}"))
        page.on("requestfailed", lambda request: page.problems.append(f"not loaded: {request.url}"))
        page.on("response", lambda response: _note_response(page, response))
        yield page


@pytest.fixture
def opened(tab):
    """Opens an address and returns the tab; its `problems` list what went wrong in the page."""

    def open_page(url, width=1440, height=900, scheme="light"):
        tab.problems = []
        # From an empty page, so that nothing of the last page is left, its focus included.
        tab.goto("about:blank")
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(color_scheme=scheme)
        tab.asked_for = url
        tab.goto(url, wait_until="load")
        return tab

    return open_page


def _note_console(page, message):
    # A violation of the content security policy arrives here as an error too. A failed load is
    # noted with its address by `_note_response`.
    if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
        page.problems.append(f"console {message.type}: {message.text}")


def _note_response(page, response):
    if response.status >= 400 and response.url != page.asked_for:
        page.problems.append(f"status {response.status}: {response.url}")
