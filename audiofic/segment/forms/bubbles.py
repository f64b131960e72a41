"""Bubbles, tweets and letters that the markup sets apart: messages, with their senders where these are typed before."""

from __future__ import annotations

from collections.abc import Iterator

from audiofic.model import BlockKind, Kind
from audiofic.segment.forms.form import Page, said
from audiofic.segment.forms.sender import senders
from audiofic.segment.piece import Piece


def recognise(page: Page) -> Iterator[tuple[int, list[Piece]]]:
    for number, block in enumerate(page.blocks):
        if block.kind is BlockKind.MESSAGE:
            yield number, list(_pieces(page.texts[number]))


def _pieces(text: str) -> Iterator[Piece]:
    """A message a line if each names its sender, else one in all."""
    lines = list(senders(text))
    found = [(start, sender, end) for start, end, sender in lines if sender]
    if len(found) == len(lines):
        for start, sender, end in found:
            yield from said(Kind.MESSAGE, start, sender.end, end, sender.name)
    elif found and found[0][0] == 0:
        yield from said(Kind.MESSAGE, 0, found[0][1].end, len(text), found[0][1].name)
    else:
        yield Piece(Kind.MESSAGE, 0, len(text))
