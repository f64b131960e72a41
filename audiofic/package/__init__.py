"""Encoded chapters → an audiobook; one file a format, behind one Protocol.

Each chapter is encoded by itself into a file of bare codec frames. Packaging joins those files byte for byte and
wraps them once: nothing is encoded twice, and a chapter's encoded file can be used again as long as its sound stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from audiofic.errors import EncoderError
from audiofic.package.book import Book, EncodedChapter
from audiofic.package.cover import usable_cover
from audiofic.package.m4b import M4b
from audiofic.package.mp3 import Mp3
from audiofic.package.target import book_path, ensure_writable, replacing

__all__ = ["FORMATS", "Book", "EncodedChapter", "Format", "ensure_writable", "package", "usable_cover"]


class Format(Protocol):
    """What a file format must do."""

    name: str
    """As the user asks for it: "m4b"."""
    suffix: str
    """Of the audiobook's file."""
    chapter_suffix: str
    """Of an encoded chapter's file."""

    def encoder(self, rate: int) -> list[str]:
        """ffmpeg's arguments that encode a chapter of that sample rate into bare frames."""

    def samples(self, chapter: Path) -> int:
        """How many samples the frames of an encoded chapter decode to, counted in the file."""

    def package(self, chapters: Sequence[EncodedChapter], book: Book, target: Path) -> None:
        """Write the audiobook to `target`. Raises EncoderError or OSError; what then lies there is the caller's."""


FORMATS: Mapping[str, Format] = {kind.name: kind for kind in (M4b(), Mp3())}


def package(kind: Format, chapters: Sequence[EncodedChapter], book: Book, output: Path) -> Path:
    """Write the audiobook below `output`, and return its path.

    A file of an earlier build is replaced in one step, at the very end. Raises OutputError if the place cannot be
    written, EncoderError if ffmpeg or the disk fails; nothing half-written stays.
    """
    target = book_path(output, book.author, book.title, kind.suffix)
    with replacing(target) as part:
        try:
            kind.package(chapters, book, part)
        except OSError as error:
            raise EncoderError(f"{target} cannot be written: {error}") from error
    return target
