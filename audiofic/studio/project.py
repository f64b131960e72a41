"""The story that is open: its script and cast, what the reader changes in them, and what others change in the files."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from audiofic import pipeline
from audiofic.attribute import Consent
from audiofic.cast import lent, load_memory, save_memory
from audiofic.errors import AudioficError
from audiofic.model import Line, Work
from audiofic.pipeline import Show
from audiofic.read import read
from audiofic.segment import segment
from audiofic.studio.edits import Edit
from audiofic.studio.files import Contents, Decisions, Files
from audiofic.voices import AUTO, read_voices

REMEMBERED: Final = 200
"""Edits that can be undone."""


class ConflictError(AudioficError):
    """A file was changed by somebody else, so that an edit would have overwritten it, or rested on what is no more."""


@dataclass(frozen=True, slots=True)
class Step:
    """An edit that was made, and can be undone as long as the files are as it left them."""

    label: str
    before: Contents
    after: Contents


@dataclass(frozen=True, slots=True)
class Change:
    """What has become of the story."""

    before: Show
    after: Show
    label: str
    """What was done, for people."""
    outside: bool = False
    """Not done here: a file was changed by somebody else."""


Listener = Callable[[Change], None]


class Project:
    """An open story; one edit at a time, from whatever thread."""

    def __init__(self, story: Path, voices: Path, engine: str = AUTO, consent: Consent | None = None) -> None:
        """`engine`: who speaks where voices.yaml names none; `consent`: for the language model that it may name. Raises
        StoryError, VoicesError and EngineError where the story cannot be staged."""
        self._engine = engine
        self._consent = consent
        self._work, self._lines = _read(story)
        self.files = files = Files.of(story, self._work, voices)
        self.problem: str | None = None
        """What is wrong with a file since it was changed outside; until it is mended, nothing can be edited."""
        self.listeners: list[Listener] = []
        self._lock = threading.Lock()
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._stamps = files.stamps()
        self._digest = files.story_digest()
        self._contents = files.contents()
        self._decisions = files.read()
        self._memory = replace(load_memory(story, self._work.identity), lent=lent(self._work.metadata))
        self.show: Show = self._stage(self._decisions)

    @property
    def undoable(self) -> str | None:
        """What `undo` would take back."""
        return self._done[-1].label if self._done else None

    @property
    def redoable(self) -> str | None:
        """What `redo` would do again."""
        return self._undone[-1].label if self._undone else None

    def apply(self, label: str, edit: Edit) -> None:
        """Make an edit and write it to the files. Raises ConflictError if somebody else has changed them, VoicesError
        and EngineError if the edit makes no sense; then nothing has changed."""
        with self._lock:
            self._ensure_ours()
            decisions = edit(self._decisions, self.show)
            show = self._stage(decisions)
            before = self._contents
            self._ensure_ours()  # to stage a long story takes seconds
            self.files.write(self._decisions, decisions)
            self._note_files()
            self._undone.clear()
            self._done = [*self._done[-REMEMBERED:], Step(label, before, self._contents)]
            self._became(show, decisions, label)

    def undo(self) -> None:
        """Take the last edit back. Raises ConflictError."""
        with self._lock:
            self._ensure_ours()
            if self._done:
                step = self._done.pop()
                self._undone.append(step)
                self._restore(step.before, step.after, f"Undone: {step.label}")

    def redo(self) -> None:
        """Do again what was last undone. Raises ConflictError."""
        with self._lock:
            self._ensure_ours()
            if self._undone:
                step = self._undone.pop()
                self._done.append(step)
                self._restore(step.after, step.before, f"Done again: {step.label}")

    def look(self) -> None:
        """Notice what somebody else has changed, and read it again."""
        with self._lock:
            stamps = self.files.stamps()
            if stamps != self._stamps:
                self._stamps = stamps
                self._reread()

    def _stage(self, decisions: Decisions) -> Show:
        """Who has a voice keeps it, whatever the decisions change for others."""
        voices = read_voices(decisions.voices).by_default(self._engine)
        show = pipeline.stage(self._work, voices, decisions.corrections, self._lines, self._memory, self._consent)
        if show.cast.memory != self._memory:
            self._memory = show.cast.memory
            save_memory(self.files.story, self._memory)
        return show

    def _ensure_ours(self) -> None:
        if self.files.contents() != self._contents or self.files.story_digest() != self._digest:
            self._reread()
            raise ConflictError(
                self.problem or "a file was changed outside the studio, and was read anew: look, and try again"
            )
        if self.problem:
            raise ConflictError(self.problem)

    def _reread(self) -> None:
        """Take over what the files say now; what cannot be read is a problem, and the show stays as it was."""
        try:
            contents, digest = self.files.contents(), self.files.story_digest()
            if (contents, digest) == (self._contents, self._digest) and not self.problem:
                return
            if digest != self._digest:
                self._work, self._lines = _read(self.files.story)
            decisions = self.files.read()
            show = self._stage(decisions)
        except AudioficError as error:
            self.problem = str(error)
            self._tell(Change(self.show, self.show, "A file has a mistake", outside=True))
            return
        # What was done before rests on files that are no more.
        self._done.clear()
        self._undone.clear()
        self._contents, self._digest, self.problem = contents, digest, None
        self._became(show, decisions, "A file was changed outside the studio", outside=True)

    def _restore(self, wanted: Contents, there: Contents, label: str) -> None:
        self.files.restore(wanted, there)
        self._note_files()
        decisions = self.files.read()
        self._became(self._stage(decisions), decisions, label)

    def _note_files(self) -> None:
        self._contents, self._stamps = self.files.contents(), self.files.stamps()

    def _became(self, show: Show, decisions: Decisions, label: str, *, outside: bool = False) -> None:
        before, self.show, self._decisions = self.show, show, decisions
        self._tell(Change(before, show, label, outside))

    def _tell(self, change: Change) -> None:
        for listener in self.listeners:
            listener(change)


def _read(story: Path) -> tuple[Work, list[Line]]:
    """The outline and the lines of the story in a file. Raises StoryError."""
    work = read(story)
    return work.outline, segment(work)
