"""WAV: sound as it is, for previews and samples, and for whoever edits the audiobook."""

from __future__ import annotations

import os
import struct
import wave
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from audiofic.audio import Ffmpeg, Mark, Sink, file_url, source
from audiofic.errors import EncoderError
from audiofic.package import id3
from audiofic.package.book import Book, EncodedChapter, marks
from audiofic.package.codecs import flac
from audiofic.package.flac import stream
from audiofic.package.target import unwritable
from audiofic.package.volumes import LONGEST, File, volumes

_LARGEST = 2**32 - 2**26
"""Bytes: the file's size is a number of 32 bits; what is left over is for tags, chapters and a cover."""


class _Wav:
    def __init__(self, file: wave.Wave_write) -> None:
        self._file = file

    def write(self, pcm: bytes, /) -> None:
        self._file.writeframesraw(pcm)


@contextmanager
def open_wav(path: Path, rate: int) -> Iterator[Sink]:
    """A sink that writes what it gets (mono, s16le, at `rate`) into a WAV file. Raises OutputError on a full disk."""
    try:
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            yield _Wav(file)
    except OSError as error:  # from a write, or from the end, which writes what is left
        raise unwritable(path.parent, error) from error


class Wav:
    name = "wav"
    codec = flac.Flac()
    """Chapters without loss, in half the space."""

    def files(self, chapters: Sequence[EncodedChapter], book: Book) -> Iterator[File]:
        longest = min(LONGEST, _LARGEST / 2 / chapters[0].rate)
        return volumes(chapters, book, ".wav", _write, longest)


def _write(chapters: Sequence[EncodedChapter], book: Book, target: Path) -> None:
    """Decode the chapters; chapter marks follow the sound, as editors put them, and the tags as ID3."""
    if 2 * sum(chapter.samples for chapter in chapters) > _LARGEST:
        title = chapters[0].title
        raise EncoderError(f"the chapter {title!r} is too long for a WAV file, which holds 4 GB; choose --format flac")
    bare = ["-c:a", "pcm_s16le", "-map_metadata", "-1", "-fflags", "+bitexact", "-f", "wav"]
    with Ffmpeg([*source("pipe:0", "-f", "flac"), *bare, file_url(target)], [target]) as ffmpeg:
        for part in stream(chapters):
            ffmpeg.write(part)
    with target.open("r+b") as file:
        file.seek(0, os.SEEK_END)
        for chunk in (*_cues(marks(chapters), chapters[0].rate), _chunk(b"id3 ", id3.tag(book, ()))):
            file.write(chunk)
        size = file.tell() - 8
        file.seek(4)
        file.write(struct.pack("<I", size))


def _cues(where: Sequence[Mark], rate: int) -> Iterator[bytes]:
    """Where the chapters begin, and their names."""
    starts = [round(mark.start * rate) for mark in where]
    points = [struct.pack("<II4sIII", number, at, b"data", 0, 0, at) for number, at in enumerate(starts, start=1)]
    yield _chunk(b"cue ", struct.pack("<I", len(points)) + b"".join(points))
    labels = [
        _chunk(b"labl", struct.pack("<I", number) + mark.title.encode() + b"\0")
        for number, mark in enumerate(where, start=1)
    ]
    yield _chunk(b"LIST", b"adtl" + b"".join(labels))


def _chunk(name: bytes, body: bytes) -> bytes:
    """A RIFF chunk; the next one begins at an even place."""
    return struct.pack("<4sI", name, len(body)) + body + b"\0" * (len(body) % 2)
