"""Starts the Chromium that the system has; none is ever downloaded."""

import os
import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright


@contextmanager
def tab(**options):
    """Yields a page of a new browser, which `CHROMIUM` may name."""
    name = os.environ.get("CHROMIUM", "chromium")
    executable = shutil.which(name)
    assert executable, f"no '{name}' on PATH: run Scripts/setup test"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        try:
            yield browser.new_page(**options)
        finally:
            browser.close()
