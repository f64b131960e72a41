"""Sections → encoded chapters: several side by side, each once and for all."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiofic.audio import Piece, encoder, ffmpeg, stitch, timeline
from audiofic.cache import KeptChapter, Session
from audiofic.model import Timeline
from audiofic.package import Codec, EncodedChapter
from audiofic.pipeline.performer import Performer, piece
from audiofic.pipeline.plan import Cued, Planner, Section
from audiofic.pipeline.progress import Meter, Report

ENCODERS: Final = min(4, os.cpu_count() or 1)
"""How many chapters are made side by side. Four encoders are far faster than any voice."""
TICK: Final = 0.1
"""Seconds between two reports."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter that is encoded."""

    section: Section
    timeline: Timeline
    encoded: dict[str, EncodedChapter]
    """By name of the codec."""
    key: str
    """A digest of all that shapes its sound."""
    failures: tuple[str, ...]
    """What could not be spoken, a sentence each."""
    doubts: tuple[str, ...]
    """What seems too short or too long for its text, a sentence each."""


class _StoppedError(Exception):
    """The build has ended: what was half made must not be taken for whole."""


class ChapterMaker:
    """Makes the chapters of one build."""

    def __init__(
        self, planner: Planner, performer: Performer, session: Session, codecs: Collection[Codec], meter: Meter
    ) -> None:
        self._planner = planner
        self._performer = performer
        self._session = session
        self._codecs = codecs
        self._meter = meter
        self._stopped = threading.Event()

    def make(self, sections: Sequence[Section], pool: ThreadPoolExecutor, report: Report) -> Iterator[Chapter]:
        """The sections that have anything to say, in order. They are made on the threads of `pool`; `report` is called
        on the caller's.

        A chapter whose sound is that of an earlier build is neither spoken nor encoded, and its clips are not even
        read. Raises EngineError, CacheError and EncoderError.
        """
        version = pool.submit(lambda: ffmpeg().version)  # while the first chapter is planned
        waiting = deque(zip(range(len(sections)), sections, [*sections[1:], None], strict=True))
        under_way: deque[Future[Chapter | None]] = deque()
        try:
            while waiting or under_way:
                while waiting and len(under_way) < 2 * ENCODERS:
                    under_way.append(pool.submit(self._chapter, version, *waiting.popleft()))
                wait([under_way[0]], TICK)
                report(self._meter.progress)
                for future in under_way:
                    if future.done():
                        future.result()  # an error ends the build at once, and not when its turn comes
                while under_way and under_way[0].done():
                    if chapter := under_way.popleft().result():
                        yield chapter
        finally:
            self._stopped.set()
            for future in under_way:
                future.cancel()

    def _chapter(
        self, version: Future[str], number: int, section: Section, following: Section | None
    ) -> Chapter | None:
        """`version` is ffmpeg's. None for a section that has nothing to say."""
        characters = section.characters
        plan = list(self._planner.plan(section, following))
        if not plan:
            self._meter.add(characters, 0.0, cached=True)
            return None
        rate, key = self._performer.rate, self._performer.key(plan)
        keys = {codec.name: self._key(codec, key, version.result()) for codec in self._codecs}
        files: dict[str, tuple[Path, KeptChapter]] = {}
        for codec in self._codecs:
            found = self._session.chapters.get(keys[codec.name], codec.suffix)
            if found and len(found[1].spoken) == len(plan):
                files[codec.name] = found
        missing = [codec for codec in self._codecs if codec.name not in files]
        failures: list[str] = []
        doubts: list[tuple[int, str]] = []
        if missing:
            paths = {codec.name: self._session.scratch / f"{number}{codec.suffix}" for codec in missing}
            with encoder(rate, {paths[codec.name]: codec.encoder(rate) for codec in missing}) as sink:
                heard = stitch(self._pieces(plan, characters, failures, doubts), sink, rate)
            spoken = tuple(cue.end - cue.start for cue in heard.cues)
            for codec in missing:
                path = paths[codec.name]
                kept = KeptChapter(codec.samples(path, rate), spoken, tuple(doubts))
                if not failures:
                    path = self._session.chapters.put(keys[codec.name], codec.suffix, path, kept)
                files[codec.name] = path, kept
        else:
            kept = next(iter(files.values()))[1]
            doubts += kept.doubts
            heard = timeline(zip(map(piece, plan), kept.spoken, strict=True), rate)
            self._meter.add(characters, heard.samples / rate, cached=True)
        encoded = {
            codec.name: EncodedChapter(
                section.title, path, rate, kept.samples, codec.priming, section.lines, heard.cues
            )
            for codec in self._codecs
            for path, kept in [files[codec.name]]
        }
        told = tuple(f"{plan[index].utterance.quoted}: {doubt}" for index, doubt in doubts)
        return Chapter(section, heard, encoded, key, tuple(failures), told)

    def _pieces(
        self, plan: Sequence[Cued], characters: int, failures: list[str], doubts: list[tuple[int, str]]
    ) -> Iterator[Piece]:
        """What is to be stitched, as it is spoken; what is wrong with it is added to `failures` and `doubts`."""
        left = characters
        with closing(self._performer.perform(plan)) as performance:
            for index, (cued, spoken, made) in enumerate(performance):
                if self._stopped.is_set():
                    raise _StoppedError
                if spoken.error is not None:
                    failures.append(spoken.error)
                if spoken.doubt is not None:
                    doubts.append((index, spoken.doubt))
                yield made
                count = len(cued.utterance.written)
                left -= count
                seconds = cued.pause + (spoken.clip.seconds if spoken.clip else 0.0)
                self._meter.add(count, seconds, cached=spoken.cached)
        self._meter.add(left, 0.0, cached=True)  # blanks, and what has nothing to say

    def _key(self, codec: Codec, sound: str, version: str) -> str:
        parts = [sound, codec.name, codec.encoder(self._performer.rate), version]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
