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
from audiofic.audio import Pauses, silence, wav_header
from audiofic.cast import Role
from audiofic.engines import Engine
from audiofic.errors import EngineError, StoryError
from audiofic.model import Line
from audiofic.pipeline import Show
from audiofic.synthesize import this_machine

_LENGTH: Final = struct.Struct(">I")
_SILENT_RATE: Final = 16000
"""Samples a second of a line with nothing to say in it, such as “…”: only its pause is heard."""


class Speakers:
    """Speaks lines, with engines that stay loaded as long as the studio is open; what seems wrong goes to `tell`."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._jobs = os.cpu_count() or 1
        self._executors: dict[str, Executor] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """End the engines' processes."""
        for executor in self._executors.values():
            executor.shutdown(cancel_futures=True)

    def line(self, show: Show, index: int) -> Generator[bytes]:
        """A line with the pause after it, in parts that are heard one after the other: each is a WAV file, and before
        it stands its length, in four bytes. Raises StoryError if there is no such line.

        A single WAV file of a length not yet known would not do: browsers want some seconds of it before they begin.
        """
        return self._parts(show, _line(show, index), next(iter(show.script.lines[index + 1 : index + 2]), None))

    def sample(self, show: Show, index: int, role: Role) -> Generator[bytes]:
        """A line as it would sound in another role, likewise."""
        line = replace(_line(show, index), speaker=None)
        return self._parts(replace(show, cast=replace(show.cast, narrator=role)), line, None)

    def _parts(self, show: Show, line: Line, following: Line | None) -> Generator[bytes]:
        rate, pause = _SILENT_RATE, b""
        with closing(pipeline.stream(show, (line,), jobs=self._jobs, executors=self._lease)) as stream:
            for heard in stream:
                if heard.error:
                    raise EngineError(heard.error)
                if heard.doubt:
                    self._tell(f"Listen to this: {heard.doubt}")
                rate = heard.clip.rate
                yield _part(pause + heard.clip.pcm[: 2 * heard.spoken], rate)
                pause = heard.clip.pcm[2 * heard.spoken :]
        # The stream is of one line, and ends as a book does; what is heard next is the line that follows.
        pauses = Pauses(**show.voices.pauses.model_dump())
        yield _part(silence(pauses.after(line, following), rate).pcm, rate)

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


def _part(pcm: bytes, rate: int) -> bytes:
    """A WAV file (mono, 16 bits), after its length."""
    header = wav_header(len(pcm), rate)
    return _LENGTH.pack(len(header) + len(pcm)) + header + pcm
