"""Takes the pictures that README.md shows, from the site in Output/: make screenshots"""

import sys

from built_site import REPOSITORY, BuiltSite
from chromium import tab
from server import serving

PICTURES = {"home": "home", "gpu": "record:gpu"}


def main():
    site = BuiltSite(REPOSITORY / "Output", REPOSITORY / "Content")
    if site.missing():
        sys.exit(site.missing())
    folder = REPOSITORY / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    with serving(site.output) as address, tab(viewport={"width": 1200, "height": 900}) as page:
        for picture, name in PICTURES.items():
            page.goto(address + site.kinds[name], wait_until="load")
            page.screenshot(path=folder / f"{picture}.png")
            print(f"docs/images/{picture}.png: {page.title()}")


if __name__ == "__main__":
    main()
