"""What voices.yaml says, with the fandom packs that it includes, and all of its mistakes at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema

from audiofic import yamlfiles
from audiofic.audio import TargetName
from audiofic.engines import Loader
from audiofic.engines.server import checked_url
from audiofic.errors import Problem, VoicesError
from audiofic.model import Reason
from audiofic.voices.bookfacts import BookFacts
from audiofic.voices.enginesettings import EngineSettings
from audiofic.voices.packs import People, Pronouns, Switch, VoiceSettings, read, salvage
from audiofic.yamlfiles import Document, Section

AUTO: Final = "auto"
"""The engine that stands for the best one that is here: `cast.with_engine`."""

SCHEMA = Path(__file__).with_name("voices.schema.json")
"""By which editors complete and explain a voices.yaml, wherever it lies."""

TEMPLATE = """\
# yaml-language-server: $schema=SCHEMA
#
# Who speaks with which voice. All of this may be left out; what stands after "#" is an example or the default.
# `audiofic cast STORY --write` adds the characters of a story, `audiofic voices` lists the voices of this machine.

#include: [harry-potter]                # fandom packs: those of audiofic, or files beside this one
#engine: auto                          # for whoever names none; auto: kokoro if it is here, else pyttsx3
#narrator: {voice: en-gb, rate: 175}   # rate: words a minute, 80 to 500

# A character, with all that can be said of one. Only the name is needed.
#characters:
#  Robin Hale:
#    aliases: [Robin, Captain Hale]
#    pronouns: they/them
#    age: adult                         # child, adult or old: what the voice should fit
#    engine: pyttsx3
#    voice: en-us+f3
#    rate: 185
#    pitch: 55                          # 0 to 99; 50 is the voice as it is
#    volume: 0.9                        # a factor, 0 to 2
#    speed: 1.05                        # a factor on the rate, 0.5 to 2
#    pronunciations: {Tuesday: CHOOZ-day}   # words that this character alone says so

#fallback: {she: [en-us+f3], he: [en-us+m3], they: [en-gb]}   # for characters with no voice of their own
#thoughts: {pitch: -5, rate: 0, volume: -2}    # changes to the thinker's voice: points, words a minute, decibels
#delivery: yes                         # what is told to be whispered is whispered; no: all in the voice at rest
#doubtful: {below: 0.6, voice: likeliest}      # who speaks a line that is not surer: the likeliest, or the narrator
#attribution: {model: {url: http://127.0.0.1:11434/v1, name: qwen2.5}}    # is asked who says the doubtful lines
#reader: {name: Robin, pronouns: they/them, hair: brown, eyes: green}    # fills in (Y/N), (h/c), (e/c)
#messages: {names: auto}               # names before messages: first in a scene, always, never; auto: by how many write
#pauses: {sentence: 0.25, paragraph: 0.6, scene: 2.0, chapter: 3.0}    # seconds
#loudness: acx                         # as audiobook shops ask; or ebu, as broadcasters do (EBU R 128)
#pronunciations: {Hermione: her-MY-oh-nee /hɜːˈmaɪəni/}   # as it sounds; and in IPA, for the engines that take it
#book: {title: The Long Way Home, author: Jane Quill, language: en-GB, cover: cover.jpg}   # before what the file says
#read: {title: yes, summary: no, notes: no, tags: no, footnotes: end}
#credits: yes                          # a short close is spoken: title, author, that computer voices read
#remember: yes                         # people of a fandom keep the voices of your last story: audiofic cast --book
#engines: {openai: {url: http://127.0.0.1:8880/v1, model: kokoro}}    # a speech server; keys never stand here

characters: {}
""".replace("SCHEMA", SCHEMA.as_uri(), 1)
"""What a new voices.yaml starts from."""

Seconds = Annotated[float, Field(ge=0, le=30)]


class Fallback(Section):
    """The voices, of the default engine, that are handed out to characters with none of their own."""

    she: tuple[str, ...] = Field(default=(), examples=[["en-us+f3"]])
    """For she/her; where the list is empty, the engine's clear voices that fit."""
    he: tuple[str, ...] = Field(default=(), examples=[["en-us+m3"]])
    """For he/him."""
    they: tuple[str, ...] = Field(default=(), examples=[["en-gb"]])
    """For all others, and for whom the story does not tell."""


class ThoughtChanges(Section):
    """How thoughts differ from what the same character says aloud: changes, not values."""

    pitch: int = Field(default=-5, ge=-99, le=99)
    """Points up or down on the scale from 0 to 99."""
    rate: int = Field(default=0, ge=-200, le=200)
    """Words a minute faster or slower."""
    volume: float = Field(default=-2, ge=-30, le=10)
    """Decibels louder or softer."""


class Doubtful(Section):
    """Lines of which it is doubtful who says them."""

    below: float = Field(default=0.6, ge=0, le=1)
    """A line is doubtful if its confidence is less than this, from 0 to 1; `audiofic script --json` shows it."""
    voice: Literal["likeliest", "narrator"] = "likeliest"
    """Who speaks them: the likeliest character, or the narrator."""


class Reader(Section):
    """Who reads a story that leaves blanks for that: (Y/N), (h/c)."""

    name: str = Field(default="", max_length=80, examples=["Robin"])
    """For (Y/N)."""
    surname: str = Field(default="", max_length=80, examples=["Hale"])
    """For (L/N)."""
    nickname: str = Field(default="", max_length=80, examples=["Rob"])
    """For (N/N)."""
    pronouns: Pronouns = Field(default="", examples=["they/them"])
    """For (he/she), and what voice fits."""
    hair: str = Field(default="", max_length=40, examples=["brown"])
    """Its colour, for (h/c)."""
    eyes: str = Field(default="", max_length=40, examples=["green"])
    """Their colour, for (e/c)."""
    skin: str = Field(default="", max_length=40, examples=["brown"])
    """Its colour, for (s/c)."""
    favourite: str = Field(default="", max_length=40, examples=["blue"])
    """The colour for (f/c)."""

    @property
    def blanks(self) -> dict[str, str]:
        """What is known, by what the blanks are for."""
        known = {
            "name": self.name,
            "last name": self.surname,
            "nickname": self.nickname,
            "pronouns": self.pronouns,
            "hair colour": self.hair,
            "eye colour": self.eyes,
            "skin colour": self.skin,
            "favourite colour": self.favourite,
        }
        return {what: said for what, said in known.items() if said}


class Messages(Section):
    """Chats, posts and plays, where a name stands before what its owner says."""

    names: Literal["auto", "first", "always", "never"] = "auto"
    """When the narrator reads the name: before the first of a scene, before each, never; auto is the first between two,
    and each time that somebody else goes on among more."""


class Pauses(Section):
    """Silences, in seconds."""

    sentence: Seconds = 0.25
    """Between two lines of one paragraph."""
    paragraph: Seconds = 0.6
    """Between paragraphs."""
    scene: Seconds = 2.0
    """At a scene break."""
    chapter: Seconds = 3.0
    """Between chapters."""


class Read(Section):
    """What is read aloud beside the story itself."""

    title: Switch = True
    """The title and the authors, at the start."""
    summary: Switch = False
    """The summaries of the work and of its chapters."""
    notes: Switch = False
    """The author's notes."""
    tags: Switch = False
    """Fandoms, relationships, characters and the other tags."""
    footnotes: Literal["end", "place", "no"] = "end"
    """At the end of their chapter, after the paragraph that they belong to, or not at all."""
    also: tuple[Annotated[Reason, WithJsonSchema({"enum": [*Reason]})], ...] = Field(
        default=(), examples=[["front matter", "comments"]]
    )
    """What else of the file is read where it stands; `audiofic scenes --left-out` shows it by these names."""


class ModelSettings(Section):
    """A language model, by any server that speaks OpenAI's chat protocol: Ollama, llama.cpp, LM Studio, vLLM…"""

    url: Annotated[str, AfterValidator(checked_url)] = Field(examples=["http://127.0.0.1:11434/v1"])
    """The address, to which /chat/completions is added. On any machine but this one, nothing is asked without --yes.
    A key is in the environment: AUDIOFIC_OPENAI_KEY, for the server of AUDIOFIC_OPENAI_URL alone."""
    name: str = Field(min_length=1, max_length=200, examples=["qwen2.5:14b"])
    """What the server calls the model."""
    timeout: float = Field(default=120.0, ge=1, le=3600)
    """Seconds that an answer may take."""
    requests_per_minute: int | None = Field(default=None, ge=1, le=100_000)
    """At most so many, where the server has a limit."""


class AttributionSettings(Section):
    """How it is found out who says what."""

    model: ModelSettings | None = None
    """A language model that is asked about the doubtful lines. It weighs as much as it is right where the story tells
    who speaks, and never contradicts that."""


class VoicesFile(People):
    """Who speaks with which voice in an audiobook; without a file, the defaults."""

    model_config = ConfigDict(title="audiofic voices.yaml")

    engine: str = Field(default=AUTO, examples=[AUTO, "pyttsx3", "kokoro"])
    """The speech engine of everybody who names none; auto is Kokoro where it is installed and speaks the story's
    language, else pyttsx3."""
    narrator: VoiceSettings = VoiceSettings()
    """The voice of the narration."""
    fallback: Fallback = Fallback()
    """The voices for characters with none of their own, by pronoun."""
    thoughts: ThoughtChanges = ThoughtChanges()
    """How a character's thoughts differ from their speech."""
    delivery: Switch = True
    """Whether a line is whispered, shouted, laughed… where the story tells that it is."""
    doubtful: Doubtful = Doubtful()
    """Who speaks a line of which it is doubtful who says it."""
    attribution: AttributionSettings = AttributionSettings()
    """How it is found out who says what."""
    reader: Reader = Reader()
    """Who fills the blanks of a story that has some."""
    messages: Messages = Messages()
    """Which names are read in chats and plays."""
    pauses: Pauses = Pauses()
    """How long it is silent between lines, in seconds."""
    loudness: TargetName = "acx"
    """How loud it is: as audiobook shops ask (acx), or as broadcasters and podcasts do (ebu: EBU R 128)."""
    book: BookFacts = BookFacts()
    """What the book is called, by whom it is and in which language: before what the story's file says."""
    read: Read = Read()
    """What is read aloud beside the story."""
    credits: Switch = True
    """Whether a short close is spoken at the end: title, author, that computer voices read it."""
    remember: Switch = True
    """Whether the people of a fandom have the voices that they had in the reader's last story of it."""
    engines: EngineSettings = EngineSettings()
    """Settings of the engines themselves."""

    def by_default(self, engine: str) -> VoicesFile:
        """With this engine for whoever names none, unless the file names one. It does not count as said in the file."""
        if self.engine != AUTO:
            return self
        told = self.model_copy(update={"engine": engine})
        told.model_fields_set.discard("engine")
        return told

    def pronunciations_of(self, name: str) -> dict[str, str]:
        """How a character says words, or the narrator: the character's own way goes before everybody's."""
        settings = self.characters.get(name)
        return {**self.pronunciations, **settings.pronunciations} if settings else self.pronunciations

    @property
    def cover(self) -> Path | None:
        """The picture that `book` names, from the folder of this file."""
        return None if self.book.cover is None else self.folder / self.book.cover

    @property
    def loader(self) -> Loader:
        """Loads engines with the settings that this file has for them."""
        return self.engines.loader


def load_voices(path: Path, also: Callable[[VoicesFile], Sequence[Problem]] = lambda _: ()) -> VoicesFile:
    """Read a voices.yaml and all that it includes. Raises VoicesError with every mistake, in the order of the file;
    where there is one, `also` tells what else is wrong with the rest, so that nobody mends a file twice."""
    document = yamlfiles.load(path)
    try:
        return read_voices(document)
    except VoicesError as error:
        problems = [*error.problems, *also(salvage(VoicesFile, document))]
        files = list(dict.fromkeys([str(path), *(problem.file for problem in problems)]))
        raise VoicesError(sorted(problems, key=lambda at: (files.index(at.file), at.line, at.column))) from error


def read_voices(document: Document) -> VoicesFile:
    """The voices of a YAML document and of all that it includes. Raises VoicesError with every mistake in it, in the
    order of the file; and if there is none, with those in its packs."""
    return read(VoicesFile, document)


# --- the schema


def schema() -> dict[str, Any]:
    """The JSON schema of voices.yaml."""
    return yamlfiles.schema(VoicesFile)


def write_schema(path: Path) -> None:
    """Write the JSON schema; the same models always give the same file."""
    path.write_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
