"""Writes the generated sites again, as Hugo wants them: same pages, equivalent templates."""

import json
import shutil
from pathlib import Path

from sheet_data import read_sheets, sheet_template

# Off is what the other generator does not do for these sites: taxonomies, feeds, typographic
# quotes, coloured code, links made of bare addresses. `robots.txt` and `sitemap.xml` are on, for both write them.
CONFIG = """\
baseURL = "{address}"
title = "{title}"
locale = "en"
enableRobotsTXT = true
disableKinds = ["taxonomy", "term", "rss", "404"]

[outputs]
home = ["html"]
section = ["html"]
page = ["html"]

[markup.goldmark.extensions]
linkify = false
[markup.goldmark.extensions.typographer]
disable = true
[markup.highlight]
codeFences = false
[markup.tableOfContents]
startLevel = 2
endLevel = 3
"""

HEAD = """\
<!DOCTYPE html>
<html lang="{{ site.Language.Name }}">
<head>
<meta charset="utf-8">
<title>{{ .Title }} - {{ site.Title }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
</head>
<body>
{{ partialCached "navigation.html" . }}
<main><h1>{{ .Title }}</h1>
"""

FOOT = """\
</main>
</body>
</html>
"""

NAVIGATION = """\
<nav aria-label="Main"><ul>{{ range site.Home.Sections.ByTitle }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></nav>"""

PLAIN = (
    HEAD
    + """<nav aria-label="Contents">{{ .TableOfContents }}</nav>
{{ .Content }}
"""
    + FOOT
)

SIMPLE = HEAD + "{{ .Content }}\n" + FOOT

# Makes a page of each record of the data file; the template takes what it prints from `params`.
ADAPTER = """\
{{ range (resources.Get "sheets.json" | transform.Unmarshal) }}
{{ $.AddPage (dict "path" .id "title" .title "description" .description "params" (dict "facts" .facts "tables" .tables)) }}
{{ end }}
"""


def write_plain_hugo(folder: Path, site: Path) -> None:
    """Writes Hugo's folder with the pages of a plain site."""
    _frame(folder, "https://plain.example/", "Plain pages", {"all.html": PLAIN})
    _copy_pages(site / "Content", folder / "content")


def write_sheets_hugo(folder: Path, site: Path, built: Path) -> None:
    """Writes Hugo's folder with the sheets of a catalog site, with values read off its built pages."""
    sheets = read_sheets(built / "systems")
    layouts = {"all.html": SIMPLE, "page.html": HEAD + sheet_template(sheets[0]) + FOOT}
    _frame(folder, "https://sheets.example/", "Spec sheets", layouts)
    _copy_pages(site / "Content", folder / "content")
    (folder / "content/systems/_content.gotmpl").write_text(ADAPTER, encoding="utf-8")
    (folder / "assets").mkdir()
    data = [sheet.data for sheet in sheets]
    (folder / "assets/sheets.json").write_text(json.dumps(data, indent=1), encoding="utf-8")


def _frame(folder: Path, address: str, title: str, layouts: dict[str, str]) -> None:
    """Writes settings and templates."""
    (folder / "layouts/_partials").mkdir(parents=True)
    config = CONFIG.format(address=address, title=title)
    (folder / "hugo.toml").write_text(config, encoding="utf-8")
    (folder / "layouts/_partials/navigation.html").write_text(NAVIGATION, encoding="utf-8")
    for name, text in layouts.items():
        (folder / "layouts" / name).write_text(text, encoding="utf-8")


def _copy_pages(content: Path, target: Path) -> None:
    """Copies plain pages; a page with others below it is called `_index.md` by Hugo."""
    for page in content.rglob("*.md"):
        if page.name.startswith("["):
            continue
        name = "_index.md" if page.name == "index.md" else page.name
        copy = target / page.parent.relative_to(content) / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, copy)
