"""Blocks → lines: what is narration, dialogue, thought, message, heading.

The marks that a work sets its speech in are found once for the work; every paragraph is then read on its own, so
that an unclosed or wrongly turned mark does no harm beyond it. Nothing is lost: the lines of a paragraph are
consecutive slices of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import attrgetter

from audiofic.language import grammar, language_tag
from audiofic.model import Block, BlockKind, Kind, Line, Work
from audiofic.segment import forms, italics, minds
from audiofic.segment.delivery import with_deliveries
from audiofic.segment.devices import with_devices
from audiofic.segment.marked import Marked
from audiofic.segment.piece import Piece
from audiofic.segment.quotation import Marks, Quotation, find_marks, opens_quotation, other_quotations, quotations
from audiofic.segment.stagedirections import stage_directions

_HEADING = re.compile(
    r"[^\w\"“„«'‘]*(?:(?:chapter|part)\s+(?:\d+|[ivxlc]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?:\s*[:.–—-]\s.*)?|prologue|epilogue|interlude|(?:[\w.’'-]+ ){1,3}p\.?o\.?v|pov\W+[\w.’'-]+(?: [\w.’'-]+)?)\W*",
    re.IGNORECASE,
)
_LONGEST_HEADING = 80
_SHORT_LINE = 50
"""In characters."""
_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"\w")
_SHORTEST_SPEECH_THAT_GOES_ON = 40
"""In characters: a speech over several paragraphs fills the first one; a shorter one lacks its closing mark."""


def segment(work: Work) -> list[Line]:
    """The lines of the story in reading order, with nobody to say them yet.

    `number` counts from 1 in each scene. A paragraph with neither letter nor digit keeps its line, since what is in
    the story stays in the script.
    """
    marks = find_marks(block.text for _, _, block in work.blocks() if block.kind is BlockKind.PARAGRAPH)
    manners = minds.manners(block for _, _, block in work.blocks())
    language = grammar(language_tag(work.metadata.language))
    marked = None if language is None else Marked(language)
    names = forms.Names(work)
    lines: list[Line] = []
    paragraph = 0
    for chapter_number, chapter in enumerate(work.chapters, 1):
        for scene_number, scene in enumerate(chapter.scenes, 1):
            number = 0
            for block, pieces in zip(
                scene.blocks, _scene(forms.Page(scene.blocks, names), marks, manners, marked), strict=True
            ):
                offsets = _Offsets(block)
                in_italics = list(italics.stretches(block, offsets.text))
                fold = _lines_folded if _is_verse(offsets.text) else _folded
                for piece in pieces:
                    number += 1
                    lines.append(
                        Line(
                            chapter=chapter_number,
                            scene=scene_number,
                            number=number,
                            kind=piece.kind,
                            text=fold(offsets.text[piece.start : piece.end]),
                            start=offsets.at(piece.start),
                            end=offsets.at(piece.end - 1) + 1,
                            paragraph=paragraph,
                            continued=piece.continued,
                            sender=piece.sender,
                            stressed=tuple(_stressed(offsets.text, piece, in_italics)),
                        )
                    )
                paragraph += 1
    return with_deliveries(lines)


def _folded(text: str) -> str:
    """The text with its white space folded: itself where there is none to fold, so that a paragraph in one voice is
    in memory once."""
    folded = " ".join(text.split())
    return text if folded == text else folded


def _is_verse(text: str) -> bool:
    """Whether the lines of a block are its author's, as in a poem, an address, a title of two lines: those that were
    broken at some width are longer."""
    *lines, _ = text.split("\n")
    return bool(lines) and all(len(line) < _SHORT_LINE for line in lines)


def _lines_folded(text: str) -> str:
    """The text with the white space of each line folded, and its lines kept: each is as long as the other way."""
    return "\n".join(filter(None, map(_folded, text.split("\n"))))


def _stressed(text: str, piece: Piece, in_italics: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where the piece, its white space folded, has words in italics that are no more than stressed."""
    within = in_italics[bisect_left(in_italics, (piece.start,)) : bisect_left(in_italics, (piece.end,))]
    if not within or within == [(piece.start, piece.end)]:
        return
    words = list(_WORD.finditer(text, piece.start, piece.end))
    starts = [word.start() for word in words]
    folded = list(accumulate((len(word[0]) + 1 for word in words), initial=0))
    for start, end in within:
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
        if end <= piece.end and italics.is_stress(text[start:end]):
            yield folded[first] + start - starts[first], folded[last] + end - starts[last]


class _Offsets:
    """Where the characters of a block's text stand in `Work.text`."""

    def __init__(self, block: Block) -> None:
        self.text = block.text
        self._spans = block.spans
        self._starts = list(accumulate((len(span.text) for span in block.spans), initial=0))

    def at(self, index: int) -> int:
        n = bisect_right(self._starts, index) - 1
        return self._spans[n].start + index - self._starts[n]


def _scene(page: forms.Page, marks: Marks, manners: minds.Manners, marked: Marked | None) -> Iterator[list[Piece]]:
    """The pieces of each block."""
    blocks, texts = page.blocks, page.texts
    formed = forms.recognise(page)
    in_flashback = italics.flashbacks(blocks)
    going_on = False
    for i, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        unclosed = False
        if i in formed:
            pieces = formed[i]
        elif block.kind is BlockKind.HEADING or _is_heading(text):
            pieces = [Piece(Kind.HEADING, 0, len(text))]
        elif marked is not None:
            pieces, unclosed = _foreign(block, text, marked, going_on=going_on, in_flashback=in_flashback[i])
        else:
            pieces, unclosed = _prose(block, text, marks, manners, going_on=going_on, in_flashback=in_flashback[i])
        going_on = (
            unclosed
            and i + 1 < len(blocks)
            and blocks[i + 1].kind is BlockKind.PARAGRAPH
            and (opens_quotation(texts[i + 1], marks) if marked is None else marked.opens(texts[i + 1]))
        )
        yield [piece for piece in (piece.stripped(text) for piece in pieces) if piece.start < piece.end]


def _is_heading(text: str) -> bool:
    """A heading that the markup does not show: "Chapter 2", "Harry's POV"."""
    return len(text) <= _LONGEST_HEADING and _HEADING.fullmatch(text) is not None


def _prose(
    block: Block, text: str, marks: Marks, manners: minds.Manners, *, going_on: bool, in_flashback: bool
) -> tuple[list[Piece], bool]:
    """The pieces of a paragraph, and whether its last quotation may go on in the next one."""
    thoughts = [] if in_flashback else list(_quoting_thoughts(block, text))
    found = [
        quotation
        for quotation in quotations(text, marks)
        if not any(thought.start < quotation.start < thought.end for thought in thoughts)
    ]
    voiced = [piece for quotation, sender in with_devices(text, found) for piece in _speech(text, quotation, sender)]
    if going_on and voiced and not text[: voiced[0].start].strip():
        voiced[0] = Piece(Kind.DIALOGUE, voiced[0].start, voiced[0].end, continued=True)
    voiced = _with(voiced, iter(thoughts))
    voiced = _with(voiced, (Piece(*stretch) for stretch in minds.stretches(block, text, manners)))
    voiced = _with(voiced, _in_other_marks(text, marks))
    if not in_flashback:
        voiced = _with(voiced, _in_italics(block, text))
    pieces = _with_narration(voiced, len(text))
    unclosed = bool(found) and not found[-1].closed
    return pieces, unclosed and ((going_on and len(found) == 1) or _is_unfinished(text, found[-1].start))


def _foreign(
    block: Block, text: str, marked: Marked, *, going_on: bool, in_flashback: bool
) -> tuple[list[Piece], bool]:
    """The same of a paragraph in another language than English."""
    voiced, unclosed = marked.pieces(text)
    if going_on and voiced and not text[: voiced[0].start].strip():
        voiced[0] = Piece(voiced[0].kind, voiced[0].start, voiced[0].end, continued=True)
    if not in_flashback:
        voiced = _with(voiced, _in_italics(block, text))
    return _with_narration(voiced, len(text)), unclosed


def _with_narration(voiced: list[Piece], length: int) -> list[Piece]:
    pieces: list[Piece] = []
    end = 0
    for piece in voiced:
        pieces += (Piece(Kind.NARRATION, end, piece.start), piece)
        end = piece.end
    pieces.append(Piece(Kind.NARRATION, end, length))
    return pieces


def _speech(text: str, quotation: Quotation, sender: str) -> Iterator[Piece]:
    """A quotation, less what its speaker does in brackets. A mark that is left over goes with the brackets."""
    start = quotation.start
    for first, last in stage_directions(text, quotation.start, quotation.end):
        if _LETTER.search(text, start, first):
            yield Piece(Kind.DIALOGUE, start, first, sender=sender)
        start = last
    if _LETTER.search(text, start, quotation.end) or start == quotation.start:
        yield Piece(Kind.DIALOGUE, start, quotation.end, sender=sender)


def _is_unfinished(text: str, start: int) -> bool:
    """Whether a speech without a closing mark is meant to go on: it is long, or "Dear Sam,"."""
    return len(text) - start >= _SHORTEST_SPEECH_THAT_GOES_ON or text.rstrip()[-1] in ",:;"


def _with(voiced: list[Piece], others: Iterator[Piece]) -> list[Piece]:
    """The pieces in order, with those others that overlap none of them."""
    starts = [piece.start for piece in voiced]
    added: list[Piece] = []
    for other in others:
        n = bisect_right(starts, other.start)
        if (n == 0 or voiced[n - 1].end <= other.start) and (n == len(voiced) or other.end <= voiced[n].start):
            added.append(other)
    return sorted(voiced + added, key=attrgetter("start")) if added else voiced


def _in_other_marks(text: str, marks: Marks) -> Iterator[Piece]:
    """What a work with double marks sets in single ones, or the other way round: thoughts, and speech by mistake."""
    said: Kind | None = None
    for quotation in other_quotations(text, marks):
        kind = italics.tagged(text, quotation.start, quotation.end)
        if kind is None and quotation.end - quotation.start == len(text.strip()):
            kind = Kind.DIALOGUE if marks is Marks.SINGLE else Kind.THOUGHT
        if kind is None and text[quotation.end - 2] in ".!?…":  # more of the same: ‘Oh no,’ he thought. ‘No.’
            kind = said
        if kind is not None:
            said = kind
            yield Piece(kind, quotation.start, quotation.end)


def _quoting_thoughts(block: Block, text: str) -> Iterator[Piece]:
    """Thoughts in italics that quote somebody: *He said “never mind” as if it were nothing*, Dana thought."""
    for start, end in italics.stretches(block, text):
        if text[start : start + 1].isalnum() and italics.tagged(text, start, end) is Kind.THOUGHT:
            yield Piece(Kind.THOUGHT, start, end)


def _in_italics(block: Block, text: str) -> Iterator[Piece]:
    """What italics mean; those behind *Yes,* she sent, in one paragraph with it, are sent as well."""
    said = False
    for start, end in italics.stretches(block, text):
        kind = italics.meaning(text, start, end)
        if kind is Kind.THOUGHT and end - start == len(text.strip()) and _is_verse(text):
            continue  # nobody thinks in verse: it is a song, or a poem
        if kind is Kind.DIALOGUE:
            said = True
        elif kind is Kind.THOUGHT and said and italics.tagged(text, start, end) is None:
            kind = Kind.DIALOGUE
        if kind is not None:
            yield Piece(kind, start, end)
