"""Blocks → lines: what is narration, dialogue, thought, message, heading.

The marks that a work sets its speech in are found once for the work; every paragraph is then read on its own, so
that an unclosed or wrongly turned mark does no harm beyond it. Nothing is lost: the lines of a paragraph are
consecutive slices of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audiofic.quotation import Marks, find_marks, opens_quotation, quotations
from audiofic.script import Kind, Line
from audiofic.story import Block, BlockKind, Work

_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"\w[\w’'-]*")
_SENDER = re.compile(
    r"\s*(?:\[[^\]\n]{1,20}\]\s*)?[^\W\d_][\w.’'@-]*(?: [^\W\d_][\w.’'-]*){0,2}(?: \([^)\n]{1,20}\))?\s*:\s+(?=\S)"
)
_THOUGHT_END = re.compile(r"[.!?…—–,-][\"”’'»)]*\s*$")
_LONGEST_THOUGHT = 60
"""In words; longer italics are a flashback, a letter, a song."""
_SHORTEST_SPEECH_THAT_GOES_ON = 60
"""In characters: a speech over several paragraphs fills the first one; a shorter one lacks its closing mark."""


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: Kind
    start: int
    end: int
    continued: bool = False


def segment(work: Work) -> list[Line]:
    """The lines of the story in reading order, with nobody to say them yet.

    `number` counts from 1 in each scene. A paragraph with neither letter nor digit keeps its line, since what is in
    the story stays in the script.
    """
    blocks = list(work.blocks())
    marks = find_marks(block.text for _, _, block in blocks if block.kind is BlockKind.PARAGRAPH)
    italics = _italic_runs([block for _, _, block in blocks])
    lines: list[Line] = []
    place, number, going_on = (-1, -1), 0, False
    for paragraph, (chapter, scene, block) in enumerate(blocks):
        if (chapter, scene) != place:
            place, number, going_on = (chapter, scene), 0, False
        following = blocks[paragraph + 1][2] if paragraph + 1 < len(blocks) else None
        pieces, going_on = _pieces(block, following, marks, going_on, whole_italics=italics[paragraph] > 2)
        text = block.text
        for piece in pieces:
            start, end = _strip(text, piece.start, piece.end)
            if start == end:
                continue
            number += 1
            lines.append(
                Line(
                    chapter=chapter + 1,
                    scene=scene + 1,
                    number=number,
                    kind=piece.kind,
                    text=_BLANKS.sub(" ", text[start:end]),
                    start=block.offset(start),
                    end=block.offset(end - 1) + 1,
                    paragraph=paragraph,
                    continued=piece.continued,
                )
            )
    return lines


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _italic_runs(blocks: Sequence[Block]) -> list[int]:
    """For each block the length of the run of wholly italic paragraphs that it stands in; 0 for others."""
    runs = [0] * len(blocks)
    start = 0
    for i in range(len(blocks) + 1):
        if i < len(blocks) and _wholly_italic(blocks[i]):
            continue
        runs[start:i] = [i - start] * (i - start)
        start = i + 1
    return runs


def _wholly_italic(block: Block) -> bool:
    return (
        all(span.italic or not _WORD.search(span.text) for span in block.spans) and _WORD.search(block.text) is not None
    )


def _pieces(
    block: Block, following: Block | None, marks: Marks, going_on: bool, *, whole_italics: bool
) -> tuple[list[_Piece], bool]:
    """The pieces of a block, and whether its last quotation goes on in the next one."""
    text = block.text
    if block.kind is BlockKind.HEADING:
        return [_Piece(Kind.HEADING, 0, len(text))], False
    if block.kind is BlockKind.MESSAGE:
        sender = _SENDER.match(text)
        body = sender.end() if sender else 0
        return [_Piece(Kind.NARRATION, 0, body), _Piece(Kind.MESSAGE, body, len(text))], False
    continues = (
        following is not None and following.kind is BlockKind.PARAGRAPH and opens_quotation(following.text, marks)
    )
    found = quotations(text, marks, continues=continues)
    pieces: list[_Piece] = []
    end = 0
    for n, quotation in enumerate(found):
        pieces += _narration(block, text, end, quotation.start, whole_italics=whole_italics)
        continued = n == 0 and going_on and not text[: quotation.start].strip()
        pieces.append(_Piece(Kind.DIALOGUE, quotation.start, quotation.end, continued))
        end = quotation.end
    pieces += _narration(block, text, end, len(text), whole_italics=whole_italics)
    unclosed = bool(found) and not found[-1].closed and len(text) - found[-1].start >= _SHORTEST_SPEECH_THAT_GOES_ON
    return pieces, unclosed


def _narration(block: Block, text: str, start: int, end: int, *, whole_italics: bool) -> Iterator[_Piece]:
    """The narration between two quotations, less the thoughts in it."""
    if start == end:
        return
    if not whole_italics:
        for a, b in _italics(block, start, end):
            if _is_thought(text, a, b):
                yield _Piece(Kind.NARRATION, start, a)
                yield _Piece(Kind.THOUGHT, a, b)
                start = b
    yield _Piece(Kind.NARRATION, start, end)


def _italics(block: Block, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of italics between `start` and `end`; blanks and marks between two of them join them."""
    at, open_at, close_at = 0, -1, -1
    for span in block.spans:
        a, b = max(at, start), min(at + len(span.text), end)
        at += len(span.text)
        if a >= b:
            continue
        if span.italic:
            if open_at < 0:
                open_at = a
            close_at = b
        elif open_at >= 0 and _WORD.search(block.text, a, b):
            yield open_at, close_at
            open_at = -1
    if open_at >= 0:
        yield open_at, close_at


def _is_thought(text: str, start: int, end: int) -> bool:
    """Italics that are whole sentences by themselves; not a stressed word, a title, a ship's name."""
    start, end = _strip(text, start, end)
    before, inner, after = text[:start].rstrip()[-1:], text[start:end], text[end:].lstrip()
    words = len(_WORD.findall(inner))
    if not 1 <= words <= _LONGEST_THOUGHT or (before and before not in ".!?…:—–-,”\"’'"):
        return False
    if not (inner[0].isupper() or inner[0] in "…“\"‘'—-" or not before):
        return False
    ends = _THOUGHT_END.search(inner) is not None
    if not after:
        return ends or (after == "" and words > 1)
    return ends and (words > 1 or inner[-1] in "!?…—") and (inner[-1] not in ",-" or after[:1].islower() or words > 2)
