"""ffmpeg, the program: found, tried, run, fed.

It only ever gets explicit `file:` paths and its standard streams: no network protocol is open to it, whatever a file
says. And it only ever gets so much time: a job that is short as a whole, one as long as a book for each step.
"""

from __future__ import annotations

import errno
import functools
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from audiofic.audio.watch import Pipe, Watch, end
from audiofic.errors import EncoderError

TRIAL_SECONDS = 10
"""What a trial may take; it takes a tenth of a second, and more where a virus scanner looks at the program first."""
JOB_SECONDS = 120
"""What a short job may take: a clip, a picture, the tags of a file."""
STEP_SECONDS = 60
"""How long ffmpeg may stand still at a long job, such as the sound of a chapter."""

_QUIET = ("-hide_banner", "-nostdin", "-v", "error", "-y")
_ENCODERS = ("aac", "libmp3lame", "libopus", "flac")
"""Those that `package/codecs/` names."""
_MOST = 2**16
"""Bytes that a trial listens to: ffmpeg's are some thousands."""
_VERSION = re.compile(rb"^(?:\[info\] )?ffmpeg version (\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Installation:
    """The ffmpeg that is used here."""

    path: str
    version: str
    """As it tells it: "5.1.9-0+deb12u1"."""
    bundled: bool
    """True for the one that the package imageio-ffmpeg brings, False for the system's."""
    passed_over: tuple[tuple[str, str], ...]
    """Those before it on the PATH that do not work, each with what is wrong with it: "does not start (…)"."""


def ffmpeg() -> Installation:
    """The first ffmpeg on the PATH that works, else the one that imageio-ffmpeg brings.

    Each is tried once in the life of a process. Raises EncoderError where there is none that works.
    """
    passed_over: list[tuple[str, str]] = []
    for path, bundled in _candidates():
        tried = _try(path)
        if not tried.fault:
            return Installation(path, tried.version, bundled, tuple(passed_over))
        passed_over.append((path, tried.fault))
    _try.cache_clear()  # by the next time, one may have been mended
    if not passed_over:
        raise EncoderError("ffmpeg is missing; install it, or run: pip install imageio-ffmpeg")
    faults = "; ".join(f"{path} {fault}" for path, fault in passed_over)
    raise EncoderError(f"no ffmpeg works here: {faults}; mend it, or run: pip install --force-reinstall imageio-ffmpeg")


def _candidates() -> Iterator[tuple[str, bool]]:
    """Every ffmpeg on the PATH in its order, be it runnable or not; then that of imageio-ffmpeg (True), whose own
    search would run what is on the PATH without a time limit."""
    name = "ffmpeg.exe" if sys.platform == "win32" else "ffmpeg"
    folders = dict.fromkeys(Path(folder).resolve() for folder in os.get_exec_path() if Path(folder).is_absolute())
    yield from ((str(folder / name), False) for folder in folders if (folder / name).is_file())
    if named := os.environ.get("IMAGEIO_FFMPEG_EXE"):  # what imageio-ffmpeg takes in place of its own
        yield named, True
        return
    try:
        import imageio_ffmpeg
    except ImportError:
        return
    yield from ((str(path), True) for path in Path(imageio_ffmpeg.__file__).with_name("binaries").glob("ffmpeg-*"))


@dataclass(frozen=True, slots=True)
class _Trial:
    version: str = ""
    fault: str = ""
    """What is wrong with it, to be read after its path: "does not start (…)"."""


@functools.cache
def _try(path: str) -> _Trial:
    """Let the program encode a tenth of a second of silence from one file to another, with every encoder that we need.

    That tells of a program that does not start, hangs, is another than it says, cannot do what we need, or ends well
    and has not written: what runs in a sandbox may have a folder for temporary files of its own.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="audiofic-") as folder:
            return _encode_silence(path, Path(folder))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise EncoderError(FULL_DISK) from error
        raise EncoderError(f"ffmpeg cannot be tried for want of a temporary file ({error}); mend that") from error


def _encode_silence(path: str, folder: Path) -> _Trial:
    silence, encoded = folder / "silence", folder / "encoded"
    silence.write_bytes(bytes(4800))
    command = [path, "-nostdin", "-y", "-v", "level+info"]
    command += source(file_url(silence), "-f", "s16le", "-ar", "24000", "-ac", "1")
    for number, encoder in enumerate(_ENCODERS):
        command += ["-map", "0:a", f"-c:a:{number}", encoder]
    try:
        process = subprocess.Popen(
            [*command, "-f", "framecrc", file_url(encoded)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        return _Trial(fault=f"does not start ({error.strerror})")
    watch = Watch(process, TRIAL_SECONDS)
    with process:
        try:
            assert process.stderr is not None  # noqa: S101 (for the type checker)
            with watch:
                told = process.stderr.read(_MOST)
                if len(told) == _MOST:  # it may go on for ever
                    end(process)
                process.wait()
        except BaseException:
            end(process)
            raise
        finally:
            watch.close()
    version = _VERSION.search(told)
    if watch.stalled:
        return _Trial(fault=f"does not answer within {watch.seconds} seconds")
    if len(told) == _MOST or not (version or process.returncode):
        return _Trial(fault="does not answer as ffmpeg does")
    if process.returncode:
        words = _words(told) or _ending(process.returncode)
        if _FULL in words:  # which is no fault of the program's
            raise EncoderError(FULL_DISK)
        return _Trial(fault=f"{'cannot encode' if version else 'does not start'} ({words})")
    frames = encoded.read_text(errors="replace") if encoded.exists() else ""
    if not all(re.search(f"^{number}, ", frames, re.MULTILINE) for number in range(len(_ENCODERS))):
        return _Trial(fault="ends as if all were well, and writes nothing")
    assert version is not None  # noqa: S101 (for the type checker)
    return _Trial(version[1].decode(errors="replace"))


def run_ffmpeg(arguments: Sequence[str], stdin: bytes = b"") -> bytes:
    """Run ffmpeg to its end, and return what it writes to its standard output. Raises EncoderError if it fails, or
    takes longer than a short job does."""
    process = _start(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    watch = Watch(process, JOB_SECONDS)
    with process:
        try:
            with watch:
                printed, log = process.communicate(stdin)
        except BaseException:
            end(process)
            raise
        finally:
            watch.close()
    if process.returncode:
        raise _complaint(process, watch, log)
    return bytes(printed)


def ffmpeg_lines(arguments: Sequence[str], log: IO[bytes]) -> Generator[str, None, None]:
    """Run ffmpeg, and give each line that it writes to its standard output as it comes. What it tells, each line with
    its level ("[error]"), goes to `log`. Raises EncoderError if it fails or stands still; to close the generator is to
    end it."""
    process = _start(
        ["-v", "level+info", "-nostats", *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log
    )
    watch = Watch(process, STEP_SECONDS)
    with process:
        try:
            assert isinstance(process.stdout, io.FileIO)  # noqa: S101 (for the type checker)
            yield from io.TextIOWrapper(io.BufferedReader(Pipe(process.stdout, watch)), "utf-8", errors="replace")
            with watch:
                process.wait()
        except BaseException:  # also GeneratorExit
            end(process)
            raise
        finally:
            watch.close()
    if process.returncode:
        log.seek(0)
        raise _complaint(process, watch, log.read())


def _start(arguments: Sequence[str], *, stdin: int, stdout: int, stderr: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """ffmpeg in a session of its own: Ctrl-C is for us, and it ends when we end it, or with our pipe."""
    path = ffmpeg().path
    command = [path, *_QUIET, *arguments]
    try:
        return subprocess.Popen(command, bufsize=0, stdin=stdin, stdout=stdout, stderr=stderr, start_new_session=True)
    except OSError as error:
        raise EncoderError(f"{path} no longer starts ({error.strerror}); try again") from error


def source(url: str, *options: str) -> list[str]:
    """ffmpeg's arguments for an input that can name nothing but files."""
    return ["-protocol_whitelist", "file,pipe", *options, "-i", url]


def file_url(path: Path) -> str:
    """The path so that ffmpeg takes it for nothing else, whatever its name."""
    return f"file:{path}"


class Ffmpeg:
    """A running ffmpeg that is fed through its standard input (`pipe:0`); use as a context manager.

    EncoderError comes from `write` or at the end of the block, if ffmpeg fails, stands still or cannot write; whatever
    goes wrong, it is ended and `outputs` are removed.
    """

    def __init__(self, arguments: Sequence[str], outputs: Iterable[Path]) -> None:
        self._arguments = arguments
        self._outputs = tuple(outputs)

    def __enter__(self) -> Self:
        # A file, since a pipe that nobody reads would fill up and stop ffmpeg.
        self._log: IO[bytes] = tempfile.TemporaryFile()
        try:
            self._process = _start(self._arguments, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=self._log)
        except BaseException:
            self._log.close()
            raise
        self._watch = Watch(self._process, STEP_SECONDS)
        assert isinstance(self._process.stdin, io.FileIO)  # noqa: S101 (for the type checker)
        self._stdin = io.BufferedWriter(Pipe(self._process.stdin, self._watch))
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
            self._watch.close()
            self._log.close()

    def _finish(self) -> None:
        try:
            self._stdin.close()
        except OSError as error:
            raise self._failure() from error
        with self._watch:
            self._process.wait()
        # ffmpeg 5 ends with 0 when the disk is full at the last write, and only says so. What we feed it is our own:
        # there is nothing in it to complain of.
        if self._process.returncode or self._log.seek(0, io.SEEK_END):
            raise self._failure()
        if missing := [output for output in self._outputs if not output.exists()]:
            raise EncoderError(f"ffmpeg ended as if all were well, and has not written {missing[0]}; try again")

    def _failure(self) -> EncoderError:
        """ffmpeg no longer reads, so it is about to end, and its log tells why."""
        with self._watch:
            self._process.wait()
        self._log.seek(0)
        return _complaint(self._process, self._watch, self._log.read())

    def _abandon(self) -> None:
        end(self._process)
        self._process.wait()
        with suppress(OSError):
            self._stdin.close()
        for output in self._outputs:
            output.unlink(missing_ok=True)


def _complaint(process: subprocess.Popen[bytes], watch: Watch, log: bytes) -> EncoderError:
    """Why ffmpeg failed, as a sentence."""
    if watch.stalled:
        return EncoderError(
            f"ffmpeg did nothing for {watch.seconds} seconds and was ended; see whether the disk answers, and try again"
        )
    words = _words(log)
    if not words:
        ending = _ending(process.returncode)
        return EncoderError(f"ffmpeg failed: {ending}; try again, and see that memory and disk have room")
    return EncoderError(FULL_DISK if _FULL in words else f"ffmpeg failed: {words}")


def _words(log: bytes) -> str:
    """What ffmpeg says of its failure: the first error, which is the cause, and the last, which is what came of it."""
    lines = [line for line in log.decode(errors="replace").splitlines() if line and not _NOISE.match(line)]
    lines = [line for line in lines if _ERROR.match(line)] or lines
    return "; ".join(dict.fromkeys(_ORIGIN.sub("", line).rstrip(".")[:300] for line in (*lines[:1], *lines[-1:])))


def _ending(returncode: int) -> str:
    if returncode == 0:
        return "it ended as if all were well, and before its work was done"
    how = f"signal {-returncode}" if returncode < 0 else f"exit code {returncode}"
    return f"it ended with {how} and without a word"


_FULL = os.strerror(errno.ENOSPC)
FULL_DISK = f"the disk is full ({_FULL}); make room on it, and the same command goes on from there"
_NOISE = re.compile(r"\s*Last message repeated|Conversion failed!")
_ERROR = re.compile(r"(\[[^\]]*\] )*\[(error|fatal|panic)\] ")
_ORIGIN = re.compile(r"^(\[[^\]]*\] )*")
