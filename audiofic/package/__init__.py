"""Encoded chapters → an audiobook; one file a format, behind one Protocol.

Each chapter is encoded by itself into a file of bare codec frames (`codecs`). Packaging joins those files and wraps
them once: nothing is encoded twice, also for several formats, and a chapter's encoded file can be used again as long as
its sound stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

from audiofic.errors import EncoderError
from audiofic.package.audiobookshelf import Audiobookshelf
from audiofic.package.book import Book, EncodedChapter
from audiofic.package.codecs import Codec
from audiofic.package.cover import usable_cover
from audiofic.package.drawn_cover import draw_cover
from audiofic.package.epub import Epub
from audiofic.package.flac import Flac
from audiofic.package.m4b import M4b
from audiofic.package.mp3 import Mp3, Mp3Chapters
from audiofic.package.opus import Opus
from audiofic.package.subtitles import SubRip, WebVtt
from audiofic.package.target import book_path, ensure_writable, replacing
from audiofic.package.transcript import Transcript
from audiofic.package.volumes import File
from audiofic.package.wav import Wav

__all__ = [
    "FORMATS",
    "Book",
    "Codec",
    "EncodedChapter",
    "Format",
    "codecs_for",
    "draw_cover",
    "ensure_writable",
    "package",
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


def package(kind: Format, chapters: Sequence[EncodedChapter], book: Book, output: Path) -> tuple[Path, ...]:
    """Write the audiobook below `output`, and return the paths of its files.

    A file of an earlier build is replaced in one step, at the very end. Raises OutputError if the place cannot be
    written, EncoderError if ffmpeg or the disk fails; nothing half-written stays.
    """
    folder = book_path(output, book.author, book.title, "").parent
    paths: list[Path] = []
    for file in kind.files(chapters, book):
        target = folder / file.name
        with replacing(target) as part:
            try:
                file.write(part)
            except OSError as error:
                raise EncoderError(f"{target} cannot be written: {error}") from error
        paths.append(target)
    return tuple(paths)
