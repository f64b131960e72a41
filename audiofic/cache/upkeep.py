"""What is in the cache, and keeping it small and whole."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from audiofic.cache import chapters, clips
from audiofic.cache.notes import OPINIONS
from audiofic.cache.session import NOTES, oldest_running
from audiofic.cache.store import PART
from audiofic.errors import CacheError

LIMIT_VARIABLE = "AUDIOFIC_CACHE_LIMIT"
LIMIT = 20_000_000_000
"""Bytes: a hundred hours of Kokoro's speech, or a few long works and their chapters."""

_KINDS = (clips.KIND, chapters.KIND, *NOTES, OPINIONS)
_UNITS = {"b": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_HOUR = 3600
_SIZE = re.compile(r"(\d{1,15}(?:\.\d{1,3})?)\s*([kmgt]i?b?|b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a cache."""

    clips: int
    chapters: int
    size: int
    """In bytes, all kinds of files together."""
    oldest: float | None
    """When that was used which was not used for longest, in seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    kind: str
    size: int
    used: float


def size_of(text: str) -> int:
    """ "20 GB" → bytes. A bare number is refused, since who says 5 hardly means 5 bytes. Raises ValueError."""
    if not (match := _SIZE.fullmatch(text.strip())):
        raise ValueError(f"a size is a number with MB or GB after it, such as 20GB, not {text!r}")
    return round(float(match[1]) * _UNITS[match[2][0].lower()])


def limit() -> int:
    """How many bytes the cache may take: what AUDIOFIC_CACHE_LIMIT says, else 20 GB. Raises CacheError."""
    try:
        return size_of(text) if (text := os.environ.get(LIMIT_VARIABLE)) else LIMIT
    except ValueError as error:
        raise CacheError(f"{LIMIT_VARIABLE}: {error}") from error


def contents(folder: Path) -> Contents:
    """Count what is there. Raises CacheError."""
    entries = list(_entries(folder))
    return Contents(
        sum(entry.path.endswith(clips.SUFFIX) for entry in entries if entry.kind == clips.KIND),
        sum(entry.path.endswith(chapters.SUFFIX) for entry in entries if entry.kind == chapters.KIND),
        sum(entry.size for entry in entries),
        min((entry.used for entry in entries), default=None),
    )


def prune(folder: Path, size: int) -> int:
    """Remove what was not used for longest until no more than `size` bytes are left, and return the bytes removed.

    What a build that runs now has used or made stays, and so `size` may be exceeded. Raises CacheError.
    """
    protected = oldest_running(folder)
    entries = sorted(_entries(folder), key=lambda entry: entry.used)
    left = sum(entry.size for entry in entries)
    removed = 0
    abandoned = min(protected, time.time() - _HOUR)
    for entry in entries:
        if entry.used >= protected:
            break
        if left > size or (entry.path.endswith(PART) and entry.used < abandoned):
            try:
                Path(entry.path).unlink(missing_ok=True)  # another build clears up, too
            except PermissionError:  # Windows: somebody has it open
                continue
            except OSError as error:
                raise CacheError(f"the cache in {folder} cannot be pruned: {error.strerror or error}") from error
            removed += entry.size
            left -= entry.size
    return removed


def verify(folder: Path) -> tuple[int, int]:
    """Read everything, and remove what is damaged. Returns how many clips and chapters there were, and how many of them
    were damaged. Raises CacheError, also where one of these cannot be removed."""
    kept = clips.ClipCache(folder, keeps=False), chapters.ChapterCache(folder, keeps=False)
    whole = damaged = 0
    for entry in _entries(folder):
        path = Path(entry.path)
        if entry.kind == clips.KIND and path.suffix == clips.SUFFIX:
            good = kept[0].get(path.stem) is not None
        elif path.suffix not in (chapters.SUFFIX, PART) and path.with_suffix(chapters.SUFFIX).exists():
            good = kept[1].get(path.stem, path.suffix) is not None
        else:
            continue
        whole, damaged = whole + good, damaged + (not good)
        if not good and path.exists():
            raise CacheError(f"{path} is damaged and cannot be removed; mend the permissions of its folder")
    return whole + damaged, damaged


def _entries(folder: Path) -> Iterator[_Entry]:
    """Every file, whole or not."""
    try:
        for kind in _KINDS:
            for shard in _scan(folder / kind):
                for file in _scan(Path(shard.path)):
                    with suppress(FileNotFoundError):
                        found = file.stat()
                        yield _Entry(file.path, kind, found.st_size, found.st_mtime)
    except OSError as error:
        raise CacheError(f"the cache in {folder} cannot be read: {error.strerror or error}") from error


def _scan(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []
