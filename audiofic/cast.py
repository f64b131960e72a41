"""voices.yaml + Script → a voice for every line.

Who has a voice in voices.yaml speaks with it. Everybody else is handed one, in the order of their first lines, that
fits their pronouns and is far from the voices that are taken: by the narrator, by anybody in voices.yaml, and by those
who spoke before. So the cast is the same from build to build, and a new chapter changes nobody's voice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from audiofic import engines, yamlfile
from audiofic.audition import Audition, Sound, plain, varied
from audiofic.engines import NORMAL_RATE, Engine, Voice, VoiceFacts
from audiofic.errors import EngineError, Problem, VoicesError
from audiofic.script import Character, Kind, Line, Script
from audiofic.voicesfile import TEMPLATE, CharacterSettings, ThoughtChanges, VoiceSettings, VoicesFile, fold
from audiofic.yamlfile import Trail

NARRATOR = Voice("pyttsx3", "en-gb", rate=175)
"""The narrator, where voices.yaml names no voice and this engine is the one."""


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody's voice."""

    name: str
    """As voices.yaml calls the character, or else the script."""
    voice: Voice
    volume: float = 1.0
    """A factor on the loudness."""
    given: bool = False
    """True for a voice from voices.yaml, False for one that was chosen here."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks with which voice."""

    narrator: Role
    roles: Mapping[str, Role]
    """By `Character.name`, for everybody who says something, in the order of their first lines."""
    thoughts: ThoughtChanges

    def role(self, line: Line) -> Role:
        """Whose voice speaks the line; the narrator's where nobody is known to have said it."""
        role = self.narrator if line.speaker is None else self.roles[line.speaker]
        return _thinking(role, self.thoughts) if line.kind is Kind.THOUGHT else role


def cast(
    script: Script,
    voices: VoicesFile,
    engine_of: Callable[[str], Engine] = engines.load,
    language: str = "en",
) -> Cast:
    """Give everybody in the story a voice; of the story's `language` (BCP 47) where there is a choice.

    In a story told as "I" the narrator's voice also says what that character says, for it is the same person, unless
    voices.yaml gives the character a voice. Raises VoicesError with every engine and voice in voices.yaml that this
    machine lacks, and EngineError where the engine has no voice at all.
    """
    stage = _Stage(voices, engine_of, language)
    narrator = stage.narrator()
    given = {
        name: Role(name, _dressed(stage.voice(settings), settings), _volume(settings), given=True)
        for name, settings in voices.characters.items()
        if settings.voice is not None
    }
    names_given = _names(script, voices)
    names = {character.name: names_given.get(character.name, character.name) for character in _speakers(script)}
    chosen = _choose(script, voices, names, stage, narrator, given)
    roles: dict[str, Role] = {}
    for character in _speakers(script):
        name = names[character.name]
        settings = voices.characters.get(name, CharacterSettings())
        volume = _volume(settings)
        if _is_narrator(character, script, settings, voices, narrator) and settings.volume is None:
            volume = narrator.volume
        roles[character.name] = given.get(name) or Role(name, _dressed(chosen[name], settings), volume)
    return Cast(narrator, roles, voices.thoughts)


def _choose(
    script: Script,
    voices: VoicesFile,
    names: Mapping[str, str],
    stage: _Stage,
    narrator: Role,
    given: Mapping[str, Role],
) -> dict[str, Voice]:
    """A voice for every speaker by name, in the order of their first lines, as if voices.yaml gave none.

    So a voice that the user changes for one character changes nobody else's, unless it was somebody else's: then that
    one alone gets another.
    """
    audition = Audition()
    audition.take(stage.sound(narrator.voice))
    chosen: dict[str, Voice] = {}
    offered: dict[str, Sequence[Sequence[Sound]]] = {}
    for character in _speakers(script):
        name = names[character.name]
        settings = voices.characters.get(name, CharacterSettings())
        if name in chosen:
            continue
        if _is_narrator(character, script, settings, voices, narrator):
            chosen[name] = narrator.voice
        else:
            offered[name] = stage.tiers(
                settings.engine or voices.engine, _group(settings.pronouns or character.pronouns)
            )
            chosen[name] = audition.choose(offered[name])
    taken = {role.voice for name, role in given.items() if name in chosen}
    for voice in taken:
        audition.take(stage.sound(voice))
    for name, tiers in offered.items():
        if name not in given and chosen[name] in taken:
            chosen[name] = audition.choose(tiers)
    return chosen


def _is_narrator(
    character: Character, script: Script, settings: VoiceSettings, voices: VoicesFile, narrator: Role
) -> bool:
    """Whether the character tells the story as "I", in the narrator's voice."""
    return character.name == script.narrator and (settings.engine or voices.engine) == narrator.voice.engine


def candidates(
    name: str,
    script: Script,
    voices: VoicesFile,
    count: int,
    engine_of: Callable[[str], Engine] = engines.load,
    language: str = "en",
) -> list[Voice]:
    """The best voices for one character, as far apart from each other and from the narrator's as they come."""
    stage = _Stage(voices, engine_of, language)
    character = next(character for character in script.characters if character.name == name)
    given = voices.characters.get(_names(script, voices).get(name, name), CharacterSettings())
    settings = given.model_copy(update={"voice": None})
    tiers = stage.tiers(settings.engine or voices.engine, _group(settings.pronouns or character.pronouns))
    audition = Audition()
    audition.take(stage.sound(stage.narrator().voice))
    return [_dressed(audition.choose(tiers), settings) for _ in range(count)]


def missing(script: Script, voices: VoicesFile) -> list[Character]:
    """The characters who say something and are not in voices.yaml, in the order of their first lines."""
    names = _names(script, voices)
    return [character for character in _speakers(script) if character.name not in names]


def write_cast(path: Path, script: Script, cast: Cast, voices: VoicesFile) -> list[str]:
    """Write the voices of `cast` into the voices.yaml that `voices` was read from, or into a new one.

    Adds the characters that it lacks, and a voice to those who have none; nothing that stands there is changed, and a
    second time changes nothing. Read again, the file gives the same cast. In a story told as "I" that character gets no
    voice, so as to stay with the narrator's. Returns the names that were added or got a voice. Raises OutputError.
    """
    exists = path.exists()
    document = yamlfile.load(path) if exists else yamlfile.parse(TEMPLATE, str(path))
    voiceless, new = _voiceless(script, cast, voices), _new(script, cast, voices)
    for name, settings in voiceless.items():
        document = document.add(("characters", name), settings)
    if new:
        document = document.add(("characters",), new)
    if voiceless or new or not exists:
        yamlfile.save(path, document.text)
    return [*voiceless, *new]


def _voiceless(script: Script, cast: Cast, voices: VoicesFile) -> dict[str, dict[str, object]]:
    """What is to be added to the characters that voices.yaml has, but without a voice."""
    names = _names(script, voices)
    added: dict[str, dict[str, object]] = {}
    for character in _speakers(script):
        name = names.get(character.name)
        if name is not None and voices.characters[name].voice is None:
            said = voices.characters[name].model_fields_set
            settings = _chosen(character, script, cast)
            if settings:
                added[name] = {key: value for key, value in settings.items() if key not in said}
    return added


def _new(script: Script, cast: Cast, voices: VoicesFile) -> dict[str, dict[str, object]]:
    """The entries of the characters that voices.yaml lacks, without the aliases that are somebody else's."""
    characters = missing(script, voices)
    taken = {fold(called) for name, settings in voices.characters.items() for called in (name, *settings.aliases)}
    taken |= {fold(character.name) for character in script.characters}
    entries: dict[str, dict[str, object]] = {}
    for character in characters:
        aliases = {fold(alias): alias for alias in character.aliases if fold(alias) not in taken}
        taken |= set(aliases)
        about = {"aliases": list(aliases.values()), "pronouns": character.pronouns}
        entries[character.name] = {key: value for key, value in about.items() if value}
        entries[character.name] |= _chosen(character, script, cast)
    return entries


def _chosen(character: Character, script: Script, cast: Cast) -> dict[str, object]:
    """What of the character's voice was chosen here: nothing where it is the narrator's."""
    voice = cast.roles[character.name].voice
    if character.name == script.narrator and voice.engine == cast.narrator.voice.engine:
        return {}
    settings: dict[str, object] = {"voice": voice.name}
    if voice.pitch is not None:
        settings["pitch"] = voice.pitch
    if voice.speed != 1:
        settings["speed"] = voice.speed
    return settings


# --- who is who


def _speakers(script: Script) -> list[Character]:
    """Everybody who says, writes or thinks something, in the order of their first lines."""
    by_name = {character.name: character for character in script.characters}
    return [by_name[name] for name in dict.fromkeys(line.speaker for line in script.lines) if name is not None]


def _names(script: Script, voices: VoicesFile) -> dict[str, str]:
    """The names in voices.yaml of the script's characters, for those who are in it.

    First by the script's own name. What is then left over is matched by the script's aliases, too: these may be shared
    (two Potters), so they must not take a character away from the one who bears the name.
    """
    known: dict[str, str] = {}
    for name, settings in voices.characters.items():
        known |= {fold(called): name for called in (name, *settings.aliases)}
    names = {
        character.name: known[fold(character.name)] for character in script.characters if fold(character.name) in known
    }
    claimed = set(names.values())
    for character in _speakers(script):
        if character.name not in names:
            found = [known[fold(alias)] for alias in character.aliases if fold(alias) in known]
            free = [name for name in found if name not in claimed]
            if free:
                names[character.name] = free[0]
                claimed.add(free[0])
    return names


def _group(pronouns: str) -> str:
    first = pronouns.partition("/")[0].casefold()
    return first if first in ("she", "he") else "they"


# --- voices


_FITS = {"she": (("she",), ("they",)), "he": (("he",), ("they",)), "they": (("they",), ("she", "he"))}
"""Which voices suit whom, the most fitting first."""

_CLEAR = (8.0, 12.0)
"""Percent of words that a recogniser gets wrong: in the best voices, and at most, if there is a choice."""


class _Stage:
    """The engines that a voices.yaml asks for, and the voices that they offer."""

    def __init__(self, voices: VoicesFile, engine_of: Callable[[str], Engine], language: str) -> None:
        """Raises VoicesError with every engine and voice that this machine lacks."""
        self._voices = voices
        self._language = language.casefold()
        self._engines: dict[str, Engine] = {}
        self._own_names: dict[tuple[str, str], str] = {}
        """What an engine calls the voice that voices.yaml asks of it."""
        self._facts: dict[str, dict[str, VoiceFacts]] = {}
        self._tiers: dict[tuple[str, str], list[list[Sound]]] = {}
        self._open(engine_of)

    def narrator(self) -> Role:
        settings = self._voices.narrator
        engine = settings.engine or self._voices.engine
        if settings.voice is not None:
            voice = self.voice(settings)
        elif engine == NARRATOR.engine and (name := self._own_name(engine, NARRATOR.name)):
            voice = replace(NARRATOR, name=name)
        else:
            voice = Voice(engine, next(iter(self._offered(engine))))
        return Role("narrator", _dressed(voice, settings), _volume(settings), given=settings.voice is not None)

    def voice(self, settings: VoiceSettings) -> Voice:
        """The voice that the settings name."""
        engine = settings.engine or self._voices.engine
        return Voice(engine, self._own_names[engine, settings.voice or ""])

    def sound(self, voice: Voice) -> Sound:
        return Sound.of(voice, self._described(voice.engine, voice.name))

    def tiers(self, engine: str, group: str) -> list[list[Sound]]:
        """The voices for a pronoun in the order in which to try them: as they are, then in other pitches and at other
        speeds; each time the clearest first, and of these the ones with the story's own accent."""
        if (engine, group) not in self._tiers:
            self._tiers[engine, group] = [
                tier for voices in self._fitting(engine, group) for tier in self._ranked(engine, voices)
            ]
        return self._tiers[engine, group]

    def _fitting(self, engine: str, group: str) -> list[list[VoiceFacts]]:
        fallback: tuple[str, ...] = getattr(self._voices.fallback, group)
        if fallback and engine == self._voices.engine:
            return [[self._described(engine, self._own_names[engine, name]) for name in fallback]]
        offered = list(self._offered(engine).values())
        spoken = self._language.split("-")[0]
        offered = [voice for voice in offered if voice.language.casefold().split("-")[0] in ("", spoken)] or offered
        offered = [voice for voice in offered if (voice.word_error or 0) <= max(_CLEAR)] or offered
        groups = [[voice for voice in offered if voice.pronoun in pronouns] for pronouns in _FITS[group]]
        return [voices for voices in groups if voices] or [offered]

    def _ranked(self, engine: str, voices: Sequence[VoiceFacts]) -> Iterator[list[Sound]]:
        def rank(voice: VoiceFacts) -> tuple[bool, bool]:
            return (voice.word_error or 0) > min(_CLEAR), voice.language.casefold() != self._language

        ranks = [list(equal) for _, equal in groupby(sorted(voices, key=rank), key=rank)]
        yield from (plain(engine, equal) for equal in ranks)
        yield from filter(None, (varied(engine, equal) for equal in ranks))

    def _offered(self, engine: str) -> dict[str, VoiceFacts]:
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
                near = f"the nearest are {', '.join(error.args)}" if error.args else "`audiofic voices` lists them"
                message = f"the engine {engine!r} has no voice {voice!r} here: {near}"
                problems[voice_trail] = self._voices.problem(voice_trail, message)
        if problems:
            raise VoicesError(sorted(problems.values(), key=lambda problem: (problem.line, problem.column)))


def _asked(voices: VoicesFile) -> Iterator[tuple[str, Trail, str | None, Trail]]:
    """Each engine that the file asks for and each voice (None for the engine alone), with the places of both."""
    yield voices.engine, ("engine",), None, ()
    speaking: dict[Trail, VoiceSettings] = {("narrator",): voices.narrator}
    speaking |= {("characters", name): settings for name, settings in voices.characters.items()}
    for trail, settings in speaking.items():
        engine_trail = (*trail, "engine") if settings.engine else ("engine",)
        yield settings.engine or voices.engine, engine_trail, settings.voice, (*trail, "voice")
    for group in _FITS:
        for index, name in enumerate(getattr(voices.fallback, group)):
            yield voices.engine, ("engine",), name, ("fallback", group, index)


def _dressed(voice: Voice, settings: VoiceSettings) -> Voice:
    """The voice with what the settings say about rate, pitch and speed."""
    said = {key: getattr(settings, key) for key in ("rate", "pitch", "speed")}
    return replace(voice, **{key: value for key, value in said.items() if value is not None})


def _volume(settings: VoiceSettings) -> float:
    return 1.0 if settings.volume is None else settings.volume


def _thinking(role: Role, changes: ThoughtChanges) -> Role:
    voice = role.voice
    if changes.pitch:
        voice = replace(voice, pitch=min(max((50 if voice.pitch is None else voice.pitch) + changes.pitch, 0), 99))
    if changes.rate:
        voice = replace(voice, rate=min(max((voice.rate or NORMAL_RATE) + changes.rate, 80), 500))
    return replace(role, voice=voice, volume=role.volume * 10 ** (changes.volume / 20))
