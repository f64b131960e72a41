"""Encoded chapters → an audiobook; one file a format, behind one Protocol.

Each chapter is encoded by itself into a file of bare codec frames (`codecs`). Packaging joins those files and wraps
them once: nothing is encoded twice, also for several formats, and a chapter's encoded file can be used again as long as
its sound stays.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from audiofic.audio import FULL_DISK
from audiofic.errors import EncoderError
from audiofic.package.audiobookshelf import Audiobookshelf
from audiofic.package.book import NARRATOR, Book, EncodedChapter
from audiofic.package.codecs import Codec
from audiofic.package.cover import load_cover, thumbnail, usable_cover
from audiofic.package.drawn_cover import draw_cover
from audiofic.package.epub import Epub
from audiofic.package.flac import Flac
from audiofic.package.m4b import M4b
from audiofic.package.mp3 import Mp3, Mp3Chapters
from audiofic.package.opus import Opus
from audiofic.package.subtitles import SubRip, WebVtt
from audiofic.package.tagtext import joined, quoted
from audiofic.package.target import Shelf, ensure_writable, remove, replacing, replacing_all, safe_name, shelf
from audiofic.package.transcript import Transcript
from audiofic.package.volumes import File
from audiofic.package.wav import Wav, open_wav

__all__ = [
    "FORMATS",
    "NARRATOR",
    "Book",
    "Codec",
    "EncodedChapter",
    "Format",
    "codecs_for",
    "draw_cover",
    "ensure_writable",
    "joined",
    "load_cover",
    "open_wav",
    "package",
    "quoted",
    "replacing",
    "safe_name",
    "shelf",
    "shelf_of",
    "thumbnail",
    "usable_cover",
]


class Format(Protocol):
    """What a file format must do."""

    name: str
    """As the user asks for it: "m4b"."""

    @property
    def codec(self) -> Codec | None:
        """In which it holds the chapters; None for a format without sound, which tells when something is heard in a
        file of another format."""

    def files(self, chapters: Sequence[EncodedChapter], book: Book) -> Iterator[File]:
        """The files that make up the audiobook."""


_KINDS: Final[Sequence[Format]] = (
    M4b(),
    Mp3(),
    Mp3Chapters(),
    Opus(),
    Flac(),
    Wav(),
    Epub(),
    WebVtt(),
    SubRip(),
    Transcript(),
    Audiobookshelf(),
)
FORMATS: Final[Mapping[str, Format]] = {kind.name: kind for kind in _KINDS}


def codecs_for(names: Iterable[str]) -> dict[str, Codec]:
    """By name of a format, the codec of the chapters that `package` is to be given for it.

    Formats without sound go with the first that has any, or with M4B where none has.
    """
    kinds = [FORMATS[name] for name in names]
    default = next((kind.codec for kind in kinds if kind.codec is not None), M4b.codec)
    return {kind.name: kind.codec or default for kind in kinds}


def shelf_of(book: Book, output: Path) -> Shelf:
    """Where the book goes below `output`. Raises OutputError where its path would be too long."""
    return shelf(output, joined(book.authors), book.title)


def package(kind: Format, chapters: Sequence[EncodedChapter], book: Book, output: Path) -> tuple[Path, ...]:
    """Write the audiobook below `output`, and return the paths of its files.

    The files of an earlier build are replaced at the very end, and those that this one no longer has are removed.
    Raises OutputError if the place cannot be written, EncoderError if ffmpeg or the disk fails; then what was there
    before is as it was.
    """
    place = shelf_of(book, output)
    folder = place.folder
    files = list(kind.files(chapters, replace(book, file_name=place.name, longest_name=place.room)))
    names = [file.name for file in files]
    earlier = [name for file in files for name in file.earlier(folder)]
    with replacing_all(folder, names) as parts:
        for file, part in zip(files, parts, strict=True):
            try:
                file.write(part)
            except OSError as error:
                full = error.errno == errno.ENOSPC
                raise EncoderError(FULL_DISK if full else f"{folder / file.name} cannot be written: {error}") from error
    kept = {name.casefold() for name in names}  # where a disk takes One.mp3 and ONE.mp3 for the same
    remove(folder, (name for name in earlier if name.casefold() not in kept))
    return tuple(folder / name for name in names)
