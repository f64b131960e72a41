"""A story file of any known format → `Work`; and which files in a folder or archive are stories."""

from __future__ import annotations

from pathlib import Path

from audiofic.model import Work
from audiofic.read import limits, several
from audiofic.read.decode import decode
from audiofic.read.joining import as_one
from audiofic.read.several import Entry, is_folder, stories
from audiofic.read.source import Source
from audiofic.read.story import FORMATS, bounded, load, read_source

__all__ = [
    "FORMATS", "Entry", "as_one", "bounded", "is_folder", "limits", "load", "read", "read_bytes", "stories", "text_of",
]  # fmt: skip


def read(path: Path) -> Work:
    """Read the story in a file, or the one in a folder, whose files may be its chapters. Raises StoryError."""
    if several.is_folder(path):
        return several.only(stories(path), str(path))
    return read_bytes(load(path), str(path))


def read_bytes(data: bytes, name: str) -> Work:
    """Read a story that is in memory; `name` is its file's path, or "stdin". Raises StoryError."""
    source = Source(name, data)
    return several.only(several.bundled(source), name) if several.is_bundle(source) else read_source(source)


def text_of(data: bytes) -> str:
    """The text of a file, in whatever letters it was written: UTF-8, UTF-16, or what fits best."""
    return decode(data)
