"""Files by key, written atomically, each marked with when it was used last."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from uuid import uuid4

from audiofic.errors import CacheError

FOLDER_VARIABLE = "AUDIOFIC_CACHE"

PART = ".part"
"""The ending of a file that is not whole yet."""


def default_folder() -> Path:
    """What the environment variable AUDIOFIC_CACHE says, else the folder for caches of this system and user."""
    if folder := os.environ.get(FOLDER_VARIABLE):
        return Path(folder).expanduser()
    import platformdirs

    return platformdirs.user_cache_path("audiofic")


def create(path: Path) -> IO[bytes]:
    """Open a new file; its folder is made only where there is none, since that is seldom."""
    try:
        return path.open("xb")
    except FileNotFoundError:
        make_folder(path.parent)
        return path.open("xb")


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are not there: what somebody listens to is nobody else's business."""
    for each in (*reversed(folder.parents), folder):
        if not each.exists():
            each.mkdir(mode=0o700, exist_ok=True)


def place(file: Path, path: Path) -> bool:
    """Move a file, which is whole, to its name; False where another build has that one open, which then stays.

    Only Windows replaces no file that is open. What is there was made for the same key, and is as good.
    """
    try:
        file.replace(path)
    except PermissionError:
        if path.exists():
            return False
        raise
    return True


@dataclass(frozen=True, slots=True)
class Store:
    """Files below a folder; a key is a hexadecimal digest of all that shapes what is in the file."""

    folder: Path
    """Of the whole cache."""
    kind: str
    """The folder's own folder for these files: "clips"."""
    keeps: bool
    """False for a folder that can only be read, or is only looked at: nothing is kept, or marked as used."""
    opened: float = field(default_factory=time.time)
    """A file that is used is marked with the time, but only once: if its mark is older than this."""

    def path(self, key: str, suffix: str) -> Path:
        return Path(self.folder, self.kind, key[:2], f"{key}{suffix}")

    def read(self, key: str, suffix: str) -> bytes | None:
        """What is in the file, or None where there is none. Raises CacheError."""
        path = self.path(key, suffix)
        try:
            with path.open("rb") as file:
                data = file.read()
                self.used(path, file)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self.error("read", error) from error
        return data

    def used(self, path: Path, file: IO[bytes]) -> None:
        """Mark a file, which is open, as used now."""
        if self.keeps and os.fstat(file.fileno()).st_mtime < self.opened:
            with suppress(OSError):  # another build has just removed it
                os.utime(path)

    def write(self, key: str, suffix: str, parts: Iterable[bytes]) -> None:
        """Keep these bytes. Raises CacheError."""
        if not self.keeps:
            return
        path = self.path(key, suffix)
        part = path.with_name(f"{key}.{uuid4().hex}{PART}")
        try:
            try:
                with create(part) as file:
                    file.writelines(parts)
                place(part, path)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise self.error("write", error) from error

    def remove(self, key: str, *suffixes: str) -> None:
        """Remove what is damaged; where that cannot be, it stays, and is found damaged again."""
        for suffix in suffixes:
            with suppress(OSError):
                self.path(key, suffix).unlink()

    def error(self, verb: str, error: OSError) -> CacheError:
        return CacheError(
            f"cannot {verb} {self.kind} in {self.folder} ({error.strerror or error}); make room or mend its "
            f"permissions, or set {FOLDER_VARIABLE} to another folder"
        )
