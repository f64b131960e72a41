"""A ZIP archive in memory. Nothing is ever unpacked to the disk, and how much it unpacks to is bounded."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib

from audiofic.errors import StoryError
from audiofic.read import limits
from audiofic.read.source import Source

_TOO_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError, RuntimeError, ValueError),
    MemoryError,  # as its directory may ask for
)
_ENCRYPTED = 1


class DamagedError(StoryError):
    """An archive does not open, or a file in it does not unpack; its text says why, and not in which file."""


class Archive:
    """An opened archive, which messages call a `kind`."""

    def __init__(self, source: Source, kind: str) -> None:
        """Raises DamagedError, and StoryError where it holds more files than any book."""
        self._source = source
        self._kind = kind
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except _TOO_BROKEN as error:
            raise DamagedError(f"its ZIP archive does not open ({error})") from error
        entries = self._zip.infolist()
        if len(entries) > limits.ENTRIES:
            raise source.error(f"this {kind} holds {len(entries):,} files, which no book does, and is not read")
        self.locked = frozenset(entry.filename for entry in entries if entry.flag_bits & _ENCRYPTED)
        """Files that want a password."""
        self.names = tuple(entry.filename for entry in entries if not entry.is_dir())

    def unpack(self, name: str) -> bytes:
        """The unpacked file of that name, which is in the archive. Raises DamagedError, and StoryError where it is all
        more than any book."""
        try:
            with self._zip.open(name) as file:
                data = file.read(limits.UNPACKED_FILE + 1)
        except _TOO_BROKEN as error:
            raise DamagedError(f"its file {name!r} does not unpack ({error})") from error
        self._unpacked += len(data)
        if len(data) > limits.UNPACKED_FILE or self._unpacked > limits.UNPACKED:
            raise self._source.error(f"this {self._kind} unpacks to more than any book holds and is not read")
        return data


class Document(Archive):
    """An archive that is a document: every method raises StoryError where it is damaged or locked."""

    def __init__(self, source: Source, kind: str) -> None:
        try:
            super().__init__(source, kind)
        except DamagedError as error:
            raise source.error(f"this {kind} is damaged: {error}") from error
        if self.locked:
            raise source.error(f"this {kind} is locked with a password: save it without one")

    def read(self, name: str) -> bytes:
        """The unpacked file of that name; empty where there is none."""
        if name not in self.names:
            return b""
        try:
            return self.unpack(name)
        except DamagedError as error:
            raise self._source.error(f"this {self._kind} is damaged: {error}") from error
