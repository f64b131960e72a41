"""Notes: anything that is JSON; what takes a while to find out, and what was the case at the last build."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from audiofic.cache.store import Store

SUFFIX = ".json"
OPINIONS = "opinions"
"""The kind of notes that are made before a build: what a language model has answered."""


class NoteCache:
    """Notes of one kind by key; a key is a hexadecimal digest of what the note is about."""

    def __init__(self, folder: Path, kind: str, *, keeps: bool = True) -> None:
        self._store = Store(folder, kind, keeps)

    def get(self, key: str) -> Any:
        """What was kept, or None where there is nothing, or a damaged file, which is removed. Raises CacheError."""
        data = self._store.read(key, SUFFIX)
        if data is None:
            return None
        digest, _, content = data.partition(b"\n")
        if hashlib.sha256(content).hexdigest().encode() != digest:
            self._store.remove(key, SUFFIX)
            return None
        return json.loads(content)

    def put(self, key: str, content: Any) -> None:
        """Keep something. Raises CacheError."""
        data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")
        self._store.write(key, SUFFIX, [hashlib.sha256(data).hexdigest().encode(), b"\n", data])
