"""The audiobook of a work, built while the page looks on, in a thread of its own and in its turn."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from audiofic import check, pipeline
from audiofic.audio import Target
from audiofic.check import Report
from audiofic.errors import AudioficError, OutputError
from audiofic.pipeline import Progress, Show
from audiofic.studio.ledger import Ledger
from audiofic.studio.turns import Turns

SOUND: Final = (".m4b", ".mp3", ".opus", ".flac", ".wav")
"""Files that can be judged by ear."""
EVERY: Final = 0.2
"""Seconds between two reports."""


class _CancelledError(Exception):
    """The reader has thought better of it."""


@dataclass(frozen=True, slots=True)
class Status:
    """How a build stands."""

    state: str = "idle"
    """ "idle", "waiting", "running", "done", "cancelled" or "failed"."""
    progress: Progress = field(default_factory=lambda: Progress("speak"))
    elapsed: float = 0.0
    """Seconds since it began."""
    note: str = ""
    """What the build has told, a line each."""
    message: str = ""
    """What went wrong; what could not be spoken, or seems wrong, has a line each."""
    incomplete: bool = False
    """Something could not be spoken."""
    seconds: float = 0.0
    """How long the audiobook is."""
    paths: tuple[Path, ...] = ()
    """What it made."""
    listening: bool = False
    """Whether `check` is at it."""
    report: Report | None = None
    """What `check` says of it."""

    def data(self) -> dict[str, Any]:
        """For the page."""
        progress = self.progress
        return {
            "state": self.state,
            "stage": progress.stage,
            "done": progress.done,
            "total": progress.total,
            "audioSeconds": progress.audio_seconds,
            "elapsed": self.elapsed,
            "note": self.note,
            "message": self.message,
            "incomplete": self.incomplete,
            "seconds": self.seconds,
            "listening": self.listening,
            "passed": self.report.passed if self.report else None,
            "findings": [
                {"severity": finding.severity, "at": finding.at, "what": finding.what, "mend": finding.mend}
                for finding in (self.report.findings if self.report else ())
            ],
            "files": [
                {"id": number, "name": path.name, "folder": str(path.parent), "bytes": path.stat().st_size}
                for number, path in enumerate(self.paths)
                if path.exists()
            ],
        }


class Builds:
    """Builds one audiobook after the other; `listeners` get the status whenever it changes, from the build's thread."""

    def __init__(self, output: Path, turns: Turns, ledger: Ledger) -> None:
        self.status = Status()
        self.listeners: list[Callable[[Status], None]] = []
        self._output = output
        self._turns = turns
        self._ledger = ledger
        self._thread: threading.Thread | None = None
        self._cancelled = threading.Event()
        self._closing = False
        self._started = 0.0
        self._told = 0.0

    def start(self, show: Show, formats: Sequence[str], chapters: range | None, cover: bytes | None) -> None:
        """Begin a build. Raises OutputError if one is under way."""
        if self.busy:
            raise OutputError("a build is under way: wait for it, or cancel it first")
        self._cancelled.clear()
        self._started = time.monotonic()
        self._ledger.wanted(formats, chapters)
        self._become(Status("waiting"))
        self._thread = threading.Thread(target=self._run, args=(show, formats, chapters, cover), name="build")
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a build is under way or waits."""
        return self._thread is not None and self._thread.is_alive()

    def cancel(self) -> None:
        """End the build; what has been spoken is kept, and the next one goes on from there."""
        self._cancelled.set()

    def close(self) -> None:
        """End the build, and wait for that; it stays noted as wanted."""
        self._closing = True
        self.cancel()
        if self._thread is not None:
            self._thread.join()

    def _run(self, show: Show, formats: Sequence[str], chapters: range | None, cover: bytes | None) -> None:
        with self._turns.turn(self._cancelled) as mine:
            if mine:
                self._started = time.monotonic()
                self._become(Status("running"))
                self._build(show, formats, chapters, cover)
            else:
                self._ended(self._now("cancelled"))

    def _build(self, show: Show, formats: Sequence[str], chapters: range | None, cover: bytes | None) -> None:
        try:
            result = pipeline.build(
                show,
                self._output,
                formats,
                chapters=chapters,
                jobs=os.cpu_count() or 1,
                cover=cover,
                report=self._progress,
            )
        except _CancelledError:
            self._ended(self._now("cancelled"))
        except AudioficError as error:
            self._ended(replace(self._now("failed"), message=str(error)))
        except Exception as error:
            self._ended(replace(self._now("failed"), message=f"{type(error).__name__}: {error}"))
            raise
        else:
            self._ledger.built(formats, chapters, result)
            heard = next((path for path in result.paths if path.suffix in SOUND), None)
            self._become(
                replace(
                    self._now("done"),
                    message="\n".join([*result.failures, *(f"Listen to this: {doubt}" for doubt in result.doubts)]),
                    incomplete=bool(result.failures),
                    seconds=result.seconds,
                    paths=result.paths,
                    listening=heard is not None,
                )
            )
            if heard:  # nobody waits for the end of it: to listen to a long book takes minutes
                judging = (heard, show.target, result.paths)
                threading.Thread(target=self._judge, args=judging, name="check", daemon=True).start()

    def _ended(self, status: Status) -> None:
        """It made nothing."""
        if not self._closing:
            self._ledger.given_up()
        self._become(status)

    def _judge(self, heard: Path, target: Target, paths: Sequence[Path]) -> None:
        """Listen to what was made."""
        try:
            judged = replace(self.status, listening=False, report=check.check(heard, target))
        except AudioficError as error:
            judged = replace(self.status, listening=False, message=str(error))
        if self.status.paths is paths:  # else another build has begun
            self._become(judged)

    def _progress(self, progress: Progress) -> None:
        if self._cancelled.is_set():
            raise _CancelledError
        stage = self.status.progress.stage
        note = "\n".join(filter(None, (self.status.note, progress.note)))
        self.status = replace(self._now("running"), progress=progress, note=note)
        if progress.stage != stage or progress.note or time.monotonic() - self._told >= EVERY:
            self._become(self.status)

    def _now(self, state: str) -> Status:
        return replace(self.status, state=state, elapsed=time.monotonic() - self._started)

    def _become(self, status: Status) -> None:
        self.status = status
        self._told = time.monotonic()
        for listener in self.listeners:
            listener(status)
