"""The works that are open: a desk for each that somebody looks at or builds."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from audiofic.attribute import Consent
from audiofic.errors import AudioficError, StoryError
from audiofic.library import Entry, Library
from audiofic.studio.builds import Status
from audiofic.studio.desk import Desk
from audiofic.studio.events import Events
from audiofic.studio.ledger import LibraryLedger
from audiofic.studio.turns import Turns
from audiofic.voices import AUTO

ALONE: Final = "-"
"""The id of the story that the studio was opened with, which is in no library."""
IDLE: Final = 3
"""How many works stay open though nobody looks at them: each has its script and its engines in memory."""


class Works:
    """Opens desks; from any thread."""

    def __init__(
        self,
        library: Library,
        story: Path | None,
        voices: Path | None,
        output: Path,
        engine: str = AUTO,
        consent: Consent | None = None,
    ) -> None:
        """`story`, with its voices.yaml and the folder for its audiobooks: one that is opened where it is. `engine`:
        who speaks where a voices.yaml names none; `consent`: for the language model that it may name. Raises what
        `Desk` does."""
        self.library = library
        self.events = Events()
        self._engine = engine
        self._consent = consent
        self._turns = Turns()
        self._desks: OrderedDict[str, Desk] = OrderedDict()
        """The latest asked for at the end."""
        self._lock = threading.Lock()
        self._opening: dict[str, threading.Lock] = {}
        if story is not None and voices is not None:
            self._desks[ALONE] = Desk(story, voices, output, self._turns, engine=engine, consent=consent)

    @property
    def alone(self) -> Desk | None:
        """The desk of the story that is in no library."""
        return self._desks.get(ALONE)

    def desk(self, work: str) -> Desk:
        """The desk of a work, opened if need be. Raises StoryError if there is none, and what `Desk` does."""
        with self._one_at_a_time(work):
            with self._lock:
                if work in self._desks:
                    self._desks.move_to_end(work)
                    return self._desks[work]
            if work == ALONE:
                raise StoryError("the studio was opened without a story")
            desk = self._opened(self.library.get(work))
            with self._lock:
                self._desks[work] = desk
                idle = [name for name, there in self._desks.items() if name not in (ALONE, work) and there.idle]
                closing = [self._desks.pop(name) for name in idle[: max(0, len(idle) + 1 - IDLE)]]
        for old in closing:
            old.close()
        return desk

    def open(self) -> list[Desk]:
        """All desks that are open now."""
        with self._lock:
            return list(self._desks.values())

    def resume(self) -> None:
        """Go on with the builds that an earlier studio left waiting or half done."""
        for entry in reversed(self.library.entries()):
            if entry.wanted is None:
                continue
            try:
                desk = self.desk(entry.id)
                span = entry.wanted
                chapters = None if span.first is None else range(span.first, (span.last or span.first) + 1)
                desk.build(span.formats, chapters)
            except AudioficError:  # it is told to whoever opens the work
                with suppress(AudioficError):
                    self.library.wants_no_more(entry.id)

    def forget(self, work: str) -> None:
        """Close a work that goes out of the library."""
        with self._lock:
            desk = self._desks.pop(work, None)
        if desk is not None:
            desk.close()

    def close(self) -> None:
        """End all builds and engines; what was wanted stays noted."""
        with self._lock:
            desks = list(self._desks.values())
            self._desks.clear()
        for desk in desks:
            desk.close()

    def shown(self, entry: Entry) -> dict[str, Any]:
        """A work as the library's page shows it."""
        with self._lock:
            desk = self._desks.get(entry.id)
        status = desk.builds.status if desk else None
        return {
            "id": entry.id,
            "title": entry.title,
            "authors": entry.authors,
            "fandoms": entry.fandoms,
            "shelves": entry.shelves,
            "words": entry.words,
            "minutes": entry.minutes,
            "chapters": len(entry.chapters),
            "state": entry.state.value,
            "news": entry.news,
            "added": entry.added,
            "touched": max(entry.updated, entry.place.at if entry.place else 0),
            "build": _progress(status) if status and status.state in ("waiting", "running") else None,
        }

    def _opened(self, entry: Entry) -> Desk:
        ledger = LibraryLedger(self.library, entry.id)
        desk = Desk(
            entry.story, entry.voices, entry.audiobooks, self._turns, ledger, engine=self._engine, consent=self._consent
        )

        def tell(status: Status) -> None:
            with suppress(StoryError):  # it was taken out meanwhile
                work = {**self.shown(self.library.get(entry.id)), "build": _progress(status)}
                self.events.tell({"type": "work", "work": work})

        desk.builds.listeners.append(tell)
        return desk

    @contextmanager
    def _one_at_a_time(self, work: str) -> Iterator[None]:
        """Two pages that ask for one work get one desk, while others open theirs."""
        with self._lock:
            lock = self._opening.setdefault(work, threading.Lock())
        with lock:
            yield


def _progress(status: Status) -> dict[str, Any] | None:
    if status.state not in ("waiting", "running"):
        return None
    progress = status.progress
    return {"state": status.state, "done": progress.done, "total": progress.total}
