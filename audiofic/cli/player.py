"""Playing sound while it is made, by a program of the system's that takes samples as they come."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from types import TracebackType
from typing import IO, Final, Self

from audiofic.audio import Clip
from audiofic.cli.console import could_play

_PROGRAMS: Final = {
    "ffplay": "-nodisp -autoexit -v error -f s16le -ar {rate} -i pipe:0",
    "paplay": "--raw --format=s16le --channels=1 --rate={rate}",
    "aplay": "-q -t raw -f S16_LE -c 1 -r {rate} -",
}


class Player:
    """Plays clips one after the other, between `with` and its end, which waits for the last.

    Where there is no such program, `hear` does nothing, and `name` is empty. Where it cannot play, `failed` is True at
    the end, and what it says of it is nobody's concern: a machine without a sound card makes ALSA talk.
    """

    def __init__(self) -> None:
        self.name = next((name for name in _PROGRAMS if shutil.which(name)), "")
        self.failed = False
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    def hear(self, clip: Clip) -> None:
        """Play a clip; it may return before the clip has been heard. All are of one rate."""
        if not self.name or self.failed:
            return
        if self._process is None:
            options = _PROGRAMS[self.name].format(rate=clip.rate).split()
            self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end
            self._process = subprocess.Popen([self.name, *options], stdin=subprocess.PIPE, stderr=self._log, bufsize=0)
        assert self._process.stdin is not None  # noqa: S101 (for the type checker)
        try:
            self._process.stdin.write(clip.pcm)
        except OSError:
            self.failed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None or self._process.stdin is None or self._log is None:
            return
        self._process.stdin.close()
        if kind is not None:
            self._process.kill()
        with self._log as log:
            code = self._process.wait()
            log.seek(0)
            self.failed |= not could_play(code, log.read())
