"""M4B: AAC in MP4, with chapters, as audiobook players like it best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from audiofic.language import three_letters
from audiofic.package import mp4
from audiofic.package.book import COMPOSER, GENRE, Book, EncodedChapter, marks
from audiofic.package.codecs.aac import FRAME, Aac
from audiofic.package.text import one_line, printable
from audiofic.package.volumes import File, volumes

AUDIOBOOK = 2
"""`stik`: what kind of medium it is, by which players file it with the audiobooks."""


class M4b:
    name = "m4b"
    codec = Aac()

    def files(self, chapters: Sequence[EncodedChapter], book: Book) -> Iterator[File]:
        return volumes(chapters, book, ".m4b", _write)


def _write(chapters: Sequence[EncodedChapter], book: Book, target: Path) -> None:
    with target.open("wb") as file:
        mp4.write(
            file,
            [chapter.path for chapter in chapters],
            chapters[0].rate,
            sum(chapter.samples for chapter in chapters) // FRAME,
            brand=b"M4B ",
            language=three_letters(book.language),
            marks=marks(chapters),
            tags=_tags(book),
        )


def _tags(book: Book) -> dict[bytes, bytes]:
    texts = {
        b"\xa9nam": one_line(book.file_title),
        b"\xa9alb": one_line(book.title),
        b"\xa9ART": one_line(book.author),
        b"aART": one_line(book.author),
        b"\xa9wrt": COMPOSER,
        b"\xa9gen": GENRE,
        b"\xa9day": one_line(book.date),
        b"\xa9cmt": one_line(book.url),
        b"desc": printable(book.summary),
        b"\xa9grp": one_line(", ".join(book.series)),
    }
    tags = {name: mp4.text(value) for name, value in texts.items() if value} | {b"stik": mp4.integer(AUDIOBOOK)}
    if book.track[1] > 1:
        tags[b"trkn"] = mp4.pair(*book.track)
    if book.cover:
        tags[b"covr"] = mp4.picture(book.cover)
    return tags
