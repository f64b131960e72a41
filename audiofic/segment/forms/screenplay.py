"""Screenplays: a name in capitals on a line of its own, what they do in brackets, and below it what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from audiofic.model import BlockKind, Kind
from audiofic.segment.forms.form import Page
from audiofic.segment.forms.sender import is_name
from audiofic.segment.piece import Piece

_NAME: Final = re.compile(
    r"[\s*_]*(?P<name>[A-Z][A-Z.’'-]+(?: [A-Z0-9][A-Z0-9.’'-]*){0,3})"
    r"(?: ?\((?:V\.?O\.?|O\.?S\.?|O\.?C\.?|CON[’']?T[’']?D\.?)\)){0,2}:?[\s*_]*"
)
_DIRECTION: Final = re.compile(r"\s*\([^()\n]{1,120}\)\s*")
_PLACE: Final = re.compile(r"\W*(?:INT|EXT|FADE|CUT|THE END|END|SCENE|ACT)\b")


class _Speech(NamedTuple):
    name: str
    pieces: list[tuple[int, list[Piece]]]


def recognise(page: Page) -> Iterator[tuple[int, list[Piece]]]:
    speeches: list[_Speech] = []
    number = 0
    while number < len(page.blocks):
        speech = _speech(page, number)
        if speech:
            speeches.append(speech)
        number = speech.pieces[-1][0] + 1 if speech else number + 1
    counts = Counter(speech.name for speech in speeches)
    known = [speech for speech in speeches if counts[speech.name] > 1 or page.names.knows(speech.name)]
    if len(known) > 1:
        for speech in known:
            yield from speech.pieces


def _speech(page: Page, number: int) -> _Speech | None:
    """The name at the head of a block, and what is said below it, there or in the next block."""
    text = page.texts[number]
    first = text.partition("\n")[0]
    found = _NAME.fullmatch(first) if page.blocks[number].kind is not BlockKind.MESSAGE and len(first) <= 60 else None
    if not found or _PLACE.match(first) or not is_name(found["name"]):
        return None
    name = found["name"]
    if len(first) < len(text):
        pieces = [Piece(Kind.LABEL, 0, len(first))]
        pieces += _said(text, len(first) + 1, name)
        return _Speech(name, [(number, pieces)])
    blocks = [(number, [Piece(Kind.LABEL, 0, len(text))])]
    after = number + 1
    if after < len(page.blocks) and _DIRECTION.fullmatch(page.texts[after]):
        blocks.append((after, [Piece(Kind.NARRATION, 0, len(page.texts[after]))]))
        after += 1
    if (
        after >= len(page.blocks)
        or page.blocks[after].kind is not BlockKind.PARAGRAPH
        or _NAME.fullmatch(page.texts[after])
    ):
        return None
    blocks.append((after, list(_said(page.texts[after], 0, name))))
    return _Speech(name, blocks)


def _said(text: str, start: int, name: str) -> Iterator[Piece]:
    if direction := _DIRECTION.match(text, start):
        yield Piece(Kind.NARRATION, start, direction.end())
        start = direction.end()
    yield Piece(Kind.DIALOGUE, start, len(text), sender=name)
