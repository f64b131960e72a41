"""Workers that start while the story is still being read: half of the wait for a preview's first sound."""

from __future__ import annotations

from concurrent.futures import Executor
from types import TracebackType
from typing import Final, Self

from audiofic.engines import Engine, Loader
from audiofic.errors import EngineError
from audiofic.synthesize.synthesizer import this_machine, wake

FIRST: Final = 2
"""How many workers to start: the test sentence of the first voice and what it says first are spoken side by side."""


class WarmUp:
    """Where to speak (`synthesize.Executors`), with the first workers of one engine started at once, between `with`
    and its end.

    Only an engine that has processes of its own is started: a large model is not loaded before it is known that
    there is something left to speak with it.
    """

    def __init__(self, engine: str, load: Loader, jobs: int) -> None:
        self._name = engine
        self._load = load
        self._jobs = jobs
        self._started: Executor | None = None

    def __enter__(self) -> Self:
        try:
            engine = self._load(self._name)
        except EngineError:  # casting tells where voices.yaml asks for it
            return self
        if engine.isolated:
            self._started = this_machine(engine, self._jobs)
            for _ in range(min(FIRST, self._jobs)):
                self._started.submit(wake, self._load, self._name)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._started is not None:
            self._started.shutdown(cancel_futures=True)

    def __call__(self, engine: Engine, jobs: int) -> Executor:
        """The executor of an engine, once for each."""
        return self._started if self._started and engine.name == self._name else this_machine(engine, jobs)
