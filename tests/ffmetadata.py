"""Tags and chapters as ffmpeg takes them, for files that tests have it make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from audiofic.audio import Mark


def ffmetadata(tags: Mapping[str, str], marks: Iterable[Mark]) -> str:
    """Tags and chapters as a file in ffmpeg's metadata format; empty tags are left out."""
    lines = [";FFMETADATA1"]
    lines += [f"{key}={_escape(value)}" for key, value in tags.items() if value]
    for mark in marks:
        lines += ["[CHAPTER]", "TIMEBASE=1/1000000", f"START={round(mark.start * 1e6)}", f"END={round(mark.end * 1e6)}"]
        lines += [f"title={_escape(mark.title)}"]
    return "\n".join(lines) + "\n"


def _escape(value: str) -> str:
    # ffmpeg takes a line break for escaped after any backslash, even one that is escaped itself.
    return re.sub(r"([\\=;#\n])", r"\\\1", value) + " " * value.endswith("\\")
