"""The script and its cast → what is to be heard: sections of utterances, each in its voice and with its pause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from audiofic.cast import Cast, Role
from audiofic.normalize import sentences, spoken
from audiofic.script import Line
from audiofic.stitch import Pauses
from audiofic.story import Work
from audiofic.synthesize import Utterance
from audiofic.voicesfile import VoicesFile


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the audiobook: a chapter of the story, or a scene of a story without chapters."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cued:
    """An utterance on its way to the listener."""

    section: int
    """Index of the section that it belongs to."""
    role: Role
    utterance: Utterance
    pause: float
    """Seconds of silence after it."""


def sections(work: Work, lines: Sequence[Line]) -> list[Section]:
    """The chapters of the audiobook."""
    if len(work.chapters) > 1:
        return [
            Section(work.chapters[number - 1].title or f"Chapter {number}", tuple(group))
            for number, group in groupby(lines, key=lambda line: line.chapter)
        ]
    scenes = [tuple(group) for _, group in groupby(lines, key=lambda line: line.scene)]
    if len(scenes) == 1:
        return [Section(work.title, scenes[0])]
    return [Section(f"Scene {number}", scene) for number, scene in enumerate(scenes, start=1)]


def plan(parts: Sequence[Section], cast: Cast, voices: VoicesFile, language: str) -> Iterator[Cued]:
    """Every utterance in order, with its text for the ear; `language` is the story's, as BCP 47.

    A line with nothing to say, such as "…", is left out; its neighbours' pause remains.
    """
    pauses = Pauses(**voices.pauses.model_dump())

    def said(line: Line) -> list[tuple[str, str]]:
        known = voices.pronunciations_of(cast.role(line).name)
        texts = (
            (written, spoken(written, known, kind=line.kind, language=language)) for written in sentences(line.text)
        )
        return [(written, text) for written, text in texts if text]

    texts = (
        (index, line, saying) for index, section in enumerate(parts) for line in section.lines if (saying := said(line))
    )
    previous: tuple[int, Line, list[tuple[str, str]]] | None = None
    for current in texts:
        if previous is not None:
            yield from _cue(*previous, current[1], cast, pauses)
        previous = current
    if previous is not None:
        yield from _cue(*previous, None, cast, pauses)


def _cue(
    section: int, line: Line, said: Sequence[tuple[str, str]], following: Line | None, cast: Cast, pauses: Pauses
) -> Iterator[Cued]:
    role = cast.role(line)
    for number, (written, text) in enumerate(said, start=1):
        pause = pauses.sentence if number < len(said) else pauses.after(line, following)
        yield Cued(section, role, Utterance(text, role.voice, line.id, written), pause)
