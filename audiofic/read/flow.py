"""A story as it flows out of a file of whatever format: paragraphs, the gaps between them, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from audiofic.model import Block, BlockKind, Reason, Span

BREAK = 1 << 20
"""The height of a gap that is a scene break for certain: higher than any number of blank lines."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between paragraphs."""

    height: int
    """In blank lines, or BREAK."""


PAGE_END = Gap(0)
"""Where a file of the book ends, which most often means nothing."""


class Link(NamedTuple):
    text: str
    href: str
    """As it stands in the file: "https://…", "c2.xhtml#s1", "#top"."""

    @property
    def leaves(self) -> bool:
        """Whether it leads out of the file, to the web."""
        return self.href.startswith(("http:", "https:", "mailto:", "//", "www."))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block on its way into a scene. Unless it comes from plain text, its spans count from its own start."""

    block: Block
    level: int = 0
    """1 to 6 for a heading."""
    links: tuple[Link, ...] = ()
    """Those that all its words are in; none where it has words beside links."""
    quoted: bool = False
    """It is set off as a quotation: a `<blockquote>`, lines that begin with ">"."""


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that the file shows at this place and that is no part of the story."""

    text: str
    reason: Reason


@dataclass(slots=True)
class Draft:
    """A chapter on its way into a work."""

    title: str = ""
    pieces: list[Piece] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    """By the names of their fields in `Chapter`: "summary", "notes", "end_notes"."""

    @property
    def has_text(self) -> bool:
        return any(isinstance(piece, Paragraph) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Milestone:
    """Here a chapter begins."""

    chapter: Draft


Piece = Paragraph | Gap | Omission
Found = Piece | Milestone
"""What a page holds."""


INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
"""Soft hyphens, zero-width blanks and direction marks: no part of a word."""

_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+")

_SILENCE = frozenset(".…?!,;:¿¡()[]‽⁇⁈⁉")  # somebody says nothing, or is puzzled
_QUOTES = frozenset("\"'“”„‟‘’‚‛«»‹›「」『』")
_LINE_ENDS = frozenset(".!?…:—–-\"”’'»")
_DASHED = re.compile(r"[-–—―]\s?\w")
_LONG_LINE = 80
"""Characters on average: no verse is as long."""
_WORDED = re.compile(r"[^\W_oO0xX]")
_PAUSE = re.compile(r"(?:\. ?){3,}")
"""Dots of their own; "…" is somebody's silence."""
_NAMED_BREAK = re.compile(
    r"(?:(?:line|scene|page|section|story|chapter|time|paragraph|hard)[ -]?"
    r"(?:break|skip|change|jump|divider|lapse|cut)s?(?: (?:brought|sponsored|presented)\b.{0,60})?"
    r"|(?<=[^\w\s])\s*(?:break|skip|divider|change of scene|pov (?:change|switch))(?=\s*[^\w\s]))",
    re.IGNORECASE,
)
"""Breaks that say so; a bare "Break" stands between ornaments or in brackets."""
_BREAKING = ("break", "skip", "chang", "jump", "divider", "lapse", "cut", "switch")
"""One of these is in each of them, which costs less to see."""
_LETTERED_BREAK = re.compile(r"(?:[oO0]*[oO][oO0]*|[xX]+)")


def omitted(paragraph: Paragraph, reason: Reason) -> Omission:
    """What becomes of a paragraph that is no part of the story: nothing is dropped without a reason."""
    return Omission(paragraph.block.text, reason)


def is_scene_break(text: str) -> bool:
    """Whether a paragraph is only an ornament: `***`, `~`, `⁂`, `oOo`, `-x-`, or says that it is one: `[line break]`,
    `TIME SKIP`; not `…`, `?!`, or anything in quotes."""
    if len(text) > 200:
        return False
    if _WORDED.search(text):
        return len(text) < _LONG_LINE and _is_named_break(text)
    if _PAUSE.fullmatch(text):
        return True
    letters = [char for char in text if char.isalnum()]
    others = {char for char in text if not char.isalnum() and not char.isspace()}
    if others & _QUOTES:
        return False
    ornamented = bool(others - _SILENCE)
    if not letters:
        return ornamented
    return _LETTERED_BREAK.fullmatch("".join(letters)) is not None and (ornamented or (len(letters) > 2 and not others))


def _is_named_break(text: str) -> bool:
    if not any(map(text.lower().__contains__, _BREAKING)):
        return False
    found = _NAMED_BREAK.search(text)
    around = text[: found.start()] + text[found.end() :] if found else "?"
    return not any(char.isalnum() or char in _QUOTES or char in "?!" for char in around)


def addresses(text: str) -> tuple[Link, ...]:
    """The addresses of web pages that are all of a paragraph."""
    parts = text.split() if text.startswith(("http", "www.", "<http")) else []
    return tuple(Link(part, part.strip("<>")) for part in parts) if all(map(_ADDRESS.fullmatch, parts)) else ()


def folded(text: str) -> str:
    """The text with each run of white space as one blank, and none at the ends."""
    return " ".join(text.split())


def heading(title: str) -> Paragraph:
    """A heading that the file holds outside the flow, to stand at the head of a chapter."""
    return Paragraph(Block(BlockKind.HEADING, (Span(title, 0),)), level=1)


def lines_apart(pieces: Iterable[Found]) -> Iterator[Found]:
    """The pieces with each paragraph divided at its line breaks where its lines are paragraphs themselves.

    So they are if they end like sentences and are long, or several of them begin with a quotation mark or a dash; a
    verse or an address is left as it is.
    """
    for piece in pieces:
        if isinstance(piece, Paragraph) and piece.block.kind is BlockKind.PARAGRAPH and "\n" in piece.block.text:
            yield from _lines_of(piece)
        else:
            yield piece


def _lines_of(paragraph: Paragraph) -> list[Paragraph]:
    text = paragraph.block.text
    lines = text.split("\n")
    ended = sum(line[-1:] in _LINE_ENDS for line in lines)
    speeches = sum(line[:1] in _QUOTES or _DASHED.match(line) is not None for line in lines)
    dashed = all(_DASHED.match(line) for line in lines)
    if not dashed and (ended * 5 < len(lines) * 4 or (speeches < 2 and len(text) < _LONG_LINE * len(lines))):
        return [paragraph]
    divided: list[list[Span]] = [[]]
    for span in paragraph.block.spans:
        for number, part in enumerate(span.text.split("\n")):
            if number:
                divided.append([])
            if part:
                start = divided[-1][-1].end if divided[-1] else 0
                divided[-1].append(replace(span, text=part, start=start))
    blocks = [Block(BlockKind.PARAGRAPH, tuple(spans)) for spans in divided if spans]
    first = replace(paragraph, block=blocks[0])
    return [first, *(Paragraph(block, links=paragraph.links) for block in blocks[1:])]
