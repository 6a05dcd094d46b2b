"""The built site as files: which page is where, and whether a link leads somewhere."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

REPOSITORY = Path(__file__).resolve().parents[2]

# Records that make the best example of their table, because their pages are the fullest.
PREFERRED_RECORDS = {"gpu": "nvidia-rtx-5090"}


class _Anchors(HTMLParser):
    """Collects what a fragment can point at, and the links of a page."""

    def __init__(self):
        super().__init__()
        self.ids = set()
        self.references = []

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "id":
                self.ids.add(value)
            elif name in ("href", "src") and value is not None:
                self.references.append(value)


class BuiltSite:
    """A folder of generated pages, and the folder of content that they were made from."""

    def __init__(self, output, content):
        self.output = Path(output)
        self.content = Path(content)
        self._anchors = {}

    def missing(self):
        """Says why there is nothing to test, or returns None."""
        if (self.output / "index.html").is_file():
            return None
        return f"no site in {self.output}: run 'make' first, these tests build nothing"

    def path(self, name):
        """Returns the path of a page ('' is home) by the name that the tests give it."""
        if name == "home":
            return ""
        if name.startswith("record:"):
            return self.record_path(name.removeprefix("record:"))
        return f"{name}/"

    def record_path(self, table):
        """Returns the path of one page of a table's records."""
        pages = self.record_pages(table)
        wanted = PREFERRED_RECORDS.get(table)
        return next((page for page in pages if page.rstrip("/").endswith(f"/{wanted}")), pages[0])

    def record_pages(self, table):
        """Returns the paths of all pages that were made from 'Content/**/[table].md'."""
        templates = sorted(self.content.rglob(f"[[]{table}].md"))
        assert templates, f"{self.content} has no [{table}].md, so no page per {table} is made"
        folder = self.output / templates[0].parent.relative_to(self.content)
        pages = sorted(page.parent for page in folder.glob("*/index.html"))
        assert pages, f"{folder} holds no page, though {templates[0]} asks for one per {table}"
        return [f"{page.relative_to(self.output).as_posix()}/" for page in pages]

    def record_folders(self):
        """Returns the folders below Output whose pages are made from records."""
        found = sorted(self.content.rglob("[[]*].md"))
        return [self.output / template.parent.relative_to(self.content) for template in found]

    def file(self, path):
        """Returns the file that a web server sends for a path, or None."""
        file = self.output / unquote(path)
        if path == "" or path.endswith("/"):
            file = file / "index.html"
        return file if file.is_file() else None

    def anchors(self, file):
        if file not in self._anchors:
            parser = _Anchors()
            parser.feed(file.read_text(encoding="utf-8"))
            self._anchors[file] = parser
        return self._anchors[file]

    def dead_references(self, path):
        """Returns the links of a page that lead to no file of the site or to no anchor in it."""
        base = f"http://site.invalid/{path}"
        return [
            reference
            for reference in self.anchors(self.file(path)).references
            if not self._leads_somewhere(base, reference)
        ]

    def _leads_somewhere(self, base, reference):
        target = urlsplit(urljoin(base, reference))
        if target.scheme in ("mailto", "https", "http") and target.netloc != "site.invalid":
            return True
        file = self.file(target.path.removeprefix("/"))
        if file is None:
            return False
        fragment = unquote(target.fragment)
        return not fragment or file.suffix != ".html" or fragment in self.anchors(file).ids
