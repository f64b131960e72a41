"""Sentences: where a text may be cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.normalize import LONGEST, sentences, spoken
from audiofic.normalize.shortforms import DAYS, MONTHS, NUMBERED, NUMBERED_ONLY_WITH_POINT, RANKS, TITLES

prose = st.text(st.sampled_from("abIÉñß09 .,;:!?…-—–'’‘“”\"«»*_~()\n\t\u00ad\u200b😀♥") | st.characters(), max_size=80)


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
        ("See p. 12, Fig. 3 and Vol. II, on Jan. 5 or Mon. 3.", None),
        ("J.K. Rowling and J.R.R. Tolkien met the U.S. Army.", None),
        (
            "He works for the C.I.A. She left at 5 p.m. Joss stayed.",
            ["He works for the C.I.A.", "She left at 5 p.m.", "Joss stayed."],
        ),
        ("Supt. Hale, Ens. Kim and Cllr. Reed met Miss St. John.", None),
        ("He lived in Baker St. The door was shut.", ["He lived in Baker St.", "The door was shut."]),
        ("They left Privet Dr. “The house is dark.”", ["They left Privet Dr.", "“The house is dark.”"]),
        ("221 Baker St. Joss rang. Ask Dr. Who.", ["221 Baker St.", "Joss rang.", "Ask Dr. Who."]),
        ("Malcolm X. He left. Plan B. The end.", ["Malcolm X.", "He left.", "Plan B.", "The end."]),
        ("No. I won't, no. 5. No. That is all.", ["No.", "I won't, no. 5.", "No.", "That is all."]),
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


def test_without_marks_a_long_sentence_is_cut_before_a_clause_or_a_phrase() -> None:
    clause = "the lamp that nobody had lit shone over a street of old wet stones"
    pieces = sentences(" and ".join([clause] * 20))
    assert len(pieces) > 2
    assert all(piece.startswith("and the lamp") and piece.endswith("wet stones") for piece in pieces[1:])
    phrases = sentences("lamps " + "over long grey streets " * 40)
    assert all(piece.startswith("over ") for piece in phrases[1:])


@pytest.mark.parametrize("short", sorted({**RANKS, **TITLES}))
def test_no_rule_reads_a_title_that_the_splitter_cuts(short: str) -> None:
    assert sentences(f"Then came {short}. Zyx to us.") == [f"Then came {short}. Zyx to us."]
    assert f"{short}." not in spoken(f"Then came {short}. Zyx to us.", {})


@pytest.mark.parametrize("short", sorted({**NUMBERED, **NUMBERED_ONLY_WITH_POINT, **MONTHS, **DAYS}))
def test_no_rule_reads_a_numbered_thing_that_the_splitter_cuts(short: str) -> None:
    assert sentences(f"They saw {short}. 5 there.") == [f"They saw {short}. 5 there."]
    assert f"{short}." not in spoken(f"They saw {short}. 5 there.", {})


def test_a_word_is_never_cut() -> None:
    assert sentences(f"a {'x' * 1000} b") == ["a", "x" * 1000, "b"]


@pytest.mark.parametrize("unit", ['"', ".", "a. A", "word ", "(", ". ", "10–", "…", "x", "! ", "A. "])
def test_a_text_without_end_is_no_trouble(unit: str) -> None:
    """What takes time in the square of the length would not come to its end here."""
    text = unit * (200_000 // len(unit))
    assert " ".join(sentences(text)) == text
