"""Audiobooks that can be played in the page: their files, and what is heard when in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field

from audiofic.check import read_header
from audiofic.library import MEDIA
from audiofic.pipeline import Result


class RecordedChapter(BaseModel):
    """A chapter of an audiobook."""

    title: str
    seconds: float
    cues: tuple[tuple[float, str, str], ...]
    """Of each utterance: when it begins in the chapter, in seconds; its line's id; its words."""


class Recording(BaseModel):
    """An audiobook that can be played, and what is heard when."""

    chapters: tuple[RecordedChapter, ...]
    paths: tuple[Path, ...] = Field(default=(), exclude=True)
    """The files that there are."""


def recorded(result: Result) -> Recording:
    """What a build has made, for the player."""
    chapters = tuple(
        RecordedChapter(
            title=section.title,
            cues=tuple((round(cue.start / result.rate, 2), cue.line, cue.text) for cue in timeline.cues),
            seconds=timeline.samples / result.rate,
        )
        for section, timeline in zip(result.sections, result.timelines, strict=True)
    )
    return Recording(chapters=chapters, paths=result.paths)


def playable(recording: Recording) -> tuple[Path, ...]:
    """The files that a browser can play: one with all chapters, or one for each."""
    sound = [path for path in recording.paths if path.suffix in MEDIA]
    sound = [path for path in sound if path.suffix == ".m4b"] or sound
    return tuple(sound if len(sound) == len(recording.chapters) else sound[:1])


def shown(recording: Recording) -> dict[str, Any] | None:
    """An audiobook for the player; None where nothing of it can be played. Of each chapter: its title, the number of
    its file, when it begins there, how long it is, and its cues."""
    files = playable(recording)
    if not files:
        return None
    begins = [0.0] * len(recording.chapters)
    if len(files) == 1:
        begins = [mark.start for mark in read_header(files[0]).marks] or begins
    chapters = [
        {
            "title": chapter.title,
            "file": number if len(files) > 1 else 0,
            "start": start,
            "seconds": chapter.seconds,
            "cues": chapter.cues,
        }
        for number, (chapter, start) in enumerate(zip(recording.chapters, begins, strict=False))
    ]
    return {"files": len(files), "chapters": chapters}
