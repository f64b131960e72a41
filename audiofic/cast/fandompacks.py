"""Fandom packs at work: those that a story's fandom tags pick, and one that is made from a cast.

A story's fandoms pick packs by their `fandoms:`, of ours and of those in the user's data folder (audiofic/fandoms).
Such a pack tells who is meant by which name, and how it is said; whatever voices.yaml says or includes goes before it,
and so do the pronouns and ages that the story itself tells: half the fun of fan fiction is in changing them. A pack
that was saved from one work's cast gives each character the same voice in the next work, of the series or of the
fandom.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from audiofic import yamlfiles
from audiofic.cast.ages import ages
from audiofic.cast.casting import Cast
from audiofic.cast.manner import Role
from audiofic.language import normalized
from audiofic.model import Age, Character, Metadata, Script
from audiofic.voices import CharacterSettings, Pack, VoicesFile, available_packs, fold, load_pack, merge

_HEADER: Final = """\
# A fandom pack, made by `audiofic cast --save-pack`: who is who, how names are said, and which voices they have.
# Include it in a voices.yaml (`include: [this-file.yaml]`), or put it into the folder audiofic/fandoms of your data
# folder, where stories with one of these fandom tags find it by themselves.
"""


def picked(metadata: Metadata) -> list[Pack]:
    """The packs of the story's fandoms. Raises VoicesError where one of the user's own has a mistake."""
    tags = {name for tag in metadata.fandoms for name in _plain_names(tag)}
    if not tags:
        return []
    return [
        load_pack(path)
        for path in available_packs().values()
        if any(fnmatchcase(tag, name) for name in _fandoms(path) for tag in tags)
    ]


def known_characters(voices: VoicesFile, fandoms: Sequence[Pack]) -> tuple[Character, ...]:
    """Whoever may be in the story, as voices.yaml and the packs of its `fandoms` know them: names, aliases, pronouns.

    A name that two packs have for different characters is left out.
    """
    people = _joined(voices, fandoms).characters
    return tuple(Character(name, settings.aliases, settings.pronouns) for name, settings in people.items())


def with_fandom(voices: VoicesFile, fandoms: Sequence[Pack], script: Script) -> VoicesFile:
    """`voices`, and below it what the packs of the story's `fandoms` say of the characters that it has, and how names
    are said."""
    told = ages(script) if fandoms else {}
    return _joined(voices, [_present(pack, script, told) for pack in fandoms])


def save_pack(path: Path, script: Script, cast: Cast, voices: VoicesFile, metadata: Metadata) -> list[str]:
    """Write a pack with everybody who speaks in the story, as they are cast; `voices` is what they were cast from.

    A pack that is there gets whom it lacks, and a voice for whom it has without one; nothing else in it is changed.
    Who tells the story as "I" in the narrator's voice gets no voice. Returns the names that were added or got a voice.
    Raises OutputError, and VoicesError if the file is there and is no pack.
    """
    exists = path.exists()
    before = load_pack(path) if exists else Pack()
    document = yamlfiles.load(path) if exists else yamlfiles.parse(_HEADER, str(path))
    owners = {
        fold(called): name for name, settings in before.characters.items() for called in (name, *settings.aliases)
    }
    new: dict[str, Mapping[str, object]] = {}
    voiceless: dict[str, Mapping[str, object]] = {}
    taken = set(owners) | {fold(role.name) for role in cast.roles.values()}
    people = {character.name: character for character in script.characters}
    for called, role in cast.roles.items():
        sound = _sound(role) if called != script.narrator or role.given else {}
        there = owners.get(fold(role.name)) or owners.get(fold(called))
        if there is None and role.name not in new:
            about = _about(people[called], voices.characters.get(role.name), taken)
            new[role.name] = {**about, **({} if role.age == "adult" else {"age": role.age}), **sound}
        elif there is not None and sound and before.characters[there].voice is None:
            said = before.characters[there].model_fields_set
            voiceless[there] = {key: value for key, value in sound.items() if key not in said}
    if not exists and metadata.fandoms:
        document = document.add((), {"fandoms": list(metadata.fandoms)})
    for name, settings in voiceless.items():
        document = document.add(("characters", name), settings)
    if new:
        document = document.add(("characters",), new)
    words = {word: said for word, said in voices.pronunciations.items() if word not in before.pronunciations}
    if words:
        document = document.add(("pronunciations",), words)
    yamlfiles.save(path, document.text)
    return [*voiceless, *new]


def _about(character: Character, settings: CharacterSettings | None, taken: set[str]) -> dict[str, object]:
    """Aliases that are nobody else's, and the pronouns. Adds the aliases to `taken`."""
    settings = settings or CharacterSettings()
    aliases: list[str] = []
    for alias in (*settings.aliases, character.name, *character.aliases):
        if fold(alias) not in taken:
            taken.add(fold(alias))
            aliases.append(alias)
    about = {"aliases": aliases, "pronouns": settings.pronouns or character.pronouns}
    return {key: value for key, value in about.items() if value}


def _sound(role: Role) -> dict[str, object]:
    voice = role.voice
    sound: dict[str, object] = {"engine": voice.engine, "voice": voice.name}
    sound |= {key: value for key, value in (("rate", voice.rate), ("pitch", voice.pitch)) if value is not None}
    sound |= {key: value for key, value in (("speed", voice.speed), ("volume", role.volume)) if value != 1}
    return sound


# --- packs and stories


def _present(pack: Pack, script: Script, told: Mapping[str, Age]) -> Pack:
    """The pack with only the characters that the story has; without pronouns and ages where the story tells them.

    `told`: by `Character.name`, the ages."""
    by_alias = {fold(alias): character for character in script.characters for alias in character.aliases}
    by_name = {fold(character.name): character for character in script.characters}
    present: dict[str, CharacterSettings] = {}
    for name, settings in pack.characters.items():
        found = [by_name[fold(called)] for called in (name, *settings.aliases) if fold(called) in by_name]
        character = found[0] if found else by_alias.get(fold(name))
        if character is not None:
            unsaid: dict[str, object] = {"pronouns": ""} if character.pronouns else {}
            if character.name in told:
                unsaid["age"] = None
            present[name] = settings.model_copy(update=unsaid)
    return pack.model_copy(update={"characters": present})


def _joined(voices: VoicesFile, below: Sequence[Pack]) -> VoicesFile:
    """`voices` with the packs below it, but for aliases that two packs have for different characters."""
    own = {fold(called) for name, settings in voices.characters.items() for called in (name, *settings.aliases)}
    disputed: set[str] = set()
    for pack in below:
        voices, contested = merge(voices, pack)
        disputed |= {fold(name.called) for name in contested} - own
    if not disputed:
        return voices
    characters = {
        name: settings.model_copy(update={"aliases": tuple(a for a in settings.aliases if fold(a) not in disputed)})
        for name, settings in voices.characters.items()
    }
    return voices.model_copy(update={"characters": characters})


def _fandoms(path: Path) -> frozenset[str]:
    """The plain names of a pack's fandoms, without reading the rest: all packs together take a second."""
    match = _ENTRY.search(path.read_text(encoding="utf-8", errors="replace"))
    return _listed(match[0], str(path)) if match else frozenset()


@functools.cache
def _listed(entry: str, file: str) -> frozenset[str]:
    data = yamlfiles.parse(entry, file).data
    fandoms = data.get("fandoms") if isinstance(data, dict) else None
    listed = fandoms if isinstance(fandoms, list) else []
    return frozenset(name for fandom in listed if isinstance(fandom, str) for name in _plain_names(fandom))


_ENTRY: Final = re.compile(r"^fandoms:.*(?:\n(?:[ #\]-].*)?)*", re.MULTILINE)
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_DASH: Final = re.compile(r"\s[-–—]\s")
_RELATED: Final = re.compile(r"&\s*related\b.*", re.IGNORECASE)
_NO_WORD: Final = re.compile(r"[^\w*]+")


def _plain_names(fandom: str) -> list[str]:
    """The names in a fandom tag in small letters: "原神 | Genshin Impact (Video Game)" has two. Left out is what tells
    one medium or author from another: brackets, what stands after a dash, and "& Related Fandoms"."""
    names = []
    for part in fandom.split("|"):
        name = _RELATED.sub("", _DASH.split(_BRACKETS.sub(" ", part))[0])
        letters = "".join(c for c in normalized("NFKD", name) if not unicodedata.combining(c))
        names.append(_NO_WORD.sub(" ", letters.casefold()).strip())
    return [name for name in names if name]
