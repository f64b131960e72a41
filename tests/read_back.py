"""What a file of sound says of itself, as readers that are not ours see it: mutagen and ffmpeg."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import mutagen
import mutagen.ogg

from audiofic.audio import Mark, file_url, read_ffmetadata, run_ffmpeg, source


class ReadBack(NamedTuple):
    seconds: float
    marks: list[Mark]
    tags: Mapping[str, str]
    """By ffmpeg's names, in small letters: title, artist, album, composer…"""


def read_back(path: Path) -> ReadBack:
    """Length, chapters and tags of any audio file."""
    sound = mutagen.File(path)
    assert sound is not None
    of_stream = ["-map_metadata", "0:s:a:0"] if isinstance(sound, mutagen.ogg.OggFileType) else []
    text = run_ffmpeg([*source(file_url(path)), *of_stream, "-f", "ffmetadata", "pipe:1"]).decode()
    tags, marks = read_ffmetadata(text)
    return ReadBack(float(sound.info.length), marks, tags)
