"""Plain text. `Work.text` is the file's text, with what programs did to it mended; every block is made of stretches of
it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from audiofic.model import Block, BlockKind, LeftOut, Reason, Span, Work
from audiofic.read import mend
from audiofic.read.binding import bound
from audiofic.read.flow import (
    BREAK,
    INVISIBLE,
    Gap,
    Omission,
    Paragraph,
    Piece,
    addresses,
    is_scene_break,
)
from audiofic.read.front import without_front
from audiofic.read.header import header, is_field
from audiofic.read.headings import chapters
from audiofic.read.hyphens import Hyphens
from audiofic.read.source import Source
from audiofic.read.titles import is_chapter

_LONGEST_ORNAMENT = 80  # characters
_LONGEST_HEADING = 150
# Each alternative ends at the next marker or fails there, so that the search is linear.
_EMPHASIS = re.compile(
    r"(?<![\w*])(?:\*\*\*(?P<both>[^*\s](?:[^*]*[^*\s])?)\*\*\*"
    r"|\*\*(?P<bold>[^*\s](?:[^*]*[^*\s])?)\*\*"
    r"|\*(?P<star>[^*\s](?:[^*]*[^*\s])?)\*)(?![\w*])"
    r"|(?<!\w)_(?P<line>[^_\s](?:[^_]*[^_\s])?)_(?!\w)"
)
_HYPHENS = "-\u00ad\u2010"
_GUTENBERG = re.compile(r"\*\*\* ?(START|END) OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_FRAME = frozenset({"[Illustration]", "End file."})
"""What Project Gutenberg puts where a picture was, and FanFicFare at the end."""
_MARKED_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
"""As Markdown marks its headings, and FanFicFare those of its texts."""
_SENTENCE_END = frozenset(".!?…:\"'”’»*_-–—)]~")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that isn't blank; `start` and `end` leave out the white space at its ends."""

    start: int
    end: int
    indented: bool
    above: int
    """How many blank lines stand above it."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the file marks its paragraphs, blank lines aside."""

    every_line: bool = False
    indents: bool = False

    def begins(self, line: _Line) -> bool:
        return self.every_line or line.above > 0 or (self.indents and line.indented)

    @property
    def spacing(self) -> int:
        """Blank lines that part paragraphs and not scenes."""
        return 0 if self.every_line or self.indents else 1


def recognises(source: Source) -> bool:
    """Whatever is text and no other format knows."""
    return bool(source.data)


def read(source: Source) -> Work:
    text = mend.plain(source.text)
    raw_lines = text.splitlines(keepends=True)
    begin, end = _gutenberg(raw_lines)
    metadata, taken = header(_without_blanks(raw_lines[:begin])) if begin else header(raw_lines)
    lines = list(_lines(raw_lines[:end], begin or taken))
    layout = _layout(text, lines)
    divided, left_out = bound(chapters(list(_Paragraphs(text, lines, layout).pieces())), layout.spacing)
    if begin:
        first, last = "".join(raw_lines[:begin]).strip(), "".join(raw_lines[end:]).strip()
        blocks = sum(len(scene.blocks) for chapter in divided for scene in chapter.scenes)
        ends = LeftOut(last, Reason.LICENCE, max(0, len(divided) - 1), blocks)
        left_out = (LeftOut(first, Reason.LICENCE, 0, 0), *left_out, *([ends] if last else []))
    return without_front(Work(metadata, text, divided, source.stem, left_out=left_out))


def _gutenberg(raw_lines: Sequence[str]) -> tuple[int, int]:
    """The lines between which a book of Project Gutenberg's stands, which gives it away in a frame of terms."""
    begin, end = 0, len(raw_lines)
    for index, line in enumerate(raw_lines):
        if match := _GUTENBERG.match(line):
            if match[1].upper() == "START" and not begin:
                begin = index + 1
            elif match[1].upper() == "END" and begin:
                end = index
                break
    return (begin, end) if begin else (0, len(raw_lines))


def _without_blanks(raw_lines: Sequence[str]) -> list[str]:
    """From the first line of a header on, the lines that are not blank."""
    full = [line for line in raw_lines if line.strip()]
    first = next((index for index, line in enumerate(full) if is_field(line)), len(full))
    return full[first:]


def _lines(raw_lines: Sequence[str], skip: int) -> Iterator[_Line]:
    offset = sum(map(len, islice(raw_lines, skip)))
    above = 0
    for raw in islice(raw_lines, skip, None):
        without_end = raw.rstrip()
        if without_end:
            indent = len(without_end) - len(without_end.lstrip())
            yield _Line(offset + indent, offset + len(without_end), indent > 0, above)
            above = 0
        else:
            above += 1
        offset += len(raw)


def _layout(text: str, lines: Sequence[_Line]) -> _Layout:
    """Paragraphs are divided by blank lines; where there are hardly any, each line is a paragraph, unless the lines
    break off in the midst of sentences: such a file shows its paragraphs by indents."""
    parted = sum(line.above > 0 for line in lines[1:])
    if parted * 4 >= len(lines):
        return _Layout()
    whole = sum(text[line.end - 1] in _SENTENCE_END and not _is_broken(text, line) for line in lines)
    if whole * 4 >= len(lines) * 3:
        return _Layout(every_line=True)
    if parted * 20 >= len(lines):
        return _Layout()
    indented = sum(line.indented for line in lines)
    if len(lines) * 0.02 < indented < len(lines) * 0.7:
        return _Layout(indents=True)
    return _Layout() if parted and _is_wrapped(lines) else _Layout(every_line=True)


def _is_wrapped(lines: Sequence[_Line]) -> bool:
    """Whether the lines were broken at some width: most reach nearly as far as the longest."""
    lengths = [line.end - line.start for line in lines]
    width = max(lengths)
    return width <= 120 and sum(length * 5 >= width * 4 for length in lengths) * 2 > len(lines)


def _is_broken(text: str, line: _Line) -> bool:
    """Whether a word goes on in the next line."""
    return line.end - line.start > 2 and text[line.end - 1] in _HYPHENS and text[line.end - 2].isalpha()


class _Paragraphs:
    """Makes paragraphs of lines."""

    def __init__(self, text: str, lines: Sequence[_Line], layout: _Layout) -> None:
        self._text = text
        self._lines = lines
        self._layout = layout
        broken = any(_is_broken(text, line) for line in lines)
        self._hyphens = Hyphens(text[line.start : line.end] for line in lines) if broken else None

    def pieces(self) -> Iterator[Piece]:
        paragraph: list[_Line] = []
        for line in self._lines:
            shown = self._text[line.start : line.end]
            is_ornament = len(shown) <= _LONGEST_ORNAMENT and is_scene_break(shown)
            marked = _MARKED_HEADING.match(shown) if len(shown) <= _LONGEST_HEADING else None
            if paragraph and (is_ornament or marked or shown in _FRAME or self._layout.begins(line)):
                yield from self._paragraph(paragraph)
                paragraph = []
            if line.above:
                yield Gap(line.above)
            if is_ornament:
                yield Gap(BREAK)
            elif shown in _FRAME:
                yield Omission(shown, Reason.LABEL)
            elif marked:
                yield self._heading([replace(line, start=line.start + marked.end())], len(marked[1]))
            else:
                paragraph.append(line)
        if paragraph:
            yield from self._paragraph(paragraph)

    def _paragraph(self, lines: Sequence[_Line]) -> Iterator[Paragraph]:
        """A paragraph, or the heading of a chapter and maybe a paragraph right under it."""
        quoted = all(self._text[line.start] == ">" and line.end - line.start > 1 for line in lines)  # as in e-mails
        if quoted:
            lines = [replace(line, start=line.start + 1 + (self._text[line.start + 1] == " ")) for line in lines]
        first = 0
        while len(lines) - first > 3 and is_chapter(self._text[lines[first].start : lines[first].end]):
            yield self._heading(lines[first : first + 1], 1)
            first += 1
        lines = lines[first:]
        start, end = lines[0].start, lines[-1].end
        if len(lines) <= 3 and end - start <= _LONGEST_HEADING and is_chapter(self._text[start:end]):
            yield self._heading(lines, 1)
        elif len(lines) > 1 and is_chapter(self._text[start : lines[0].end]):
            yield self._heading(lines[:1], 1)
            yield from self._paragraph(lines[1:])
        else:
            block = Block(BlockKind.PARAGRAPH, self._spans(lines))
            yield Paragraph(block, links=addresses(self._text[start:end]), quoted=quoted)

    def _heading(self, lines: Sequence[_Line], level: int) -> Paragraph:
        return Paragraph(Block(BlockKind.HEADING, self._spans(lines)), level)

    def _spans(self, lines: Sequence[_Line]) -> tuple[Span, ...]:
        spans = _spans(self._text, lines[0].start, lines[-1].end)
        return tuple(_without(spans, self._cuts(lines)) if self._hyphens else spans)

    def _cuts(self, lines: Sequence[_Line]) -> list[tuple[int, int]]:
        """Where the lines end within a word: the stretches that are no part of it."""
        cuts: list[tuple[int, int]] = []
        for line, below in pairwise(lines):
            if self._hyphens and _is_broken(self._text, line):
                joint = self._hyphens.joint(self._text[line.start : line.end], self._text[below.start : below.end])
                if joint is not None:
                    cuts.append((line.end - 1 + len(joint), below.start))
        return cuts


def _without(spans: Iterable[Span], cuts: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """The spans without these stretches of the text."""
    for span in spans:
        start = span.start
        for begin, end in cuts:
            if begin < span.end and end > start:
                if start < begin:
                    yield replace(span, text=span.text[start - span.start : begin - span.start], start=start)
                start = max(start, min(end, span.end))
        if start < span.end:
            yield replace(span, text=span.text[start - span.start :], start=start)


def _spans(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch of text without the markers of emphasis and without what nobody sees."""
    marked = text.find("*", start, end) >= 0 or text.find("_", start, end) >= 0  # most paragraphs aren't
    for match in _EMPHASIS.finditer(text, start, end) if marked else ():
        name = match.lastgroup or ""
        if any(map(str.isalpha, match[name])):
            yield from _visible(text, start, match.start())
            yield from _visible(text, *match.span(name), italic=name != "bold", bold=name in {"bold", "both"})
            start = match.end()
    yield from _visible(text, start, end)


def _visible(text: str, start: int, end: int, *, italic: bool = False, bold: bool = False) -> Iterator[Span]:
    for match in INVISIBLE.finditer(text, start, end):
        if start < match.start():
            yield Span(text[start : match.start()], start, italic, bold)
        start = match.end()
    if start < end:
        yield Span(text[start:end], start, italic, bold)
