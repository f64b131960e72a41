"""Which engine speaks where nobody names one: the best that is here, for the story's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from audiofic.cast.tongues import of_language
from audiofic.engines import Engine
from audiofic.errors import EngineError
from audiofic.voices import AUTO, VoicesFile

BEST_FIRST: Final = ("kokoro", "pyttsx3")
"""The engines among which is chosen. The last is always there, and says something in most languages."""


def with_engine(voices: VoicesFile, language: str) -> VoicesFile:
    """What a voices.yaml says, with the engine that `auto` means for a story in this language (BCP 47).

    It is the best one that is installed and speaks the language. Where voices are named and no engine for them, it is
    the one that has them all, so that a voices.yaml is true whatever is installed later.
    """
    return voices if voices.engine != AUTO else voices.by_default(_best(voices, language))


def _best(voices: VoicesFile, language: str) -> str:
    named = set(_named(voices))
    if named:
        for name in BEST_FIRST:
            if _has(voices.loader(name), named):
                return name
    # What the last one speaks need not be known, and takes a while to find out.
    return next((name for name in BEST_FIRST[:-1] if _speaks(voices.loader(name), language)), BEST_FIRST[-1])


def _named(voices: VoicesFile) -> Iterator[str]:
    """The voices that are named without an engine."""
    for settings in (voices.narrator, *voices.characters.values()):
        if settings.voice is not None and settings.engine is None:
            yield settings.voice
    for names in (voices.fallback.she, voices.fallback.he, voices.fallback.they):
        yield from names


def _has(engine: Engine, names: set[str]) -> bool:
    try:
        for name in names:
            engine.resolve(name)
    except (EngineError, LookupError):
        return False
    return True


def _speaks(engine: Engine, language: str) -> bool:
    """Whether the engine is installed and has a voice of the language."""
    try:
        return bool(of_language(engine, language))
    except EngineError:
        return False
