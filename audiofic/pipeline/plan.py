"""The script and its cast → what is to be heard: sections of utterances, each in its voice and with its pause."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, starmap
from typing import Final

from audiofic import language, normalize
from audiofic.audio import Pauses
from audiofic.cache import NoteCache, code_key
from audiofic.cast import Cast, Role
from audiofic.model import Kind, Line, Work
from audiofic.normalize import sentences, spoken
from audiofic.synthesize import Utterance
from audiofic.voices import VoicesFile

RULES: Final = (normalize, language)
"""The modules that turn text as written into text for the ear."""
_WORD: Final = re.compile(r"[^\W\d_]{2}")
SAID_OFTEN: Final = 4096
"""Texts for the ear that are remembered: "Yes." comes again and again."""


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the audiobook: a chapter of the story, or a scene of a story without chapters."""

    title: str
    lines: tuple[Line, ...]

    @property
    def characters(self) -> int:
        """How much text it is."""
        return sum(len(line.text) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Cued:
    """An utterance on its way to the listener."""

    role: Role
    utterance: Utterance
    pause: float
    """Seconds of silence after it."""


def sections(work: Work, lines: Sequence[Line]) -> list[Section]:
    """The chapters of the audiobook: those that have anything to say, so that all that are numbered are made."""
    tag = language.language_tag(work.metadata.language)
    if len(work.chapters) > 1:
        titles = [chapter.title or f"Chapter {number}" for number, chapter in enumerate(work.chapters, start=1)]
        if any(chapter.title for chapter in work.chapters) and not work.chapters[0].title:
            titles[0] = work.title  # what stands before the first heading; Chapter 1 may be yet to come
        chapters = [
            Section(titles[number - 1], tuple(group)) for number, group in groupby(lines, key=lambda line: line.chapter)
        ]
        return [chapter for chapter in chapters if _speaks(chapter.lines, tag)]
    scenes = [tuple(group) for _, group in groupby(lines, key=lambda line: line.scene)]
    scenes = [scene for scene in scenes if _speaks(scene, tag)]
    if len(scenes) == 1:
        return [Section(work.title, scenes[0])]
    return [Section(f"Scene {number}", scene) for number, scene in enumerate(scenes, start=1)]


def _speaks(lines: Sequence[Line], tag: str) -> bool:
    """Whether anything in the lines is heard; of "…" and ornaments nothing is."""
    return any(
        _WORD.search(line.text)  # which is quickly seen of nearly all
        or any(
            spoken(written, {}, kind=line.kind, language=tag, honours=frozenset(), stressed=())
            for written in sentences(line.text)
        )
        for line in lines
    )


class Planner:
    """Makes the plan of one section after another; `language` is the story's, as BCP 47.

    Text for the ear is kept in `kept`: where nothing has to be spoken, finding it would take longer than all the rest.
    """

    def __init__(self, cast: Cast, voices: VoicesFile, language: str, kept: NoteCache | None = None) -> None:
        self._cast = cast
        self._kept = kept
        self._language = language
        self._pauses = Pauses(**voices.pauses.model_dump())
        self._voices = voices
        self._reader = voices.reader.blanks
        self._honours = functools.cache(lambda engine: voices.loader(engine).honours)
        self._way = functools.cache(self._way_of)
        self._spoken = functools.lru_cache(SAID_OFTEN)(self._normalized)

    def plan(self, section: Section, following: Section | None) -> Iterator[Cued]:
        """The section's utterances in order, each with its text for the ear; `following` is the next section, if any.

        A line with nothing to say, such as "…", is left out; its neighbours' pause remains.
        """
        before: tuple[Line, Sequence[tuple[str, str]]] | None = None
        for line, pieces in zip(section.lines, self._texts(section), strict=True):
            if pieces:
                if before:
                    yield from self._cue(*before, line)
                before = line, pieces
        if before:
            yield from self._cue(*before, following.lines[0] if following else None)

    def key(self, line: Line) -> str:
        """A digest of all that shapes how the line by itself sounds, as far as it is known without its plan."""
        role = self._cast.role(line)
        parts = f"{role.voice}\0{line.kind}\0{self._way(role).key}\0{line.text}\0{line.sender}\0{line.stressed}"
        return hashlib.sha256(parts.encode(errors="replace")).hexdigest()

    def _cue(self, line: Line, pieces: Sequence[tuple[str, str]], following: Line | None) -> Iterator[Cued]:
        role, name = self._cast.role(line), line.id
        voice = role.voice
        if voice.manner and "manner" not in self._honours(voice.engine):
            voice = replace(voice, manner="")
        for number, (written, text) in enumerate(pieces, start=1):
            pause = self._pauses.sentence if number < len(pieces) else self._pauses.after(line, following)
            pause *= role.pause
            yield Cued(role, Utterance(text, voice, name, written), pause)

    def _texts(self, section: Section) -> Iterable[Sequence[tuple[str, str]]]:
        """For each line its pieces, as written and as spoken."""
        lines = [(line, self._way(self._cast.role(line))) for line in section.lines]
        if self._kept is None:
            return starmap(self._said, lines)  # as they are asked for: what is heard first need not wait for the last
        asked = [(line.text, line.sender, line.stressed, line.kind, way.key) for line, way in lines]
        key = hashlib.sha256(json.dumps([_rules(), self._language, asked]).encode()).hexdigest()
        texts: Sequence[Sequence[tuple[str, str]]] | None = self._kept.get(key)
        if texts is None:
            texts = [self._said(*line) for line in lines]
            self._kept.put(key, texts)
        return texts

    def _said(self, line: Line, way: _Way) -> list[tuple[str, str]]:
        if line.kind is Kind.LABEL:  # of which the name is read, if anything
            said = self._spoken(line.sender, (), line.kind, way)
            return [(line.sender, said)] if said else []
        stressed = deque(line.stressed if "stress" in way.honours else ())
        pieces: list[tuple[str, str]] = []
        start = 0
        for written in sentences(line.text):
            here: list[tuple[int, int]] = []
            while stressed and stressed[0][0] < start + len(written):
                first, last = stressed.popleft()
                here.append((first - start, last - start))
            if said := self._spoken(written, tuple(here), line.kind, way):
                pieces.append((written, said))
            start += len(written) + 1
        return pieces

    def _way_of(self, role: Role) -> _Way:
        known, honours = self._voices.pronunciations_of(role.name), self._honours(role.voice.engine)
        said = json.dumps([sorted(known.items()), sorted(honours), sorted(self._reader.items())])
        return _Way(known, honours, hashlib.sha256(said.encode()).hexdigest())

    def _normalized(self, written: str, stressed: Sequence[tuple[int, int]], kind: Kind, way: _Way) -> str:
        return spoken(
            written,
            way.known,
            kind=kind,
            language=self._language,
            honours=way.honours,
            stressed=stressed,
            reader=self._reader,
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """How somebody says words."""

    known: Mapping[str, str]
    """Pronunciations."""
    honours: frozenset[str]
    """What the engine does with a text."""
    key: str
    """A digest of both."""


@functools.cache
def _rules() -> str:
    """A digest of all that turns text as written into text for the ear."""
    return f"{code_key(*RULES)} num2words {importlib.metadata.version('num2words')}"
