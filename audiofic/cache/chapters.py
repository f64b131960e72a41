"""Encoded chapters: files of bare codec frames, each with a second file that says what is in it."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from io import BufferedRandom, BufferedReader
from pathlib import Path
from typing import Any

from audiofic.cache.store import Store, make_folder, place

KIND = "chapters"
SUFFIX = ".json"
"""Of the second file. It is written last: without it there is no chapter."""


@dataclass(frozen=True, slots=True)
class KeptChapter:
    """What is in an encoded chapter."""

    samples: int
    """What its frames decode to: `Codec.samples`."""
    spoken: tuple[int, ...]
    """For each utterance, how many samples of the sound that was encoded it takes, its pause not included."""
    doubts: tuple[tuple[int, str], ...]
    """What seems to be wrong with some of them: the utterance's index, and what is told of it."""


class ChapterCache:
    """Encoded chapters by key; a key is a hexadecimal digest of all that shapes their bytes."""

    def __init__(self, folder: Path, *, keeps: bool = True) -> None:
        self._store = Store(folder, KIND, keeps)

    def get(self, key: str, suffix: str) -> tuple[Path, KeptChapter] | None:
        """The file of frames and what is in it, or None where there is none, or a damaged one, which is removed. Raises
        CacheError."""
        described = self._store.read(key, SUFFIX)
        if described is None:
            return None
        path = self._store.path(key, suffix)
        try:
            content = json.loads(described)
            kept = KeptChapter(
                content["samples"],
                tuple(content["spoken"]),
                tuple((index, doubt) for index, doubt in content["doubts"]),
            )
            digest = content.pop("sha256")
        except (ValueError, TypeError, KeyError):
            digest = ""
        try:
            if digest:
                with path.open("rb") as file:
                    self._store.used(path, file)
                    if _digest(file, content) == digest:
                        return path, kept
        except OSError as error:
            if not isinstance(error, FileNotFoundError):
                raise self._store.error("read", error) from error
        self._store.remove(key, SUFFIX, suffix)
        return None

    def put(self, key: str, suffix: str, file: Path, kept: KeptChapter) -> Path:
        """Keep a chapter: the file of frames is moved to where it is kept. Returns its path, which stays the same where
        nothing is kept. Raises CacheError."""
        if not self._store.keeps:
            return file
        path = self._store.path(key, suffix)
        try:
            with file.open("rb+") as frames:
                digest = _digest(frames, asdict(kept))
                os.fsync(frames.fileno())
            make_folder(path.parent)
            if not place(file, path):
                return file
        except OSError as error:
            raise self._store.error("write", error) from error
        described = json.dumps({**asdict(kept), "sha256": digest}, separators=(",", ":"))
        self._store.write(key, SUFFIX, [described.encode()])
        return path


def _digest(frames: BufferedReader | BufferedRandom, content: dict[str, Any]) -> str:
    """Of the frames, and of what is told of them."""
    digest = hashlib.file_digest(frames, "sha256")
    digest.update(json.dumps(content).encode())
    return digest.hexdigest()
