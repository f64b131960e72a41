"""Clips to files and back, and what ffmpeg measures of a clip."""

from __future__ import annotations

import io
import math
import wave
from collections.abc import Mapping, Sequence
from pathlib import Path

from audiofic.audio.clips import Clip
from audiofic.audio.program import Ffmpeg, file_url, run_ffmpeg, source
from audiofic.errors import EncoderError


def encoder(rate: int, outputs: Mapping[Path, Sequence[str]]) -> Ffmpeg:
    """An ffmpeg to write PCM to (mono, s16le, at `rate`), which it encodes into each output with that one's arguments,
    all in one pass."""
    arguments = source("pipe:0", "-f", "s16le", "-ar", str(rate), "-ac", "1")
    for path, codec in outputs.items():
        arguments += ["-map", "0:a", *codec, file_url(path)]
    return Ffmpeg(arguments, outputs)


def decode(path: Path) -> Clip:
    """The sound of any file that ffmpeg reads, mixed down to mono, at the file's own rate. All of it is in memory.

    Raises EncoderError where ffmpeg cannot read it.
    """
    wav = run_ffmpeg([*source(file_url(path)), "-vn", "-ac", "1", "-c:a", "pcm_s16le", "-f", "wav", "pipe:1"])
    try:
        with wave.open(io.BytesIO(wav)) as reader:
            # The header of a streamed WAV cannot know the length: it says 4 GB, and the data ends where it ends.
            return Clip(reader.readframes(reader.getnframes()), reader.getframerate())
    except (wave.Error, EOFError) as error:
        raise EncoderError(f"ffmpeg ended as if all were well, and gave no sound of {path}; try again") from error


def paced(clip: Clip, pace: float) -> Clip:
    """The clip so many times as fast, at the same pitch (ffmpeg's atempo, which overlaps waves: WSOLA).

    Raises EncoderError where ffmpeg cannot.
    """
    if pace == 1:
        return clip
    raw = ("-f", "s16le", "-ar", str(clip.rate), "-ac", "1")
    steps = max(1, math.ceil(abs(math.log2(pace))))  # each by two at most, which sounds best
    filters = ",".join([f"atempo={pace ** (1 / steps):.6f}"] * steps)
    return Clip(run_ffmpeg([*source("pipe:0", *raw), "-af", filters, *raw, "pipe:1"], stdin=clip.pcm), clip.rate)


def loudness(clip: Clip) -> float:
    """The integrated loudness in LUFS (EBU R 128); −70 for what is silent or shorter than 400 ms.

    Raises EncoderError where ffmpeg cannot measure it.
    """
    filters = "ebur128=metadata=1:framelog=verbose,ametadata=print:key=lavfi.r128.I:file=-"
    sound = source("pipe:0", "-f", "s16le", "-ar", str(clip.rate), "-ac", "1")
    # Measured are whole tenths of a second.
    printed = run_ffmpeg([*sound, "-af", filters, "-f", "null", "-"], stdin=clip.pcm + bytes(2 * (clip.rate // 10)))
    try:
        return float(printed.split(b"=")[-1])
    except ValueError as error:
        raise EncoderError("ffmpeg ended as if all were well, and gave no loudness; try again") from error
