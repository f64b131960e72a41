"""The works that a reader has added, as folders on this machine's disk."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from pydantic import ValidationError

from audiofic.engines.voicepacks import data_folder
from audiofic.errors import OutputError, StoryError
from audiofic.language import normalized
from audiofic.library.entry import RECORD, Build, Entry, Place, changes, describe
from audiofic.package import draw_cover, ensure_writable, replacing, safe_name, thumbnail, usable_cover
from audiofic.read import load, read_bytes

REMOVED: Final = ".removed"
"""The folder of works that were taken out: nothing is deleted that only the user can make again."""
_THUMBNAIL: Final = "thumbnail.jpg"
_SMALL: Final = 400
"""Pixels."""
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID: Final = 40


def default_folder() -> Path:
    """Where the library is: in the user's data folder."""
    return data_folder() / "library"


@dataclass(frozen=True, slots=True)
class Added:
    """What has become of a file that was added."""

    entry: Entry
    new: bool
    """False where the library had the work already."""
    news: str = ""
    """What the file brings that the one before did not have."""


class Library:
    """Works in a folder. Any number of programs may use it at once: each record is written whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, tuple[int, Entry]] = {}
        """By id, each record's time of change and what it says."""

    def entries(self) -> list[Entry]:
        """All works, the latest touched first. A record that cannot be read is left out."""
        found = [entry for folder in self._folders() if (entry := self._read(folder))]
        return sorted(found, key=lambda entry: (-max(entry.updated, entry.place.at if entry.place else 0), entry.id))

    def get(self, work: str) -> Entry:
        """The work of that id. Raises StoryError."""
        entry = self._read(self.folder / work) if _ID.fullmatch(work) else None
        if entry is None:
            raise StoryError(f"there is no work {work!r} in the library; `audiofic library` lists them")
        return entry

    def find(self, text: str) -> Entry:
        """The only work whose id or title begins with, or else holds, these words. Raises StoryError."""
        wanted = text.casefold()
        entries = self.entries()
        for fits in (
            [entry for entry in entries if entry.id == wanted or entry.title.casefold() == wanted],
            [entry for entry in entries if entry.id.startswith(wanted) or entry.title.casefold().startswith(wanted)],
            [entry for entry in entries if wanted in entry.title.casefold()],
        ):
            if len(fits) == 1:
                return fits[0]
            if fits:
                several = ", ".join(entry.id for entry in fits[:5])
                raise StoryError(f"{text!r} may be any of {several}: say more of the title, or the name in this list")
        raise StoryError(f"there is no work {text!r} in the library; `audiofic library` lists them")

    def add(self, data: bytes, name: str, origin: str = "") -> Added:
        """Take a story in: a copy of its file's bytes, under the file's `name`. Raises StoryError where it is none, and
        OutputError where nothing can be kept."""
        digest = hashlib.sha256(data).hexdigest()
        file = safe_name(name, "story")
        work = read_bytes(data, file)
        described = describe(work, file, digest)
        with self._locked():
            entries = self.entries()
            same = (e for e in entries if e.digest == digest or (e.identity and e.identity == described.identity))
            there = next(same, None)
            if there is None:
                folder = self.folder / self._free_id(work.title)
                now = time.time()
                entry = described.model_copy(update={"folder": folder, "origin": origin, "added": now, "updated": now})
                self._write(entry, data)
                if work.cover and usable_cover(work.cover):
                    self._keep_thumbnail(entry, work.cover)
                return Added(entry, new=True)
            if there.digest == digest:
                return Added(there, new=False)
            return self._newer(there, described, data)

    def add_file(self, path: Path) -> Added:
        """Take the story in a file in, as `add` does."""
        return self.add(load(path), path.name, str(path.absolute()))

    def remove(self, work: str) -> Path:
        """Take a work out of the library. Returns where it is kept until the user deletes it. Raises StoryError and
        OutputError."""
        entry = self.get(work)
        kept = self.folder / REMOVED / f"{entry.id}-{uuid4().hex[:8]}"
        try:
            kept.parent.mkdir(exist_ok=True)
            entry.folder.rename(kept)
        except OSError as error:
            raise OutputError(f"{entry.folder} cannot be moved away: {error.strerror}; close what uses it") from error
        return kept

    def thumbnail(self, work: str) -> bytes:
        """A small JPEG of its cover: its own, or one that is drawn once. Raises StoryError."""
        entry = self.get(work)
        with suppress(OSError):
            return (entry.folder / _THUMBNAIL).read_bytes()
        return self._keep_thumbnail(entry, draw_cover(entry.title, ", ".join(entry.authors)))

    # --- what happens to a work

    def wants(self, work: str, build: Build) -> Entry:
        """Note that a build of it is asked for."""
        return self._change(work, wanted=build)

    def wants_no_more(self, work: str) -> Entry:
        """Note that no build is asked for any more: it was cancelled, or did not work."""
        return self._change(work, wanted=None)

    def built(self, work: str, build: Build) -> Entry:
        """Note that it was built."""
        return self._change(work, wanted=None, built=build.model_copy(update={"at": time.time()}), news="")

    def stopped_at(self, work: str, place: Place) -> Entry:
        """Note where the listener stopped."""
        return self._change(work, place=place.model_copy(update={"at": time.time()}))

    def _change(self, work: str, **fields: object) -> Entry:
        with self._locked():
            entry = self.get(work).model_copy(update=fields)
            self._write(entry)
        return entry

    def _newer(self, there: Entry, work: Entry, data: bytes) -> Added:
        """A newer file of a work that is there: what was decided of it is found by the work, whatever the file's name
        was; so it keeps the name that it has."""
        news = changes(there, work)
        entry = work.model_copy(
            update={
                "folder": there.folder,
                "file": there.file if Path(there.file).suffix == Path(work.file).suffix else work.file,
                "origin": there.origin,
                "added": there.added,
                "updated": time.time(),
                "news": news,
                "built": there.built,
                "place": there.place,
            }
        )
        self._write(entry, data)
        if entry.file != there.file:
            with suppress(OSError):
                there.story.unlink()
        return Added(entry, new=False, news=news)

    # --- files

    def _folders(self) -> Iterator[Path]:
        try:
            yield from (folder for folder in self.folder.iterdir() if _ID.fullmatch(folder.name))
        except OSError:
            return

    def _read(self, folder: Path) -> Entry | None:
        record = folder / RECORD
        try:
            stamp = record.stat().st_mtime_ns
            known = self._known.get(folder.name)
            if known is None or known[0] != stamp:
                entry = Entry.model_validate_json(record.read_bytes()).model_copy(update={"folder": folder})
                if Path(entry.file).name != entry.file:
                    return None  # a record that names a file elsewhere is not ours
                known = self._known[folder.name] = (stamp, entry)
        except (OSError, ValidationError):
            return None
        return known[1]

    def _write(self, entry: Entry, data: bytes | None = None) -> None:
        ensure_writable(entry.folder)
        if data is not None:
            with replacing(entry.story) as part:
                part.write_bytes(data)
        with replacing(entry.folder / RECORD) as part:
            part.write_text(entry.model_dump_json(exclude={"folder"}, indent=1), encoding="utf-8")

    def _keep_thumbnail(self, entry: Entry, picture: bytes) -> bytes:
        small = thumbnail(picture, _SMALL)
        with replacing(entry.folder / _THUMBNAIL) as part:
            part.write_bytes(small)
        return small

    def _free_id(self, title: str) -> str:
        plain = normalized("NFKD", title).encode("ascii", "ignore").decode().lower()
        base = "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST_ID].strip("-") or "work"
        number = 1
        while (self.folder / (name := base if number == 1 else f"{base}-{number}")).exists():
            number += 1
        return name

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Alone in changing the library, among all programs that use it."""
        from filelock import FileLock

        ensure_writable(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / ".lock"):
            yield
