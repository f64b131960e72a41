"""WAV: sound as it is, for previews and samples."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audiofic.audio import Sink


class _Wav:
    def __init__(self, file: wave.Wave_write) -> None:
        self._file = file

    def write(self, pcm: bytes, /) -> None:
        self._file.writeframesraw(pcm)


@contextmanager
def wav(path: Path, rate: int) -> Iterator[Sink]:
    """A sink that writes what it gets (mono, s16le, at `rate`) into a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        yield _Wav(file)
