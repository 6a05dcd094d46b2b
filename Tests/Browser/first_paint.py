"""Prints how soon the largest paint of a page of every kind comes on a slow phone: `make bench-paint`.

Each page is opened several times; what else runs on the machine only ever adds to a load, so the
least is nearest to the page's own. The kinds are listed slowest first, with the bar.
"""

import argparse
import statistics

import chromium
from built_site import REPOSITORY, BuiltSite
from server import serving
from slow_phone import load, slow_phone

BAR_S = 1.8


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loads", type=int, default=5, help="how often each page is opened")
    parser.add_argument("--output-folder", default=REPOSITORY / "Output", help="the built site")
    options = parser.parse_args()
    site = BuiltSite(options.output_folder, REPOSITORY / "Content")
    if site.missing():
        raise SystemExit(site.missing())
    with serving(site.output) as address, chromium.tab() as tab, slow_phone(tab) as phone:
        paints = {
            kind: [load(phone, address + path)["paint"] for _ in range(options.loads)]
            for kind, path in site.kinds.items()
        }
    print("| page | least, s | median, s | most, s |\n| --- | --- | --- | --- |")
    for kind, seconds in sorted(paints.items(), key=lambda item: -statistics.median(item[1])):
        figures = min(seconds), statistics.median(seconds), max(seconds)
        print(f"| {kind} |", " | ".join(f"{figure:.2f}" for figure in figures), "|")
    late = [kind for kind, seconds in paints.items() if statistics.median(seconds) > BAR_S]
    print(f"\nBar {BAR_S} s: " + (f"missed by {', '.join(late)}" if late else "held by every page"))


if __name__ == "__main__":
    main()
