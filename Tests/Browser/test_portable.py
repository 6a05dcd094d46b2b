"""Builds the portable output and reads it from a folder, where no server helps."""

import subprocess
from urllib.parse import unquote, urlsplit

import pytest

from built_site import REPOSITORY, BuiltSite
from faults import assert_none


@pytest.fixture(scope="module")
def folder(pytestconfig, tmp_path_factory):
    """The portable build of this site, in a folder whose name needs quoting in an address."""
    tool = pytestconfig.getoption("--rigbook")
    content = pytestconfig.getoption("--content-folder")
    output = tmp_path_factory.mktemp("portable") / "a guide, 100 % offline"
    built = subprocess.run(
        [tool, "build", "--portable", "--site", REPOSITORY, "--output", output],
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    return BuiltSite(output, content)


def _address(folder, path=""):
    return folder.file(path).resolve().as_uri()


def test_has_the_pages_of_the_site(folder, site):
    assert folder.pages == site.pages


def test_links_name_files(folder):
    def faults(path):
        file = folder.file(path)
        for link in folder.document(path).xpath("//@href | //@src | //@action"):
            target = urlsplit(link)
            if target.scheme or not target.path:
                continue
            if not (file.parent / unquote(target.path)).is_file():
                yield f"/{path}: {link} is no file"

    assert_none(fault for path in folder.pages for fault in faults(path))


def test_asks_for_no_check_of_files(folder):
    """Chromium refuses what it cannot check, and it cannot check what is opened from a folder."""
    assert_none(f"/{path}" for path in folder.pages if folder.document(path).xpath("//@integrity"))


def test_opens_with_its_style_and_script(folder, opened, kind):
    page = opened(_address(folder, folder.kinds[kind]))
    assert_none(page.problems)
    assert page.evaluate("document.styleSheets.length") >= 1, "the page has no style"
    assert_none(
        page.evaluate(
            """[...document.querySelectorAll('link[rel=stylesheet]')]
               .filter(link => link.sheet === null).map(link => link.href)"""
        )
    )
    assert page.locator("h1").count() == 1


def test_leads_from_page_to_page(folder, opened):
    page = opened(_address(folder))
    seen = [page.title()]
    # Down to a record by the navigation and a table, and home again.
    for link in ("nav a[href*='gpus/']", "main .table a[href*='gpus/']", "header .brand a"):
        page.locator(link).first.click()
        page.wait_for_load_state()
        assert_none(page.problems)
        assert page.locator("h1").count() == 1, f"{page.url} is no page"
        seen.append(page.title())
    assert len(set(seen)) == 3 and seen[0] == seen[-1], f"the links led to {seen}"


def test_finds_pages(folder, opened):
    page = opened(_address(folder, "gpu/"))
    field = page.get_by_role("searchbox")
    field.click()
    field.press_sequentially("5090")
    page.locator(".search-panel li a").first.click()
    page.wait_for_url("**/nvidia-rtx-5090/index.html")
    assert "5090" in page.locator("h1").inner_text()
    assert_none(page.problems)


def test_lists_all_results(folder, opened):
    page = opened(_address(folder, "gpu/"))
    field = page.get_by_role("searchbox")
    field.click()
    field.press_sequentially("rtx pro")
    field.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    assert page.locator(".search-results li a").count() > 3
    assert_none(page.problems)
