"""M4B: AAC in MP4, with chapters, as audiobook players like it best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from audiofic.language import three_letters
from audiofic.package import mp4, tagtext
from audiofic.package.book import Book, EncodedChapter, marks
from audiofic.package.codecs.aac import FRAME, Aac
from audiofic.package.text import one_line
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


def _tags(book: Book) -> mp4.Tags:
    texts = {
        b"\xa9nam": one_line(book.file_title),
        b"\xa9alb": one_line(book.title),
        b"\xa9ART": tagtext.authors(book),
        b"aART": tagtext.authors(book),
        b"\xa9wrt": tagtext.narrators(book),
        b"\xa9nrt": tagtext.narrators(book),
        b"\xa9gen": tagtext.genres(book),
        b"\xa9day": one_line(book.date),
        b"\xa9cmt": tagtext.comment(book),
        b"desc": tagtext.description(book),
        b"ldes": tagtext.description(book),
        b"\xa9grp": tagtext.grouping(book),
    }
    tags = {name: mp4.text(value) for name, value in texts.items() if value} | {b"stik": mp4.integer(AUDIOBOOK)}
    tags |= _series(book)
    if book.track[1] > 1:
        tags[b"trkn"] = mp4.pair(*book.track)
    if book.cover:
        tags[b"covr"] = mp4.picture(book.cover)
    return tags


def _series(book: Book) -> mp4.Tags:
    """As the tags that libraries read, for which MP4 has no name of its own; and as Apple's movement, which is one."""
    names, parts = tagtext.series_tags(book)
    free = {"SERIES": names, "SERIES-PART": parts, "LANGUAGE": one_line(book.language)}
    tags = {mp4.free_name(name): mp4.text(value) for name, value in free.items() if value}
    if names:
        first = tagtext.series(book)[0]
        tags[b"\xa9mvn"] = mp4.text(first.name)
        if first.part.isdecimal() and len(first.part) < 5:
            tags[b"\xa9mvi"] = mp4.integer(int(first.part), 2)
    return tags
