"""Holds the pages of two generators against each other: a comparison of unequal work says nothing."""

import html
import re
from pathlib import Path

from generators import Failure

# What Rigbook adds to a page with computed figures, and the other is not asked for.
ADDED = re.compile(
    r'<details class="workings">.*?</details>|<p class="table-note"><a href="#q\.\d+">.*?</a></p>',
    re.DOTALL,
)
TAG = re.compile(r"<[^>]*>")
HEADING = re.compile(r'<h([1-6]) id="([^"]*)"')
HEAD = re.compile(
    r'<meta name="description" content="([^"]*)">\s*<link rel="canonical" href="([^"]*)">'
)


def check_equal(left: Path, right: Path) -> int:
    """Compares all pages of two output folders and returns how many there are.

    Alike are: the addresses, title, description and canonical address, the headings with their
    anchors, and all text that a reader sees, white space aside.
    """
    pages = _addresses(left)
    if pages != _addresses(right):
        some = sorted(pages ^ _addresses(right))[:5]
        raise Failure(f"the outputs do not hold the same pages, for example {', '.join(some)}")
    for page in sorted(pages):
        ours, theirs = _seen(left / page), _seen(right / page)
        if ours != theirs:
            raise Failure(f"the outputs differ in {page}\n{_difference(ours, theirs)}")
    return len(pages)


def _addresses(folder: Path) -> set[str]:
    return {page.relative_to(folder).as_posix() for page in folder.rglob("*.html")}


def _seen(file: Path) -> list[str]:
    """Returns what stands in the head, the headings, and the words of a page."""
    text = ADDED.sub("", file.read_text(encoding="utf-8"))
    head = HEAD.search(text)
    words = html.unescape(TAG.sub(" ", text)).split()
    named = [html.unescape(value) for value in head.groups()] if head else []
    return named + [f"h{level} #{anchor}" for level, anchor in HEADING.findall(text)] + words


def _difference(ours: list[str], theirs: list[str]) -> str:
    place = next(
        (n for n, pair in enumerate(zip(ours, theirs)) if pair[0] != pair[1]),
        min(len(ours), len(theirs)),
    )
    near = slice(max(0, place - 3), place + 5)
    return f"  Rigbook: {' '.join(ours[near])}\n  Hugo:    {' '.join(theirs[near])}"
