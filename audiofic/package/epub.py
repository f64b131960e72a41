"""EPUB 3 with media overlays: a book to read along, in which the words that are heard are highlighted
(https://www.w3.org/TR/epub-33/#sec-media-overlays)."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from audiofic.package import epub_manifest, epub_pages, mp4
from audiofic.package.book import Book, EncodedChapter
from audiofic.package.codecs.aac import FRAME, Aac
from audiofic.package.cover import cover_name
from audiofic.package.epub_manifest import Entry
from audiofic.package.text import one_line
from audiofic.package.times import heard
from audiofic.package.volumes import File, volumes


class Epub:
    name = "epub"
    codec = Aac()

    def files(self, chapters: Sequence[EncodedChapter], book: Book) -> Iterator[File]:
        return volumes(chapters, book, ".epub", _write)


def _write(chapters: Sequence[EncodedChapter], book: Book, target: Path) -> None:
    language = book.language if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", book.language) else "und"
    entries = [
        Entry(
            f"chapter-{number:04}",
            one_line(chapter.title) or f"Chapter {number}",
            chapter.samples / chapter.rate if chapter.cues else 0.0,
        )
        for number, chapter in enumerate(chapters, start=1)
    ]
    with ZipFile(target, "w") as book_file:
        _add(book_file, "mimetype", "application/epub+zip", ZIP_STORED)
        _add(book_file, "META-INF/container.xml", epub_manifest.CONTAINER)
        _add(book_file, "EPUB/package.opf", epub_manifest.manifest(book, entries, language))
        _add(book_file, "EPUB/nav.xhtml", epub_manifest.contents(entries, language))
        _add(book_file, "EPUB/style.css", epub_pages.STYLE)
        if book.cover:
            _add(book_file, f"EPUB/{cover_name(book.cover)}", book.cover, ZIP_STORED)
            _add(book_file, "EPUB/cover.xhtml", epub_manifest.cover_page(book, book.cover, language))
        for entry, chapter in zip(entries, chapters, strict=True):
            ((_, lines),) = heard([chapter])
            text, sound = f"{entry.name}.xhtml", f"{entry.name}.m4a"
            _add(book_file, f"EPUB/{text}", epub_pages.text_page(lines, entry.title, language))
            if entry.seconds:
                phrases = [phrase for _, said in lines for phrase in said]
                _add(book_file, f"EPUB/{entry.name}.smil", epub_pages.overlay(phrases, entry.seconds, text, sound))
                _add_sound(book_file, f"EPUB/{sound}", chapter, target.parent)


def _add(book_file: ZipFile, name: str, content: str | bytes, compression: int = ZIP_DEFLATED) -> None:
    """Add a file; all have the same date, so that the same book has the same bytes."""
    book_file.writestr(ZipInfo(name), content, compression)


def _add_sound(book_file: ZipFile, name: str, chapter: EncodedChapter, folder: Path) -> None:
    """Add the sound of a chapter, wrapped in an MP4 file that is made in `folder`."""
    with tempfile.TemporaryFile(dir=folder) as sound:
        mp4.write(sound, [chapter.path], chapter.rate, chapter.samples // FRAME)
        entry = ZipInfo(name)
        entry.file_size = sound.seek(0, os.SEEK_END)
        sound.seek(0)
        with book_file.open(entry, "w") as copy:
            shutil.copyfileobj(sound, copy)
