"""Where things are, and how Markdown is cut into words and code."""

import pathlib
import re

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
DOCS = REPOSITORY / "docs"
GUIDE = DOCS / "guide"

# Why the fence below the line is not run.
NOT_RUN = re.compile(r"<!-- not run: (?P<reason>[^\n]+?) -->")
FENCE = re.compile(r" {0,3}(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)$")
SPAN = re.compile(r"(?<!`)(`+)(?!`)((?:[^\n]|\n(?!\s*\n))+?)(?<!`)\1(?!`)")


class Fault(Exception):
    """What is wrong with the guide's own files."""


def stretches(text):
    """Yields the text in stretches, each with whether it is a fenced block of code."""
    stretch, closing = [], None
    for line in text.split("\n"):
        fence = FENCE.match(line)
        ends = closing and fence and not fence["info"].strip() and fence["marks"].startswith(closing)
        if fence and not closing and stretch:
            yield "\n".join(stretch), False
            stretch = []
        stretch.append(line)
        if ends:
            yield "\n".join(stretch), True
            stretch, closing = [], None
        elif fence and not closing:
            closing = fence["marks"]
    if stretch:
        yield "\n".join(stretch), closing is not None


def changed(text, words=lambda piece: piece, code=lambda span: span):
    """Returns the text with one change made to its words, another to code in them, none to blocks."""
    out = []
    for stretch, is_block in stretches(text):
        if not is_block:
            pieces, at = [], 0
            for span in SPAN.finditer(stretch):
                pieces += [words(stretch[at : span.start()]), code(span[0])]
                at = span.end()
            stretch = "".join(pieces) + words(stretch[at:])
        out.append(stretch)
    return "\n".join(out)


def headings(text):
    """Returns level, words and line number of each heading."""
    found, number = [], 0
    for stretch, is_block in stretches(text):
        for line in stretch.split("\n"):
            heading = not is_block and re.match(r"(#+) (.+)", line)
            if heading:
                found.append((len(heading[1]), heading[2], number))
            number += 1
    return found


def anchor(heading):
    """Returns the id that the tool gives a heading."""
    return "-".join(re.findall(r"\w+", heading.lower().replace("_", " ")))
