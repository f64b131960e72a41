"""Fandom packs: who is who in a fandom, how names are said, and perhaps voices.

A pack is a YAML file that voices.yaml includes, or another pack. So a character keeps a voice over a series, and over
all works of a fandom: each work's voices.yaml includes the same pack. What a file says itself goes before what it
includes, and of two packs the one that is named first goes before the other.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import platformdirs
from pydantic import AfterValidator, ConfigDict, Field, PrivateAttr, StringConstraints, WithJsonSchema, field_validator

from audiofic import yamlfiles
from audiofic.errors import Problem, VoicesError
from audiofic.language import normalized
from audiofic.model import Age
from audiofic.normalize import phonetic
from audiofic.yamlfiles import Document, Section, Trail

_PRONOUNS = ("she", "he", "they", "any", "it", "xe", "ze", "ey", "fae")
"""What may stand alone; with a slash any words may: "ve/ver", "er/ihm"."""


def _pronouns(text: str) -> str:
    parts = [part.strip() for part in text.casefold().split("/")]
    if not all(part.isalpha() for part in parts) or (len(parts) == 1 and parts[0] not in _PRONOUNS):
        raise ValueError("should be written like she/her, he/him, they/them, she/they, xe/xem or any")
    return "/".join(parts)


def _pronunciation(text: str) -> str:
    phonetic.parse(text)
    return text


Switch = Annotated[bool, WithJsonSchema({"enum": [True, False, "yes", "no"]})]
"""To editors that follow YAML 1.2, yes and no are text."""
Name = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"\S")]
Pronouns = Annotated[str, AfterValidator(_pronouns)]
Pronunciation = Annotated[str, AfterValidator(_pronunciation)]


class VoiceSettings(Section):
    """A voice and how it speaks."""

    engine: str | None = Field(default=None, examples=["pyttsx3", "kokoro"])
    """The speech engine of this voice, where it is not the one that the whole file names."""
    voice: str | None = Field(default=None, examples=["en-gb", "en-us+f3"])
    """The voice, as `audiofic voices` lists it."""
    rate: int | None = Field(default=None, ge=80, le=500)
    """Words a minute, 80 to 500."""
    pitch: int | None = Field(default=None, ge=0, le=99)
    """0 to 99; 50 is the voice as it is, and 50 more an octave higher."""
    volume: float | None = Field(default=None, ge=0, le=2)
    """A factor on the loudness, 0 to 2; 1 is as loud as the others."""
    speed: float | None = Field(default=None, ge=0.5, le=2)
    """A factor on the rate, 0.5 to 2."""


class CharacterSettings(VoiceSettings):
    """A character: who it is and how it speaks. All of it may be left out."""

    aliases: tuple[Name, ...] = Field(default=(), examples=[["Harry", "Potter"]])
    """Other names that the story calls the character by."""
    pronouns: Pronouns = Field(default="", examples=["she/her", "he/him", "they/them", "xe/xem", "any"])
    """Such as she/her, he/him, they/them, she/they, xe/xem, or any. They go before what the story seems to say."""
    age: Age | None = Field(default=None, examples=["child", "adult", "old"])
    """What the voice should fit: child, adult or old. It goes before what the story seems to say."""
    pronunciations: dict[Name, Pronunciation] = Field(default={}, examples=[{"Hermione": "er-mee-ON"}])
    """Words that this character alone says so."""


class People(Section):
    """Who is who: what voices.yaml and fandom packs both say."""

    include: tuple[Name, ...] = Field(default=(), examples=[["harry-potter", "my-own-pack.yaml"]])
    """Fandom packs: the names of those that audiofic has, or files (.yaml) relative to this one. What stands here goes
    before what stands there."""
    characters: dict[Name, CharacterSettings] = Field(default={}, examples=[{"Harry Potter": {"voice": "en-gb"}}])
    """The characters by name. `audiofic cast STORY --write` adds those of a story."""
    pronunciations: dict[Name, Pronunciation] = Field(default={}, examples=[{"Hermione": "her-MY-oh-nee"}])
    """Words and how to say them: respelled, or in IPA between slashes, or both, the IPA last. Where an engine takes no
    IPA, a respelling is needed."""
    _document: Document | None = PrivateAttr(None)
    _places: dict[str, tuple[tuple[Document, str], ...]] = PrivateAttr(default_factory=dict)
    """By name: the documents that tell of the character, and under which name each does."""

    @field_validator("characters", mode="before")
    @classmethod
    def _without_settings(cls, characters: object) -> object:
        """A name alone is a character, too."""
        if not isinstance(characters, dict):
            return characters
        return {name: {} if settings is None else settings for name, settings in characters.items()}

    @property
    def folder(self) -> Path:
        """Where the file lies, from which the paths in it start; the current one for what is in no file."""
        return Path() if self._document is None else Path(self._document.file).parent

    def problem(self, trail: Trail, message: str) -> Problem:
        """`message`, placed where the file, or one that it includes, has the value that `trail` leads to."""
        if len(trail) > 1 and trail[0] == "characters":
            for document, name in self._places.get(str(trail[1]), ()):
                there = (trail[0], name, *trail[2:])
                if there in document.values:
                    return document.problem(there, message)
        if self._document is None:
            return Problem("voices.yaml", 0, 0, message)
        return self._document.problem(trail, message)


class Pack(People):
    """A fandom pack: who is who in a fandom, how names are said, and perhaps voices."""

    model_config = ConfigDict(title="audiofic fandom pack")

    fandoms: tuple[Name, ...] = Field(default=(), examples=[["Harry Potter", "Harry Potter*"]])
    """The fandom's names on AO3, without what stands in brackets, after a dash or after "& Related"; * for anything."""


P = TypeVar("P", bound=People)


def read(model: type[P], document: Document) -> P:
    """What a document says, and all that it includes. Raises VoicesError with every mistake in it, in the order of the
    file; and if there is none, with those in what it includes."""
    return _read(model, document, (), {})


def load_pack(path: Path) -> Pack:
    """Read a fandom pack and all that it includes. Raises VoicesError."""
    return read(Pack, yamlfiles.load(path))


def available_packs() -> Mapping[str, Path]:
    """The fandom packs by name: the user's own, then audiofic's, but for those that the user's take the name of."""
    folders = (platformdirs.user_data_path("audiofic") / "fandoms", Path(__file__).with_name("fandoms"))
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            found.setdefault(path.stem, path)
    return found


def fold(name: str) -> str:
    """What two spellings of one name have in common: case, the form of apostrophes and of blanks left out."""
    folded = normalized("NFKC", name).casefold()
    return " ".join(folded.translate(_APOSTROPHES).split())


_APOSTROPHES = {ord(mark): "'" for mark in "’‘ʼ`´"}


def salvage(model: type[P], document: Document) -> P:
    """What a document says itself, but for its mistakes."""
    return _placed(yamlfiles.salvage(model, document), document)


def _placed(people: P, document: Document) -> P:
    people._document = document  # noqa: SLF001 - ours
    people._places = {name: ((document, name),) for name in people.characters}  # noqa: SLF001
    return people


# --- including


def _read(model: type[P], document: Document, chain: tuple[Path, ...], known: dict[Path, Pack]) -> P:
    """`chain`: the files that led to this one; `known`: the packs that were read before."""
    people = _placed(yamlfiles.read(model, document, _clashes(document)), document)
    chain = (*chain, Path(document.file).resolve())
    own = {fold(called) for name, settings in people.characters.items() for called in (name, *settings.aliases)}
    problems: list[Problem] = []
    for index, entry in enumerate(people.include):
        try:
            pack = _included(document, index, entry, chain, known)
        except VoicesError as error:
            problems += error.problems
            continue
        people, contested = merge(people, pack)
        if unsettled := [name for name in contested if fold(name.called) not in own]:
            told = ", ".join(f"{name.called!r} ({name.first} or {name.second})" for name in unsettled[:5])
            message = (
                f"{entry!r} calls others by names of the packs before it: {told}"
                f"{', and more' * (len(unsettled) > 5)}; say under characters in this file whose name it is"
            )
            problems.append(document.problem(("include", index), message))
    if problems:
        raise VoicesError(problems)
    return people


def _included(document: Document, index: int, entry: str, chain: tuple[Path, ...], known: dict[Path, Pack]) -> Pack:
    def wrong(message: str) -> VoicesError:
        return VoicesError([document.problem(("include", index), message)])

    if entry.endswith((".yaml", ".yml")):
        file = Path(document.file).parent / entry
    elif entry in (offered := available_packs()):
        file = offered[entry]
    else:
        near = difflib.get_close_matches(entry, offered, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(offered)}; a file ends with .yaml"
        raise wrong(f"there is no pack {entry!r}: {hint}")
    path = file.resolve()
    if path in chain:
        circle = " → ".join(step.name for step in (*chain[chain.index(path) :], path))
        raise wrong(f"files include each other in a circle, {circle}: take one of these includes out")
    if path not in known:
        if not file.is_file():
            raise wrong(
                f"there is no file {entry!r} beside this one: mend its path, which starts at this file's folder"
            )
        known[path] = _read(Pack, yamlfiles.load(file), chain, known)
    return known[path]


@dataclass(frozen=True, slots=True)
class Contested:
    """A name that two files give to different characters."""

    called: str
    first: str
    """Whose it stays."""
    second: str


_SOUND = frozenset({"engine", "voice", "rate", "pitch", "volume", "speed"})


def merge(people: P, pack: Pack) -> tuple[P, list[Contested]]:
    """`people` with what the pack adds to it, and the names that stay with somebody in `people`.

    Somebody is in both if the one's name is a name of the other. Whoever has a voice or engine in `people` takes none
    of the sound from the pack: its rate and pitch are meant for its own voice.
    """
    names = {fold(name): name for name in people.characters}
    owners = {fold(alias): name for name, settings in people.characters.items() for alias in settings.aliases} | names
    characters, places, contested = dict(people.characters), dict(people._places), []  # noqa: SLF001 - ours
    for theirs, settings in pack.characters.items():
        same = owners.get(fold(theirs)) or next((names[fold(a)] for a in settings.aliases if fold(a) in names), theirs)
        ours = characters.get(same, CharacterSettings())
        aliases = {fold(alias): alias for alias in ours.aliases}
        for called in (theirs, *settings.aliases):
            owner = owners.setdefault(fold(called), same)
            if owner != same:
                contested.append(Contested(called, owner, same))
            elif fold(called) != fold(same):
                aliases.setdefault(fold(called), called)
        characters[same] = _overlaid(ours, settings, tuple(aliases.values()))
        told = (*places.get(same, ()), *pack._places.get(theirs, ()))  # noqa: SLF001
        # A file can be included by many ways, whose number grows with the power of their depth.
        places[same] = tuple({(document.file, name): (document, name) for document, name in told}.values())
    pronunciations = {**pack.pronunciations, **people.pronunciations}
    merged = people.model_copy(update={"characters": characters, "pronunciations": pronunciations})
    merged._places = places  # noqa: SLF001
    return merged, contested


def _overlaid(ours: CharacterSettings, theirs: CharacterSettings, aliases: tuple[str, ...]) -> CharacterSettings:
    added = theirs.model_fields_set - ours.model_fields_set
    if ours.voice is not None or ours.engine is not None:
        added -= _SOUND
    said = {**theirs.pronunciations, **ours.pronunciations}
    both = {"aliases": aliases, "pronunciations": said}
    return ours.model_copy(update={key: getattr(theirs, key) for key in added} | both)


# --- mistakes


def _clashes(document: Document) -> Iterator[Problem]:
    """Names that two characters share, in a document that may have any other mistake, too."""
    characters = document.data.get("characters") if isinstance(document.data, dict) else None
    if not isinstance(characters, dict):
        return
    owners: dict[str, str] = {}
    for name, settings in characters.items():
        trails: list[tuple[str, Trail]] = [(name, ("characters", name))]
        aliases = settings.get("aliases") if isinstance(settings, dict) else None
        for index, alias in enumerate(aliases if isinstance(aliases, list) else ()):
            if isinstance(alias, str):
                trails.append((alias, ("characters", name, "aliases", index)))
        for called, trail in trails:
            owner = owners.setdefault(fold(called), name)
            if owner != name and fold(called):
                line = document.keys["characters", owner].line
                message = f"{called!r} is also a name of {owner!r} in line {line}: a name belongs to one character"
                yield document.problem(trail, message, at_key=len(trail) == 2)
