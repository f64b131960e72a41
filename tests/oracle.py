"""Every word that a browser shows of a page, found without the readers: what no reader may lose or double.

A walk of its own, over Python's own HTML parser: it knows what is rendered and what is not, and nothing of stories.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote

from lxml import etree

from audiofic.model import Work

UNSEEN = {"script", "style", "template", "noscript", "head", "title", "iframe", "object", "svg", "canvas", "audio"}
UNSEEN |= {"video", "map", "select", "datalist", "textarea", "button"}
VOID = {"br", "hr", "img", "wbr", "meta", "link", "input", "col", "base", "area", "embed", "source", "track", "param"}
INLINE = {"a", "abbr", "b", "bdi", "big", "cite", "em", "font", "i", "ins", "q", "ruby", "s", "small", "span", "strong"}
INLINE |= {"sub", "sup", "tt", "u", "mark", "code", "wbr", "time", "strike", "del", "rb", "rt", "rp", "img"}
APART = {"s", "del", "strike", "ins", "sup", "rt", "rb", "rp", "ruby", "q"}
"""Inline, and yet no part of the word beside, if it holds any."""
ENDS_OWN = {"p": {"p"}, "li": {"li", "p"}, "td": {"td", "th", "p"}, "th": {"td", "th", "p"}}
"""What a tag ends that is open right before it."""
EMPTY = re.compile("\1[^\\w\1\2]*\2")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
WORD = re.compile(r"[^\W\d_]+|\d+")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class _Rendered(HTMLParser):
    """Gathers the text that is shown. Tags that are never closed end with the tag around them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self.text.append(" ")
        if tag in VOID:
            return
        ended = ENDS_OWN.get(tag, {"p"} if tag not in INLINE else set())
        while self._open and self._open[-1][0] in ended:
            self._open.pop()
        told = dict(attrs)
        hidden = tag in UNSEEN or "hidden" in told or HIDDEN.search(told.get("style") or "") is not None
        hidden = hidden or (tag == "dialog" and "open" not in told)
        self._open.append((tag, hidden))
        if tag in APART:
            self.text.append("\1")

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.text.append(" ")
        if tag in {name for name, _ in self._open}:
            while self._open.pop()[0] != tag:
                pass
            if tag in APART:
                self.text.append("\2")

    def handle_data(self, data: str) -> None:
        if not any(hidden for _, hidden in self._open):
            self.text.append(data)


def text_shown(page: str) -> str:
    """What a page shows, with blanks between what is not one word."""
    parser = _Rendered()
    parser.feed(page)
    parser.close()
    text = "".join(parser.text)
    while (less := EMPTY.sub("", text)) != text:
        text = less
    return re.sub("[\1\2]", " ", text)


def shown(page: str) -> Counter[str]:
    """The words that a page shows, each with how often."""
    return words(text_shown(page))


def shown_in_epub(data: bytes) -> Counter[str]:
    """The words that the pages of an EPUB's spine show."""
    total: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for page in _spine(archive):
            text = re.sub(r"<([A-Za-z][\w:]*)((?:\s[^<>]*)?)/>", _opened, archive.read(page).decode("utf-8", "replace"))
            total += shown(text)
    return total


def _opened(match: re.Match[str]) -> str:
    return match[0] if match[1].lower() in VOID else f"<{match[1]}{match[2]}></{match[1]}>"


def _spine(archive: zipfile.ZipFile) -> Iterator[str]:
    package = next(name for name in archive.namelist() if name.endswith(".opf"))
    root = etree.fromstring(archive.read(package))
    items = {item.get("id"): item.get("href", "") for item in root.iterfind(".//{*}manifest/{*}item")}
    names = {unquote(name).replace("\\", "/").lower(): name for name in archive.namelist()}
    folder = posixpath.dirname(package)
    order = [reference.get("idref") for reference in root.iterfind(".//{*}spine/{*}itemref")] or [*items]
    seen = set()
    for name in order:
        href = unquote(items.get(name, "").replace("\\", "/").partition("#")[0]).lower()
        relative = posixpath.normpath(posixpath.join(folder.lower(), href))
        path = names.get(relative) or names.get(href.lstrip("/"))
        if path and path not in seen and not path.endswith((".ncx", ".css", ".opf")):
            seen.add(path)
            yield path


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(INVISIBLE.sub("", text)))


def texts(work: Work) -> tuple[str, str]:
    """A work's text, and what it holds elsewhere: as metadata, notes, or left out."""
    told = work.metadata
    all_told = [told, *(part.metadata for part in work.parts)]
    beside = [part.text for part in work.left_out]
    for metadata in all_told:
        beside += [metadata.title, metadata.summary, metadata.notes, metadata.end_notes, *metadata.authors]
    for chapter in work.chapters:
        beside += [chapter.title, chapter.summary, chapter.notes, chapter.end_notes]
    return "\n\n".join(block.text for *_, block in work.blocks()), "\n\n".join(beside)


def kept(work: Work) -> tuple[Counter[str], Counter[str]]:
    """The words of a work's text, and those that it holds elsewhere."""
    text, beside = texts(work)
    return words(text), words(beside)


def faults(work: Work, seen: Counter[str], also: str = "") -> str:
    """What is lost of the words that were seen, and what is said more often than it was seen; empty if all is well.
    `also` may be said besides: titles of a contents list, descriptions of pictures."""
    text, beside = kept(work)
    lost = seen - (text + beside)
    doubled = text - (seen + words(also) + words(" ".join(chapter.title for chapter in work.chapters)))
    return " ".join([*(f"lost:{word}" for word in lost), *(f"doubled:{word}" for word in doubled)])


def source_of_epub(data: bytes) -> str:
    """All that the pages of an EPUB's spine are written in."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(page).decode("utf-8", "replace") for page in _spine(archive))
