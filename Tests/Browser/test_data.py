"""Reads the site's data with other people's tools: JSON Schema, SQLite, CSV, Markdown links."""

import csv
import json
import re
import sqlite3
from contextlib import closing

import jsonschema
import pytest

from faults import assert_none

LINK = re.compile(r"\]\((https?://[^)\s]+)")


@pytest.fixture(scope="module")
def catalog(site):
    return json.loads(site.file("catalog.json").read_text(encoding="utf-8"))


@pytest.fixture
def database(site):
    path = site.file("catalog.sqlite").resolve()
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def test_catalog_obeys_its_schema(site, catalog):
    schema = json.loads(site.file("catalog.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator
    validator.check_schema(schema)
    faults = validator(schema).iter_errors(catalog)
    assert_none(f"{fault.json_path}: {fault.message[:200]}" for fault in faults)
    assert catalog["$schema"] == schema["$id"]


def test_database_holds_the_records_of_the_catalog(catalog, database):
    assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    kinds = {kind for (kind,) in database.execute("select type from sqlite_master")}
    assert kinds <= {"table", "index"}, f"other programs may not understand {kinds}"
    for name, table in catalog["tables"].items():
        rows = database.execute(f'select id from "{name}" order by rowid').fetchall()
        assert [id for (id,) in rows] == [record["id"] for record in table["records"]], name


def test_csv_holds_the_values_of_the_catalog(site, catalog):
    for name, table in catalog["tables"].items():
        path = site.file(f"data/{name}.csv")
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
        columns = [column["name"] for column in table["columns"]]
        assert rows[0] == columns, name
        expected = [[_plain(record[column]) for column in columns] for record in table["records"]]
        assert_none(
            f"{name}: {found} in place of {wanted}"
            for found, wanted in zip(rows[1:], expected, strict=True)
            if [_number(a) for a in found] != [_number(b) for b in wanted]
        )


def _plain(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _number(text):
    try:
        return float(text)
    except ValueError:
        return text


def test_every_form_of_the_data_states_its_terms(site, catalog, database):
    about = dict(database.execute("select key, value from catalog_about"))
    metadata = json.loads(site.file("data/csv-metadata.json").read_text(encoding="utf-8"))
    assert about["licence_url"] == catalog["licence_url"] == metadata["dc:license"]["@id"]
    assert about["attribution"] == catalog["attribution"] == metadata["dc:rights"]
    assert catalog["attribution"] in site.file("data/LICENSE.txt").read_text(encoding="utf-8")
    assert {table["url"] for table in metadata["tables"]} == {
        f"{name}.csv" for name in catalog["tables"]
    }


def test_withholds_what_is_not_publishable(catalog):
    tables = catalog["tables"]
    assert all(source["publishable"] for source in tables["source"]["records"])
    assert all(price["verified"] for price in tables["price"]["records"])
    known = {record["id"] for record in tables["source"]["records"]}
    assert_none(
        f"{record['id']} names the source '{id}'"
        for table in tables.values()
        for record in table["records"]
        for id in re.split(r"; *", record.get("source") or "")
        if id and id != "–" and id not in known
    )


def test_links_of_markdown_lead_somewhere(site, catalog):
    base = catalog["url"]
    files = [site.file("llms.txt"), *sorted(site.output.rglob("index.md"))]
    found = {
        (match.split("#")[0].removeprefix(base), file)
        for file in files
        for match in LINK.findall(file.read_text(encoding="utf-8"))
        if match.startswith(base)
    }
    assert found
    assert_none(
        f"{file.relative_to(site.output)} links to {path}"
        for path, file in sorted(found)
        if site.file(path) is None
    )


def test_every_page_has_its_twins(site):
    for path in site.pages:
        for twin in ("index.json", "index.md") if not path.endswith(".html") else ():
            assert site.file(path + twin), f"/{path} lacks {twin}"


def test_language_models_find_the_pages(site):
    lines = site.file("llms.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ") and lines[2].startswith("> ")
    links = [line for line in lines if line.startswith("- [")]
    pages = [path for path in site.pages if not path.endswith(".html")]
    assert len([line for line in links if "/index.md)" in line]) == len(pages)
