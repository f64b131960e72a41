"""A ZIP archive in memory. Nothing is ever unpacked to the disk, and how much it unpacks to is bounded."""

from __future__ import annotations

import io
import zipfile
import zlib

from audiofic.read import limits
from audiofic.read.source import Source

TOO_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
_ENCRYPTED = 1


class Archive:
    """An opened archive, which messages call a `kind`. Every method raises StoryError where it is damaged."""

    def __init__(self, source: Source, kind: str) -> None:
        self._source = source
        self._kind = kind
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except TOO_BROKEN as error:
            raise source.error(f"this {kind} is damaged: its ZIP archive does not open ({error})") from error
        entries = self._zip.infolist()
        if len(entries) > limits.ENTRIES:
            raise source.error(f"this {kind} holds {len(entries):,} files, which no book does, and is not read")
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise source.error(f"this {kind} is locked with a password: save it without one")
        self.names = tuple(entry.filename for entry in entries if not entry.is_dir())

    def read(self, name: str) -> bytes:
        """The unpacked file of that name; empty where there is none."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as file:
                data = file.read(limits.UNPACKED_FILE + 1)
        except TOO_BROKEN as error:
            message = f"this {self._kind} is damaged: its file {name!r} does not unpack ({error})"
            raise self._source.error(message) from error
        self._unpacked += len(data)
        if len(data) > limits.UNPACKED_FILE or self._unpacked > limits.UNPACKED:
            raise self._source.error(f"this {self._kind} unpacks to more than any book holds and is not read")
        return data
