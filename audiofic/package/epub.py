"""EPUB 3 with media overlays: a book to read along, in which the words that are heard are highlighted
(https://www.w3.org/TR/epub-33/#sec-media-overlays)."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from audiofic.audio import file_url, run_ffmpeg, source
from audiofic.package import epub_manifest, epub_pages
from audiofic.package.book import Book, EncodedChapter
from audiofic.package.codecs.aac import Aac
from audiofic.package.cover import cover_name
from audiofic.package.epub_manifest import Entry
from audiofic.package.text import one_line
from audiofic.package.times import heard
from audiofic.package.volumes import File, volumes

_AT_ONCE = 16
"""Chapters whose sound one run of ffmpeg wraps: starting it costs more than the work."""


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
        spoken = [(entry, chapter) for entry, chapter in zip(entries, chapters, strict=True) if entry.seconds]
        for at in range(0, len(spoken), _AT_ONCE):
            _add_sound(book_file, spoken[at : at + _AT_ONCE], target.parent)


def _add(book_file: ZipFile, name: str, content: str | bytes, compression: int = ZIP_DEFLATED) -> None:
    """Add a file; all have the same date, so that the same book has the same bytes."""
    book_file.writestr(ZipInfo(name), content, compression)


def _add_sound(book_file: ZipFile, spoken: Sequence[tuple[Entry, EncodedChapter]], folder: Path) -> None:
    """Add the sound of these chapters, each wrapped in an MP4 file; they are made in `folder` and removed again."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".", suffix=".part") as scratch:
        inputs: list[str] = []
        outputs: list[str] = []
        files = [(Path(scratch, f"{entry.name}.m4a"), chapter) for entry, chapter in spoken]
        for number, (file, chapter) in enumerate(files):
            inputs += source(file_url(chapter.path), "-f", "aac")
            copy = ["-map", f"{number}:a", "-c", "copy", "-map_metadata", "-1", "-fflags", "+bitexact"]
            outputs += [*copy, "-movflags", "+faststart", "-f", "mp4", file_url(file)]
        run_ffmpeg([*inputs, *outputs])
        for file, _ in files:
            entry = ZipInfo(f"EPUB/{file.name}")
            entry.file_size = file.stat().st_size
            with file.open("rb") as sound, book_file.open(entry, "w") as copy_of:
                shutil.copyfileobj(sound, copy_of)
