"""A build's time at the cache: a folder of its own, and a lock by which others see that it still runs."""

from __future__ import annotations

import errno
import math
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from audiofic.cache.chapters import ChapterCache
from audiofic.cache.clips import ClipCache
from audiofic.cache.notes import NoteCache
from audiofic.cache.store import FOLDER_VARIABLE, make_folder
from audiofic.errors import CacheError

KIND = "builds"
LOCK = ".lock"
NOTES = ("texts", "works", "books")
"""The kinds of notes that a build makes."""
_READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(frozen=True, slots=True)
class Session:
    """What a build has of the cache."""

    folder: Path
    scratch: Path
    """A folder of the build's own, on the same disk, which is removed at the end."""
    keeps: bool
    """False where the cache can only be read: what is made is gone at the end."""
    clips: ClipCache = field(init=False)
    chapters: ChapterCache = field(init=False)
    texts: NoteCache = field(init=False)
    works: NoteCache = field(init=False)
    books: NoteCache = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "clips", ClipCache(self.folder, keeps=self.keeps))
        object.__setattr__(self, "chapters", ChapterCache(self.folder, keeps=self.keeps))
        for kind in NOTES:
            object.__setattr__(self, kind, NoteCache(self.folder, kind, keeps=self.keeps))


@contextmanager
def session(folder: Path) -> Iterator[Session]:
    """Open the cache in `folder` for a build, and clear up after builds that were killed. Raises CacheError.

    The scratch folder of a cache that can only be read is in the system's folder for temporary files.
    """
    from filelock import FileLock

    scratch = folder / KIND / f"{int(time.time())}-{uuid4().hex}"
    lock = FileLock(scratch.with_suffix(LOCK))
    try:
        make_folder(scratch.parent)
        with FileLock(folder / LOCK):  # nobody takes a build for dead that is about to begin
            for dead in _builds(folder, running=False):
                shutil.rmtree(dead, ignore_errors=True)
                if not dead.exists():
                    dead.with_suffix(LOCK).unlink(missing_ok=True)
            lock.acquire()
            scratch.mkdir()
    except OSError as error:
        if error.errno in _READ_ONLY:
            with tempfile.TemporaryDirectory(prefix="audiofic-") as temporary:
                yield Session(folder, Path(temporary), keeps=False)
            return
        raise CacheError(
            f"{folder} cannot be written ({error.strerror}); make room or mend its permissions, "
            f"or set {FOLDER_VARIABLE} to another folder"
        ) from error
    try:
        yield Session(folder, scratch, keeps=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        lock.release()
        with suppress(OSError):
            scratch.with_suffix(LOCK).unlink()


def oldest_running(folder: Path) -> float:
    """When the oldest of the builds that run now began, in seconds since the epoch; infinity if none runs."""
    return min((float(build.name.split("-")[0]) for build in _builds(folder, running=True)), default=math.inf)


def _builds(folder: Path, *, running: bool) -> list[Path]:
    """The folders of the builds that run, or of those that were killed; a lock outlives its folder."""
    builds = [lock.with_suffix("") for lock in (folder / KIND).glob(f"*-*{LOCK}")]
    return [build for build in builds if _held(build) is running]


def _held(build: Path) -> bool:
    from filelock import FileLock, Timeout

    lock = FileLock(build.with_suffix(LOCK))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False
