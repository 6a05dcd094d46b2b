"""Builds the guide, a site of its own, from docs/ with the tool that it tells of.

    python3 Scripts/guide [--rigbook FILE] [--output DIR] [--record]

docs/guide holds its templates and its chapters. A chapter is Markdown as on any site, and besides may
hold lines of these forms, which are replaced before the tool sees them:

    <!-- docs/sizing.md -->              the text of a file of docs/
    <!-- docs/authoring.md#lints -->     one section of it, or what stands before the first: #opening
    <!-- generated: commands -->         the reference of the command line, from the tool's own help
    <!-- generated: columns -->          tables and columns of the catalog, from its schema

Every section of every file docs/*.md stands in one chapter. Links between those files become links
between chapters. The catalog of the guide is a choice of this repository's (docs/guide/records.json).

Blocks of code in a chapter or a file of docs/ can be steps of an example, see example.py: what they show
is what the tool prints. --record writes down what it prints now, and fails.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys

import chapters
import example
import reference
from common import DOCS, GUIDE, REPOSITORY, Fault

WORK = REPOSITORY / ".build" / "guide-site"


def build(rigbook, output, record):
    """Makes the guide's site folder and builds it; returns the tool's exit status."""
    documents = {path.name: chapters.Document(path) for path in sorted(DOCS.glob("*.md"))}
    pages = [chapters.Chapter(path) for path in sorted((GUIDE / "Content").rglob("*.md"))]
    ordered = sorted((page for page in pages if page.order is not None), key=lambda page: page.order)
    example.follow(ordered, documents.values(), rigbook, record)

    shutil.rmtree(WORK, ignore_errors=True)
    shutil.copytree(GUIDE / "Content", WORK / "Content")
    shutil.copytree(GUIDE / "Templates", WORK / "Templates")
    reference.copy_records(WORK / "Content" / "Catalog")
    generated = {
        "commands": lambda: reference.commands(rigbook),
        "columns": lambda: reference.columns(rigbook),
    }
    for page, text in chapters.assembled(pages, ordered, documents, generated):
        (WORK / page.path.relative_to(GUIDE)).write_text(text, encoding="utf-8")

    # Short paths, where there are such: the tool prints them.
    here = pathlib.Path.cwd()
    site, output = (
        str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
        for path in (WORK, output.resolve())
    )
    command = [rigbook, "build", "--strict", "--site", site, "--output", output]
    return subprocess.run(command, check=False).returncode


def main():
    parser = argparse.ArgumentParser(prog="Scripts/guide", description="Builds the guide from docs/.")
    parser.add_argument("--rigbook", type=pathlib.Path, default=REPOSITORY / ".build/release/rigbook")
    parser.add_argument("--output", type=pathlib.Path, default=REPOSITORY / ".build/guide")
    parser.add_argument(
        "--record", action="store_true", help="write what the examples print into chapters and docs/"
    )
    options = parser.parse_args()
    if not os.access(options.rigbook, os.X_OK):
        sys.exit(f"guide: there is no program {options.rigbook}; 'make tool' builds it")
    try:
        sys.exit(build(options.rigbook.resolve(), options.output, options.record))
    except Fault as fault:
        sys.exit(f"guide: {fault}")


main()
