"""Opus in Ogg: small files, for players on telephones and in browsers.

The packets of the chapters are laid into pages anew, so that their positions go on from chapter to chapter.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from itertools import chain, count, islice
from pathlib import Path

from audiofic.package import vorbis
from audiofic.package.book import Book, EncodedChapter, marks
from audiofic.package.codecs import opus
from audiofic.package.codecs.ogg import header_pages, packets, page
from audiofic.package.volumes import File, volumes

_PAGE = 42
"""Packets: less than a second, as players go to the beginning of a page; and never more than fit into one."""


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
        file.writelines(_pages(next(packets(chapters[0].path)), tags, heard))


def _pages(head: bytes, tags: bytes, heard: Iterator[bytes]) -> Iterator[bytes]:
    """The pages of a stream, numbered, each with the sample that it ends with."""
    headers = [*header_pages(0, head), *header_pages(1, tags)]
    yield from headers
    position, batch = 0, list(islice(heard, _PAGE))
    for sequence in count(len(headers)):
        following = list(islice(heard, _PAGE))
        position += len(batch) * opus.FRAME
        yield page(sequence, position, batch, last=not following)
        if not following:
            return
        batch = following
