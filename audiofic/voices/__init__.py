"""What voices.yaml says, and the fandom packs that it includes; all mistakes at once, with their lines."""

from __future__ import annotations

from audiofic.voices.bookfacts import BookFacts
from audiofic.voices.packs import (
    CharacterSettings,
    Pack,
    Pronouns,
    VoiceSettings,
    available_packs,
    fold,
    load_pack,
    merge,
)
from audiofic.voices.voicesfile import (
    AUTO,
    SCHEMA,
    TEMPLATE,
    Doubtful,
    Messages,
    Read,
    ThoughtChanges,
    VoicesFile,
    load_voices,
    read_voices,
    schema,
    write_schema,
)

__all__ = [
    "AUTO",
    "SCHEMA",
    "TEMPLATE",
    "BookFacts",
    "CharacterSettings",
    "Doubtful",
    "Messages",
    "Pack",
    "Pronouns",
    "Read",
    "ThoughtChanges",
    "VoiceSettings",
    "VoicesFile",
    "available_packs",
    "fold",
    "load_pack",
    "load_voices",
    "merge",
    "read_voices",
    "schema",
    "write_schema",
]
