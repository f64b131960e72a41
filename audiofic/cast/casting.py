"""voices.yaml + Script → a voice for every line.

Who has a voice in voices.yaml speaks with it. Everybody else is handed one that fits their pronouns and their age, and
is far from the voices that are taken, above all from those of whom they talk to. They choose chapter by chapter, in
each of them who says most first, and by nothing that stands in a later one. So the leads get the best voices, the cast
is the same from build to build, and a new chapter changes nobody's voice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from audiofic import engines
from audiofic.cast.ages import ages
from audiofic.cast.audition import APART, Audition, distance
from audiofic.cast.dialogue import entrances
from audiofic.cast.manner import Role, delivered, thinking
from audiofic.cast.memory import Memory, Remembered
from audiofic.cast.repertoire import Repertoire, group
from audiofic.engines import Engine, Voice
from audiofic.language.en.firstnames import FEMALE_NAMES, MALE_NAMES
from audiofic.model import Age, Character, Kind, Line, Script
from audiofic.voices import CharacterSettings, Doubtful, ThoughtChanges, VoiceSettings, VoicesFile, fold

NOTHING: Final = Memory()
FEW: Final = 3
"""Lines in a chapter up to which somebody without a name is an extra: "the barista", "a guard"."""
EXTRAS: Final = 3
"""Voices of a kind that all extras of that kind share."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks with which voice."""

    narrator: Role
    roles: Mapping[str, Role]
    """By `Character.name`, for everybody who says something, in the order of their first lines."""
    thoughts: ThoughtChanges
    doubtful: Doubtful
    delivery: bool = True
    """Whether lines are whispered and shouted where the story tells it."""
    memory: Memory = field(default_factory=Memory, compare=False)
    """What is to be remembered of it."""

    def role(self, line: Line) -> Role:
        """Whose voice speaks the line; the narrator's where nobody is known to have said it."""
        role = self.narrator if line.speaker is None or self._left_open(line) else self.roles[line.speaker]
        if line.kind is Kind.THOUGHT:
            return thinking(role, self.thoughts)
        return delivered(role, line.delivery) if self.delivery and line.delivery else role

    def _left_open(self, line: Line) -> bool:
        return self.doubtful.voice == "narrator" and line.confidence < self.doubtful.below


def cast(
    script: Script,
    voices: VoicesFile,
    engine_of: Callable[[str], Engine] = engines.load,
    language: str = "en",
    memory: Memory = NOTHING,
) -> Cast:
    """Give everybody in the story a voice; of the story's `language` (BCP 47) where there is a choice.

    Who has one in `memory` keeps it, whatever has changed for others.

    In a story told as "I" the narrator's voice also says what that character says, for it is the same person, unless
    voices.yaml gives the character a voice. Raises VoicesError with every engine and voice in voices.yaml that this
    machine lacks, and EngineError where the engine has no voice at all.
    """
    return _cast(script, voices, Repertoire(voices, engine_of, language), memory)


def _cast(script: Script, voices: VoicesFile, repertoire: Repertoire, memory: Memory) -> Cast:
    narrator = _narrator(repertoire, voices)
    people = _people(script, voices)
    given = {
        name: _dressed(repertoire.voice(person.settings), person.settings)
        for name, person in people.items()
        if person.settings.voice is not None
    }
    kept = _kept(script, people, repertoire, memory)
    chosen, extras = _choose(script, people, repertoire, narrator, given, kept)
    roles = {}
    for name, person in people.items():
        settings = person.settings
        volume = narrator.volume if person.is_narrator and settings.volume is None else _volume(settings)
        voice = given.get(name) or _dressed(chosen[name], settings)
        extra = name in extras and name not in given
        roles[name] = Role(person.name, voice, volume, given=name in given, age=person.age, extra=extra)
    news = {
        person.name: Remembered(chosen[name], person.group, person.age)
        for name, person in people.items()
        if name not in given and not person.is_narrator
    }
    return Cast(narrator, roles, voices.thoughts, voices.doubtful, voices.delivery, memory.with_voices(news))


def candidates(
    name: str,
    script: Script,
    voices: VoicesFile,
    count: int,
    engine_of: Callable[[str], Engine] = engines.load,
    language: str = "en",
    memory: Memory = NOTHING,
) -> list[Voice]:
    """The best voices for the character of that name in the script, at most `count` and no two alike: apart from each
    other, from the narrator's and from those of whom they talk to. Raises as `cast` does."""
    repertoire = Repertoire(voices, engine_of, language)
    others = _cast(script, voices, repertoire, memory)
    person = _people(script, voices)[name]
    partners = next(entrance.partners for entrance in entrances(script) if entrance.name == name)
    audition = Audition()
    for role in (others.narrator, *(others.roles[other] for other in partners)):
        audition.take(repertoire.sound(role.voice))
    tiers = repertoire.tiers(person.engine, person.group, person.age)
    found = dict.fromkeys(audition.choose(tiers) for _ in range(count))
    return [_dressed(voice, person.settings.model_copy(update={"voice": None})) for voice in found]


# --- who is who


@dataclass(frozen=True, slots=True)
class _Person:
    """A speaker, as script and voices.yaml know them."""

    name: str
    """As voices.yaml calls them, or else the script."""
    settings: CharacterSettings
    engine: str
    group: str
    """ "she", "he" or "they": which voices suit them."""
    age: Age
    is_narrator: bool
    """They tell the story as "I", in the narrator's voice."""
    is_extra: bool
    """They have no name of their own."""


def _people(script: Script, voices: VoicesFile) -> dict[str, _Person]:
    """Everybody who says something, by `Character.name`, in the order of their first lines."""
    names = known_names(script, voices)
    told = ages(script)
    narrating = voices.narrator.engine or voices.engine
    people = {}
    for character in speakers(script):
        settings = voices.characters.get(names.get(character.name, ""), CharacterSettings())
        engine = settings.engine or voices.engine
        people[character.name] = _Person(
            name=names.get(character.name, character.name),
            settings=settings,
            engine=engine,
            group=group(settings.pronouns or character.pronouns or _pronoun_of_name(character.name)),
            age=settings.age or told.get(character.name, "adult"),
            is_narrator=character.name == script.narrator and engine == narrating,
            is_extra=character.name not in names and character.name.startswith(("the ", "a ", "an ")),
        )
    return people


def _pronoun_of_name(name: str) -> str:
    """What a first name tells of somebody of whom the story tells nothing."""
    first = name.split(maxsplit=1)[0].casefold()
    if (first in FEMALE_NAMES) == (first in MALE_NAMES):
        return ""
    return "she" if first in FEMALE_NAMES else "he"


def speakers(script: Script) -> list[Character]:
    """Everybody who says, writes or thinks something, in the order of their first lines."""
    by_name = {character.name: character for character in script.characters}
    return [by_name[name] for name in dict.fromkeys(line.speaker for line in script.lines) if name is not None]


def known_names(script: Script, voices: VoicesFile) -> dict[str, str]:
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
    for character in speakers(script):
        if character.name not in names:
            found = [known[fold(alias)] for alias in character.aliases if fold(alias) in known]
            free = [name for name in found if name not in claimed]
            if free:
                names[character.name] = free[0]
                claimed.add(free[0])
    return names


# --- choosing


def _kept(script: Script, people: Mapping[str, _Person], repertoire: Repertoire, memory: Memory) -> dict[str, Voice]:
    """By `Character.name`, the voices that are remembered, of the story and of its fandoms, and can still be had.

    What voices.yaml says of pronouns and age goes before: then the voice has to fit. What the story tells may change
    with a new chapter, and nobody's voice does.
    """
    kept: dict[str, Voice] = {}
    aliases = {character.name: character.aliases for character in script.characters}
    others = {fold(called) for name, person in people.items() for called in (name, person.name)}
    for find, is_lent in ((memory.of, False), (memory.lent_to, True)):
        for name, person in people.items():
            also = (alias for alias in aliases.get(name, ()) if fold(alias) not in others)
            found = find(person.engine, (person.name, name, *also)) if name not in kept else None
            if found is None or person.is_narrator or not repertoire.offers(found.voice):
                continue
            if is_lent and found.voice in kept.values():
                continue  # somebody had it in another story
            fits = not person.settings.pronouns or person.group == found.group
            if fits and person.settings.age in (None, found.age):
                kept[name] = found.voice
    return kept


def _choose(
    script: Script,
    people: Mapping[str, _Person],
    repertoire: Repertoire,
    narrator: Role,
    given: Mapping[str, Voice],
    kept: Mapping[str, Voice],
) -> tuple[dict[str, Voice], set[str]]:
    """A voice for every speaker by `Character.name`, as if voices.yaml gave none; and who shares one as an extra.

    Who has `kept` one keeps it. So a voice that the user gives to one character changes nobody else's, unless it was
    that of somebody new, or is too much like it and they talk to each other: then that one alone gets another.
    """
    audition = Audition()
    audition.take(repertoire.sound(narrator.voice))
    for voice in dict.fromkeys(kept.values()):
        audition.take(repertoire.sound(voice))
    chosen: dict[str, Voice] = dict(kept)
    by_person: dict[str, Voice] = {}
    """By `_Person.name`: voices.yaml may know two characters of the script as one."""
    shared: defaultdict[tuple[str, str, Age], list[Voice]] = defaultdict(list)
    extras: set[str] = set()
    entered = list(entrances(script))
    for entrance in entered:
        name, person = entrance.name, people[entrance.name]
        kind = person.engine, person.group, person.age
        beside = _beside(entrance.partners, chosen)
        if person.name in by_person:
            chosen[name] = by_person[person.name]
        elif name in kept:
            if person.is_extra and entrance.lines <= FEW:
                extras.add(name)
                shared[kind] = [voice for voice in shared[kind] if voice != kept[name]] + [kept[name]]
        elif person.is_narrator:
            chosen[name] = narrator.voice
        elif person.is_extra and entrance.lines <= FEW:
            extras.add(name)
            free = _next_of(shared[kind], beside)
            chosen[name] = free or audition.choose(repertoire.tiers(*kind), beside, best=False)
            shared[kind].append(chosen[name])
        else:
            chosen[name] = audition.choose(repertoire.tiers(*kind), beside)
        by_person[person.name] = chosen[name]
    taken = dict.fromkeys(given.values())
    for voice in taken:
        audition.take(repertoire.sound(voice))
    moved: dict[str, Voice] = {}
    for entrance in entered:
        name, person = entrance.name, people[entrance.name]
        if name in given or name in kept or person.is_narrator or person.name in moved:
            continue
        sound = repertoire.sound(chosen[name])
        rivals = dict.fromkeys(given[other] for other in entrance.partners if other in given)
        if chosen[name] in taken or any(distance(sound, repertoire.sound(rival)) < APART for rival in rivals):
            tiers = repertoire.tiers(person.engine, person.group, person.age)
            beside = _beside(entrance.partners, {**chosen, **given})
            chosen[name] = moved[person.name] = audition.choose(tiers, beside)
    return {name: moved.get(people[name].name, voice) for name, voice in chosen.items()}, extras


def _next_of(shared: list[Voice], beside: Mapping[Voice, float]) -> Voice | None:
    """Takes out the voice that extras have shared for longest, and that nobody beside this one has; None where they
    should have another one more."""
    free = [voice for voice in shared if voice not in beside]
    if len(shared) < EXTRAS or not free:
        return None
    shared.remove(free[0])
    return free[0]


def _beside(partners: Mapping[str, float], voices: Mapping[str, Voice]) -> dict[Voice, float]:
    """The voices of those partners who have one, each with the share of the turns beside it."""
    beside: defaultdict[Voice, float] = defaultdict(float)
    for name, share in partners.items():
        if name in voices:
            beside[voices[name]] += share
    return beside


# --- how a voice speaks


def _narrator(repertoire: Repertoire, voices: VoicesFile) -> Role:
    settings = voices.narrator
    voice = _dressed(repertoire.narrator(), settings)
    return Role("narrator", voice, _volume(settings), given=settings.voice is not None)


def _dressed(voice: Voice, settings: VoiceSettings) -> Voice:
    """The voice with what the settings say about rate, pitch and speed."""
    said = {key: getattr(settings, key) for key in ("rate", "pitch", "speed")}
    return replace(voice, **{key: value for key, value in said.items() if value is not None})


def _volume(settings: VoiceSettings) -> float:
    return 1.0 if settings.volume is None else settings.volume
