"""Lines of the script as sound, streamed while they are spoken."""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Executor, Future
from contextlib import closing
from dataclasses import replace
from typing import Any, Final

from audiofic import pipeline
from audiofic.audio import silence
from audiofic.cast import Role
from audiofic.engines import Engine
from audiofic.errors import EngineError, StoryError
from audiofic.pipeline import Show
from audiofic.script import Line
from audiofic.stitch import Pauses
from audiofic.synthesize import this_machine

_HEADER: Final = struct.Struct("<4sI4s 4sIHHIIHH 4sI")
_UNKNOWN: Final = 0xFFFFFFFF
"""The length that a WAV gives while it is still being made: players then read on to its end."""
_SILENT_RATE: Final = 16000
"""Samples a second of a line with nothing to say in it, such as “…”: only its pause is heard."""


class Speakers:
    """Speaks lines, with engines that stay loaded as long as the studio is open."""

    def __init__(self, jobs: int | None = None) -> None:
        self._jobs = jobs or os.cpu_count() or 1
        self._executors: dict[str, Executor] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """End the engines' processes."""
        for executor in self._executors.values():
            executor.shutdown(cancel_futures=True)

    def line(self, show: Show, index: int) -> Generator[bytes]:
        """A line with the pause after it, as a WAV file in parts. Raises StoryError if there is no such line."""
        return self._wav(show, _line(show, index), next(iter(show.script.lines[index + 1 : index + 2]), None))

    def sample(self, show: Show, index: int, role: Role) -> Generator[bytes]:
        """A line as it would sound in another role."""
        line = replace(_line(show, index), speaker=None)
        return self._wav(replace(show, cast=replace(show.cast, narrator=role)), line, None)

    def _wav(self, show: Show, line: Line, following: Line | None) -> Generator[bytes]:
        rate, pause = _SILENT_RATE, b""
        with closing(pipeline.stream(show, (line,), jobs=self._jobs, executors=self._lease)) as stream:
            for number, heard in enumerate(stream):
                if number == 0:
                    if heard.error:
                        raise EngineError(heard.error)
                    rate = heard.clip.rate
                    yield _header(rate)
                yield pause + heard.clip.pcm[: 2 * heard.spoken]
                pause = heard.clip.pcm[2 * heard.spoken :]
        if not pause:
            yield _header(rate)
        # The stream is of one line, and ends as a book does; what is heard next is the line that follows.
        pauses = Pauses(**show.voices.pauses.model_dump())
        yield silence(pauses.after(line, following), rate).pcm

    def _lease(self, engine: Engine, jobs: int) -> Executor:
        """The engine's executor, which outlives the stream that asks for it."""
        with self._lock:
            if engine.name not in self._executors:
                self._executors[engine.name] = this_machine(engine, jobs)
            return _Lease(self._executors[engine.name])


def _line(show: Show, index: int) -> Line:
    if not 0 <= index < len(show.script.lines):
        raise StoryError("this line is gone; look at the page anew")
    return show.script.lines[index]


class _Lease(Executor):
    """An executor for one stream, whose end is not the executor's."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return self._executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing ends here."""


def _header(rate: int) -> bytes:
    """Of a WAV file (mono, 16 bits) that is as long as it turns out."""
    return _HEADER.pack(
        *(b"RIFF", _UNKNOWN, b"WAVE", b"fmt ", 16, 1, 1, rate, 2 * rate, 2, 16, b"data", _UNKNOWN),
    )
