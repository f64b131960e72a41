"""A transcript: the whole story as plain text, with times and speakers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from audiofic.package.book import Book, EncodedChapter
from audiofic.package.tagtext import authors
from audiofic.package.text import one_line
from audiofic.package.times import clock, heard
from audiofic.package.volumes import File, volumes


class Transcript:
    name = "txt"
    codec = None

    def files(self, chapters: Sequence[EncodedChapter], book: Book) -> Iterator[File]:
        return volumes(chapters, book, ".txt", _write)


def _write(chapters: Sequence[EncodedChapter], book: Book, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.write(one_line(book.file_title) + "\n")
        file.write(f"by {authors(book)}\n" if book.authors else "")
        for chapter, lines in heard(chapters):
            file.write(f"\n\n{one_line(chapter.title)}\n\n")
            for line, phrases in lines:
                time = f"[{clock(phrases[0].start).partition('.')[0]}]" if phrases else " " * 10
                who = f"{one_line(line.speaker)}: " if line.speaker else ""
                file.write(f"{time} {who}{one_line(line.text)}\n")
