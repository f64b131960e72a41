"""Playing sound while it is made, by a program of the system's that takes samples as they come."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from contextlib import suppress
from types import TracebackType
from typing import IO, Final, Self

from audiofic.audio import Clip, Pipe, Watch, end
from audiofic.cli import console

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
        try:
            if self._process is None:
                self._start(clip.rate)
            self._sound.write(clip.pcm)
            self._sound.flush()
        except OSError:
            self.failed = True

    def _start(self, rate: int) -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end
        self._process = subprocess.Popen(
            [self.name, *_PROGRAMS[self.name].format(rate=rate).split()],
            stdin=subprocess.PIPE, stderr=self._log, bufsize=0, start_new_session=True,
        )  # fmt: skip
        self._watch = Watch(self._process, console.PATIENCE)
        assert isinstance(self._process.stdin, io.FileIO)  # noqa: S101 (for the type checker)
        self._sound = io.BufferedWriter(Pipe(self._process.stdin, self._watch))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._log is None:
            return
        with self._log as log:
            if self._process is not None:
                self._end(self._process, log, now=kind is not None)

    def _end(self, process: subprocess.Popen[bytes], log: IO[bytes], *, now: bool) -> None:
        if now:
            end(process)
        with suppress(OSError):
            self._sound.close()
        with self._watch:
            code = process.wait()
        self._watch.close()
        log.seek(0)
        self.failed |= not console.could_play(code, log.read())
