"""A story file as it comes, and what a format must offer to read one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Protocol

from audiofic.errors import StoryError
from audiofic.model import Work
from audiofic.read.decode import Decoded, decoded, looks_binary

ADVICE = "save the story from AO3 with Download → HTML or EPUB and read that"
READ = "EPUB, HTML, Markdown, plain text, DOCX, ODT, RTF, FB2, MOBI, AZW3 and PDF are"
"""Which files are read, to end a sentence about one that is not."""

_SIGNATURES = (
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"\x89PNG\r\n", "a PNG picture"),
    (0, b"GIF8", "a GIF picture"),
    (8, b"WEBP", "a WebP picture"),
    (0, b"\xeaDRMION", "a Kindle book that its shop has locked (.kfx)"),
    (0, b"CONT\x02\x00", "a Kindle book (.kfx)"),
    (0, b"TPZ0", "an old Kindle book (.azw, Topaz)"),
    (60, b"PNRdPPrs", "an eReader book (.pdb)"),
    (60, b"ToGoToGo", "an iSilo book (.pdb)"),
    (0, b"ITOLITLS", "a Microsoft Reader book (.lit)"),
    (0, b"L\0R\0F\0", "a Sony Reader book (.lrf)"),
    (0, b"ITSF", "a Windows help file (.chm)"),
    (0, b"AT&TFORM", "a DjVu document"),
    (0, b"\xd0\xcf\x11\xe0", "an old Word document (.doc), or one that is locked with a password"),
    (0, b"Rar!", "a RAR archive"),
    (0, b"7z\xbc\xaf", "a 7-Zip archive"),
    (0, b"\x1f\x8b", "a gzip file"),
    (0, b"ID3", "an MP3 file"),
    (4, b"ftyp", "an MP4 file"),
    (0, b"OggS", "an Ogg file"),
    (0, b"fLaC", "a FLAC file"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90", "a program"),
    (0, b"SQLite format 3", "a database"),
)
_ZIPPED = (
    (b"xl/workbook", "an Excel table"),
    (b"ppt/presentation", "a PowerPoint presentation"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file that is no text"),
    (b"Index/Document.iwa", "a Pages document: export it as Word or EPUB"),
    (b"ComicInfo.xml", "a comic"),
)


@dataclass(frozen=True)
class Source:
    """The bytes of one story and what they are called."""

    label: str
    """What messages call the file: its path, or "stdin"."""
    data: bytes

    @property
    def stem(self) -> str:
        return PurePath(self.label).stem

    @property
    def suffix(self) -> str:
        """The file's ending in lower case, with its dot: ".html"."""
        return PurePath(self.label).suffix.lower()

    @cached_property
    def decoded(self) -> Decoded:
        """The decoded text and how it was found.

        Raises StoryError, which names what the file looks like, where the bytes are no text.
        """
        if kind := _binary_kind(self.data):
            raise self.error(f"this is {kind}, which is not read: {READ}")
        found = decoded(self.data)
        if looks_binary(found.text):
            raise self.error(f"this is a binary file of an unknown kind, which is not read: {READ}")
        return found

    @property
    def text(self) -> str:
        """The decoded text. Raises StoryError as `decoded` does."""
        return self.decoded.text

    def error(self, message: str) -> StoryError:
        return StoryError(f"{self.label}: {message}")


class Format(Protocol):
    """What each module of a format offers."""

    def recognises(self, source: Source) -> bool:
        """Whether the file is of this format, by its content first and by its ending where content can't tell."""

    def read(self, source: Source) -> Work:
        """The story in the file; StoryError where there is none, or the file is damaged."""


def _binary_kind(data: bytes) -> str | None:
    if data.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _ZIPPED if mark in data), "a ZIP archive")
    return next((kind for at, mark, kind in _SIGNATURES if data.startswith(mark, at)), None)
