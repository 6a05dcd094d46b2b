"""Holds the files that pages load against their names and against what pages say of them."""

import base64
import hashlib
from urllib.parse import unquote, urljoin, urlsplit

from faults import assert_none

_CHECKED = "//link[@rel='stylesheet'] | //script[@src]"


def _named(site, path):
    """Returns the style sheets and scripts of a page with the files that they stand for."""
    for element in site.document(path).xpath(_CHECKED):
        address = element.get("href") or element.get("src")
        target = urlsplit(urljoin("https://site.test/" + path, address)).path
        yield element, site.output / unquote(target).lstrip("/")


def test_pages_say_what_their_files_hold(site):
    def faults(path):
        found = list(_named(site, path))
        if not found:
            yield f"/{path} has no style sheet"
        for element, file in found:
            if element.tag == "link":
                # A page that is opened from a folder keeps its style.
                if element.get("integrity") is not None:
                    yield f"/{path}: {file.name} would be refused in a page opened from a folder"
                continue
            digest = hashlib.sha384(file.read_bytes())
            integrity = "sha384-" + base64.b64encode(digest.digest()).decode()
            if element.get("integrity") != integrity:
                yield f"/{path}: {file.name} is not what {element.get('integrity')} says"
            if element.get("crossorigin") is not None:
                yield f"/{path}: {file.name} comes from the page's own origin"

    paths = [path for path in site.pages if not path.endswith(".html")]
    assert paths
    assert_none(fault for path in paths for fault in faults(path))


def test_files_are_named_by_their_bytes(site):
    files = [file for file in (site.output / "assets").rglob("*") if file.is_file()]
    assert len(files) >= 3
    assert_none(
        file.name
        for file in files
        if file.stem.rsplit(".", 1)[-1] != hashlib.sha384(file.read_bytes()).hexdigest()[:8]
    )
