"""What a form is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from audiofic.model import Block, BlockKind, Kind
from audiofic.segment.forms.known import Names
from audiofic.segment.piece import Piece

_LOOKED_BACK = 2
"""Paragraphs before one that may say what it is."""


@dataclass(frozen=True)
class Page:
    """The blocks of a scene."""

    blocks: Sequence[Block]
    names: Names
    """Of the whole work."""

    @cached_property
    def texts(self) -> list[str]:
        return [block.text for block in self.blocks]

    def paragraphs(self) -> Iterator[tuple[int, str]]:
        """Number and text of each block that the markup calls nothing else."""
        for number, block in enumerate(self.blocks):
            if block.kind is BlockKind.PARAGRAPH:
                yield number, self.texts[number]

    def before(self, number: int) -> str:
        """What is told just ahead of a block."""
        return "\n".join(self.texts[max(0, number - _LOOKED_BACK) : number])

    def bold(self, number: int, start: int, end: int) -> bool:
        """Whether all letters in a stretch of a block are bold."""
        at = 0
        for span in self.blocks[number].spans:
            inside = span.text[max(0, start - at) : max(0, end - at)]
            if not span.bold and any(map(str.isalnum, inside)):
                return False
            at += len(span.text)
        return True


class Form(Protocol):
    """A module that knows one form."""

    def recognise(self, page: Page) -> Iterator[tuple[int, list[Piece]]]:
        """The number of each block of this form, and its pieces in order, which leave no word of it out."""
        ...


def said(kind: Kind, start: int, body: int, end: int, sender: str) -> list[Piece]:
    """A label from `start`, and from `body` on what its sender says."""
    return [Piece(Kind.LABEL, start, body), Piece(kind, body, end, sender=sender)]
