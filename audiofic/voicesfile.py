"""What voices.yaml says: pydantic models, and all of its mistakes at once, each at its line and column."""

from __future__ import annotations

import difflib
import functools
import json
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import ErrorDetails, core_schema

from audiofic import yamlfile
from audiofic.errors import Problem, VoicesError
from audiofic.yamlfile import Document, Trail

TEMPLATE = """\
# yaml-language-server: $schema=schema/voices.schema.json
#
# Who speaks with which voice. All of this may be left out; what stands after "#" is an example or the default.
# `audiofic cast STORY --write` adds the characters of a story, `audiofic voices` lists the voices of this machine.

#engine: pyttsx3                       # for whoever names none
#narrator: {voice: en-gb, rate: 175}   # rate: words a minute, 80 to 500

# A character, with all that can be said of one. Only the name is needed.
#characters:
#  Robin Hale:
#    aliases: [Robin, Captain Hale]
#    pronouns: they/them
#    engine: pyttsx3
#    voice: en-us+f3
#    rate: 185
#    pitch: 55                          # 0 to 99; 50 is the voice as it is
#    volume: 0.9                        # a factor, 0 to 2
#    speed: 1.05                        # a factor on the rate, 0.5 to 2

#fallback: {she: [en-us+f3], he: [en-us+m3], they: [en-gb]}   # for characters with no voice of their own
#thoughts: {pitch: -5, rate: 0, volume: -2}    # changes to the thinker's voice: points, words a minute, decibels
#pauses: {sentence: 0.25, paragraph: 0.6, scene: 2.0, chapter: 3.0}    # seconds
#pronunciations: {Hermione: her-MY-oh-nee}
#read: {title: yes, summary: no, notes: no, tags: no}

characters: {}
"""
"""What a new voices.yaml starts from."""

_PRONOUNS = ("she", "he", "they", "any", "it", "xe", "ze", "ey", "fae")
"""What may stand alone; with a slash any words may: "ve/ver", "er/ihm"."""


def _pronouns(text: str) -> str:
    parts = [part.strip() for part in text.casefold().split("/")]
    if not all(part.isalpha() for part in parts) or (len(parts) == 1 and parts[0] not in _PRONOUNS):
        raise ValueError("should be written like she/her, he/him, they/them, she/they, xe/xem or any")
    return "/".join(parts)


Name = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"\S")]
Pronouns = Annotated[str, AfterValidator(_pronouns)]
Switch = Annotated[bool, WithJsonSchema({"enum": [True, False, "yes", "no"]})]
"""To editors that follow YAML 1.2, yes and no are text."""
Seconds = Annotated[float, Field(ge=0, le=30)]


class _Section(BaseModel):
    """A key with nothing after it counts as not given."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: object) -> object:
        return {key: value for key, value in data.items() if value is not None} if isinstance(data, dict) else data


class VoiceSettings(_Section):
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


class Fallback(_Section):
    """The voices, of the default engine, that are handed out to characters with none of their own."""

    she: tuple[str, ...] = Field(default=(), examples=[["en-us+f3"]])
    """For she/her; where the list is empty, the engine's clear voices that fit."""
    he: tuple[str, ...] = Field(default=(), examples=[["en-us+m3"]])
    """For he/him."""
    they: tuple[str, ...] = Field(default=(), examples=[["en-gb"]])
    """For all others, and for whom the story does not tell."""


class ThoughtChanges(_Section):
    """How thoughts differ from what the same character says aloud: changes, not values."""

    pitch: int = Field(default=-5, ge=-99, le=99)
    """Points up or down on the scale from 0 to 99."""
    rate: int = Field(default=0, ge=-200, le=200)
    """Words a minute faster or slower."""
    volume: float = Field(default=-2, ge=-30, le=10)
    """Decibels louder or softer."""


class Pauses(_Section):
    """Silences, in seconds."""

    sentence: Seconds = 0.25
    """Between two lines of one paragraph."""
    paragraph: Seconds = 0.6
    """Between paragraphs."""
    scene: Seconds = 2.0
    """At a scene break."""
    chapter: Seconds = 3.0
    """Between chapters."""


class Read(_Section):
    """What is read aloud beside the story itself."""

    title: Switch = True
    """The title and the authors, at the start."""
    summary: Switch = False
    """The summaries of the work and of its chapters."""
    notes: Switch = False
    """The author's notes."""
    tags: Switch = False
    """Fandoms, relationships, characters and the other tags."""


class VoicesFile(_Section):
    """Who speaks with which voice in an audiobook; without a file, the defaults."""

    model_config = ConfigDict(title="audiofic voices.yaml")

    engine: str = Field(default="pyttsx3", examples=["pyttsx3", "kokoro"])
    """The speech engine of everybody who names none."""
    narrator: VoiceSettings = VoiceSettings()
    """The voice of the narration."""
    characters: dict[Name, CharacterSettings] = Field(default={}, examples=[{"Harry Potter": {"voice": "en-gb"}}])
    """The characters by name. `audiofic cast STORY --write` adds those of a story."""
    fallback: Fallback = Fallback()
    """The voices for characters with none of their own, by pronoun."""
    thoughts: ThoughtChanges = ThoughtChanges()
    """How a character's thoughts differ from their speech."""
    pauses: Pauses = Pauses()
    """How long it is silent between lines, in seconds."""
    pronunciations: dict[Name, str] = Field(default={}, examples=[{"Hermione": "her-MY-oh-nee"}])
    """Words and how to say them, respelled."""
    read: Read = Read()
    """What is read aloud beside the story."""
    _document: Document | None = PrivateAttr(None)

    @field_validator("characters", mode="before")
    @classmethod
    def _without_settings(cls, characters: object) -> object:
        """A name alone is a character, too."""
        if not isinstance(characters, dict):
            return characters
        return {name: {} if settings is None else settings for name, settings in characters.items()}

    def problem(self, trail: Trail, message: str) -> Problem:
        """`message`, placed where the file has the value that `trail` leads to."""
        if self._document is None:
            return Problem("voices.yaml", 0, 0, message)
        return self._document.problem(trail, message)


def load(path: Path) -> VoicesFile:
    """Read a voices.yaml. Raises VoicesError with every mistake in it, in the order of the file."""
    return read(yamlfile.load(path))


def read(document: Document) -> VoicesFile:
    """The voices of a YAML document. Raises VoicesError with every mistake in it, in the order of the file."""
    data = {} if document.data is None else document.data
    problems = [*document.problems, *_clashes(document)]
    try:
        voices = VoicesFile.model_validate(data)
    except ValidationError as error:
        problems += [_problem(document, details) for details in error.errors(include_url=False)]
    if problems:
        raise VoicesError(sorted(problems, key=lambda problem: (problem.line, problem.column)))
    voices._document = document  # noqa: SLF001 - ours, two definitions above
    return voices


def fold(name: str) -> str:
    """What two spellings of one name have in common: case, the form of apostrophes and of blanks left out."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(folded.translate(_APOSTROPHES).split())


_APOSTROPHES = {ord(mark): "'" for mark in "’‘ʼ`´"}


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


def _problem(document: Document, details: ErrorDetails) -> Problem:
    trail: Trail = details["loc"]
    kind, given, context = details["type"], details["input"], details.get("ctx", {})
    key = next((part for part in reversed(trail) if isinstance(part, str)), "the file")
    if kind == "extra_forbidden":
        allowed = list(_schema_at(trail[:-1])["properties"])
        near = difflib.get_close_matches(key, allowed, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"the keys here are {', '.join(allowed)}"
        return document.problem(trail, f"unknown key {key!r}: {hint}", at_key=True)
    if trail and trail[-1] == "[key]":
        return document.problem(trail[:-1], f"{_shown(given)} is no name", at_key=True)
    if kind == "value_error":
        return document.problem(trail, f"{key} {context['error']}, and is {_shown(given)}")
    where = f"an item of {key}" if trail and isinstance(trail[-1], int) else key
    return document.problem(trail, f"{where} should be {_wanted(trail, kind)}, and is {_shown(given)}")


def _wanted(trail: Trail, kind: str) -> str:
    if kind in ("greater_than_equal", "less_than_equal"):
        schema = _schema_at(trail)
        return f"from {schema['minimum']:g} to {schema['maximum']:g}"
    by_prefix = {
        "int": "a whole number",
        "float": "a number",
        "finite": "a number",
        "bool": "yes or no",
        "string_too": "1 to 1,000 characters long",
        "string_pattern": "more than blanks",
        "string": "text",
        "tuple": "a list such as [one, two]",
        "dict": "a mapping with a line `key: value` for each entry",
        "model": "a mapping with a line `key: value` for each setting",
    }
    return next((wanted for prefix, wanted in by_prefix.items() if kind.startswith(prefix)), "something else")


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return repr(text if len(text) <= 40 else text[:39] + "…")


# --- the schema


class _Schema(GenerateJsonSchema):
    """Optional settings without their null: an editor should offer the value alone."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        described = super().default_schema(schema)
        if described.get("default", ...) is None:
            del described["default"]
        return described


@functools.cache
def schema() -> dict[str, Any]:
    """The JSON schema of voices.yaml, with which editors complete, explain and check it."""
    described = VoicesFile.model_json_schema(schema_generator=_Schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}


def write_schema(path: Path) -> None:
    """Write the JSON schema; the same models always give the same file."""
    path.write_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _schema_at(trail: Trail) -> Mapping[str, Any]:
    """The part of the schema for the setting or the section at `trail`, all of whose keys it knows."""
    node: Mapping[str, Any] = schema()
    for part in trail:
        if part in node.get("properties", ()):
            node = node["properties"][part]
        else:  # a mapping by names: what stands under each is alike
            (node,) = node["patternProperties"].values()
        if "$ref" in node:
            node = schema()["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    return node
