"""Bubbles, tweets and letters that the markup sets apart: messages, with their senders where these are typed before.

A phone shows no name where two write: what stands on its owner's side is theirs, the rest is the other's. Who they are
is told just before, where two people are named and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from audiofic.model import BlockKind, Kind
from audiofic.segment.forms.form import Page, said
from audiofic.segment.forms.sender import senders
from audiofic.segment.piece import Piece

_NAME: Final = re.compile(r"(?<![\w’'])([A-Z][\w-]*\w)(?: [A-Z][\w-]*\w){0,2}")
_FROM: Final = re.compile(r"\b(?:texts?|messages?|reply|one) from ([A-Z][\w-]*\w)")
_NEAR: Final = 6
"""Paragraphs before the bubbles in which both are named."""


def recognise(page: Page) -> Iterator[tuple[int, list[Piece]]]:
    for is_message, run in groupby(range(len(page.blocks)), key=lambda n: page.blocks[n].kind is BlockKind.MESSAGE):
        numbers = list(run)
        if is_message:
            other, owner = _sides(page, numbers)
            for number in numbers:
                yield number, list(_pieces(page.texts[number], owner if page.blocks[number].reply else other))


def _sides(page: Page, numbers: list[int]) -> tuple[str, str]:
    """Who writes to the phone, and whose it is; empty where one side is silent, or where it is not told."""
    if len({page.blocks[number].reply for number in numbers}) < 2:
        return "", ""
    before = "\n".join(page.texts[max(0, numbers[0] - _NEAR) : numbers[0]])
    named = [match[1] for match in _NAME.finditer(before) if page.names.knows(match[1])]
    latest = list(dict.fromkeys(reversed(named)))
    if len(latest) != 2:
        return "", ""
    owner, other = latest
    told = [match[1] for match in _FROM.finditer(before)]
    return (owner, other) if told and told[-1] == owner else (other, owner)


def _pieces(text: str, side: str) -> Iterator[Piece]:
    """A message a line if each names its sender, else one in all, from whoever writes on its side."""
    lines = list(senders(text))
    found = [(start, sender, end) for start, end, sender in lines if sender]
    if len(found) == len(lines):
        for start, sender, end in found:
            yield from said(Kind.MESSAGE, start, sender.end, end, sender.name)
    elif found and found[0][0] == 0:
        yield from said(Kind.MESSAGE, 0, found[0][1].end, len(text), found[0][1].name)
    else:
        yield Piece(Kind.MESSAGE, 0, len(text), sender=side)
