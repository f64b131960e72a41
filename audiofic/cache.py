"""Clips that were spoken once and for all: files named after what was asked for, on this machine's disk.

A file is an ordinary WAV that any player opens, with one chunk more behind the sound: the SHA-256 of all before it.
Several builds may use one folder at once, since a clip appears under its name whole or not at all; and what a power
cut or a broken disk leaves is found out when it is read, by its length and its digest.
"""

from __future__ import annotations

import hashlib
import os
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

from audiofic.audio import Clip
from audiofic.errors import CacheError

FOLDER_VARIABLE = "AUDIOFIC_CACHE"

_HEADER = struct.Struct("<4sI4s 4sIHHIIHH 4sI")
_DIGEST = struct.Struct("<4sI32s")


def default_folder() -> Path:
    """What the environment variable AUDIOFIC_CACHE says, else the folder for caches of this system and user."""
    if folder := os.environ.get(FOLDER_VARIABLE):
        return Path(folder).expanduser()
    import platformdirs

    return platformdirs.user_cache_path("audiofic")


@dataclass(frozen=True, slots=True)
class ClipCache:
    """Clips by key; a key is a hexadecimal digest of all that shapes the sound."""

    folder: Path

    def get(self, key: str) -> Clip | None:
        """The clip, or None where there is none, or a damaged one, which is removed. Raises CacheError."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            clip = _decode(data)
            if clip is None:
                path.unlink(missing_ok=True)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._error("read", error) from error
        return clip

    def put(self, key: str, clip: Clip) -> None:
        """Keep the clip. Raises CacheError."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
                try:
                    part.writelines(_encode(clip))
                    part.close()  # Windows renames no open file
                    Path(part.name).replace(path)
                except BaseException:
                    part.close()
                    Path(part.name).unlink(missing_ok=True)
                    raise
        except OSError as error:
            raise self._error("write", error) from error

    def size(self) -> tuple[int, int]:
        """How many clips there are, and their bytes."""
        try:
            sizes = [path.stat().st_size for path in (self.folder / "clips").glob("*/*.wav")]
        except OSError as error:
            raise self._error("read", error) from error
        return len(sizes), sum(sizes)

    def _path(self, key: str) -> Path:
        return self.folder / "clips" / key[:2] / f"{key}.wav"

    def _error(self, verb: str, error: OSError) -> CacheError:
        return CacheError(
            f"cannot {verb} clips in {self.folder} ({error.strerror or error}); make room or mend its permissions, "
            f"or set {FOLDER_VARIABLE} to another folder"
        )


def _encode(clip: Clip) -> tuple[bytes, bytes, bytes]:
    """The file in three parts: header, sound, digest."""
    header = _HEADER.pack(
        *(b"RIFF", _HEADER.size + len(clip.pcm) + _DIGEST.size - 8, b"WAVE"),
        *(b"fmt ", 16, 1, 1, clip.rate, 2 * clip.rate, 2, 16),  # PCM, mono, 16 bits
        *(b"data", len(clip.pcm)),
    )
    digest = hashlib.sha256(header)
    digest.update(clip.pcm)
    return header, clip.pcm, _DIGEST.pack(b"sha2", 32, digest.digest())


def _decode(data: bytes) -> Clip | None:
    """The clip, or None if these bytes are not exactly what `_encode` makes of one."""
    if len(data) < _HEADER.size + _DIGEST.size:
        return None
    rate: int = _HEADER.unpack_from(data)[7]
    clip = Clip(data[_HEADER.size : -_DIGEST.size], rate)
    header, _, digest = _encode(clip)
    return clip if data.startswith(header) and data.endswith(digest) else None
