"""The engines that a voices.yaml asks for, and which of their voices suit whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from audiofic import engines
from audiofic.cast.audition import AGED, CHILDLIKE, CHILDREN, UNCLEAR, Sound, measurements, plain, varied
from audiofic.cast.choice import with_engine
from audiofic.engines import Engine, Voice, VoiceFacts
from audiofic.errors import EngineError, Problem, VoicesError
from audiofic.language import language_tag, primary
from audiofic.model import Age
from audiofic.normalize import phonetic
from audiofic.voices import VoiceSettings, VoicesFile
from audiofic.yamlfiles import Trail

NARRATOR: Final = Voice("pyttsx3", "en-gb", rate=175)
"""The narrator, where voices.yaml names no voice and this engine is the one."""

_FITS: Final = {"she": (("she",), ("they",)), "he": (("he",), ("they",)), "they": (("they",), ("she", "he"))}
"""Which voices suit whom, the most fitting first."""


def group(pronouns: str) -> str:
    """ "she", "he" or "they": which voices suit these pronouns."""
    first = pronouns.partition("/")[0].casefold()
    return first if first in ("she", "he") else "they"


def lacking(voices: VoicesFile) -> Sequence[Problem]:
    """The engines and voices that a voices.yaml asks for and that this machine lacks."""
    language = language_tag(voices.book.language or "")
    try:
        Repertoire(with_engine(voices, language), voices.loader, language)
    except VoicesError as error:
        return error.problems
    except EngineError:
        return ()
    return ()


class Repertoire:
    """The voices that the engines of a voices.yaml have."""

    def __init__(self, voices: VoicesFile, engine_of: Callable[[str], Engine], language: str) -> None:
        """`language`: the story's, as BCP 47. Raises VoicesError with every engine and voice that this machine
        lacks."""
        self._voices = voices
        self._language = language.casefold()
        self._engines: dict[str, Engine] = {}
        self._own_names: dict[tuple[str, str], str] = {}
        """What an engine calls the voice that voices.yaml asks of it."""
        self._facts: dict[str, dict[str, VoiceFacts]] = {}
        self._tiers: dict[tuple[str, str, Age], list[list[Sound]]] = {}
        self._open(engine_of)

    def narrator(self) -> Voice:
        """The narrator's voice, without what voices.yaml says of how it speaks."""
        settings = self._voices.narrator
        engine = settings.engine or self._voices.engine
        if settings.voice is not None:
            return self.voice(settings)
        if (
            engine == NARRATOR.engine
            and primary(self._language) == "en"
            and (name := self._own_name(engine, NARRATOR.name))
        ):
            return replace(NARRATOR, name=name)
        return Voice(engine, self._spoken(engine)[0].name)

    def voice(self, settings: VoiceSettings) -> Voice:
        """The voice that the settings name."""
        engine = settings.engine or self._voices.engine
        return Voice(engine, self._own_names[engine, settings.voice or ""])

    def offers(self, voice: Voice) -> bool:
        """Whether the engine still has the voice."""
        return voice.name in self._offered(voice.engine)

    def sound(self, voice: Voice) -> Sound:
        return Sound.of(voice, self._described(voice.engine, voice.name))

    def tiers(self, engine: str, group: str, age: Age) -> list[list[Sound]]:
        """An engine's voices for a pronoun and an age, in the order in which to try them: the most fitting first, each
        time as they are and then in other pitches and at other speeds."""
        key = engine, group, age
        if key not in self._tiers:
            found = [tier for tier in self._found(engine, group, age) if tier]
            self._tiers[key] = found or [plain(self._engines[engine], self._spoken(engine))]
        return self._tiers[key]

    def _found(self, name: str, group: str, age: Age) -> Iterator[list[Sound]]:
        engine = self._engines[name]
        fallback: tuple[str, ...] = getattr(self._voices.fallback, group)
        if fallback and name == self._voices.engine:
            asked = [self._described(name, self._own_names[name, voice]) for voice in fallback]
            yield from (plain(engine, asked), varied(engine, asked))
            return
        spoken = self._spoken(name)
        if age == "child":
            yield from (plain(engine, voices) for voices in self._fitting(spoken, _FITS[group], "child"))
            for voices in self._fitting(spoken, (("she",), ("they",)), "adult"):
                yield varied(engine, voices, CHILDLIKE, CHILDREN)
        if age == "old":
            for voices in self._fitting(spoken, _FITS[group][:1], "old"):
                yield from (plain(engine, voices), varied(engine, voices, AGED))
            for voices in self._fitting(spoken, _FITS[group][:1], "adult"):
                yield varied(engine, voices, AGED)
        for voices in self._fitting(spoken, _FITS[group], "adult"):
            yield from (plain(engine, voices), varied(engine, voices))

    def _spoken(self, engine: str) -> list[VoiceFacts]:
        """The engine's voices that speak the story's language, and clearly, if there are any."""
        offered = list(self._offered(engine).values())
        spoken = "", primary(self._language)
        offered = [voice for voice in offered if primary(voice.language) in spoken] or offered
        return [voice for voice in offered if (voice.word_error or 0) <= UNCLEAR and voice.quality != 0] or offered

    def _fitting(
        self, voices: Sequence[VoiceFacts], fits: Sequence[Sequence[str]], age: Age
    ) -> Iterator[list[VoiceFacts]]:
        """The voices of that age, by the pronouns that they fit; of these, those with the story's own accent first."""
        for pronouns in fits:
            found = [voice for voice in voices if voice.pronoun in pronouns and voice.age == age]
            native = [voice for voice in found if voice.language.casefold() == self._language]
            yield native
            yield [voice for voice in found if voice not in native]

    def _offered(self, engine: str) -> Mapping[str, VoiceFacts]:
        if engine not in self._facts:
            self._facts[engine] = {voice.name: voice for voice in self._engines[engine].voices()}
            if not self._facts[engine]:
                raise EngineError(f"the engine {engine!r} has no voice here: `audiofic doctor` tells why")
        return self._facts[engine]

    def _described(self, engine: str, name: str) -> VoiceFacts:
        """The facts of a voice; of one that the engine knows but does not offer, only its name."""
        return self._offered(engine).get(name) or VoiceFacts(name)

    def _own_name(self, engine: str, voice: str) -> str | None:
        try:
            return self._engines[engine].resolve(voice)
        except LookupError:
            return None

    def _open(self, engine_of: Callable[[str], Engine]) -> None:
        problems: dict[Trail, Problem] = {}
        for engine, engine_trail, voice, voice_trail in _asked(self._voices):
            try:
                if engine not in self._engines:
                    self._engines[engine] = engine_of(engine)
                if voice is not None:
                    self._own_names[engine, voice] = self._engines[engine].resolve(voice)
            except EngineError as error:
                if engine_trail == ("engine",) and "engine" not in self._voices.model_fields_set:
                    raise  # the file does not ask for it: nothing in it is wrong
                problems[engine_trail] = self._voices.problem(engine_trail, str(error))
            except LookupError as error:
                if owner := _owner(voice or "", engine_of):
                    near = f"it is the engine {owner!r} that has it, so write engine: {owner} beside it"
                else:
                    near = f"the nearest are {', '.join(error.args)}" if error.args else "`audiofic voices` lists them"
                message = f"the engine {engine!r} has no voice {voice!r} here: {near}"
                problems[voice_trail] = self._voices.problem(voice_trail, message)
        problems |= _without_respelling(self._voices, self._engines)
        if problems:
            raise VoicesError(sorted(problems.values(), key=lambda problem: (problem.line, problem.column)))


def _owner(voice: str, engine_of: Callable[[str], Engine]) -> str:
    """The engine that has a voice of ours, whose names no two engines have; empty for any other voice."""
    for name in engines.names() if voice in measurements() else ():
        with suppress(EngineError, LookupError):
            engine_of(name).resolve(voice)
            return name
    return ""


def _without_respelling(voices: VoicesFile, used: Mapping[str, Engine]) -> dict[Trail, Problem]:
    """Pronunciations in IPA alone, where an engine that would say them takes none."""
    problems: dict[Trail, Problem] = {}
    places: list[tuple[Trail, Mapping[str, str], Iterable[str]]] = [((), voices.pronunciations, used)]
    for name, settings in voices.characters.items():
        places.append((("characters", name), settings.pronunciations, [settings.engine or voices.engine]))
    for place, pronunciations, speaking in places:
        without = next((engine for engine in speaking if engine in used and "ipa" not in used[engine].honours), None)
        for word, said in pronunciations.items():
            if without and not phonetic.parse(said).respelling:
                trail = (*place, "pronunciations", word)
                message = f"the engine {without!r} takes no IPA: put a respelling before it, like her-MY-oh-nee {said}"
                problems[trail] = voices.problem(trail, message)
    return problems


def _asked(voices: VoicesFile) -> Iterator[tuple[str, Trail, str | None, Trail]]:
    """Each engine that the file asks for and each voice (None for the engine alone), with the places of both."""
    yield voices.engine, ("engine",), None, ()
    speaking: dict[Trail, VoiceSettings] = {("narrator",): voices.narrator}
    speaking |= {("characters", name): settings for name, settings in voices.characters.items()}
    for trail, settings in speaking.items():
        engine_trail = (*trail, "engine") if settings.engine else ("engine",)
        yield settings.engine or voices.engine, engine_trail, settings.voice, (*trail, "voice")
    for pronoun in _FITS:
        for index, name in enumerate(getattr(voices.fallback, pronoun)):
            yield voices.engine, ("engine",), name, ("fallback", pronoun, index)
