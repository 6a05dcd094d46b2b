"""Opens every computed number: its link leads to how it was made, and that holds it or its query."""

import json
import re
import shlex
import subprocess
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from built_site import REPOSITORY
from charts import words
from faults import assert_none

# Links to derivations: on a record's page, or among the workings of the page itself.
OPENING = re.compile(r"#(derivation-.+|q\.\d+|a\.\d+)$")
NUMBER = re.compile(r"[-−]?\d[\d,]*(\.\d+)?$")


@pytest.fixture(scope="module")
def facts(site):
    """Every number that stands in the catalog as it was read, and the computed columns' names."""
    catalog = json.loads(site.file("catalog.json").read_text("utf-8"))
    numbers, computed, typed = set(), set(), set()
    for table in catalog["tables"].values():
        for column in table["columns"]:
            if column["type"] not in ("integer", "number"):
                continue
            if column["is_computed"]:
                computed.add(column["name"])
            else:
                typed.add(column["name"])
                numbers |= {record[column["name"]] for record in table["records"]}
    return numbers, computed - typed


def _tables(site, path):
    """Yields the tables of a page's twin with the rows that the page shows."""
    page = site.document(path)
    for table in site.twin(path)["tables"]:
        rows = page.xpath(f"//caption[@id='{table['id']}-caption']/../tbody/tr")
        assert len(rows) == len(table["rows"]), f"/{path}#{table['id']} shows other rows"
        yield table, rows


def _opens(cell):
    return any(OPENING.search(link) for link in cell.xpath(".//a/@href"))


def test_every_computed_number_of_a_table_opens(site, facts, kind):
    path = site.kinds[kind]
    if site.file(f"{path}index.json") is None:
        pytest.skip("a page without a twin")
    numbers, computed = facts

    def closed():
        for table, rows in _tables(site, path):
            for row, values in zip(rows, table["rows"]):
                for column, cell in zip(table["columns"], row):
                    value = values[column["name"]]
                    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
                    if not is_number or cell.xpath(".//a"):
                        continue
                    if column["name"] in computed or value not in numbers:
                        yield f"#{table['id']}: {column['name']} {words(cell)}"

    assert_none(closed())


def test_every_computed_number_of_a_sentence_opens(site, facts, kind):
    path = site.kinds[kind]
    if site.file(f"{path}index.json") is None:
        pytest.skip("a page without a twin")
    numbers, computed = facts
    in_links = {
        words(value) for value in site.document(path).xpath(
            "//*[self::a or self::h1 or self::h2 or self::h3]//data")
    }

    def closed():
        for value in site.twin(path)["values"]:
            if not isinstance(value["value"], (int, float)) or isinstance(value["value"], bool):
                continue
            if "derivation" in value or " ".join(value["text"].split()) in in_links:
                continue
            column = value["expression"].rsplit(".", 1)[-1]
            if column in computed or value["value"] not in numbers:
                yield f"{value['expression'][:60]}: {value['text']}"

    assert_none(closed())


def _part(site, path, name):
    """Returns the words of the part that a link opens: with its title where that stands outside."""
    found = site.document(path).xpath(f"//*[@id='{name}']")
    if not found:
        return None
    if name.startswith("derivation-"):
        return words(found[0].getparent())
    # The name of the model stands above what the engine said of it.
    return words(found[0])


def test_what_opens_holds_the_number_or_its_query(site, kind):
    path = site.kinds[kind]
    base = f"http://site.invalid/{path}"

    def faults():
        # Inside a part numbers lead on to others: those are looked at as parts.
        outside = "//a[not(ancestor::details)] | //figure//td//a"
        for link in site.document(path).xpath(outside):
            href = link.get("href") or ""
            if not OPENING.search(href):
                continue
            target = urlsplit(urljoin(base, href))
            part = _part(site, target.path.removeprefix("/"), unquote(target.fragment))
            if part is None:
                yield f"{href} leads nowhere"
            elif "rigbook " not in part:
                yield f"{href} names no command"
            elif not target.fragment.startswith("q.") and not _holds(part, words(link)):
                yield f"{href} does not hold {words(link)!r}: {part[:120]}"

    assert_none(faults())


def _holds(part, text):
    if text in part:
        return True
    if not NUMBER.match(text):
        return False
    # In a table figures may be aligned by zeros, and a range gives its ends apart.
    wanted = float(text.replace(",", "").replace("−", "-"))
    found = re.findall(r"[-−]?\d[\d,]*(?:\.\d+)?", part)
    return any(
        abs(float(one.replace(",", "").replace("−", "-")) - wanted) < 0.5 * 10 ** -_places(text)
        for one in found
    )


def _places(text):
    return len(text.partition(".")[2])


def test_every_kind_of_record_with_figures_derives_them(site, facts):
    catalog = json.loads(site.file("catalog.json").read_text("utf-8"))
    derived = {
        kind.split(":")[1]: site.twin(path).get("derivations", [])
        for kind, path in site.kinds.items()
        if kind.startswith("record:") and not kind.endswith(":least")
    }
    for table, parts in derived.items():
        columns = catalog["tables"][table]["columns"]
        if not any(column["is_computed"] for column in columns):
            continue
        assert parts, f"a page of '{table}' derives nothing"
        for part in parts:
            assert part["command"].startswith("rigbook "), part
            assert part["rounding"], part
            assert part.get("formula") or part.get("basis"), part


def _run(pytestconfig, command):
    """Runs a command as a reader's shell would, with the tool that built the site."""
    tool = shlex.quote(str(pytestconfig.getoption("--rigbook")))
    site = shlex.quote(str(REPOSITORY))
    script = re.sub(r"^rigbook (\w+)", rf"{tool} \1 --site {site}", command)
    return subprocess.run(["sh", "-c", script], capture_output=True, text=True)


@pytest.mark.parametrize("table", ["model", "gpu", "configuration", "image_model", "platform"])
def test_commands_repeat_the_figures(site, pytestconfig, table):
    twin = site.twin(site.kinds[f"record:{table}"])

    def faults():
        for part in twin["derivations"]:
            answer = _run(pytestconfig, part["command"])
            printed = part["text"].split()[0].removesuffix("%")
            if answer.returncode != 0 or printed not in answer.stdout:
                # What a command explains step by step it may print in another unit.
                if " size " not in part["command"] or answer.returncode != 0:
                    yield f"{part['command']}: {answer.stderr or answer.stdout}"
        for query in twin.get("queries", [])[:3]:
            answer = _run(pytestconfig, f"rigbook query --format json {shlex.quote(query['sql'])}")
            if answer.returncode != 0 or not json.loads(answer.stdout):
                yield f"{query['sql']}: {answer.stderr or answer.stdout}"
        for answered in twin.get("answers", [])[:2]:
            answer = _run(pytestconfig, answered["command"])
            if answer.returncode != 0 or "step by step" not in answer.stdout:
                yield f"{answered['command']}: {answer.stderr or answer.stdout}"

    assert_none(faults())


@pytest.fixture(scope="module")
def without_script(tab):
    """A tab in which no page runs a script, which is settled when its context is made."""
    page = tab.context.browser.new_page(java_script_enabled=False, reduced_motion="reduce")
    yield page
    page.close()


IS_SHOWN = """name => {
  const part = document.getElementById(name);
  const box = part.getBoundingClientRect();
  return box.height > 0 && box.bottom > 0 && box.top < innerHeight;
}"""

# One link of each sort that leads to a part of the same page.
SAME_PAGE = ["q.", "a.", "derivation-"]


@pytest.mark.parametrize("table", ["model", "gpu", "configuration"])
@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_opens_without_script(site, address, without_script, table, way):
    path = site.kinds[f"record:{table}"]
    tried = 0
    for sort in SAME_PAGE:
        without_script.goto("about:blank")
        without_script.goto(address + path, wait_until="load")
        links = without_script.locator(f"main a[href^='#{sort}']:visible")
        if links.count() == 0:
            continue
        tried += 1
        link = links.first
        name = link.get_attribute("href").removeprefix("#")
        assert not without_script.evaluate(IS_SHOWN, name), f"#{name} is open from the first"
        if way == "pointer":
            link.click()
        else:
            link.focus()
            without_script.keyboard.press("Enter")
        without_script.wait_for_url(f"**/*#{name}")
        without_script.wait_for_function(IS_SHOWN, arg=name)
    assert tried >= 2, f"/{path} has no links of its own"


def test_opens_on_the_page_of_another_record(site, address, without_script):
    without_script.goto(address + "gpus/", wait_until="load")
    link = without_script.locator("td a[href*='/#derivation-'], td a[href*='.html#derivation-']").first
    name = link.get_attribute("href").split("#")[1]
    link.click()
    without_script.wait_for_url(f"**/*#{name}")
    without_script.wait_for_function(IS_SHOWN, arg=name)


def test_links_of_figures_are_quiet(site, address, opened):
    page = opened(address + "gpus/")
    look = page.evaluate("""() => {
      const link = document.querySelector("td > a[href*='#derivation-']");
      const [inner, outer] = [getComputedStyle(link), getComputedStyle(link.parentElement)];
      const box = link.getBoundingClientRect();
      return [inner.color === outer.color, inner.textDecorationStyle, box.height, box.width];
    }""")
    assert look[:2] == [True, "dotted"]
    assert min(look[2:]) >= 24
