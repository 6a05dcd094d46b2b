"""Puts the chapters together from docs/guide and the files of docs/."""

import difflib
import os
import re

from common import GUIDE, NOT_RUN, REPOSITORY, Fault, anchor, changed, headings

PLACED = re.compile(r"<!-- docs/(?P<file>[\w-]+\.md)(?:#(?P<section>[\w-]+))? -->")
GENERATED = re.compile(r"<!-- generated: (?P<what>\w+) -->")
LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")


class Document:
    """A file of docs/, cut at its headings of the second level."""

    def __init__(self, path):
        self.path = path
        self.name = path.name
        self.text = path.read_text(encoding="utf-8")
        text = without_marks(self.text)
        lines = text.split("\n")
        cuts = [(words, line) for level, words, line in headings(text) if level == 2]
        ends = [line for _, line in cuts] + [len(lines)]
        # The title goes: the chapter has its own.
        self.sections = {"opening": "\n".join(lines[1 : ends[0]]).strip("\n")}
        for (words, start), end in zip(cuts, ends[1:]):
            self.sections[anchor(words)] = "\n".join(lines[start:end]).strip("\n")
        # The section that each anchor stands in.
        self.anchors = {
            anchor(words): section
            for section, part in self.sections.items()
            for _, words, _ in headings(part)
        }
        # The chapter that each section was put into, and the sections that are all of one.
        self.chapters = {}
        self.whole = set()

    def take(self, section, chapter):
        """Returns a section, or all of them, and notes the chapter that it is put into."""
        names = [section] if section else list(self.sections)
        for name in names:
            if name not in self.sections:
                near = difflib.get_close_matches(name, self.sections, 1)
                hint = f"; did you mean '{near[0]}'?" if near else ""
                raise Fault(f"{chapter.path.name}: docs/{self.name} has no section '{name}'{hint}")
            if name in self.chapters:
                both = f"{self.chapters[name]} and {chapter.address}"
                raise Fault(f"section '{name}' of docs/{self.name} stands in two chapters, {both}")
            self.chapters[name] = chapter.address
        text = "\n\n".join(self.sections[name] for name in names)
        if section == anchor(chapter.title):
            self.whole.add(section)
            text = without_heading(text)
        text = changed(text, code=plain)
        # Before it parses a page the tool counts marks of quotes, in code too, and refuses so many.
        return re.sub(r"^(>{40})>{50,}.*$", r"\1…", text, flags=re.MULTILINE)

    def link(self, fragment):
        """Returns the address in the guide of an anchor, or of the file's beginning."""
        section = self.anchors.get(fragment, "opening")
        keeps = fragment and fragment not in self.whole
        return self.chapters[section] + (f"#{fragment}" if keeps else "")


def without_marks(text):
    """Returns a text without what is for its example: file names behind languages, and reasons."""
    text = re.sub(rf"^{NOT_RUN.pattern}\n", "", text, flags=re.MULTILINE)
    return re.sub(r"^(`{3,}\w+) \S+$", r"\1", text, flags=re.MULTILINE)


def plain(span):
    """Returns code as a page holds it: what names a form in docs/ is not one there.

    The backslash that tells the tool so cannot be shown in code, since the tool takes it away.
    """
    return r"\\=" if span == r"`\=`" else re.sub(r"^`=", r"`\\=", span)


def without_heading(section):
    """Returns a section that is a chapter: its heading is the title, those in it rise by a level."""
    lines = section.split("\n")
    for _, _, line in headings(section)[1:]:
        lines[line] = lines[line][1:]
    return "\n".join(lines[1:]).strip("\n")


class Chapter:
    """A page of the guide, as it is written in docs/guide/Content."""

    def __init__(self, path):
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        front_matter = self.text.split("\n---\n")[0]
        fields = dict(re.findall(r"^(\w+): (.*)$", front_matter, re.MULTILINE))
        self.title = fields["title"].strip("\"'")
        self.order = int(fields["order"]) if "order" in fields else None
        place = path.relative_to(GUIDE / "Content").with_suffix("").as_posix()
        place = "" if place == "index" else place.removesuffix("/index")
        self.address = f"/{place}/" if place else "/"

    def filled(self, documents, generated):
        """Returns the chapter with what its lines name put in."""

        def fill(line):
            if found := PLACED.fullmatch(line):
                if found["file"] not in documents:
                    raise Fault(f"{self.path.name}: there is no docs/{found['file']}")
                return documents[found["file"]].take(found["section"], self)
            if found := GENERATED.fullmatch(line):
                if found["what"] not in generated:
                    known = ", ".join(generated)
                    raise Fault(f"{self.path.name}: '{found['what']}' found, expected one of {known}")
                return generated[found["what"]]()
            return line

        text = without_marks(self.text)
        return changed(text, words=lambda piece: "\n".join(map(fill, piece.split("\n"))))


def assembled(chapters, ordered, documents, generated):
    """Yields each chapter with the text that the tool is given."""
    texts = [(chapter, chapter.filled(documents, generated)) for chapter in chapters]
    for document in documents.values():
        for section in document.sections:
            if section not in document.chapters:
                line = f"<!-- docs/{document.name}#{section} -->"
                raise Fault(f"no chapter has '{line}'; put it into one of docs/guide/Content")
    following = dict(zip(ordered, ordered[1:]))
    for chapter, text in texts:
        text = relinked(text, chapter.address, documents)
        if after := following.get(chapter):
            text = f"{text.rstrip()}\n\n---\n\nNext: [{after.title}]({after.address})\n"
        yield chapter, text


def relinked(text, address, documents):
    """Returns the text with links between files of docs/ turned into links between chapters."""
    # Documents that stand in this chapter: an anchor alone may be in another part of one.
    here = [d for d in documents.values() if address in d.chapters.values()]

    def link(found):
        words, target = found["words"], found["target"]
        file, _, fragment = target.partition("#")
        if target.startswith(("/", "https://", "http://")):
            return found[0]
        if not file:
            document = next((d for d in here if fragment in d.anchors), None)
            if not document or document.chapters[document.anchors[fragment]] == address:
                return found[0]
            return f"[{words}]({document.link(fragment)})"
        if file in documents:
            return f"[{words}]({documents[file].link(fragment)})"
        # What is no chapter is named by its place in the repository.
        path = os.path.normpath(f"docs/{file}")
        if not (REPOSITORY / path).is_file():
            raise Fault(f"a link leads to '{target}', which docs/ does not have")
        return f"{words} (`{path}`)"

    return changed(text, words=lambda piece: LINK.sub(link, piece))
