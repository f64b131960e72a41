"""What is heard when in a chapter: what stitching tells, and subtitles and read-along books show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """When an utterance is heard: from sample `start` up to `end` of its chapter, pauses not included."""

    start: int
    end: int
    line: str
    """`Line.id`."""
    text: str
    """As written: a part of `Line.text`, or all of it."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is heard when in one chapter."""

    cues: tuple[Cue, ...]
    samples: int
    """The length of the chapter."""
