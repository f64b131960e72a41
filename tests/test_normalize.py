"""From written text to the text for the ear."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.normalize import LONGEST, sentences, spoken

MANY = 200_000

prose = st.text(st.sampled_from("abIÉñß09 .,;:!?…-—–'’‘“”\"«»*_~()\n\t\u00ad\u200b😀♥") | st.characters(), max_size=80)


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("“Hello,” she said.", "Hello, she said."),
        ('He said "no".', "He said no."),
        ('She said,"Go!"', "She said, Go!"),
        ("«Bonjour», dit-il.", "Bonjour, dit-il."),
        ("‘I don’t know,’ he said. ‘Rock ’n’ roll.’", "I don't know, he said. Rock n roll."),
        ("I-I don't.", "I-I don't."),
        ("*waves* at _you_ ~ user_name", "waves at you user name"),
        ("I… don’t . . . know......", "I... don't... know..."),
        ("“I was—”", "I was,"),
        ("word—word -- word – word - word", "word, word, word, word, word"),
        ("— Hello, he said.", "Hello, he said."),
        ("Stop—!", "Stop!"),
        ("What?! — No.", "What?! No."),
        ("pages 10–12 of London–Paris", "pages 10 to 12 of London-Paris"),
        ("-5 degrees, 25°, about .5", "-5 degrees, 25°, about .5"),
        ("ex­tra\u200bordinary\ufeff \x07bell", "extraordinary bell"),
        ("cafe\u0301", "caf\u00e9"),
        ("Hi 👋🏽 there", "Hi there"),
        ("two\nlines\t of  text", "two lines of text"),
        ("lone \ud800 surrogate", "lone surrogate"),
    ],
)
def test_spoken(written: str, heard: str) -> None:
    assert spoken(written, {}) == heard


@pytest.mark.parametrize("written", ["", " ", "***", "~ * ~", "🌸🌸🌸", "…", "— —", "“!?”", "o̷̵".replace("o", "")])
def test_nothing_to_say(written: str) -> None:
    assert spoken(written, {}) == ""


@given(prose)
def test_every_letter_is_kept(written: str) -> None:
    """No letter or digit is lost, added or moved (but for the "to" of a range of numbers)."""

    def letters(text: str) -> str:
        return "".join(character for character in text if character.isalnum())

    assert letters(spoken(written.replace("–", "—"), {})) == letters(unicodedata.normalize("NFC", written))


@given(prose)
def test_what_is_for_the_ear_stays_as_it_is(written: str) -> None:
    heard = spoken(written, {})
    assert spoken(heard, {}) == heard
    assert heard == " ".join(heard.split())


def test_pronunciations_are_of_whole_words_in_any_case() -> None:
    respellings = {"Hermione": "her-MY-oh-nee", "Polish": "POH-lish", "polish": "POL-ish", "Mary": "Merry"}
    respellings |= {"Mary Ann": "Marian", "d'Artagnan": "dar-tan-yon", "": "never"}
    said = spoken("“HERMIONE’s polish is Polish,” Hermiones mother, Mary Ann, told Mary d’Artagnan.", respellings)
    assert said == ("her-MY-oh-nee's POL-ish is POH-lish, Hermiones mother, Marian, told Merry dar-tan-yon.")


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=5), prose)
def test_no_pronunciation_breaks_anything(respellings: dict[str, str], written: str) -> None:
    assert isinstance(spoken(written, respellings), str)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("One.", ["One."]),
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Mr. Smith met J. K. Rowling in St. Ives, e.g. Monday.", None),
        ("It was I. Then he ran.", ["It was I.", "Then he ran."]),
        ("“Go!” he said. “What?” Harry asked.", ["“Go!” he said.", "“What?”", "Harry asked."]),
        ("He said “Go.” She left.", ["He said “Go.”", "She left."]),
        ("I… I don't. Well… So it is.", ["I… I don't.", "Well…", "So it is."]),
        ("... And then? ... Nothing.", ["... And then? ...", "Nothing."]),
        ("He was 5. 6 came.", ["He was 5.", "6 came."]),
        ("(One.) Two.", ["(One.)", "Two."]),
    ],
)
def test_sentences(text: str, expected: list[str] | None) -> None:
    assert sentences(text) == ([text] if expected is None else expected)


@given(prose)
def test_sentences_joined_are_the_text(text: str) -> None:
    assert " ".join(sentences(text)) == text


@given(st.lists(st.text("ab,;.", min_size=1, max_size=30), min_size=1, max_size=200))
def test_no_piece_is_long(words: list[str]) -> None:
    assert max(map(len, sentences(" ".join(words)))) <= LONGEST


def test_a_long_sentence_is_cut_where_a_reader_breathes() -> None:
    clause = "and so they went on and on through the long and quiet night"
    pieces = sentences(f"{clause}, {clause}, {clause}, {clause}; {clause}, {clause}, {clause}, {clause}.")
    assert [piece[-1] for piece in pieces] == [";", "."]
    assert all(piece.endswith(",") for piece in sentences(", ".join([clause] * 40))[:-1])


def test_a_word_is_never_cut() -> None:
    assert sentences(f"a {'x' * 1000} b") == ["a", "x" * 1000, "b"]


@pytest.mark.parametrize("unit", ['"', ".", "-", "— ", "_", "' ", "a. A", "word ", "(", ". ", "* ", "10–", "…", "x"])
def test_a_paragraph_without_end_is_no_trouble(unit: str) -> None:
    """What takes time in the square of the length would not come to its end here."""
    text = unit * (MANY // len(unit))
    assert " ".join(sentences(text)) == text
    assert len(spoken(text, {"Hermione": "her-MY-oh-nee"})) <= 2 * len(text)
