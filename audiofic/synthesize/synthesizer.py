"""Utterances in, clips out, in reading order: from the cache, or else spoken by workers, and then kept in the cache."""

from __future__ import annotations

import functools
import hashlib
import json
import textwrap
import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from weakref import WeakValueDictionary

from audiofic import audio, engines
from audiofic.audio import Clip
from audiofic.cache import ClipCache
from audiofic.engines import Engine, Voice
from audiofic.errors import AudioficError, EngineError, UtteranceError, WorkerError
from audiofic.synthesize import workers

TRIES = 3
AHEAD = 16
"""Utterances under way for each job, in all threads together, so that nobody waits for the slow one in front."""
WAITING = 256
"""Clips that may wait for the slow one in front, however many jobs there are: some 50 MB."""
HOPELESS = 8
"""An engine that has failed so many utterances and spoken none is broken."""

_CLIP_FORMAT = 2
"""Goes up when the same sound from the engine would be made into another clip here."""

Loader = Callable[[str], Engine]

Executors = Callable[[Engine, int], Executor]
"""Where an engine speaks: an Executor for so many calls side by side. The Synthesizer that asked shuts it down."""


def this_machine(engine: Engine, jobs: int, timeout: float = workers.TIMEOUT) -> Executor:
    """Processes for an engine that may crash or hang, which get `timeout` seconds for each call; else threads."""
    return workers.executor(jobs, isolated=engine.isolated, timeout=timeout)


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is spoken in one breath: a sentence or a part of it."""

    text: str
    """As spoken (see `normalize`)."""
    voice: Voice
    line: str
    """`Line.id`, for messages; empty for what is not of the story."""
    written: str
    """As it stands in the story, for messages."""

    @property
    def quoted(self) -> str:
        """Its first words and its line, for messages."""
        words = textwrap.shorten(self.written, 60, placeholder="…")
        return f"“{words}”{f' (line {self.line})' if self.line else ''}"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What became of an utterance: a clip, or an error."""

    utterance: Utterance
    clip: Clip | None
    cached: bool
    """True if nothing had to be spoken for it."""
    error: str | None = None
    """A sentence for the user: which line, which voice, what happened."""
    doubt: str | None = None
    """What is wrong with a clip that is too short or too long for its text (see `fit`); "it" is the utterance."""


def clip_key(utterance: Utterance, engine_version: str) -> str:
    """The name of the clip: a digest of all that can change its sound, in hexadecimal."""
    voice = utterance.voice
    parts = [_CLIP_FORMAT, utterance.text, voice.engine, engine_version]
    parts += [voice.name, voice.rate, voice.pitch, float(voice.speed), *filter(None, [voice.manner])]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class Synthesizer:
    """Speaks with any number of engines, each with workers of its own, which start when its first clip is missing.

    `jobs` is how many utterances of one engine are spoken side by side, and `executors` says where; `load` is how an
    engine is found by its name, here and there.
    """

    def __init__(
        self, cache: ClipCache, jobs: int, load: Loader = engines.load, executors: Executors = this_machine
    ) -> None:
        self._cache = cache
        self._jobs = jobs
        self._ahead = min(AHEAD * jobs, jobs + WAITING)
        self._load = load
        self._make_executor = executors
        self._versions: dict[str, str] = {}
        self._lock = threading.Lock()
        """Held to look at or change what is below: several chapters are spoken at once."""
        self._streams = 0
        """Chapters that are being spoken, and share the look-ahead."""
        self._executors: dict[str, Executor] = {}
        self._closed = False
        self._under_way: WeakValueDictionary[str, _Job] = WeakValueDictionary()
        """By key, as long as an utterance wants it."""
        self._failed: dict[str, str] = {}
        """Why, by key: what failed three times is not tried for every line that says the same."""
        self._spoke: Counter[str] = Counter()
        """By engine, utterances spoken."""
        self._refused: Counter[str] = Counter()
        """By engine, utterances failed."""
        self._said: dict[str, Utterance] = {}
        """By engine, what it has said in an earlier build."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._closed = True  # a chapter that has not noticed yet that all is over begins nothing more
        for executor in self._executors.values():
            executor.shutdown(cancel_futures=True)

    def synthesize(self, utterances: Iterable[Utterance]) -> Generator[Spoken, None, None]:
        """Each utterance's clip, in the same order, with the silence at its ends trimmed.

        A bounded number of utterances is under way ahead of the one that is given out, and what several of them have
        in common is spoken once, also where several threads ask. One that fails is tried again in a fresh process, then
        given out with its error. Raises EngineError if an engine cannot speak at all, and CacheError. To close the
        iterator is to give up what is under way.
        """
        ahead: deque[tuple[Utterance, _Job, bool]] = deque()
        with self._lock:
            self._streams += 1
        try:
            for utterance in utterances:
                ahead.append((utterance, *self._begin(utterance)))
                while ahead and (len(ahead) > self._ahead // self._streams or ahead[0][1].ready):
                    yield self._finish(*ahead.popleft())
            while ahead:
                yield self._finish(*ahead.popleft())
        finally:
            with self._lock:
                self._streams -= 1
            for _, job, asked in ahead:
                if asked:
                    self._give_up(job)

    def sample_rate(self, engine: str) -> int:
        """Samples a second of that engine's clips. Raises EngineError if there is no such engine."""
        return _engine(self._load, engine).sample_rate

    def key(self, utterance: Utterance) -> str:
        """The name of the utterance's clip."""
        engine = utterance.voice.engine
        if engine not in self._versions:
            self._versions[engine] = _engine(self._load, engine).version()
        return clip_key(utterance, self._versions[engine])

    def _begin(self, utterance: Utterance) -> tuple[_Job, bool]:
        """The job that makes the clip, and whether it has to be spoken for this utterance."""
        key = self.key(utterance)
        with self._lock:
            if (known := self._under_way.get(key)) is not None:
                return known, False
            job = self._under_way[key] = _Job(key, self._failed.get(key))
            job.lock.acquire()  # before anybody else can see it
        try:
            job.outcome = job.outcome or self._cache.get(key)
            if job.outcome is None:
                job.future = self._submit(utterance)
                return job, True
            if isinstance(job.outcome, Clip):
                self._said.setdefault(utterance.voice.engine, utterance)
            return job, False
        finally:
            job.lock.release()

    def _submit(self, utterance: Utterance) -> Future[Clip]:
        name = utterance.voice.engine
        with self._lock:
            if self._closed:
                raise CancelledError
            if name not in self._executors:
                self._executors[name] = self._make_executor(_engine(self._load, name), self._jobs)
            return self._executors[name].submit(speak, self._load, utterance.text, utterance.voice)

    def _finish(self, utterance: Utterance, job: _Job, asked: bool) -> Spoken:
        with job.lock:
            if job.outcome is None:
                job.outcome = self._outcome(utterance, job)
        if isinstance(job.outcome, Clip):
            return Spoken(utterance, job.outcome, cached=not asked)
        voice = utterance.voice
        error = f"{utterance.quoted} cannot be spoken by {voice.engine} as {voice.name}: {job.outcome}"
        return Spoken(utterance, None, cached=False, error=error)

    def _outcome(self, utterance: Utterance, job: _Job) -> Clip | str:
        """The clip, or why there is none."""
        engine, reason = utterance.voice.engine, ""
        for _ in range(TRIES):
            future, job.future = job.future or self._submit(utterance), None
            outcome = _result(future)
            if isinstance(outcome, Clip):
                with self._lock:
                    self._spoke[engine] += 1
                self._cache.put(job.key, outcome)
                return outcome
            reason = outcome
        with self._lock:
            self._failed[job.key] = reason
            self._refused[engine] += 1
        if self._broken(engine):
            raise EngineError(f"{engine} does not speak here, whatever the text; the last time because {reason}")
        return reason

    def _broken(self, engine: str) -> bool:
        """Whether an engine that fails cannot speak at all. Where all that it can say is cached, it is asked for some
        of that."""
        with self._lock:
            suspect = not self._spoke[engine] and self._refused[engine] >= HOPELESS
        if suspect and engine in self._said and isinstance(_result(self._submit(self._said[engine])), Clip):
            with self._lock:
                self._spoke[engine] += 1
            return False
        return suspect

    def _give_up(self, job: _Job) -> None:
        """Keep what is done, and do not begin the rest."""
        future = job.future
        if future and not future.cancel() and future.done() and not future.exception():
            self._cache.put(job.key, future.result())


def _result(future: Future[Clip]) -> Clip | str:
    """The clip, or why there is none. Raises what ends the build."""
    try:
        return future.result()
    except (UtteranceError, WorkerError) as error:
        return str(error)
    except AudioficError:
        raise
    except Exception as error:  # noqa: BLE001 an engine from elsewhere may raise anything
        return f"{type(error).__name__}: {error}"


@dataclass(slots=True, weakref_slot=True)
class _Job:
    """A clip that one utterance or several wait for."""

    key: str
    outcome: Clip | str | None
    """The clip, or why there is none; None while nobody knows."""
    future: Future[Clip] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Held to find the outcome."""

    @property
    def ready(self) -> bool:
        future = self.future  # another thread may take it away at any moment
        return self.outcome is not None or (future is not None and future.done())


def speak(load: Loader, text: str, voice: Voice) -> Clip:
    """What a worker does: the clip of the text, trimmed, and checked to be whole as far as its length tells."""
    engine = _engine(load, voice.engine)
    clip = audio.trim(engine.synthesize(text, voice))
    words = sum(any(map(str.isalnum, word)) for word in text.split())
    if not clip.pcm:
        raise UtteranceError("only silence came of it")
    if clip.seconds < words * engine.seconds_per_word / max(1.0, voice.pace):
        raise UtteranceError(f"only {clip.seconds:.2f} seconds came of its {words} words")
    return clip


def wake(load: Loader, engine: str) -> None:
    """What a worker can do before anything is to be said: load the engine."""
    _engine(load, engine).check()


@functools.cache
def _engine(load: Loader, name: str) -> Engine:
    """The engine of that name: one for all threads of a process. The constructor is cheap."""
    return load(name)
