"""Processes that are ended where they stand still.

A program that is fed or read for as long as a book takes has no time limit as a whole. What is limited is how long it
may keep us waiting for one step: until it takes some bytes, gives some, or ends.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_CHUNK = 2**16
"""Bytes that a process is given at once; more would hide that it takes them."""


class Watch:
    """Ends a process where one wait for it – a `with watch:` – lasts longer than `seconds`; `stalled` is True then.

    The process must have a session of its own: what it has started ends with it. One thread at a time may wait. To be
    closed in the end.
    """

    def __init__(self, process: subprocess.Popen[bytes], seconds: int) -> None:
        self.seconds = seconds
        self.stalled = False
        self._process = process
        self._step = 0
        """Goes up as a wait begins, and as it ends: odd while we wait."""
        self._closed = threading.Event()
        threading.Thread(target=self._look, name="watch", daemon=True).start()

    def __enter__(self) -> Self:
        self._step += 1
        return self

    def __exit__(self, *_: object) -> None:
        self._step += 1

    def close(self) -> None:
        """Watch no longer."""
        self._closed.set()

    def _look(self) -> None:
        # Seconds are counted here and not read off a clock: a laptop that slept, or a build that was stopped by Ctrl-Z,
        # has not waited.
        seen = waited = 0
        while not self._closed.wait(1):
            waited = waited + 1 if self._step == seen and seen % 2 else 0
            seen = self._step
            if waited >= self.seconds:
                self.stalled = True
                end(self._process)
                return


class Pipe(io.RawIOBase):
    """A process's standard input or output, each step of which is watched."""

    def __init__(self, pipe: io.FileIO, watch: Watch) -> None:
        self._pipe = pipe
        self._watch = watch

    def readable(self) -> bool:
        return self._pipe.readable()

    def writable(self) -> bool:
        return self._pipe.writable()

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        with self._watch:
            return self._pipe.readinto(buffer)

    def write(self, data: ReadableBuffer) -> int | None:
        with self._watch:
            return self._pipe.write(memoryview(data)[:_CHUNK])

    def close(self) -> None:
        self._pipe.close()
        super().close()


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that has a session of its own, and all that it has started."""
    if process.poll() is not None:
        return  # the number may be another's by now
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):  # the latter is what macOS says of a group that has ended
            os.killpg(process.pid, signal.SIGKILL)
