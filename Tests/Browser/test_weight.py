"""Weighs pages as a host sends them, compressed with gzip."""

from charts import words
from faults import assert_none
from server import compressed

KB = 1000

# What a page may weigh with all that it loads, by its kind.
QUESTIONS = 60 * KB
RECORD = 120 * KB
OTHER = 250 * KB
# The scripts of a page, and all scripts of the site: one loads the index of the search field.
SCRIPTS = 15 * KB


def _weight(site, files):
    return sum(len(compressed(str(site.file(file)))) for file in files)


def _limit(site, path):
    """Returns what a page may weigh: one that answers questions, one of a record, or a list."""
    if site.is_record(path):
        return RECORD
    headings = [words(heading) for heading in site.document(path).xpath("//main//h2")]
    questions = [heading for heading in headings if heading.endswith("?")]
    return QUESTIONS if len(questions) > 1 else OTHER


def test_pages_are_light(site):
    limits = {path: _limit(site, path) for path in site.pages}
    assert set(limits.values()) == {QUESTIONS, RECORD, OTHER}, "a kind of page has no example"
    assert_none(
        f"/{path} weighs {weight} bytes, more than {limit}"
        for path, limit in limits.items()
        if (weight := _weight(site, {path, *site.loaded_files(path)})) > limit
    )


def test_scripts_are_light(site):
    scripts = [file.relative_to(site.output).as_posix() for file in site.output.rglob("*.js")]
    assert scripts, "the site has no script"
    weight = _weight(site, scripts)
    assert weight <= SCRIPTS, f"{', '.join(scripts)} weigh {weight} bytes, more than {SCRIPTS}"
