"""From written text to the text for the ear. What is written and what is heard stand in golden/normalize/."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.model import Kind
from audiofic.normalize import rules, spoken

GOLDEN = Path(__file__).parent / "golden" / "normalize"
CASES = [
    (file.stem, *line.split("\t"))
    for file in sorted(GOLDEN.glob("*.tsv"))
    for line in file.read_text("utf-8").splitlines()
]
LONG = 20_000

prose = st.text(
    st.sampled_from("aAbIÉñßmx019 .,;:!?…-—–'’‘“”\"«»*_~()[]/@#$%&<3^\n\t\u00ad\u200b😀♥½°²†ツ") | st.characters(),
    max_size=80,
)
kinds = st.sampled_from(Kind)
ordinary = st.lists(
    st.sampled_from(
        "the a I she he they said looked turned away harry quietly door nightshade flashlight rhythm don't well good "
        "off too see all sorry will with as is was his may march second minute half third street saint number chapter "
        "part king mother-in-law re-read so-called o'clock ma'am y'all cooperate yes no so oh ah hey lol bleep".split()
    ),
    min_size=1,
    max_size=12,
)


def test_each_module_of_rules_has_its_golden_lines() -> None:
    folder = Path(rules.__file__).parent
    written = {file.stem for file in folder.glob("*.py") if "Rules(" in file.read_text("utf-8")}
    assert written - {"english", "typed"} <= {file.stem for file in GOLDEN.glob("*.tsv")}


def kind_of(topic: str) -> Kind:
    return Kind.MESSAGE if topic == "messages" else Kind.NARRATION


@pytest.mark.parametrize(("topic", "written", "heard"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES])
def test_golden(topic: str, written: str, heard: str) -> None:
    assert spoken(written, {}, kind=kind_of(topic)) == heard
    assert spoken(heard, {}) == heard


_SPELLED_OUT = """
import ctypes, json, sys
from audiofic.engines.espeak import installation
espeak = installation()
library = ctypes.CDLL(espeak.library)
library.espeak_Initialize(2, 0, str(espeak.data).encode() if espeak.bundled else None, 0)
library.espeak_SetVoiceByName(b"gmw/en")
library.espeak_TextToPhonemes.restype = ctypes.c_char_p
def phonemes(text):
    at = ctypes.c_char_p(text.encode())
    parts = []
    while at.value:
        parts.append(library.espeak_TextToPhonemes(ctypes.byref(at), 1, 0).decode())
    return "".join("".join(parts).split()).translate({ord(mark): None for mark in "',:_"})
words = json.load(sys.stdin)
print(json.dumps([word for word in words if phonemes(word) == phonemes(" ".join(word))]))
"""
"""In a process of its own, as the library is not for a process that has other things to do."""


def test_espeak_spells_nothing_out() -> None:
    """No word of the golden texts is said letter by letter, but for those that everybody spells."""
    words = {word for *_, heard in CASES for word in re.findall(r"[^\W\d_]{2,}", heard)}
    run = subprocess.run(
        [sys.executable, "-c", _SPELLED_OUT],
        input=json.dumps(sorted(words)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(json.loads(run.stdout)) <= {"OK", "ok", "tbh"}


@pytest.mark.parametrize("written", ["", " ", "***", "~ * ~", "🌸🌸🌸", "…", "— —", "“!?”", "\u0337\u0335", "[]", "<3"])
def test_nothing_to_say(written: str) -> None:
    assert spoken(written, {}) == ""


@given(prose, kinds, st.sampled_from(["en", "en-GB", "de", "fr", "ja", "xx"]))
def test_only_what_a_voice_can_say_is_left(written: str, kind: Kind, language: str) -> None:
    heard = spoken(written, {}, kind=kind, language=language)
    assert heard == " ".join(heard.split())
    assert not set(heard) & set('"*_#[]{}<>|\\^~\u00ad\u200b⟦⟧')
    assert heard.isprintable()


@given(ordinary, kinds)
def test_ordinary_words_stay(words: list[str], kind: Kind) -> None:
    assert spoken(" ".join(words), {}, kind=kind) == " ".join(words)


@given(ordinary, st.lists(st.sampled_from("“ ” ‘ ’ * … ... — -- ! ? , . ; _ [ ] ~ 😀".split()), max_size=24))
def test_marks_take_no_word_away(words: list[str], marks: list[str]) -> None:
    """And what is for the ear stays as it is."""
    written = " ".join(f"{mark}{word}{mark}" for word, mark in zip_longest(words, marks[: len(words)], fillvalue=""))
    heard = spoken(written, {})
    assert re.findall(r"[\w'-]+", heard) == words
    assert spoken(heard, {}) == heard


LANGUAGES = [line.split("\t") for line in (GOLDEN.parent / "languages.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("language", "written", "heard"), LANGUAGES, ids=[f"{case[0]}: {case[1]}" for case in LANGUAGES]
)
def test_other_languages_get_their_own_words_and_no_english(language: str, written: str, heard: str) -> None:
    assert spoken(written, {}, language=language) == heard


def test_pronunciations_are_of_whole_words_in_any_case() -> None:
    respellings = {"Hermione": "her-MY-oh-nee", "Polish": "POH-lish", "polish": "POL-ish", "Mary": "Merry"}
    respellings |= {"Mary Ann": "Marian", "d'Artagnan": "dar-tan-yon", "AO3": "archive", "…": "never"}
    said = spoken(
        "“HERMIONE’s polish is Polish,” Hermiones mother, Mary Ann, told Mary d’Artagnan on AO3.", respellings
    )
    assert said == ("her-MY-oh-nee's POL-ish is POH-lish, Hermiones mother, Marian, told Merry dar-tan-yon on archive.")


def test_ipa_goes_to_engines_that_take_it() -> None:
    both, alone = {"Hermione": "her-MY-oh-nee /hɜːˈmaɪəni/"}, {"Hermione": "/hɜːˈmaɪəni/"}
    assert spoken("Hermione’s cat", both, honours={"ipa"}) == "⟦hɜːmˈaɪəniz⟧ cat"
    assert spoken("Hermione’s cat", both) == "her-MY-oh-nee's cat"
    assert spoken("Hermione’s cat", alone) == "Hermione's cat"
    assert spoken("Alex’s, Kit’s", {"Alex": "/ˈælɪks/", "Kit": "/kɪt/"}, honours={"ipa"}) == "⟦ˈælɪksɪz⟧, ⟦kɪts⟧"


def test_a_story_cannot_bring_marks_of_its_own() -> None:
    assert spoken("a ⟦hɜː⟧ b ⟪c⟫", {}, honours={"ipa", "stress"}) == "a hɜː b c"


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("I never said that *she* took it.", "I never said that ⟪she⟫ took it."),
        ("“It was _not_ her,” **ever**", "It was ⟪not⟫ her, ⟪ever⟫"),
        ("You DON’T know what this is, do you?", "You ⟪don't⟫ know what this is, do you?"),
        ("She sat her OWLs for the FBI, not for NASA.", "She sat her owls for the F-B-I, not for NASA."),
        ("WHAT ARE YOU doing? I said NO NO!", "What are you doing? I said no no!"),
        ("NO! “*Stop.*” *waves*", "⟪No⟫! ⟪Stop.⟫ ⟪waves⟫"),
        ("He *did*.", "He ⟪did⟫."),
        ("“*Not now.*”", "Not now."),
        ("*not one of them was ever there* again", "not one of them was ever there again"),
        ("It was *Hermione*’s.", "It was ⟪⟦hɜːmˈaɪəniz⟧⟫."),
    ],
)
def test_what_is_stressed_is_marked_for_engines_that_stress(written: str, heard: str) -> None:
    pronunciations = {"Hermione": "/hɜːˈmaɪəni/"}
    assert spoken(written, pronunciations, honours={"ipa", "stress"}) == heard
    plain = spoken(written, pronunciations)
    assert not set(plain) & set("⟪⟫⟦⟧")


@given(ordinary, st.data())
def test_stress_changes_no_word(words: list[str], data: st.DataObject) -> None:
    written = [data.draw(st.sampled_from([word, f"*{word}*", f"_{word}_"])) for word in words]
    heard = spoken(" ".join(written), {}, honours={"stress"})
    assert re.findall(r"[\w'-]+", heard) == words


@given(
    st.dictionaries(st.text(max_size=5), st.text(st.characters(exclude_characters="/⟦⟧"), min_size=1), max_size=5),
    prose,
)
def test_no_pronunciation_breaks_anything(respellings: dict[str, str], written: str) -> None:
    given_words = {word: sound for word, sound in respellings.items() if sound.strip()}
    assert isinstance(spoken(written, given_words, honours={"ipa"}), str)


UNITS = """
    " . - — _ ' A. word ( * f* 10– x 1 1, 1/ $1 @a #a http:// www.a a@ a- ha <3 (ツ mm [1] ! ? V ° ½ AB A' keysmash
""".split()


@pytest.mark.parametrize("unit", [*UNITS, *(f"{unit} " for unit in UNITS), "King V ", "\u0301", "\u0301\u0316"])
@pytest.mark.parametrize("kind", [Kind.NARRATION, Kind.MESSAGE])
def test_a_paragraph_without_end_is_no_trouble(unit: str, kind: Kind) -> None:
    """What takes time in the square of the length would not come to its end here."""
    spoken(unit * (LONG // len(unit)), {"Hermione": "her-MY-oh-nee"}, kind=kind, honours={"stress"})


@pytest.mark.parametrize(
    ("verse", "heard"),
    [
        ("The sea is wide\nthe sea is deep,\nI sleep", "The sea is wide, the sea is deep, I sleep"),
        ("Yours,\nMara\n*The Old Tower*\nSaint Ives", "Yours, Mara, The Old Tower, Saint Ives"),
        ("“Oh”\nsaid he", "Oh, said he"),
    ],
)
def test_where_a_line_of_verse_ends_is_a_pause(verse: str, heard: str) -> None:
    assert spoken(verse, {}) == heard
