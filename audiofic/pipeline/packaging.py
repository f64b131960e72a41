"""Chapters → audiobooks, each only where it is not there already."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from audiofic import audio, language, package
from audiofic.cache import NoteCache, code_key
from audiofic.package import FORMATS, Book, Codec, EncodedChapter
from audiofic.pipeline.chapters import Chapter

_Left = list[tuple[str, list[int]]]
"""Files of an audiobook as a build has left them: their paths below the output's folder, and their states."""


def packaged(
    codecs: Mapping[str, Codec],
    made: Sequence[Chapter],
    book: Book,
    output: Path,
    books: NoteCache,
    draw: Callable[[], bytes],
    begin: Callable[[], None],
) -> list[Path]:
    """The paths of the audiobook in each format; `draw` makes a cover for a book that has none.

    `codecs`: by name of the format, the codec of the chapters that it gets.

    A book with lines that could not be spoken is called incomplete, and goes when the whole one is there. Where the
    last build has made the same of the same, and the files are as it left them, nothing is written; `begin` is called
    before each that is. Raises OutputError and EncoderError.
    """
    paths: list[Path] = []
    complete = not any(chapter.failures for chapter in made)
    named = book if complete else replace(book, title=f"{book.title} (incomplete)")
    cover = book.cover
    for name, codec in codecs.items():
        chapters = [chapter.encoded[codec.name] for chapter in made]
        key = _key(name, chapters, [chapter.key for chapter in made], named, output)
        left: _Left = books.get(key) or []
        if not left or any(_state(output / path) != state for path, state in left):
            begin()
            cover = cover or draw()
            written = package.package(FORMATS[name], chapters, replace(named, cover=cover), output)
            left = [(str(path.relative_to(output)), _state(path)) for path in written]
            books.put(key, left)
        paths += [output / path for path, _ in left]
        half = _half(name, book, output)
        if complete:
            _remove(output, books.get(half) or [])
        else:
            books.put(half, left)
    return paths


def _remove(output: Path, left: _Left) -> None:
    """Remove files that nobody has touched since, and their folder, if there is nothing else in it."""
    for path, state in left:
        if _state(output / path) == state:
            with suppress(OSError):  # it is only in the way
                (output / path).unlink()
                (output / path).parent.rmdir()


def _key(name: str, chapters: Sequence[EncodedChapter], keys: Sequence[str], book: Book, output: Path) -> str:
    """A digest of all that shapes an audiobook."""
    parts = [code_key(package, audio, language), name, output.absolute(), replace(book, cover=None)]
    digest = hashlib.sha256(repr(parts).encode(errors="replace") + (book.cover or b""))
    for key, chapter in zip(keys, chapters, strict=True):
        digest.update(repr((key, chapter.title, chapter.rate, chapter.cues)).encode(errors="replace"))
        for line in chapter.lines:
            digest.update(repr((line.kind, line.speaker, line.paragraph, line.text)).encode(errors="replace"))
    return digest.hexdigest()


def _half(name: str, book: Book, output: Path) -> str:
    """The key of what is noted of a book as long as it is incomplete."""
    parts = ["incomplete", name, output.absolute(), book.authors, book.title]
    return hashlib.sha256(repr(parts).encode(errors="replace")).hexdigest()


def _state(path: Path) -> list[int]:
    """What changes when somebody writes the file; empty where there is none."""
    try:
        found = path.stat()
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]
