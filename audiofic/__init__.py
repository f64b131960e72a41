"""audiofic turns fan fiction into audiobooks in which every character has a voice of their own.

For programs (docs/api.md): `from audiofic import build, preview, audition, script, stage, fix`. What is behind these
names is loaded when one of them is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from audiofic.api import (
        as_one,
        audition,
        build,
        find_voices,
        fix,
        load_voices,
        preview,
        read_story,
        script,
        script_text,
        stage,
        stories,
    )
    from audiofic.errors import AudioficError

__all__ = [
    "AudioficError",
    "as_one",
    "audition",
    "build",
    "find_voices",
    "fix",
    "load_voices",
    "preview",
    "read_story",
    "script",
    "script_text",
    "stage",
    "stories",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from audiofic import api, errors

    return getattr(errors if name == "AudioficError" else api, name)
