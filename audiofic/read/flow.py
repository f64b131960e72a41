"""A story as it flows out of a file of whatever format: paragraphs, the gaps between them, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from audiofic.model import Block, BlockKind, Metadata, Reason, Span

BREAK = 1 << 20
"""The height of a gap that is a scene break for certain: higher than any number of blank lines."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between paragraphs."""

    height: int
    """In blank lines, or BREAK."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block on its way into a scene. Unless it comes from plain text, its spans count from its own start."""

    block: Block
    level: int = 0
    """1 to 6 for a heading."""
    link_only: bool = False
    """All its words are links to other pages."""
    anchors: frozenset[str] = frozenset()
    """Those ids, of the ones asked for, that point here."""


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that the file shows at this place and that is no part of the story."""

    text: str
    reason: Reason


Piece = Paragraph | Gap | Omission


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


INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
"""Soft hyphens, zero-width blanks and direction marks: no part of a word."""

_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+")

_SILENCE = frozenset(".…?!,;:¿¡()[]‽⁇⁈⁉")  # somebody says nothing, or is puzzled
_QUOTES = frozenset("\"'“”„‟‘’‚‛«»‹›「」『』")
_LINE_ENDS = frozenset(".!?…:—–-\"”’'»")
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
    found = _NAMED_BREAK.search(text)
    around = text[: found.start()] + text[found.end() :] if found else "?"
    return not any(char.isalnum() or char in _QUOTES or char in "?!" for char in around)


def is_link(text: str) -> bool:
    """Whether a paragraph is nothing but addresses of web pages."""
    return text.startswith(("http", "www.", "<http")) and all(map(_ADDRESS.fullmatch, text.split()))


def folded(text: str) -> str:
    """The text with each run of white space as one blank, and none at the ends."""
    return " ".join(text.split())


def heading(title: str) -> Paragraph:
    """A heading that the file holds outside the flow, to stand at the head of a chapter."""
    return Paragraph(Block(BlockKind.HEADING, (Span(title, 0),)), level=1)


def headed(title: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a chapter, with its title as their first heading, unless they begin with it anyway."""
    wanted = _bare(title)
    if not wanted:
        return list(pieces)
    first = next((at for at, piece in enumerate(pieces) if isinstance(piece, Paragraph)), None)
    if first is not None and isinstance(piece := pieces[first], Paragraph) and _bare(piece.block.text) == wanted:
        as_heading = replace(piece, block=replace(piece.block, kind=BlockKind.HEADING), level=1)
        return [*pieces[:first], as_heading, *pieces[first + 1 :]]
    opening = _bare("".join(_opening_headings(pieces)))
    if opening and (opening.startswith(wanted) or wanted.startswith(opening)):
        return list(pieces)
    return [heading(title), *pieces]


def says_title(text: str, metadata: Metadata) -> bool:
    """Whether a heading is the work's title, or the title and its authors: "Low Water, by Quill and Ada."; the package
    of a part of it adds to the title: "Low Water (chapter 2)"."""
    title, said = _bare(metadata.title), _bare(text)
    *others, last = metadata.authors or ("",)
    alone = said.removesuffix(_bare(f"by {' '.join(others)}{' and ' * bool(others)}{last}")) if last else said
    return bool(alone) and (title == alone or (alone != said and title.startswith(alone)))


def lines_apart(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with each paragraph divided at its line breaks where its lines are paragraphs themselves.

    So they are if they end like sentences and are long, or several of them begin with a quotation mark; a verse or an
    address is left as it is.
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
    speeches = sum(line[:1] in _QUOTES for line in lines)
    if ended * 5 < len(lines) * 4 or (speeches < 2 and len(text) < _LONG_LINE * len(lines)):
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
    return [first, *(Paragraph(block, link_only=paragraph.link_only) for block in blocks[1:])]


def _opening_headings(pieces: Iterable[Piece]) -> Iterable[str]:
    for piece in pieces:
        if isinstance(piece, Paragraph):
            if not piece.level:
                return
            yield piece.block.text


def _bare(text: str) -> str:
    """The letters and digits alone, for comparing titles."""
    return "".join(filter(str.isalnum, text)).casefold()
