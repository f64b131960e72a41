"""ffmpeg, the program: found, run, fed.

It only ever gets explicit `file:` paths and its standard streams: no network protocol is open to it, whatever a file
says.
"""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from audiofic.errors import EncoderError

_QUIET = ("-hide_banner", "-nostdin", "-v", "error", "-y")


def ffmpeg() -> str:
    """The path of the system's ffmpeg, else of the one that imageio-ffmpeg brings; EncoderError if there is neither."""
    if system := shutil.which("ffmpeg"):
        return system
    try:
        import imageio_ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise EncoderError("ffmpeg is missing; install it, or run: pip install imageio-ffmpeg") from error


def ffmpeg_version() -> str:
    """As ffmpeg tells it: "5.1.9-0+deb12u1"."""
    banner = run_ffmpeg(["-version"]).decode(errors="replace").split()
    return banner[2] if len(banner) > 2 else "unknown"


def run_ffmpeg(arguments: Sequence[str], stdin: bytes = b"") -> bytes:
    """Run ffmpeg to its end, and return what it writes to its standard output. Raises EncoderError if it fails."""
    try:
        done = subprocess.run([ffmpeg(), *_QUIET, *arguments], input=stdin, capture_output=True, check=False)
    except OSError as error:
        raise EncoderError(f"ffmpeg does not start: {error}") from error
    if done.returncode:
        raise EncoderError(_complaint(done.returncode, done.stderr))
    return done.stdout


def ffmpeg_lines(arguments: Sequence[str], log: IO[bytes]) -> Generator[str, None, None]:
    """Run ffmpeg, and give each line that it writes to its standard output as it comes. What it tells, each line with
    its level ("[error]"), goes to `log`. Raises EncoderError if it fails; to close the generator is to end it."""
    command = [ffmpeg(), *_QUIET, "-v", "level+info", "-nostats", *arguments]
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True, errors="replace"
        )
    except OSError as error:
        raise EncoderError(f"ffmpeg does not start: {error}") from error
    with process:
        try:
            assert process.stdout is not None  # noqa: S101 (for the type checker)
            yield from process.stdout
        except BaseException:  # also GeneratorExit
            process.kill()
            raise
    if process.returncode:
        log.seek(0)
        raise EncoderError(_complaint(process.returncode, log.read()))


def source(url: str, *options: str) -> list[str]:
    """ffmpeg's arguments for an input that can name nothing but files."""
    return ["-protocol_whitelist", "file,pipe", *options, "-i", url]


def file_url(path: Path) -> str:
    """The path so that ffmpeg takes it for nothing else, whatever its name."""
    return f"file:{path}"


class Ffmpeg:
    """A running ffmpeg that is fed through its standard input (`pipe:0`); use as a context manager.

    EncoderError comes from `write` or at the end of the block, if ffmpeg fails or cannot write; whatever goes wrong,
    it is ended and `outputs` are removed.
    """

    def __init__(self, arguments: Sequence[str], outputs: Iterable[Path]) -> None:
        self._command = [ffmpeg(), *_QUIET, *arguments]
        self._outputs = tuple(outputs)

    def __enter__(self) -> Self:
        # A file, since a pipe that nobody reads would fill up and stop ffmpeg.
        self._log: IO[bytes] = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self._log,
                start_new_session=True,  # Ctrl-C is for us: ffmpeg ends when we end it, or with our pipe
            )
        except OSError as error:
            self._log.close()
            raise EncoderError(f"ffmpeg does not start: {error}") from error
        assert self._process.stdin is not None  # noqa: S101 (for the type checker)
        self._stdin = self._process.stdin
        return self

    def write(self, data: bytes) -> None:
        try:
            self._stdin.write(data)
        except OSError as error:
            raise self._failure() from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        except BaseException:
            self._abandon()
            raise
        else:
            if kind is not None:
                self._abandon()
        finally:
            self._log.close()

    def _finish(self) -> None:
        try:
            self._stdin.close()
        except OSError as error:
            raise self._failure() from error
        # ffmpeg 5 ends with 0 when the disk is full at the last write, and only says so. What we feed it is our own:
        # there is nothing in it to complain of.
        if self._process.wait() or self._log.seek(0, io.SEEK_END):
            raise self._failure()

    def _failure(self) -> EncoderError:
        """ffmpeg no longer reads, so it is about to end, and its log tells why."""
        returncode = self._process.wait()
        self._log.seek(0)
        return EncoderError(_complaint(returncode, self._log.read()))

    def _abandon(self) -> None:
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            self._stdin.close()
        for output in self._outputs:
            output.unlink(missing_ok=True)


def _complaint(returncode: int, log: bytes) -> str:
    """ffmpeg's last words, as a sentence."""
    lines = [line for line in log.decode(errors="replace").splitlines() if line and not _NOISE.match(line)]
    if not lines:
        how = f"signal {-returncode}" if returncode < 0 else f"exit code {returncode}"
        return f"ffmpeg ended with {how} and without a word; try again, and see that memory and disk have room"
    if _FULL in lines[-1]:
        return FULL_DISK
    return f"ffmpeg failed: {_ORIGIN.sub('', lines[-1])}"


_FULL = os.strerror(errno.ENOSPC)
FULL_DISK = f"the disk is full ({_FULL}); make room on it, and the same command goes on from there"
_NOISE = re.compile(r"\s*Last message repeated|Conversion failed!")
_ORIGIN = re.compile(r"^(\[[^\]]*\] )*")
