"""The frames that an encoded chapter is made of."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audiofic.errors import EncoderError


@dataclass(frozen=True, slots=True)
class Frame:
    """What a codec frame says in its header."""

    length: int
    """In bytes, header included."""
    samples: int


def count_samples(chapter: Path, header_size: int, parse: Callable[[bytes], Frame | None]) -> int:
    """How many samples the frames of the file hold. `parse` reads a header, and gives None for what is none.

    Raises EncoderError if the file is anything but whole frames.
    """
    samples = 0
    with chapter.open("rb") as file:
        while header := file.read(header_size):
            frame = parse(header) if len(header) == header_size else None
            if frame is None:
                raise damaged(chapter)
            samples += frame.samples
            file.seek(frame.length - header_size, os.SEEK_CUR)
        if file.tell() != os.fstat(file.fileno()).st_size:
            raise damaged(chapter)
    return samples


def damaged(chapter: Path) -> EncoderError:
    """What to raise for a file that is not made of the frames it should be."""
    return EncoderError(f"the encoded chapter {chapter} is damaged; delete it and build again")
