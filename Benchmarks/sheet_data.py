"""Reads built spec sheets, so that another generator can print the same values."""

import html
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Column:
    """A column of a table: its printed heading as HTML, and the class of its cells."""

    heading: str
    kind: str


@dataclass
class Table:
    """A section with a table: all but its rows is the same on every sheet."""

    title: str
    anchor: str
    name: str
    caption: str
    columns: list[Column]


@dataclass
class Sheet:
    """A built sheet: its values as data, and the form in which they stand."""

    data: dict
    labels: list[str]
    tables: list[Table]


def read_sheets(folder: Path) -> list[Sheet]:
    """Reads all built sheets below a folder, in the order of their addresses."""
    return [_sheet(page) for page in sorted(folder.glob("*/index.html"))]


def sheet_template(sheet: Sheet) -> str:
    """Returns a template in Go's language for sheets like this one: words in it, values from data."""
    lines = ["<p>{{ .Description }}</p>", "<ul>", "{{ with .Params.facts }}"]
    for place, label in enumerate(sheet.labels):
        lines.append(f"<li>{label}: {{{{ index . {place} }}}}</li>")
    lines += ["{{ end }}</ul>", "{{ with .Params.tables }}"]
    for place, table in enumerate(sheet.tables):
        cells = []
        for number, column in enumerate(table.columns):
            element = "th" if number == 0 and not column.kind else "td"
            kind = f' class="{column.kind}"' if column.kind else ""
            scope = ' scope="row"' if element == "th" else ""
            cells.append(f"<{element}{scope}{kind}>{{{{ index . {number} }}}}</{element}>")
        heads = [
            f'<th scope="col"{f" class={chr(34)}{column.kind}{chr(34)}" if column.kind else ""}>'
            f"{column.heading}</th>"
            for column in table.columns
        ]
        lines += [
            f'<h2 id="{table.anchor}">{table.title}</h2>',
            f'<figure class="table" id="{table.name}">',
            f'<div class="table-scroll" role="region" aria-labelledby="{table.name}-caption" tabindex="0">',
            "<table>",
            f'<caption id="{table.name}-caption">{table.caption}</caption>',
            "<thead>",
            f"<tr>{''.join(heads)}</tr>",
            "</thead>",
            "<tbody>",
            f"{{{{ range index . {place} }}}}<tr>{''.join(cells)}</tr>",
            "{{ end }}</tbody>",
            "</table>",
            "</div>",
            "</figure>",
        ]
    return "\n".join(lines) + "\n{{ end }}"


def _sheet(page: Path) -> Sheet:
    """Reads the printed text of every value and cell."""
    text = page.read_text(encoding="utf-8").partition('<details class="workings">')[0]
    lead, *sections = text.split("<h2 ")
    facts = [_words(item).split(": ", 1) for item in re.findall(r"<li>(.*?)</li>\n", lead)]
    tables = [_table(section) for section in sections]
    data = {
        "id": page.parent.name,
        "title": _words(re.search(r"<h1>(.*?)</h1>", lead)[1]),
        "description": _words(re.search(r"<p>(.*?)</p>", lead)[1]),
        "facts": [fact for _, fact in facts],
        "tables": [rows for _, rows in tables],
    }
    return Sheet(data, [label for label, _ in facts], [table for table, _ in tables])


def _table(text: str) -> tuple[Table, list[list[str]]]:
    anchor, title = re.match(r'id="(.*?)">(.*?)</h2>', text).groups()
    name = re.search(r'<figure class="table" id="(.*?)">', text)[1]
    caption = re.search(r"<caption.*?>(.*?)</caption>", text)[1]
    head, *rows = re.findall(r"<tr.*?>(.*?)</tr>", text)
    columns = [_column(*cell) for cell in re.findall(r"<th(.*?)>(.*?)</th>", head)]
    table = Table(_bare(title), anchor, name, _bare(caption), columns)
    return table, [
        [_words(cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)] for row in rows
    ]


def _column(attributes: str, heading: str) -> Column:
    kind = re.search(r'class="(.*?)"', attributes)
    return Column(heading, kind[1] if kind else "")


def _bare(text: str) -> str:
    """Takes the tags out and leaves the text as HTML."""
    return re.sub(r"<[^>]*>", "", text)


def _words(text: str) -> str:
    """Returns the text that a reader sees."""
    return html.unescape(_bare(text)).strip()
