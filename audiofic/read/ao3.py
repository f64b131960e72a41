"""What readers save from Archive of Our Own: the HTML download, the work page, and fragments of either.

The selectors are the archive's own; an EPUB download holds the same markup as the HTML one, over several files and
with Calibre's digits at the ends of the class names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from audiofic.model import Metadata, Work
from audiofic.read import html
from audiofic.read.binding import assemble
from audiofic.read.flow import Draft, folded, headed
from audiofic.read.headings import with_numerals
from audiofic.read.markup import attribute, classes, flow, line, paragraphs, parse
from audiofic.read.no_story import why_no_story
from audiofic.read.source import Source

_USERSTUFF = re.compile(r"userstuff\d*")
_WORK_NUMBER = re.compile(r"(?:^|archiveofourown\.org|ao3\.org)/(?:collections/[^/]+/)?works/(\d+)")
_STAT = re.compile(r"\b(Published|Completed|Updated|Words|Chapters): ?([0-9][0-9.,/?-]{0,20})")
_PART = re.compile(r"Part\s+(\d+)\s+of\s*$")
_BRACKETED = re.compile(r"\s*\[[^\]]*\]")  # "[archived by X]"; or, behind Anonymous, the name that only its owner sees
_MARKED = re.compile(
    r"""class\s*=\s*["']?[^"'>]{0,200}\buserstuff|alt="AO3 logo"""
    r"""|<title>[^<]{0,300}(?:Archive of Our Own|Just a moment|Shields are up)""",
    re.IGNORECASE,
)
_LISTS = {  # by the start of their label, which is singular or plural
    "archive warning": "warnings",
    "categor": "categories",
    "fandom": "fandoms",
    "relationship": "relationships",
    "character": "characters",
    "additional tag": "tags",
}


def recognises(source: Source) -> bool:
    text = source.text
    return text.strip() == "Retry later" or (html.looks_like_html(text) and _MARKED.search(text) is not None)


def read(source: Source) -> Work:
    metadata, drafts = read_pages([parse(source.text)])
    if not any(draft.has_text for draft in drafts):  # headings alone: any other page of the site
        raise source.error(why_no_story(source.text))
    return assemble(metadata, titled(drafts), source.stem)


def holds_work(page: BeautifulSoup) -> bool:
    """Whether a page, such as one file of an EPUB, is part of an AO3 work."""
    return page.find(id=["preface", "chapters", "afterword"]) is not None


def read_pages(pages: Iterable[BeautifulSoup]) -> tuple[Metadata, list[Draft]]:
    """A work that is spread over pages: what they say about it, and its chapters. Uses the pages up."""
    metadata = Metadata()
    drafts: list[Draft] = []
    for page in pages:
        stories = [tag for tag in page.find_all(id="chapters") if _is_outermost_of_ao3(tag)]
        for story in stories:
            _read_parts(story.extract(), drafts)
        if not stories:
            _read_parts(page, drafts)
        found = {**_heading(page), **_tags(page), **_notes(page)}
        metadata = replace(metadata, **{name: value for name, value in found.items() if value})
    return metadata, drafts


def titled(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The chapters with their titles as headings, where they have text."""
    for draft in drafts:
        pieces = with_numerals(draft.pieces)
        yield replace(draft, pieces=headed(draft.title, pieces) if draft.has_text else pieces)


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    """"title", "story", or the name of a field of Chapter: "summary", "notes", "end_notes"."""
    tag: Tag


def _is_outermost_of_ao3(chapters: Tag) -> bool:
    if chapters.find_parent(id="chapters") is not None:
        return False
    return _is_userstuff(chapters) or any(map(_is_userstuff, chapters.find_all(True)))


def _read_parts(root: Tag, drafts: list[Draft]) -> None:
    """Add to the drafts, or to the last of them, what `root` holds."""
    for part in _parts(root):
        if part.name == "title":
            drafts.append(Draft(title=line(part.tag).rstrip(":")))
            continue
        if not drafts:
            drafts.append(Draft())
        if part.name == "story":
            drafts[-1].pieces.extend(flow(part.tag))
        else:
            drafts[-1].notes[part.name] = paragraphs(part.tag)


def _parts(root: Tag) -> Iterator[_Part]:
    """What a work's `#chapters` holds, in reading order, or a whole page that has none."""
    if _is_userstuff(root) and not any(_is_userstuff(tag) or _is_title(tag) for tag in root.find_all(True)):
        yield _Part("story", root)  # the paragraphs stand right in it, as some tools leave it
        return
    todo = list(_children(root))
    while todo:
        tag = todo.pop()
        if _is_apart(tag):
            continue
        if _is_title(tag):
            yield _Part("title", tag)
        elif not _is_userstuff(tag):
            todo.extend(_children(tag))
        elif tag.name != "blockquote":
            yield _Part("story", tag)
        elif name := _note_name(tag):
            yield _Part(name, tag)


def _children(tag: Tag) -> Iterator[Tag]:
    """The tags in a tag, last first, to be put on a stack."""
    return (child for child in reversed(tag.contents) if isinstance(child, Tag))


def _is_title(tag: Tag) -> bool:
    """A chapter's heading, in a download or on a work page."""
    names = classes(tag)
    return (tag.name == "h2" and "heading" in names) or (tag.name == "h3" and "title" in names)


def _is_userstuff(tag: Tag) -> bool:
    return any(map(_USERSTUFF.fullmatch, classes(tag)))


def _is_apart(tag: Tag) -> bool:
    """What stands on a work's page and isn't the work: the site's own parts, comments, the work's preface."""
    names = classes(tag)
    return (
        attribute(tag, "id") in {"preface", "afterword", "feedback", "header", "footer", "comments_placeholder"}
        or ("preface" in names and "chapter" not in names)
        or not {"landmark", "toc-heading", "announcement", "comment", "thread"}.isdisjoint(names)
    )


def _note_name(blockquote: Tag) -> str | None:
    """Which note it is: a work page says so by the classes around it, a download by the line above it."""
    parent = blockquote.parent
    if parent is None:
        return None
    names = classes(parent)
    if "end" in names or "endnotes" in attribute(parent, "id"):
        return "end_notes"
    above = blockquote.find_previous_sibling("p")
    label = line(above).lower() if above else " ".join(names)
    if "end notes" in label:
        return "end_notes"
    return "summary" if "summary" in label else "notes" if "notes" in label else None


def _prefaces(page: BeautifulSoup) -> Iterator[Tag]:
    """What stands above the work: in a download, and on a work page, where chapters have prefaces, too."""
    yield from page.find_all(id="preface")
    for skin in page.find_all(id="workskin"):
        yield from skin.find_all(class_="preface", recursive=False)


def _heading(page: BeautifulSoup) -> dict[str, Any]:
    # Not by CSS selectors: bs4's library for them takes a sixth of a second to start.
    found: dict[str, Any] = {}
    prefaces = list(_prefaces(page))
    heads = (tag for preface in prefaces for tag in preface.find_all(["h1", "h2"]))
    if title := next((tag for tag in heads if tag.name == "h1" or "title" in classes(tag)), None):
        found["title"] = line(title)
    if byline := next(filter(None, (preface.find(class_="byline") for preface in prefaces)), None):
        authors = _BRACKETED.sub("", line(byline)).removeprefix("by ")
        found["authors"] = tuple(filter(None, map(str.strip, authors.split(","))))
    own_links = (link for tag in _about(page) for link in tag.find_all("a"))
    numbers = (_WORK_NUMBER.search(attribute(link, "href")) for link in own_links)
    if number := next(filter(None, numbers), None):
        found["url"] = f"https://archiveofourown.org/works/{number[1]}"
    return found


def _about(page: BeautifulSoup) -> Iterator[Tag]:
    """Where links to the work itself stand: a download's message, a work page's statistics and navigation."""
    for preface in page.find_all(id="preface"):
        yield from preface.find_all(class_="message")
    for meta in page.find_all("dl", class_="meta"):
        yield from meta.find_all("dd", class_="stats")
    yield from (menu for menu in page.find_all("ul", class_="navigation") if "work" in classes(menu))


def _tags(page: BeautifulSoup) -> dict[str, Any]:
    found: dict[str, Any] = {}
    in_prefaces = (preface.find("dl") for preface in page.find_all(id="preface"))
    on_page = (meta for meta in page.find_all("dl", class_="meta") if "work" in classes(meta))
    tags = next(filter(None, chain(in_prefaces, on_page)), None)
    for term in tags.find_all("dt", recursive=False) if tags else ():
        values = term.find_next_sibling("dd")
        if values is None:
            continue
        label = line(term).rstrip(":").lower()
        for start, name in _LISTS.items():
            if label.startswith(start):
                found[name] = tuple(map(line, values.find_all("a")))
        if label in {"rating", "language"}:
            found[label] = line(values)
        elif label == "series":
            found[label] = tuple(_series(values))
        elif label == "stats":
            found |= _stats(" ".join(values.get_text(" ").split()))
    return found


def _stats(text: str) -> dict[str, str]:
    """Date, length and state, from "Published: 2023-04-05 Completed: 2023-05-06 Words: 1,234 Chapters: 2/2"."""
    stats = dict(_STAT.findall(text))
    state = [f"{name} {stats[name]}" for name in ("Completed", "Updated") if name in stats][:1]
    chapters = [f"chapters {stats['Chapters']}"] if "Chapters" in stats else []
    status = ", ".join([*state, *chapters])
    return {"published": stats.get("Published", ""), "words": stats.get("Words", ""), "status": status}


def _series(values: Tag) -> Iterator[str]:
    for link in values.find_all("a"):
        before = link.previous_sibling
        part = _PART.search(folded(before)) if isinstance(before, NavigableString) else None
        if part:
            yield f"Part {part[1]} of {line(link)}"


def _notes(page: BeautifulSoup) -> dict[str, Any]:
    found: dict[str, Any] = {}
    after = [notes for afterword in page.find_all(id="afterword") for notes in afterword.find_all(id="endnotes")]
    places = [*_prefaces(page), *after, *page.find_all(id="work_endnotes")]
    for blockquote in (tag for place in places for tag in place.find_all("blockquote")):
        if _is_userstuff(blockquote) and (name := _note_name(blockquote)):
            found[name] = paragraphs(blockquote)
    return found
