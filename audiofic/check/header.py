"""What an audiobook says of itself: format, length, tags, chapters, cover."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from audiofic.audio import Mark, ffmpeg_lines, file_url, read_ffmetadata, source
from audiofic.errors import AudiobookError, EncoderError

_DURATION = re.compile(r"\[info\]   Duration: (\d+):(\d\d):(\d\d\.\d+)")
_AUDIO = re.compile(r"\[info\]   Stream #0:\d+.*?: Audio: (\w+).*?, (\d+) Hz, ([^,]+)")
_PICTURE = re.compile(r"\[info\]   Stream #0:\d+.*?: Video: .*\(attached pic\)")
_STREAM_MAPPING = "[info] Stream mapping:"
_ESTIMATED = "Estimating duration from bitrate"
"""What ffmpeg tells where the file does not say how long it is."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in the file beside the sound."""

    seconds: float | None
    """How long it says that it is; None where it does not."""
    codec: str
    """ffmpeg's name: "aac"."""
    rate: int
    """Samples a second."""
    channels: str
    """ffmpeg's word: "mono", "stereo"."""
    cover: bool
    tags: Mapping[str, str]
    """By ffmpeg's names, in small letters."""
    marks: tuple[Mark, ...]
    """The chapters, in the order of the file."""


def read_header(path: Path) -> Header:
    """Raises AudiobookError unless there is sound in the file, and EncoderError if there is no ffmpeg."""
    if path.is_dir():
        raise AudiobookError(f"{path}: this is a folder; name the audiobook in it")
    if not path.is_file():
        raise AudiobookError(f"{path}: there is no such file")
    printed, log = _metadata(path, "0")
    tags, marks = read_ffmetadata(printed)
    description = log.partition(_STREAM_MAPPING)[0].splitlines()
    sound = next(filter(None, map(_AUDIO.match, description)), None)
    if sound is None:
        raise AudiobookError(f"{path} has no sound in it: choose an audiobook, such as a .m4b or .mp3")
    if sound[1] in {"opus", "vorbis"}:  # Ogg keeps the tags with the stream
        tags = read_ffmetadata(_metadata(path, "0:s:a:0")[0])[0] | tags
    duration = None if _ESTIMATED in log else next(filter(None, map(_DURATION.match, description)), None)
    return Header(
        seconds=int(duration[1]) * 3600 + int(duration[2]) * 60 + float(duration[3]) if duration else None,
        codec=sound[1],
        rate=int(sound[2]),
        channels=sound[3],
        cover=any(map(_PICTURE.match, description)),
        tags=tags,
        marks=tuple(marks),
    )


def _metadata(path: Path, tags_from: str) -> tuple[str, str]:
    """The metadata in ffmpeg's format, and what ffmpeg tells of the file."""
    with tempfile.TemporaryFile() as log:
        arguments = [*source(file_url(path)), "-map_metadata", tags_from, "-f", "ffmetadata", "pipe:1"]
        try:
            printed = "".join(ffmpeg_lines(arguments, log))
        except EncoderError as error:
            raise AudiobookError(
                f"{path} cannot be read as an audiobook: choose one that is whole, such as a .m4b or .mp3 ({error})"
            ) from error
        log.seek(0)
        return printed, log.read().decode(errors="replace")
