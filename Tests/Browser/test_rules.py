"""Rules of this site that no checker knows, over every page as it was served."""

import re

import pytest

from charts import words
from faults import assert_none

QUANTITY = re.compile(r"[-−]?\d[\d,.]*\s*([A-Za-z%][\w/%]*)?")


@pytest.fixture(scope="module")
def units(site):
    """The symbols of all units that the catalog uses."""
    return {
        column["unit"]
        for path in site.pages
        if not path.endswith(".html")
        for table in site.twin(path)["tables"]
        for column in table["columns"]
        if "unit" in column
    }


def _faults(site, rule):
    """Returns what a rule finds on all pages, each fault with its page."""
    assert_none(
        f"/{path}: {fault}" for path in site.served for fault in rule(path, site.document(path))
    )


def test_site_has_at_least_450_pages(site):
    assert len([path for path in site.pages if not path.endswith(".html")]) >= 450


def test_pages_have_one_main_heading_and_skip_no_level(site):
    def rule(path, page):
        headings = page.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")
        levels = [int(heading.tag[1]) for heading in headings]
        if levels.count(1) != 1 or len(page.xpath("//main//h1")) != 1:
            yield f"{levels.count(1)} headings of level 1"
        for before, heading, level in zip([0, *levels], headings, levels):
            if level > before + 1:
                yield f"'{words(heading)}' is of level {level} after level {before}"
            if not words(heading):
                yield f"a heading of level {level} is empty"

    _faults(site, rule)


def test_pages_have_the_landmarks(site):
    def rule(path, page):
        counts = {
            "banner": len(page.xpath("/html/body/header")),
            "main": len(page.xpath("//main")),
            "footer": len(page.xpath("/html/body/footer")),
        }
        if set(counts.values()) != {1}:
            yield f"landmarks {counts}"
        if not page.xpath("//nav"):
            yield "no navigation"

    _faults(site, rule)


def test_tables_have_captions_and_scopes(site):
    def rule(path, page):
        for table in page.xpath("//table"):
            caption = table.xpath("./caption")
            name = words(caption[0]) if caption else ""
            if not name:
                yield f"the table '{words(table)[:40]}…' has no caption"
            if table.xpath("./thead//th[not(@scope='col')]") or not table.xpath("./thead//th"):
                yield f"a heading of '{name}' has no scope 'col'"
            if table.xpath("./tbody//th[not(@scope='row')]"):
                yield f"a row heading of '{name}' has no scope 'row'"
            if table.xpath("./thead//td"):
                yield f"the head of '{name}' holds a plain cell"
            count = len(table.xpath("./thead/tr[1]/*"))
            if any(len(row) != count for row in table.xpath(".//tr")):
                yield f"a row of '{name}' has not {count} cells"

    _faults(site, rule)


def test_columns_of_figures_state_their_unit_in_the_heading(site, units):
    """A column of text may hold quantities where their units differ from row to row."""
    repeated = {}
    for path in site.pages:
        for table in site.document(path).xpath("//table"):
            for index, heading in enumerate(table.xpath("./thead//th")):
                # Row headings are names, even where they look like figures.
                cells = [row[index] for row in table.xpath("./tbody/tr") if row[index].tag == "td"]
                texts = [words(cell) for cell in cells if "missing" not in cell.get("class", "")]
                found = [QUANTITY.fullmatch(text) for text in texts]
                if len(texts) > 1 and all(found):
                    place = repeated.setdefault(words(heading), {})
                    for match in found:
                        place.setdefault(match.group(1), path)
    assert_none(
        f"/{paths[unit]}: the cells under '{heading}' repeat their unit, {unit}"
        for heading, paths in repeated.items()
        for unit in paths
        if len(paths) == 1 and unit in units
    )


def test_tables_state_the_units_of_their_twins(site):
    paths = {path for path in site.pages if not path.endswith(".html")}

    def rule(path, page):
        for table in site.twin(path)["tables"] if path in paths else ():
            if not table["rows"]:
                continue
            headings = page.xpath(f"//caption[@id='{table['id']}-caption']/../thead//th")
            if len(headings) != len(table["columns"]):
                yield f"'{table['id']}' has {len(headings)} headings for {len(table['columns'])}"
            for heading, column in zip(headings, table["columns"]):
                unit = " ".join(words(unit) for unit in heading.xpath(".//*[@class='unit']"))
                if unit != column.get("unit", ""):
                    yield f"'{words(heading)}' says the unit '{unit}', the twin {column.get('unit')}"

    _faults(site, rule)


def test_ranges_of_speed_say_what_they_rest_on(site):
    def rule(path, page):
        for table in page.xpath("//figure[@class='table']"):
            heads = [words(head) for head in table.xpath(".//thead//th")]
            has_range = any(head.endswith(" from tok/s") for head in heads)
            if has_range and "Rests on" not in heads:
                yield f"'{table.get('id')}' has a range of speed and does not say what it rests on"
            # A ceiling alone tells nothing of what is likely.
            if table.get("id") == "from-ram" and not has_range:
                yield "'from-ram' has a ceiling and no range"

    _faults(site, rule)


def _usable_of_one_device(twin):
    """Returns what a program can use of the one device that a page is about, or None."""
    kind = twin.get("record", {}).get("table")
    if kind == "gpu" and any("devices, each with an equal part" in value["text"] for value in twin["values"]):
        # Programs see several; the margin is that of the fullest.
        return None
    has_one = any(value["text"].startswith("1 × ") for value in twin["values"])
    if kind != "gpu" and not (kind == "configuration" and has_one):
        return None
    return next(
        value["value"]
        for value in twin["values"]
        if "memory_usable_gib" in value["expression"] and isinstance(value["value"], (int, float))
    )


def test_need_beside_a_margin_is_that_of_the_device(site):
    seen = set()

    def faults(path, twin):
        of_page = _usable_of_one_device(twin)
        for table in twin["tables"]:
            for row in table["rows"]:
                need, margin = row.get("need_gib"), row.get("margin_gib")
                usable = row.get("memory_usable_gib", of_page)
                if not all(isinstance(value, (int, float)) for value in (need, margin, usable)):
                    continue
                seen.add(table["id"])
                if abs(need + margin - usable) > 1e-6:
                    yield (
                        f"'{table['id']}' has a need of {need} and a margin of {margin} GiB for "
                        f"{row['name']}, {need + margin - usable:+.3f} from the {usable} to be used"
                    )

    paths = [path for path in site.pages if not path.endswith(".html")]
    assert_none(f"/{path}: {fault}" for path in paths for fault in faults(path, site.twin(path)))
    assert {"smallest", "models-8k", "largest-models"} <= seen


CONTEXT = re.compile(r"(?<![a-z0-9])(\d+)k(?![a-z0-9])")


def _tokens(name):
    """Returns the context that the name of a column or table states, '8k' as 8,192, or None."""
    found = CONTEXT.search(name.replace("_", "-"))
    return int(found[1]) * 1024 if found else None


def test_figures_at_a_context_are_of_models_made_for_it(site):
    limits = {}
    for path in site.record_pages("model"):
        twin = site.twin(path)
        values = {value["expression"]: value.get("value") for value in twin["values"]}
        limits[twin["record"]["id"]] = values["this.max_context_tokens"]

    def faults(twin):
        of_page = twin.get("record", {}).get("id")
        for table in twin["tables"]:
            of_table = _tokens(table["id"])
            for row in table["rows"]:
                named = (row[key] for key in row if key.endswith("_ref"))
                model = next((one for one in named if one in limits), of_page)
                for column, value in row.items():
                    tokens = _tokens(column) or of_table
                    if tokens and isinstance(value, float) and limits.get(model, tokens) < tokens:
                        yield (
                            f"'{table['id']}' has {value} in '{column}', but {model} was made for "
                            f"{limits[model]} tokens"
                        )
                if table["id"] in ("need-by-quantization", "need-less"):
                    told = row.get("context_tokens")
                    if told != min(8192, limits[model]):
                        yield f"'{table['id']}' states {told} tokens for {model}"

    paths = [path for path in site.pages if not path.endswith(".html")]
    assert_none(f"/{path}: {fault}" for path in paths for fault in faults(site.twin(path)))


def test_pages_describe_themselves(site):
    seen = {}

    def rule(path, page):
        title = words(page.xpath("//title")[0])
        description = page.xpath("//head/meta[@name='description']/@content")
        if not page.get("lang"):
            yield "the language is not stated"
        if path in site.variants:
            # A page in another order has a title of its own, and the words of the page it sorts.
            description = []
        elif path != "404.html":
            canonical = page.xpath("//head/link[@rel='canonical']/@href")
            if len(canonical) != 1 or not canonical[0].startswith("https://"):
                yield f"the canonical address is {canonical}"
            elif not canonical[0].endswith(f"/{path}"):
                yield f"{canonical[0]} is not the address of this page"
            if len(description) != 1:
                yield "no description"
        for text in (title, *description):
            if not text.strip():
                yield "the title or description is empty"
            if text in seen:
                yield f"the words '{text}' are those of /{seen[text]} too"
            seen[text] = path

    _faults(site, rule)


def test_pages_give_an_id_once(site):
    def rule(path, page):
        ids = page.xpath("//@id")
        yield from sorted({id for id in ids if ids.count(id) > 1}) if len(ids) != len(set(ids)) else ()

    _faults(site, rule)


def test_links_lead_somewhere(site):
    _faults(site, lambda path, page: site.dead_references(path))


def test_pages_load_nothing_from_elsewhere(site):
    def rule(path, page):
        for address in site.loaded(path):
            if re.match(r"[a-z]+:|//", address):
                yield f"loads {address}"

    _faults(site, rule)
    assert_none(
        f"{sheet.name}: {address}"
        for sheet in site.output.rglob("*.css")
        for address in re.findall(r"@import[^;]*|url\([^)]*\)", sheet.read_text("utf-8"))
        if re.search(r"//", address)
    )


def test_pages_need_nothing_that_the_policy_forbids(site):
    def rule(path, page):
        yield from (f"style='{style}'" for style in page.xpath("//@style"))
        yield from (f"<style> {words(style)[:40]}" for style in page.xpath("//style"))
        yield from (f"inline script {words(script)[:40]}" for script in page.xpath("//script[not(@src)]"))
        yield from (f"{name.attrname}" for name in page.xpath("//@*[starts-with(name(), 'on')]"))

    _faults(site, rule)
