"""Plain text. `Work.text` is the file's text, with what programs did to it mended; every block is made of stretches of
it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from audiofic.model import Block, BlockKind, Span, Work
from audiofic.read import mend
from audiofic.read.binding import bound
from audiofic.read.flow import (
    BREAK,
    INVISIBLE,
    Gap,
    Paragraph,
    Piece,
    is_link,
    is_scene_break,
)
from audiofic.read.header import header
from audiofic.read.headings import chapters, is_chapter
from audiofic.read.source import Source

_LONGEST_ORNAMENT = 80  # characters
_LONGEST_HEADING = 150
# Each alternative ends at the next marker or fails there, so that the search is linear.
_EMPHASIS = re.compile(
    r"(?<![\w*])(?:\*\*\*(?P<both>[^*\s](?:[^*]*[^*\s])?)\*\*\*"
    r"|\*\*(?P<bold>[^*\s](?:[^*]*[^*\s])?)\*\*"
    r"|\*(?P<star>[^*\s](?:[^*]*[^*\s])?)\*)(?![\w*])"
    r"|(?<!\w)_(?P<line>[^_\s](?:[^_]*[^_\s])?)_(?!\w)"
)
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
    metadata, taken = header(raw_lines)
    lines = list(_lines(raw_lines, taken))
    layout = _layout(text, lines)
    divided, left_out = bound(chapters(list(_pieces(text, lines, layout))), layout.spacing)
    return Work(metadata, text, divided, source.stem, left_out=left_out)


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
    whole = sum(text[line.end - 1] in _SENTENCE_END for line in lines)
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


def _pieces(text: str, lines: Sequence[_Line], layout: _Layout) -> Iterator[Piece]:
    paragraph: list[_Line] = []
    for line in lines:
        is_ornament = line.end - line.start <= _LONGEST_ORNAMENT and is_scene_break(text[line.start : line.end])
        if paragraph and (is_ornament or layout.begins(line)):
            yield from _paragraph(text, paragraph)
            paragraph = []
        if line.above:
            yield Gap(line.above)
        if is_ornament:
            yield Gap(BREAK)
        else:
            paragraph.append(line)
    if paragraph:
        yield from _paragraph(text, paragraph)


def _paragraph(text: str, lines: Sequence[_Line]) -> Iterator[Paragraph]:
    """A paragraph, or the heading of a chapter and maybe a paragraph right under it."""
    start, end = lines[0].start, lines[-1].end
    if len(lines) <= 3 and end - start <= _LONGEST_HEADING and is_chapter(text[start:end]):
        yield _heading(text, start, end)
    elif len(lines) > 1 and is_chapter(text[start : lines[0].end]):
        yield _heading(text, start, lines[0].end)
        yield from _paragraph(text, lines[1:])
    else:
        block = Block(BlockKind.PARAGRAPH, tuple(_spans(text, start, end)))
        yield Paragraph(block, link_only=is_link(text[start:end]))


def _heading(text: str, start: int, end: int) -> Paragraph:
    return Paragraph(Block(BlockKind.HEADING, tuple(_spans(text, start, end))), level=1)


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
