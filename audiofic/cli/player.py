"""Playing sound while it is made, by a program of the system's that takes samples as they come."""

from __future__ import annotations

import shutil
import subprocess
from types import TracebackType
from typing import Final, Self

from audiofic.audio import Clip
from audiofic.errors import EngineError

_PROGRAMS: Final = {
    "ffplay": "-nodisp -autoexit -v error -f s16le -ar {rate} -i pipe:0",
    "paplay": "--raw --format=s16le --channels=1 --rate={rate}",
    "aplay": "-q -t raw -f S16_LE -c 1 -r {rate} -",
}


class Player:
    """Plays clips one after the other, between `with` and its end, which waits for the last.

    Where there is no such program, `hear` does nothing, and `played` stays False.
    """

    def __init__(self) -> None:
        self._name = next((name for name in _PROGRAMS if shutil.which(name)), "")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def played(self) -> bool:
        return self._process is not None

    def hear(self, clip: Clip) -> None:
        """Play a clip; it may return before the clip has been heard. All are of one rate. Raises EngineError."""
        if not self._name:
            return
        if self._process is None:
            options = _PROGRAMS[self._name].format(rate=clip.rate).split()
            self._process = subprocess.Popen([self._name, *options], stdin=subprocess.PIPE, bufsize=0)
        assert self._process.stdin is not None  # noqa: S101 (for the type checker)
        try:
            self._process.stdin.write(clip.pcm)
        except OSError as error:
            raise self._failure() from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None or self._process.stdin is None:
            return
        self._process.stdin.close()
        if kind is not None:
            self._process.kill()
        if self._process.wait() and kind is None:
            raise self._failure()

    def _failure(self) -> EngineError:
        return EngineError(f"{self._name} cannot play here; without --play, a file is written that any player opens")
