"""Sound, and the only door to pydub and ffmpeg.

pydub cuts, scales and fades clips in memory; ffmpeg encodes, decodes and probes files. ffmpeg only ever gets explicit
`file:` paths and its standard streams: no network protocol is open to it, whatever a file says.
"""

from __future__ import annotations

import io
import math
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
import wave
from array import array
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self

from audiofic.errors import EncoderError

FULL_SCALE = 32768
SILENCE = 10 ** (-60 / 20) * FULL_SCALE
"""A clip whose peak is below −60 dBFS is silent."""
TRIM_BELOW_PEAK = 10 ** (-46 / 20)
TRIM_WINDOW = 10
TRIM_MARGIN = 30
"""Milliseconds kept around the sound: a plosive's onset and the last breath of an "s" are quieter than the gate."""
LEVEL_WINDOW = 20
VOICED_BELOW_LOUDEST = 10 ** (-30 / 20)
LIMIT_WINDOW = 5
"""Milliseconds in which the loudest sample tells how loud all may become."""
LIMIT_REACH = 4
"""Windows over which a limited peak is led up to, and away from."""
FADE = 3
"""Milliseconds: enough against clicks, too short to be heard."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Sound: mono, signed 16-bit little-endian samples."""

    pcm: bytes
    rate: int
    """Samples a second."""

    @property
    def seconds(self) -> float:
        return len(self.pcm) / 2 / self.rate


class Sink(Protocol):
    """Takes sound as it comes: an encoder, a file, a player."""

    def write(self, pcm: bytes, /) -> object: ...


# ---------------------------------------------------------------------------------------------------- clips, by pydub


@cache
def _pydub() -> Any:
    with warnings.catch_warnings():
        # pydub warns that it finds no ffmpeg (we bring one) and of its own future (audioop, invalid escapes).
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    return AudioSegment


@cache
def _audioop() -> Any:
    """What pydub itself counts with; of samples by the hundred, it is a hundred times as fast as Python."""
    _pydub()
    return sys.modules["audioop"]


def _sound(clip: Clip) -> Any:
    return _pydub()(clip.pcm, sample_width=2, frame_rate=clip.rate, channels=1)


def silence(seconds: float, rate: int) -> Clip:
    """Digital silence, `round(seconds * rate)` samples of it."""
    return Clip(bytes(2 * round(seconds * rate)), rate)


def peak(clip: Clip) -> float:
    """The largest sample in dBFS; minus infinity for digital silence."""
    return _decibels(_sound(clip).max)


def level(clip: Clip) -> float:
    """The RMS in dBFS of the parts that are voiced: windows of 20 ms less than 30 dB below the loudest one."""
    sound = _sound(clip)
    windows = [sound[at : at + LEVEL_WINDOW].rms for at in range(0, len(sound), LEVEL_WINDOW)]
    gate = max(windows, default=0) * VOICED_BELOW_LOUDEST
    voiced = [rms * rms for rms in windows if rms > gate]
    return _decibels(math.sqrt(sum(voiced) / len(voiced))) if voiced else -math.inf


def trim(clip: Clip) -> Clip:
    """The clip without the silence at its ends (46 dB below its peak), but for a margin; empty if it is all silent."""
    sound = _sound(clip)
    loudest = sound.max
    if loudest < SILENCE:
        return Clip(b"", clip.rate)
    gate, length = loudest * TRIM_BELOW_PEAK, len(sound)
    windows = range(0, length, TRIM_WINDOW)
    first = next((at for at in windows if sound[at : at + TRIM_WINDOW].rms > gate), 0)
    last = next((at for at in reversed(windows) if sound[at : at + TRIM_WINDOW].rms > gate), length) + TRIM_WINDOW
    start, end = max(0, first - TRIM_MARGIN), min(length, last + TRIM_MARGIN)
    return clip if (start, end) == (0, length) else Clip(sound[start:end].raw_data, clip.rate)


def loudness(clip: Clip) -> float:
    """The integrated loudness in LUFS (EBU R 128); −70 for what is silent or shorter than 400 ms."""
    filters = "ebur128=metadata=1:framelog=verbose,ametadata=print:key=lavfi.r128.I:file=-"
    sound = source("pipe:0", "-f", "s16le", "-ar", str(clip.rate), "-ac", "1")
    # Measured are whole tenths of a second.
    printed = run_ffmpeg([*sound, "-af", filters, "-f", "null", "-"], stdin=clip.pcm + bytes(2 * (clip.rate // 10)))
    return float(printed.split(b"=")[-1])


def gain(clip: Clip, decibels: float, ceiling: float = 0.0) -> Clip:
    """The clip louder by `decibels`. Where a peak would then be above `ceiling` dBFS, the sound around it is turned
    down as far as needed, gliding: a limiter that looks 20 ms ahead."""
    sound = _sound(clip)
    top = min(10 ** (ceiling / 20) * FULL_SCALE, FULL_SCALE - 1)
    louder = sound.apply_gain(decibels).raw_data if decibels else clip.pcm
    if sound.max > top * 10 ** (-decibels / 20):
        louder = _limited(clip, 10 ** (decibels / 20), top, array("h", louder))
    return Clip(louder, clip.rate) if louder is not clip.pcm else clip


def _limited(clip: Clip, factor: float, top: float, louder: array[int]) -> bytes:
    """`louder`, which is the clip times `factor`, without samples above `top`."""
    samples = array("h", clip.pcm)
    width = clip.rate * LIMIT_WINDOW // 1000
    starts = range(0, len(samples), width)
    peaks = (_audioop().max(clip.pcm[2 * at : 2 * (at + width)], 2) for at in starts)
    allowed = [min(factor, top / max(1, peak)) for peak in peaks]
    # At each edge between windows: the lowest of those around, and then the mean of these, which is never above what
    # the two windows at that edge allow.
    edges = range(len(allowed) + 1)
    lowest = [min(allowed[max(0, edge - LIMIT_REACH) : edge + LIMIT_REACH]) for edge in edges]
    around = [lowest[max(0, edge - LIMIT_REACH + 1) : edge + LIMIT_REACH] for edge in edges]
    factors = [sum(those) / len(those) for those in around]
    for at, (first, last) in zip(starts, pairwise(factors), strict=True):
        if min(first, last) < factor * 0.9999:  # less is a rounding error, or nothing that a sample would show
            slope = (last - first) / width
            part = samples[at : at + width]
            louder[at : at + width] = array("h", [int(each * (first + slope * i)) for i, each in enumerate(part)])
    return louder.tobytes()


def fade(clip: Clip) -> Clip:
    """The clip faded in and out over 3 ms, as long as before; one too short for that stays as it is."""
    edge = 2 * (clip.rate * FADE // 1000)
    if len(clip.pcm) < 2 * edge:
        return clip
    # Only the ends go through pydub: it rounds what it is given to whole milliseconds.
    head = _sound(Clip(clip.pcm[:edge], clip.rate)).fade_in(FADE).raw_data
    tail = _sound(Clip(clip.pcm[-edge:], clip.rate)).fade_out(FADE).raw_data
    return Clip(head[:edge] + clip.pcm[edge:-edge] + tail[:edge], clip.rate)


def resample(clip: Clip, rate: int) -> Clip:
    """The clip at another sample rate, by linear interpolation: meant for going up to a book's rate."""
    return clip if clip.rate == rate else Clip(_sound(clip).set_frame_rate(rate).raw_data, rate)


def _decibels(amplitude: float) -> float:
    return 20 * math.log10(amplitude / FULL_SCALE) if amplitude else -math.inf


# --------------------------------------------------------------------------------------------------- files, by ffmpeg

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


def encoder(rate: int, outputs: Mapping[Path, Sequence[str]]) -> Ffmpeg:
    """An ffmpeg to write PCM to (mono, s16le, at `rate`), which it encodes into each output with that one's arguments,
    all in one pass."""
    arguments = source("pipe:0", "-f", "s16le", "-ar", str(rate), "-ac", "1")
    for path, codec in outputs.items():
        arguments += ["-map", "0:a", *codec, file_url(path)]
    return Ffmpeg(arguments, outputs)


def decode(path: Path) -> Clip:
    """The sound of any file that ffmpeg reads, mixed down to mono, at the file's own rate. All of it is in memory."""
    wav = run_ffmpeg([*source(file_url(path)), "-vn", "-ac", "1", "-c:a", "pcm_s16le", "-f", "wav", "pipe:1"])
    with wave.open(io.BytesIO(wav)) as reader:
        # The header of a streamed WAV cannot know the length: it says 4 GB, and the data ends where it ends.
        return Clip(reader.readframes(reader.getnframes()), reader.getframerate())


def _complaint(returncode: int, log: bytes) -> str:
    """ffmpeg's last words, as a sentence."""
    lines = [line for line in log.decode(errors="replace").splitlines() if line and not _NOISE.match(line)]
    if not lines:
        how = f"signal {-returncode}" if returncode < 0 else f"exit code {returncode}"
        return f"ffmpeg ended with {how} and without a word; try again, and see that memory and disk have room"
    return f"ffmpeg failed: {_ORIGIN.sub('', lines[-1])}"


_NOISE = re.compile(r"\s*Last message repeated|Conversion failed!")
_ORIGIN = re.compile(r"^(\[[^\]]*\] )*")


# ------------------------------------------------------------------------------------------------ marks and metadata


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter of an audio file; `start` and `end` in seconds."""

    title: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Probe:
    """What an audio file says of itself."""

    seconds: float
    marks: tuple[Mark, ...]
    tags: Mapping[str, str]
    """By ffmpeg's names, in small letters: title, artist, album, composer…"""


def probe(path: Path) -> Probe:
    """Length, chapters and tags of any audio file, without ffprobe (imageio-ffmpeg has none).

    Raises EncoderError if the file cannot be read as sound.
    """
    import mutagen
    import mutagen.ogg

    try:
        sound = mutagen.File(path)
    except (mutagen.MutagenError, OSError) as error:
        raise EncoderError(f"{path} cannot be read as an audio file: {error}") from error
    if sound is None:
        raise EncoderError(f"{path} is not an audio file")
    of_stream = ["-map_metadata", "0:s:a:0"] if isinstance(sound, mutagen.ogg.OggFileType) else []
    output = [*of_stream, "-f", "ffmetadata", "pipe:1"]
    text = run_ffmpeg([*source(file_url(path)), *output]).decode(errors="replace")
    tags, marks = read_ffmetadata(text)
    return Probe(float(sound.info.length), tuple(marks), tags)


def read_ffmetadata(text: str) -> tuple[dict[str, str], list[Mark]]:
    """The tags and chapters in ffmpeg's metadata format; names of tags are in small letters."""
    tags: dict[str, str] = {}
    marks: list[Mark] = []
    for section, entries in _sections(text):
        if section == "":
            tags = {key.lower(): value for key, value in entries.items()}
        elif section == "CHAPTER":
            numerator, denominator = map(int, entries["TIMEBASE"].split("/"))
            start, end = (int(entries[key]) * numerator / denominator for key in ("START", "END"))
            marks.append(Mark(entries.get("title", ""), start, end))
    return tags, marks


def ffmetadata(tags: Mapping[str, str], marks: Iterable[Mark]) -> str:
    """Tags and chapters as a file in ffmpeg's metadata format; empty tags are left out."""
    lines = [";FFMETADATA1"]
    lines += [f"{key}={_escape(value)}" for key, value in tags.items() if value]
    for mark in marks:
        lines += ["[CHAPTER]", "TIMEBASE=1/1000000", f"START={round(mark.start * 1e6)}", f"END={round(mark.end * 1e6)}"]
        lines += [f"title={_escape(mark.title)}"]
    return "\n".join(lines) + "\n"


def _escape(value: str) -> str:
    # ffmpeg takes a line break for escaped after any backslash, even one that is escaped itself.
    return re.sub(r"([\\=;#\n])", r"\\\1", value) + " " * value.endswith("\\")


def _sections(text: str) -> list[tuple[str, dict[str, str]]]:
    """The sections of an ffmetadata file; the first, which has no name, is that of the whole file."""
    sections: list[tuple[str, dict[str, str]]] = [("", {})]
    for found in _METADATA_LINE.finditer(text):
        if found["section"]:
            sections.append((found["section"], {}))
        else:
            sections[-1][1][_ESCAPED.sub(r"\1", found["key"])] = _ESCAPED.sub(r"\1", found["value"])
    return sections


_METADATA_LINE = re.compile(
    r"^(?:\[(?P<section>\w+)\]|(?P<key>(?:\\.|[^\\=\n])*)=(?P<value>(?:\\.|[^\\\n])*))$",
    re.MULTILINE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
