"""Chapters → audiobooks, each only where it is not there already."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from audiofic import audio, languages, package, unicode
from audiofic.cache import NoteCache, code_key
from audiofic.package import FORMATS, Book, Codec, EncodedChapter
from audiofic.pipeline.chapters import Chapter


def packaged(
    codecs: Mapping[str, Codec],
    made: Sequence[Chapter],
    book: Book,
    output: Path,
    books: NoteCache,
    draw: Callable[[], bytes],
) -> list[Path]:
    """The paths of the audiobook in each format; `draw` makes a cover for a book that has none.

    `codecs`: by name of the format, the codec of the chapters that it gets.

    Where the last build has made the same of the same, and the files are as it left them, nothing is written. Raises
    OutputError and EncoderError.
    """
    paths: list[Path] = []
    cover = book.cover
    for name, codec in codecs.items():
        chapters = [chapter.encoded[codec.name] for chapter in made]
        key = _key(name, chapters, [chapter.key for chapter in made], book, output)
        if (left := books.get(key)) and all(_state(output / path) == state for path, state in left):
            paths += [output / path for path, _ in left]
            continue
        cover = cover or draw()
        written = package.package(FORMATS[name], chapters, replace(book, cover=cover), output)
        books.put(key, [(str(path.relative_to(output)), _state(path)) for path in written])
        paths += written
    return paths


def _key(name: str, chapters: Sequence[EncodedChapter], keys: Sequence[str], book: Book, output: Path) -> str:
    """A digest of all that shapes an audiobook."""
    parts = [code_key(package, audio, languages, unicode), name, output.absolute(), replace(book, cover=None)]
    digest = hashlib.sha256(repr(parts).encode(errors="replace") + (book.cover or b""))
    for key, chapter in zip(keys, chapters, strict=True):
        digest.update(repr((key, chapter.title, chapter.rate, chapter.cues)).encode(errors="replace"))
        for line in chapter.lines:
            digest.update(repr((line.kind, line.speaker, line.paragraph, line.text)).encode(errors="replace"))
    return digest.hexdigest()


def _state(path: Path) -> list[int]:
    """What changes when somebody writes the file; empty where there is none."""
    try:
        found = path.stat()
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]
