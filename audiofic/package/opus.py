"""Opus in Ogg: small files, for players on telephones and in browsers.

The packets of the chapters are laid into pages anew, so that their positions go on from chapter to chapter.
"""

from __future__ import annotations

import itertools
from base64 import b64encode
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from audiofic.package import vorbis
from audiofic.package.book import Book, EncodedChapter, marks
from audiofic.package.codecs import opus
from audiofic.package.codecs.ogg import packets
from audiofic.package.volumes import File, volumes

_PAGE = 42
"""Packets: less than a second, as players go to the beginning of a page; and never more than fit into one."""
_SERIAL = 1
"""The number of the one stream; some programs do not like 0."""


class Opus:
    name = "opus"
    codec = opus.Opus()

    def files(self, chapters: Sequence[EncodedChapter], book: Book) -> Iterator[File]:
        return volumes(chapters, book, ".opus", _write)


def _write(chapters: Sequence[EncodedChapter], book: Book, target: Path) -> None:
    cover = ("METADATA_BLOCK_PICTURE", b64encode(vorbis.picture(book.cover)).decode()) if book.cover else ("", "")
    tags = b"OpusTags" + vorbis.comments(book, marks(chapters), cover)
    heard = chain.from_iterable(islice(packets(chapter.path), opus.HEADERS, None) for chapter in chapters)
    with target.open("wb") as file:
        for page in _pages(next(packets(chapters[0].path)), tags, heard):
            file.write(page)


def _pages(head: bytes, tags: bytes, heard: Iterator[bytes]) -> Iterator[bytes]:
    """The pages of a stream, numbered, each with the sample that it ends with."""
    import mutagen.ogg

    page_class: Any = mutagen.ogg.OggPage
    headers = [*page_class.from_packets([head]), *page_class.from_packets([tags], sequence=1)]
    headers[0].first = True
    for page in headers:
        page.serial = _SERIAL
        yield page.write()
    count, batch = 0, list(islice(heard, _PAGE))
    for sequence in itertools.count(len(headers)):
        page, following = page_class(), list(islice(heard, _PAGE))
        count += len(batch)
        page.serial, page.sequence, page.packets = _SERIAL, sequence, batch
        page.position, page.last = count * opus.FRAME, not following
        yield page.write()
        if not following:
            return
        batch = following
