"""voices.yaml: what it may say, and how its mistakes are told."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic import yamlfiles
from audiofic.corrections import scripttext
from audiofic.errors import VoicesError
from audiofic.voices import (
    SCHEMA,
    TEMPLATE,
    CharacterSettings,
    VoicesFile,
    fold,
    load_voices,
    read_voices,
    schema,
    write_schema,
)
from audiofic.voices.packs import salvage

ROOT = Path(__file__).parents[1]
CASES = sorted((Path(__file__).parent / "golden" / "voices-errors").iterdir())


def parse(text: str) -> VoicesFile:
    return read_voices(yamlfiles.parse(text, "voices.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_mistake_is_told_where_it_stands(case: Path) -> None:
    with pytest.raises(VoicesError) as error:
        load_voices(case / "voices.yaml")
    assert str(error.value).replace(f"{case}/", "") + "\n" == (case / "errors.txt").read_text()


FULL = """\
engine: kokoro
narrator: {voice: en-gb, rate: 175}
characters:
  Harry Potter:
    aliases: [Harry, Potter]
    pronouns: He / Him
    age: old
    engine: pyttsx3
    voice: en-us+f3
    rate: 185
    pitch: 55
    volume: 0.9
    speed: 1.05
  Ron:
fallback: {she: [en-us+f3], he: [en-us+m3], they: [en-gb]}
thoughts: {pitch: -3, rate: 10, volume: 0}
doubtful: {below: 0.8, voice: narrator}
pauses: {sentence: 0, paragraph: 0.7, scene: 30, chapter: 4}
pronunciations: {Hermione: her-MY-oh-nee}
read: {title: no, summary: yes, notes: on, tags: True, footnotes: no, also: [front matter, contents]}
"""


def test_all_that_can_be_said() -> None:
    voices = parse(FULL)
    assert voices.engine == "kokoro"
    assert (voices.narrator.voice, voices.narrator.rate, voices.narrator.pitch) == ("en-gb", 175, None)
    assert voices.characters["Harry Potter"].model_dump() == {
        "aliases": ("Harry", "Potter"),
        "pronouns": "he/him",
        "age": "old",
        "engine": "pyttsx3",
        "voice": "en-us+f3",
        "rate": 185,
        "pitch": 55,
        "volume": 0.9,
        "speed": 1.05,
        "pronunciations": {},
    }
    assert voices.characters["Ron"].voice is None
    assert voices.fallback.model_dump() == {"she": ("en-us+f3",), "he": ("en-us+m3",), "they": ("en-gb",)}
    assert voices.thoughts.model_dump() == {"pitch": -3, "rate": 10, "volume": 0}
    assert voices.doubtful.model_dump() == {"below": 0.8, "voice": "narrator"}
    assert voices.pauses.model_dump() == {"sentence": 0, "paragraph": 0.7, "scene": 30, "chapter": 4}
    assert voices.pronunciations == {"Hermione": "her-MY-oh-nee"}
    assert voices.read.model_dump() == {
        "title": False,
        "summary": True,
        "notes": True,
        "tags": True,
        "footnotes": "no",
        "also": ("front matter", "contents"),
    }


def test_a_characters_way_of_saying_a_word_goes_before_everybodys() -> None:
    voices = parse("pronunciations: {far: fah, river: RIV-uh}\ncharacters: {Tom: {pronunciations: {far: fur}}}\n")
    assert voices.pronunciations_of("Tom") == {"far": "fur", "river": "RIV-uh"}
    assert voices.pronunciations_of("narrator") == {"far": "fah", "river": "RIV-uh"}


@pytest.mark.parametrize("said", ["a/b", "''"])
def test_what_is_no_pronunciation(said: str) -> None:
    with pytest.raises(VoicesError, match="respelling"):
        parse(f"pronunciations: {{Hermione: {said}}}\n")


def test_names_may_look_like_anything() -> None:
    voices = parse("characters: {No: {aliases: [Yes, On, 007, 1.0, Null], voice: 1}, 2024-01-01: , Off: ~}")
    assert list(voices.characters) == ["No", "2024-01-01", "Off"]
    assert voices.characters["No"].aliases == ("Yes", "On", "007", "1.0", "Null")
    assert voices.characters["No"].voice == "1"


@pytest.mark.parametrize(
    "text", ["", "characters:\n", "characters: {}\npauses:\nread: {}\nengine: ~\n", "narrator: {rate: }"]
)
def test_what_is_empty_is_not_given(text: str) -> None:
    assert parse(text).model_dump() == VoicesFile().model_dump()


def test_the_defaults() -> None:
    voices = VoicesFile()
    assert voices.engine == "auto"
    assert voices.pauses.model_dump() == {"sentence": 0.25, "paragraph": 0.6, "scene": 2.0, "chapter": 3.0}
    assert voices.thoughts.model_dump() == {"pitch": -5, "rate": 0, "volume": -2}
    assert voices.doubtful.model_dump() == {"below": scripttext.DOUBTFUL, "voice": "likeliest"}
    assert voices.read.model_dump() == {
        "title": True,
        "summary": False,
        "notes": False,
        "tags": False,
        "footnotes": "end",
        "also": (),
    }
    assert str(voices.problem(("engine",), "is wrong")) == "voices.yaml: is wrong"


@pytest.mark.parametrize(
    "pronouns", ["she/her", "he/him", "they/them", "he", "any", "xe/xem", "she/they", "fae/faer/faers"]
)
def test_pronouns(pronouns: str) -> None:
    assert parse(f"characters: {{Sam: {{pronouns: {pronouns}}}}}").characters["Sam"].pronouns == pronouns


@pytest.mark.parametrize(("one", "other"), [("O’Neil", "o'neil"), ("Mr  Brown", "MR BROWN"), ("STRASSE", "straße")])
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(VoicesFile.model_fields)), anything)
def test_any_value_is_taken_or_refused_at_its_place(key: str, value: object) -> None:
    text = json.dumps({key: value})
    try:
        parse(text)
    except VoicesError as error:
        problems = error.problems
        assert {problem.line for problem in problems} == {1}
        with suppress(VoicesError):  # this is not YAML at all
            salvage(VoicesFile, yamlfiles.parse(text, "voices.yaml"))


def test_the_schema_is_fresh(tmp_path: Path) -> None:
    write_schema(tmp_path / "schema.json")
    fresh = (tmp_path / "schema.json").read_text(encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == fresh, "run make schema"


def test_the_schema_explains_every_setting() -> None:
    whole = schema()
    for part in (whole, *whole["$defs"].values()):
        assert part["description"]
        assert part["additionalProperties"] is False
        assert all("description" in setting for setting in part["properties"].values())


def test_the_example_says_nothing_but_what_holds_anyway() -> None:
    assert load_voices(ROOT / "voices.yaml").model_dump() == VoicesFile().model_dump()
    (schema, ours), (_, new) = (
        text.split("\n", 1) for text in ((ROOT / "voices.yaml").read_text(encoding="utf-8"), TEMPLATE)
    )
    assert (ROOT / schema.rpartition("=")[2]).samefile(SCHEMA)
    assert ours == new


def test_the_example_is_right_when_it_is_uncommented() -> None:
    text = re.sub(r"(?m)^#(?! \S|$)", "", TEMPLATE).removesuffix("characters: {}\n")
    shown, defaults = parse(text), VoicesFile()
    assert (shown.engine, shown.thoughts, shown.pauses, shown.read) == (
        defaults.engine,
        defaults.thoughts,
        defaults.pauses,
        defaults.read,
    )
    assert shown.characters["Robin Hale"].model_fields_set == set(CharacterSettings.model_fields)
