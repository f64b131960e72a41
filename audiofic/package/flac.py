"""FLAC: the sound as it was made, without loss, for archives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from audiofic.errors import EncoderError
from audiofic.package import vorbis
from audiofic.package.book import Book, EncodedChapter, marks
from audiofic.package.codecs import flac
from audiofic.package.volumes import File, volumes

_STREAM_INFO, _COMMENTS, _PICTURE = 0, 4, 6
_LAST = 0x80
_TOO_LARGE = 2**24
"""Bytes of a block: its length is a number of 24 bits."""


class Flac:
    name = "flac"
    codec = flac.Flac()

    def files(self, chapters: Sequence[EncodedChapter], book: Book) -> Iterator[File]:
        return volumes(chapters, book, ".flac", _write)


def _write(chapters: Sequence[EncodedChapter], book: Book, target: Path) -> None:
    blocks = [(_COMMENTS, vorbis.comments(book, marks(chapters)))]
    if book.cover:
        blocks.insert(0, (_PICTURE, vorbis.picture(book.cover)))
    with target.open("wb") as file:
        for part in stream(chapters, blocks):
            file.write(part)


def stream(chapters: Sequence[EncodedChapter], blocks: Sequence[tuple[int, bytes]] = ()) -> Iterator[bytes]:
    """The chapters as one FLAC stream, with these blocks of metadata by their kinds. Raises EncoderError where one is
    larger than FLAC can hold."""
    every = [(_STREAM_INFO, _stream_info(chapters)), *blocks]
    yield b"fLaC"
    for number, (kind, block) in enumerate(every, start=1):
        if len(block) >= _TOO_LARGE:
            raise EncoderError("titles and summary are more than the 16 MB that FLAC has for tags; shorten them")
        yield bytes([kind | _LAST * (number == len(every))]) + len(block).to_bytes(3) + block
    found = chain.from_iterable(flac.frames(chapter.path) for chapter in chapters)
    for number, frame in enumerate(found):
        yield flac.renumbered(frame, number)


def _stream_info(chapters: Sequence[EncodedChapter]) -> bytes:
    """The first chapter's, for the whole book: sizes of frames and the sound's digest are left open, as they may be."""
    info = flac.stream_info(chapters[0].path)
    block_sizes, format_and_count = flac.FRAME.to_bytes(2) * 2, int.from_bytes(info[10:18])
    count = sum(chapter.samples for chapter in chapters)
    return block_sizes + bytes(6) + (format_and_count >> 36 << 36 | count).to_bytes(8) + bytes(16)
