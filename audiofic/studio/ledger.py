"""What is noted of a work that the studio has open, so that it is known when nobody has it open any more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from audiofic.library import Build, Library, Place
from audiofic.pipeline import Result


class Ledger(Protocol):
    """What a work's desk tells."""

    def wanted(self, formats: Sequence[str], chapters: range | None) -> None:
        """A build is asked for."""

    def given_up(self) -> None:
        """It was cancelled, or did not work."""

    def built(self, formats: Sequence[str], chapters: range | None, result: Result) -> None:
        """It is done."""

    def stopped_at(self, place: Place) -> None:
        """The listener has stopped there."""

    def place(self) -> Place | None:
        """Where the listener stopped last."""


class Blank:
    """The ledger of a story that is in no library: nothing is noted."""

    def wanted(self, formats: Sequence[str], chapters: range | None) -> None: ...

    def given_up(self) -> None: ...

    def built(self, formats: Sequence[str], chapters: range | None, result: Result) -> None: ...

    def stopped_at(self, place: Place) -> None: ...

    def place(self) -> Place | None:
        return None


class LibraryLedger:
    """The library's record of a work."""

    def __init__(self, library: Library, work: str) -> None:
        self._library = library
        self._work = work

    def wanted(self, formats: Sequence[str], chapters: range | None) -> None:
        self._library.wants(self._work, _build(formats, chapters))

    def given_up(self) -> None:
        self._library.wants_no_more(self._work)

    def built(self, formats: Sequence[str], chapters: range | None, result: Result) -> None:
        entry = self._library.get(self._work)
        paths = tuple(_relative(path, entry.folder) for path in result.paths)
        made = {"digest": entry.digest, "paths": paths, "seconds": result.seconds}
        self._library.built(self._work, _build(formats, chapters).model_copy(update=made))

    def stopped_at(self, place: Place) -> None:
        self._library.stopped_at(self._work, place)

    def place(self) -> Place | None:
        return self._library.get(self._work).place


def _build(formats: Sequence[str], chapters: range | None) -> Build:
    first, last = (chapters[0], chapters[-1]) if chapters else (None, None)
    return Build(formats=tuple(formats), first=first, last=last)


def _relative(path: Path, folder: Path) -> str:
    return path.absolute().relative_to(folder.absolute()).as_posix()
