"""How far a build is, for whoever waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is."""

    stage: str
    """ "speak": the lines are spoken, stitched and encoded; "package"."""
    done: int = 0
    """Of `total`, in characters of text: what is long takes long."""
    total: int = 0
    cached: int = 0
    """How many of `done` cost nothing, since an earlier build has spoken them."""
    audio_seconds: float = 0.0
    """Length of what has been stitched so far."""
    note: str = ""
    """A sentence for the user, if there is something to tell."""


Report = Callable[[Progress], None]


class Meter:
    """Counts what several threads do."""

    def __init__(self, total: int) -> None:
        self._lock = threading.Lock()
        self._progress = Progress("speak", total=total)

    @property
    def progress(self) -> Progress:
        return self._progress

    def add(self, characters: int, seconds: float, *, cached: bool) -> None:
        """Count text that was dealt with, and its sound."""
        with self._lock:
            before = self._progress
            self._progress = replace(
                before,
                done=before.done + characters,
                cached=before.cached + characters * cached,
                audio_seconds=before.audio_seconds + seconds,
            )
