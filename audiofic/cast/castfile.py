"""The cast → voices.yaml: adds whom and what it lacks, and changes nothing that stands there."""

from __future__ import annotations

from pathlib import Path

from audiofic import yamlfiles
from audiofic.cast.casting import Cast, known_names, speakers
from audiofic.cast.choice import BEST_FIRST
from audiofic.model import Character, Script
from audiofic.voices import TEMPLATE, VoicesFile, fold


def missing(script: Script, voices: VoicesFile) -> list[Character]:
    """The characters who say something and are not in voices.yaml, in the order of their first lines."""
    names = known_names(script, voices)
    return [character for character in speakers(script) if character.name not in names]


def write_cast(path: Path, script: Script, cast: Cast, voices: VoicesFile) -> list[str]:
    """Write the voices of `cast` into the voices.yaml that `voices` was read from, or into a new one.

    Adds the characters that it lacks, and a voice to those who have none; nothing that stands there is changed, but
    for `auto` where the command line named an engine; and a second time changes nothing. Read again, the file gives the
    same cast. In a story told as "I" that character gets no voice, so as to stay with the narrator's. Returns the names
    that were added or got a voice. Raises OutputError.
    """
    exists = path.exists()
    document = yamlfiles.load(path) if exists else yamlfiles.parse(TEMPLATE, str(path))
    voiceless, new = _voiceless(script, cast, voices), _new(script, cast, voices)
    for name, settings in voiceless.items():
        document = document.add(("characters", name), settings)
    if new:
        document = document.add(("characters",), new)
    if (voiceless or new) and "engine" not in voices.model_fields_set and voices.engine not in BEST_FIRST:
        document = yamlfiles.change(document, (), {"engine": voices.engine})  # by the voices' names it is not found
    if voiceless or new or not exists:
        yamlfiles.save(path, document.text)
    return [*voiceless, *new]


def _voiceless(script: Script, cast: Cast, voices: VoicesFile) -> dict[str, dict[str, object]]:
    """What is to be added to the characters that voices.yaml has, but without a voice."""
    names = known_names(script, voices)
    added: dict[str, dict[str, object]] = {}
    for character in speakers(script):
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
    role = cast.roles[character.name]
    if character.name == script.narrator and role.voice.engine == cast.narrator.voice.engine:
        return {}
    settings: dict[str, object] = {} if role.age == "adult" else {"age": role.age}
    settings["voice"] = role.voice.name
    if role.voice.pitch is not None:
        settings["pitch"] = role.voice.pitch
    if role.voice.speed != 1:
        settings["speed"] = role.voice.speed
    return settings
