"""Engines for the story's language: one that has voices of it, and what voices.yaml asks for that speaks another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

from audiofic.engines import Engine, VoiceFacts
from audiofic.errors import EngineError
from audiofic.language import language_name, primary
from audiofic.voices import VoiceSettings, VoicesFile

_OTHERS: Final = ("kokoro", "piper", "espeak", "pyttsx3")
"""The engines to look at where the chosen one has no voice of the language, the best first."""


def of_language(engine: Engine, language: str) -> list[VoiceFacts]:
    """The engine's voices of a language, and those that speak any. Raises EngineError."""
    return [voice for voice in engine.voices() if primary(voice.language) in ("", primary(language))]


def in_language(voices: VoicesFile, language: str) -> tuple[VoicesFile, Sequence[str]]:
    """What voices.yaml says, with an engine that speaks the story's language, and a sentence for each thing in it that
    does not fit. Raises EngineError where no engine here has a voice of the language."""
    try:
        fits = bool(of_language(voices.loader(voices.engine), language))
    except EngineError:
        return voices, ()  # what it lacks is told where the voices are looked up
    said = list(_misfits(voices, language))
    if fits:
        return voices, said
    for name in _OTHERS:
        with suppress(EngineError):
            if name != voices.engine and of_language(voices.loader(name), language):
                said.insert(0, f"{voices.engine} has no voice of {language_name(language)}, so {name} speaks.")
                return _with_engine(voices, name), said
    raise EngineError(
        f"no engine here has a voice of {language_name(language)}, the story's language: install one, for example "
        "a Piper voice; or say book: {language: …} in voices.yaml if the story is in another"
    )


def _with_engine(voices: VoicesFile, engine: str) -> VoicesFile:
    """Another engine for whoever is given no voice by name."""

    def kept(settings: VoiceSettings) -> VoiceSettings:
        asks = settings.voice is not None and settings.engine is None
        return settings.model_copy(update={"engine": voices.engine}) if asks else settings

    people = {name: kept(settings) for name, settings in voices.characters.items()}
    none = voices.fallback.model_copy(update=dict.fromkeys(type(voices.fallback).model_fields, ()))
    changed = {"engine": engine, "narrator": kept(voices.narrator), "characters": people, "fallback": none}
    return voices.model_copy(update=changed)


def _misfits(voices: VoicesFile, language: str) -> Iterator[str]:
    """Voices in voices.yaml that speak another language than the story."""
    for name, settings in {"the narrator": voices.narrator, **voices.characters}.items():
        if settings.voice is None:
            continue
        with suppress(EngineError, LookupError):
            engine = voices.loader(settings.engine or voices.engine)
            own = engine.resolve(settings.voice)
            spoken = next((voice.language for voice in engine.voices() if voice.name == own), "")
            if primary(spoken) not in ("", primary(language)):
                yield (
                    f"voices.yaml gives {name} the voice {settings.voice!r}, which speaks {language_name(spoken)}; "
                    f"the story is in {language_name(language)}."
                )
