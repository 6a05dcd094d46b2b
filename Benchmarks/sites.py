"""Makes the site folders that are timed, in one scratch folder."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from catalog_site import write_catalog_site
from equal import check_equal
from generators import Hugo, Rigbook
from hugo_site import write_plain_hugo, write_sheets_hugo
from plain_site import write_plain_site

REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass
class Site:
    """A site with its name in the tables, and the same pages as Hugo wants them, if it is asked."""

    name: str
    folder: Path
    hugo: Path | None = None


def own_site(scratch: Path) -> Site:
    """Copies the site of this repository."""
    folder = scratch / "own"
    for part in ("Content", "Templates"):
        shutil.copytree(REPOSITORY / part, folder / part)
    return Site("this site", folder)


def plain_site(scratch: Path, pages: int, rigbook: Rigbook, hugo: Hugo | None) -> Site:
    """Generates plain pages for both."""
    site = Site(f"{pages:,} Markdown pages", scratch / "plain")
    write_plain_site(site.folder, pages)
    if hugo is not None:
        site.hugo = scratch / "plain-hugo"
        write_plain_hugo(site.hugo, site.folder)
        _compare(site, scratch, rigbook, hugo)
    return site


def sheets_site(
    scratch: Path, sheets: int, parts: Path, rigbook: Rigbook, hugo: Hugo | None
) -> Site:
    """Generates a catalog with spec sheets; Hugo gets the values that Rigbook printed."""
    site = Site(f"{sheets:,} spec sheets", scratch / f"sheets-{sheets}")
    write_catalog_site(site.folder, sheets, parts)
    if hugo is not None:
        site.hugo = scratch / f"sheets-{sheets}-hugo"
        built = scratch / "first"
        rigbook.cold_build(site.folder, built)
        write_sheets_hugo(site.hugo, site.folder, built)
        _compare(site, scratch, rigbook, hugo)
    return site


def _compare(site: Site, scratch: Path, rigbook: Rigbook, hugo: Hugo) -> None:
    """Builds both once, which is not timed, and holds the pages against each other."""
    left, right = scratch / "first", scratch / "second"
    rigbook.cold_build(site.folder, left)
    hugo.cold_build(site.hugo, right)
    check_equal(left, right)
    for folder in (left, right):
        shutil.rmtree(folder)
