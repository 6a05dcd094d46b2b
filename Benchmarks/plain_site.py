"""Writes a site of plain Markdown pages: the same bytes for the same number of pages."""

import random

from page_template import page_template

SECTIONS = 20
SEED = 2026

WORDS = """memory card model context token batch layer width cache weight power fan slot lane
board case drive watt heat clock core thread channel module rank speed limit margin range table
figure source date price part list page rule note reader buyer builder answer reason""".split()

SETTINGS = """\
title: Plain pages
base_url: https://plain.example/
language: en
publisher: The benchmark
description: Pages of plain Markdown, made to be built.
outputs: [html]
"""

TEMPLATE = page_template('<nav aria-label="Contents">{{{page.contents}}}</nav>\n')


def write_plain_site(folder, pages):
    """Writes settings, one template and this many pages in up to twenty sections."""
    content = folder / "Content"
    templates = folder / "Templates"
    templates.mkdir(parents=True)
    content.mkdir()
    (content / "site.yaml").write_text(SETTINGS, encoding="utf-8")
    (templates / "page.mustache").write_text(TEMPLATE, encoding="utf-8")
    chance = random.Random(SEED)
    paths = _paths(pages)
    for path in paths:
        file = content / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(_page(path, paths, chance), encoding="utf-8")


def _paths(pages):
    paths = ["index.md"] + [f"section-{n:02}/index.md" for n in range(1, SECTIONS + 1)]
    number = 0
    while len(paths) < pages:
        paths.append(f"section-{number % SECTIONS + 1:02}/page-{number:05}.md")
        number += 1
    return paths[:pages]


def _page(path, paths, chance):
    title = path.removesuffix(".md").replace("/", " ").replace("-", " ").capitalize()
    parts = [f"---\ntitle: {title}\ndescription: About {title}.\n---\n"]
    for _ in range(4):
        parts.append(f"## {_words(chance, 4).capitalize()}\n")
        parts.append(_paragraph(chance))
        parts.append(
            f"{_words(chance, 8)} [{_words(chance, 2)}](/{_address(chance.choice(paths))})\n"
        )
        parts.append("\n".join(f"- {_words(chance, 6)}" for _ in range(4)) + "\n")
        parts.append(_paragraph(chance))
    parts.append("```\nfirst line of code\nsecond line of code\n```\n")
    return "\n".join(parts)


def _address(path):
    return path.removesuffix("index.md") if path.endswith("index.md") else f"{path[:-3]}/"


def _paragraph(chance):
    words = _words(chance, 45).split()
    words[7] = f"*{words[7]}*"
    words[19] = f"**{words[19]}**"
    words[31] = f"`{words[31]}`"
    return f"{' '.join(words).capitalize()}.\n"


def _words(chance, count):
    return " ".join(chance.choice(WORDS) for _ in range(count))
