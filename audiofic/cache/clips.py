"""Clips: what was spoken once and for all.

A file is an ordinary WAV that any player opens, with one chunk more behind the sound: the SHA-256 of all before it.
"""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

from audiofic.audio import WAV_HEADER, Clip, wav_header
from audiofic.cache.store import Store

KIND = "clips"
SUFFIX = ".wav"

_DIGEST = struct.Struct("<4sI32s")


class ClipCache:
    """Clips by key; a key is a hexadecimal digest of all that shapes the sound. `folder` is that of the whole cache."""

    def __init__(self, folder: Path, *, keeps: bool = True) -> None:
        self.folder = folder
        self._store = Store(folder, KIND, keeps)

    def get(self, key: str) -> Clip | None:
        """The clip, or None where there is none, or a damaged one, which is removed. Raises CacheError."""
        data = self._store.read(key, SUFFIX)
        if data is None:
            return None
        clip = decode(data)
        if clip is None:
            self._store.remove(key, SUFFIX)
        return clip

    def put(self, key: str, clip: Clip) -> None:
        """Keep the clip. Raises CacheError."""
        self._store.write(key, SUFFIX, _encode(clip))


def _encode(clip: Clip) -> tuple[bytes, bytes, bytes]:
    """The file in three parts: header, sound, digest."""
    header = wav_header(len(clip.pcm), clip.rate, _DIGEST.size)
    digest = hashlib.sha256(header)
    digest.update(clip.pcm)
    return header, clip.pcm, _DIGEST.pack(b"sha2", 32, digest.digest())


def decode(data: bytes) -> Clip | None:
    """The clip, or None if these bytes are not exactly what `_encode` has made of one."""
    end = len(data) - _DIGEST.size
    if end < WAV_HEADER.size:
        return None
    digest = hashlib.sha256(memoryview(data)[:end]).digest()
    if data[end:] != _DIGEST.pack(b"sha2", 32, digest):
        return None
    rate: int = WAV_HEADER.unpack_from(data)[7]
    return Clip(data[WAV_HEADER.size : end], rate)
