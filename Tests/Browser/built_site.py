"""The built site as files: which page is where, what it holds, and whether a link leads somewhere."""

import json
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

REPOSITORY = Path(__file__).resolve().parents[2]

# What is loaded when a page is opened.
_LOADED = (
    "//script/@src"
    " | //link[contains(' stylesheet icon preload modulepreload manifest ', concat(' ', @rel, ' '))]"
    "/@href"
    " | //*[self::img or self::iframe or self::source or self::video or self::audio or self::embed"
    " or self::input]/@src | //@srcset | //object/@data"
)
# What a page says to crawlers that is the same as another page, in another order.
_NO_INDEX = "/html/head/meta[@name='robots'][@content='noindex']"


class BuiltSite:
    """A folder of generated pages, and the folder of content that they were made from."""

    def __init__(self, output, content):
        self.output = Path(output)
        self.content = Path(content)
        self._documents = {}
        self._twins = {}
        self._anchors = {}

    def missing(self):
        """Says why there is nothing to test, or returns None."""
        if (self.output / "index.html").is_file():
            return None
        return f"no site in {self.output}: run 'make' first, these tests build nothing"

    @cached_property
    def kinds(self):
        """The path of one page of every kind ('' is home) by the kind's name.

        They are found in the content, so that a new page or a new table is covered at once: each
        page written by hand is a kind of its own, and each table with pages gives its fullest one
        ('record:gpu') and its emptiest ('record:gpu:least'). Of the pages in another order the
        fullest is a kind.
        """
        pages = {}
        if self.variants:
            pages["sorted"] = max(self.variants, key=lambda path: self.file(path).stat().st_size)
        for source in sorted(self.content.rglob("*.md")):
            if source.stem.startswith("["):
                table = source.stem.strip("[]")
                records = self.record_pages(table)
                pages[f"record:{table}"] = records[0]
                pages[f"record:{table}:least"] = records[-1]
            else:
                path = self._path_of_source(source)
                pages[path.removesuffix("/").removesuffix(".html") or "home"] = path
        return pages

    def _path_of_source(self, source):
        """Returns the path of a page written by hand, by the rule of docs/authoring.md."""
        name = source.relative_to(self.content).with_suffix("").as_posix()
        if name in ("index", "404"):
            return "" if name == "index" else "404.html"
        return name.removesuffix("/index") + "/"

    def record_pages(self, table):
        """Returns the paths of all pages made from 'Content/**/[table].md', the fullest first."""
        templates = sorted(self.content.rglob(f"[[]{table}].md"))
        assert templates, f"{self.content} has no [{table}].md, so no page per {table} is made"
        folder = self.output / templates[0].parent.relative_to(self.content)
        found = [file for file in folder.glob("*/index.html") if self.is_record(self._path(file))]
        files = sorted(found, key=lambda file: (-file.stat().st_size, file))
        assert files, f"{folder} holds no page, though {templates[0]} asks for one per {table}"
        return [self._path(file) for file in files]

    @cached_property
    def record_folders(self):
        """The folders of Output whose pages are made from records."""
        templates = sorted(self.content.rglob("[[]*].md"))
        return [self.output / template.parent.relative_to(self.content) for template in templates]

    def is_record(self, path):
        """Tells whether a page was made from a record."""
        is_beside_records = (self.output / path).parent in self.record_folders
        has_own_text = (self.content / f"{path.rstrip('/')}.md").is_file()
        return is_beside_records and path in self.pages and not has_own_text

    @cached_property
    def pages(self):
        """The paths of all pages, the 404 page among them; not those in another order."""
        found = [self._path(file) for file in sorted(self.output.rglob("*.html"))]
        return [path for path in found if path not in self.variants]

    @cached_property
    def variants(self):
        """The paths of pages with their tables in another order: those that say so to crawlers."""
        found = [self._path(file) for file in sorted(self.output.rglob("index.html"))]
        return [path for path in found if self.document(path).xpath(_NO_INDEX)]

    @property
    def served(self):
        """The paths of all pages, those in another order too."""
        return [*self.pages, *self.variants]

    def _path(self, file):
        return file.relative_to(self.output).as_posix().removesuffix("index.html")

    def file(self, path):
        """Returns the file that a web server sends for a path, or None."""
        file = self.output / unquote(path)
        if path == "" or path.endswith("/"):
            file = file / "index.html"
        return file if file.is_file() else None

    def document(self, path):
        """Returns a page as a tree, as it was served."""
        if path not in self._documents:
            parser = html.HTMLParser(encoding="utf-8")
            self._documents[path] = html.parse(str(self.file(path)), parser).getroot()
        return self._documents[path]

    def twin(self, path):
        """Returns the JSON twin of a page."""
        if path not in self._twins:
            self._twins[path] = json.loads(self.file(f"{path}index.json").read_text("utf-8"))
        return self._twins[path]

    def loaded(self, path):
        """Returns the addresses of what a page loads, as they are written."""
        return self.document(path).xpath(_LOADED)

    def loaded_files(self, path):
        """Returns the paths of the files of the site that a page loads."""
        base = f"http://site.invalid/{path}"
        return [urlsplit(urljoin(base, one)).path.removeprefix("/") for one in self.loaded(path)]

    def dead_references(self, path):
        """Returns the links of a page that lead to no file of the site or to no anchor in it."""
        # A page that is sent in place of others has links that begin at the root.
        base = f"http://site.invalid/{path}"
        return [
            reference
            for reference in self.document(path).xpath("//@href | //@src")
            if not self._leads_somewhere(base, reference)
        ]

    def _leads_somewhere(self, base, reference):
        target = urlsplit(urljoin(base, reference))
        if target.scheme in ("mailto", "https", "http") and target.netloc != "site.invalid":
            return True
        path = target.path.removeprefix("/")
        if self.file(path) is None:
            return False
        fragment = unquote(target.fragment)
        return not fragment or self._has_anchor(path, fragment)

    def _has_anchor(self, path, fragment):
        if not (path == "" or path.endswith(("/", ".html"))):
            return True
        if path not in self._anchors:
            self._anchors[path] = set(self.document(path).xpath("//@id"))
        return fragment in self._anchors[path]
