"""What is noted of a work that the studio has open, so that it is known when nobody has it open any more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

from pydantic import ValidationError

from audiofic.library import Build, Library, Place
from audiofic.package import replacing
from audiofic.pipeline import Result
from audiofic.studio.recordings import Recording, recorded

_RECORDING: Final = "recording.json"


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

    def recording(self) -> Recording | None:
        """What is heard when in the audiobook; None where there is none."""


class Blank:
    """The ledger of a story that is in no library: nothing outlives the studio."""

    def __init__(self) -> None:
        self._recording: Recording | None = None

    def wanted(self, formats: Sequence[str], chapters: range | None) -> None: ...

    def given_up(self) -> None: ...

    def built(self, formats: Sequence[str], chapters: range | None, result: Result) -> None:  # noqa: ARG002
        self._recording = recorded(result)

    def stopped_at(self, place: Place) -> None: ...

    def place(self) -> Place | None:
        return None

    def recording(self) -> Recording | None:
        return self._recording


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
        with replacing(entry.folder / _RECORDING) as part:
            part.write_text(recorded(result).model_dump_json(), encoding="utf-8")
        self._library.built(self._work, _build(formats, chapters).model_copy(update=made))

    def stopped_at(self, place: Place) -> None:
        self._library.stopped_at(self._work, place)

    def place(self) -> Place | None:
        return self._library.get(self._work).place

    def recording(self) -> Recording | None:
        entry = self._library.get(self._work)
        if not entry.audiobook:
            return None
        try:
            found = Recording.model_validate_json((entry.folder / _RECORDING).read_bytes())
        except (OSError, ValidationError):
            return None
        return found.model_copy(update={"paths": entry.audiobook})


def _build(formats: Sequence[str], chapters: range | None) -> Build:
    first, last = (chapters[0], chapters[-1]) if chapters else (None, None)
    return Build(formats=tuple(formats), first=first, last=last)


def _relative(path: Path, folder: Path) -> str:
    return path.absolute().relative_to(folder.absolute()).as_posix()
