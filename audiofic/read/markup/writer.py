"""Words and line breaks as they come → paragraphs and gaps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from audiofic.model import Block, BlockKind, Reason, Span
from audiofic.read.flow import (
    BREAK,
    INVISIBLE,
    Draft,
    Found,
    Gap,
    Link,
    Milestone,
    Omission,
    Paragraph,
    addresses,
    is_scene_break,
)

_WORDS = frozenset({"", "A", "I", "O"})  # a drop cap that may be a word; any other goes on, whatever stands between
_LONGEST_HEADING = 150  # characters; more is a paragraph in large type


class Style(NamedTuple):
    """What a tag hands down to its text."""

    italic: bool = False
    bold: bool = False
    message: bool = False
    reply: bool = False
    """It is a message on the side of whose phone it is."""
    href: str = ""
    """Where the link that it stands in leads to."""
    preformatted: bool = False
    quoted: bool = False
    level: int = 0


class Writer:
    """Takes text and line breaks as they come, and makes paragraphs and gaps of them."""

    def __init__(self) -> None:
        self.pieces: list[Found] = []
        self._later: list[Found] = []  # what is left out in the midst of the open paragraph
        self._runs: list[tuple[Style, list[str]]] = []
        self._space = False  # white space that counts only if a word follows
        self._parted = False  # something fell silent since the last word
        self._line_breaks = 0  # since the last word
        self._blank = False  # a no-break space holds the line open
        self._ornament = False  # a picture that says of itself that it shows nothing
        self._cap = ""  # a drop cap that the next word goes on
        self._starts: list[Found] = []  # of chapters, that the open paragraph is the first of

    def leave_out(self, text: str, reason: Reason) -> None:
        """Note what is no part of the story, and stands in or before the open paragraph."""
        if any(map(str.isalnum, text)):
            (self._later if self._runs else self.pieces).append(Omission(text, reason))

    def part_words(self) -> None:
        """What falls silent here parts the word before from the next, and no sentence."""
        self._parted = True

    def drop_cap(self, letter: str, style: Style) -> None:
        """The first letter of a word, whatever parts it from the rest; A, I and O with a blank behind are words."""
        self.text(letter, style)
        self._cap = "" if letter[-1].isspace() else letter[-1:]

    def milestone(self, chapter: Draft) -> None:
        """A chapter begins with the open paragraph, or the next one."""
        if self._runs:
            self._starts.append(Milestone(chapter))
        else:
            self.pieces.append(Milestone(chapter))

    def text(self, text: str, style: Style) -> None:
        if style.preformatted and "\n" in text:
            first, *rest = text.split("\n")
            self._words(first, style)
            for following in rest:
                self.line_break()
                self._words(following, style)
        else:
            self._words(text, style)

    def line_break(self) -> None:
        self._line_breaks += 1

    def gap(self) -> None:
        """A scene break that the markup spells out."""
        self.close()
        self.pieces.append(Gap(BREAK))

    def ornament(self) -> None:
        """A picture that only adorns: a scene break, where it has a line of its own."""
        self._ornament = True

    def close(self) -> None:
        """End the paragraph for certain."""
        self._cap = ""
        self.end_paragraph()

    def end_paragraph(self) -> None:
        """End the paragraph, unless it is but a drop cap in a block of its own."""
        if self._cap:
            self._space = False
            return
        if self._runs:
            self._add_paragraph()
            if self._line_breaks > 2:
                self.pieces.append(Gap(self._line_breaks - 2))
        elif self._ornament:
            self.pieces.append(Gap(BREAK))
        elif self._line_breaks or self._blank:
            self.pieces.append(Gap(max(1, self._line_breaks)))
        self.pieces += self._later
        self._runs, self._later, self._space, self._line_breaks, self._blank = [], [], False, 0, False
        self._ornament = False

    def _words(self, text: str, style: Style) -> None:
        visible = INVISIBLE.sub("", text)
        words = visible.split()
        if not words:
            self._space = self._space or bool(visible)
            self._blank = self._blank or "\xa0" in visible
            return
        if self._line_breaks > 1:
            self.end_paragraph()
        space = ""
        if self._runs:
            if self._line_breaks and not self._cap:
                space = "\n"
            elif (self._space or visible[0].isspace() or self._parts_words(visible)) and self._cap in _WORDS:
                space = " "
        self._cap = ""
        self._append(space, " ".join(words), style)
        self._space, self._line_breaks, self._blank = visible[-1].isspace(), 0, False
        self._parted = False

    def _parts_words(self, text: str) -> bool:
        """Whether something fell silent right between two words."""
        return self._parted and text[0].isalnum() and self._runs[-1][1][-1][-1:].isalnum()

    def _append(self, space: str, words: str, style: Style) -> None:
        last = self._runs[-1][0] if self._runs else style
        if space and last != style:  # emphasis begins and ends with words: the space has what both sides have
            shared = last.italic and style.italic, last.bold and style.bold
            if shared == (last.italic, last.bold):
                self._runs[-1][1].append(space)
                space = ""
            elif shared != (style.italic, style.bold):
                self._runs.append((Style(*shared), [space]))
                space = ""
        if self._runs and last == style:
            self._runs[-1][1].extend((space, words))
        else:
            self._runs.append((style, [space, words]))

    def _add_paragraph(self) -> None:
        runs = [(style, "".join(parts)) for style, parts in self._runs]
        spans: list[Span] = []
        start = 0
        for (italic, bold), alike in groupby(runs, key=lambda run: (run[0].italic, run[0].bold)):
            spans.append(Span("".join([text for _, text in alike]), start, italic, bold))
            start = spans[-1].end
        messages = [style for style, text in runs if style.message and any(map(str.isalnum, text))]
        is_message = bool(messages) and not any(
            any(map(str.isalnum, text)) for style, text in runs if not style.message
        )
        level = self._runs[0][0].level if start <= _LONGEST_HEADING else 0
        kind = BlockKind.MESSAGE if is_message else BlockKind.HEADING if level else BlockKind.PARAGRAPH
        block = Block(kind, tuple(spans), reply=is_message and all(style.reply for style in messages))
        self.pieces += self._starts
        self._starts = []
        if kind is not BlockKind.MESSAGE and is_scene_break(block.text):
            self._leave_out_break(block.text)
        else:
            level = level if kind is BlockKind.HEADING else 0
            self.pieces.append(Paragraph(block, level, _links(runs), self._runs[0][0].quoted))

    def _leave_out_break(self, ornament: str) -> None:
        if any(map(str.isalpha, ornament)):
            self.pieces.append(Omission(ornament, Reason.SCENE_BREAK))
        self.pieces.append(Gap(BREAK))


def _links(runs: Sequence[tuple[Style, str]]) -> tuple[Link, ...]:
    """The links that a paragraph is made of: none where it has words beside them."""
    found: list[Link] = []
    for style, text in runs:
        if style.href:
            found.append(Link(text.strip(), style.href))
        elif alone := addresses(text.strip()):
            found += alone
        elif any(map(str.isalpha, text)):
            return ()
    return tuple(found)
