"""What the server Audiobookshelf reads beside an audiobook: metadata.json and the cover. Its folders, author and then
title, are those that every audiobook is put into (https://www.audiobookshelf.org/docs)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from audiofic.package.book import COMPOSER, GENRE, Book, EncodedChapter, marks
from audiofic.package.cover import cover_name
from audiofic.package.text import one_line, printable
from audiofic.package.volumes import File


class Audiobookshelf:
    name = "audiobookshelf"
    codec = None

    def files(self, chapters: Sequence[EncodedChapter], book: Book) -> Iterator[File]:
        yield File("metadata.json", partial(_write, chapters, book))
        if cover := book.cover:
            yield File(cover_name(cover), partial(_write_cover, cover))


def _write(chapters: Sequence[EncodedChapter], book: Book, target: Path) -> None:
    metadata = {
        "title": one_line(book.title),
        "authors": [one_line(author) for author in book.authors],
        "narrators": [COMPOSER],
        "series": [_numbered(one_line(series)) for series in book.series],
        "genres": [GENRE],
        "tags": [one_line(subject) for subject in book.subjects],
        "publishedYear": book.date[:4] or None,
        "publishedDate": book.date or None,
        "description": printable(book.summary) or None,
        "language": book.language,
        "chapters": [
            {"id": number, "start": mark.start, "end": mark.end, "title": mark.title or f"Chapter {number + 1}"}
            for number, mark in enumerate(marks(chapters))
        ],
    }
    target.write_text(json.dumps(metadata, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _write_cover(cover: bytes, target: Path) -> None:
    target.write_bytes(cover)


def _numbered(series: str) -> str:
    """ "Part 2 of The Long Way" → "The Long Way #2"."""
    found = re.fullmatch(r"Part (\d+) of (.+)", series)
    return f"{found[2]} #{found[1]}" if found else series
