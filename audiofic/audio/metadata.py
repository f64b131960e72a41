"""What an audio file says of itself: its length, chapters and tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from audiofic.audio.program import file_url, run_ffmpeg, source
from audiofic.errors import EncoderError


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
