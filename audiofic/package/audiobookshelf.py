"""What the server Audiobookshelf reads beside an audiobook: metadata.json and the cover. Its folders, author and then
title, are those that every audiobook is put into (https://www.audiobookshelf.org/docs)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from audiofic.package.book import Book, EncodedChapter, marks
from audiofic.package.cover import cover_name
from audiofic.package.tagtext import GENRE, description, numbered, series
from audiofic.package.text import one_line
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
        "narrators": [one_line(narrator) for narrator in book.narrators],
        "series": [numbered(one) for one in series(book)],
        "genres": [GENRE, *map(one_line, book.fandoms)],
        "tags": [one_line(tag) for tag in book.tags],
        "publishedYear": book.date[:4] or None,
        "publishedDate": book.date or None,
        "description": description(book) or None,
        "language": book.language,
        "chapters": [
            {"id": number, "start": mark.start, "end": mark.end, "title": mark.title or f"Chapter {number + 1}"}
            for number, mark in enumerate(marks(chapters))
        ],
    }
    target.write_text(json.dumps(metadata, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _write_cover(cover: bytes, target: Path) -> None:
    target.write_bytes(cover)
