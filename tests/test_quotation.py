"""Which marks a work uses, and what they enclose in one paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.segment.quotation import Marks, find_marks, opens_quotation, other_quotations, quotations, tag_verb


def quoted(text: str, marks: Marks = Marks.DOUBLE) -> list[str]:
    return [text[quotation.start : quotation.end] for quotation in quotations(text, marks)]


@pytest.mark.parametrize(
    ("paragraphs", "marks"),
    [
        (["“Hello,” he said.", "Nothing."], Marks.DOUBLE),
        (['"Don\'t," he said. "The boys\' room."'], Marks.DOUBLE),
        (["``Hello,'' he said."], Marks.DOUBLE),
        (["‘Hello,’ he said. ‘He told me “no”.’"], Marks.SINGLE),
        (["'Hello,' he said.", "'Don't.'", '"Go," she said.'], Marks.SINGLE),
        (["—Hello —he said—. Goodbye.", "— Who?"], Marks.DASH),
        (["He had no words, and the dogs' bowls were empty."], Marks.DOUBLE),
        ([], Marks.DOUBLE),
    ],
)
def test_a_work_has_its_style_of_marks(paragraphs: list[str], marks: Marks) -> None:
    assert find_marks(paragraphs) is marks


@pytest.mark.parametrize(
    "text",
    [
        "“Hello,” he said.",
        '"Hello". he said',
        "“Fine” he said",
    ],
)
def test_a_tag_may_follow_whatever_the_stops(text: str) -> None:
    (quotation,) = quotations(text, Marks.DOUBLE)
    assert quotation.start == 0
    assert text[quotation.end :].lstrip(" .").startswith("he said")


def test_only_the_last_quotation_can_be_unclosed() -> None:
    found = quotations("“One. “Two,” he said. “Three.", Marks.DOUBLE)
    assert [quotation.closed for quotation in found] == [True, True, False]


def test_an_unclosed_quotation_ends_before_its_tag() -> None:
    assert quoted("“I could go, he said.") == ["“I could go,"]


def test_quotes_within_quotes_are_one_quotation() -> None:
    assert quoted("“He said, ‘Why?’” she said.") == ["“He said, ‘Why?’”"]
    assert quoted("‘He said “Why?”’ she said.", Marks.SINGLE) == ["‘He said “Why?”’"]
    assert quoted('"He told me "no," and that was that."') == ['"He told me "no," and that was that."']


def test_the_last_of_two_apostrophes_closes() -> None:
    assert quoted("'It's the boys' room' she said.", Marks.SINGLE) == ["'It's the boys' room'"]


def test_marks_without_words_are_no_quotation() -> None:
    assert quoted("“…” he said. “?!”") == []


def test_dash_dialogue_speaks_in_every_other_piece() -> None:
    assert quoted("—Hello —he said—. Goodbye.", Marks.DASH) == ["—Hello", "—. Goodbye."]
    assert quoted("— Hello, he said.", Marks.DASH) == ["— Hello,"]
    assert quoted("- Hello - he said. - Goodbye.", Marks.DASH) == ["- Hello", "- Goodbye."]
    assert quoted("The rain — it rained — came in.", Marks.DASH) == []


def test_opening_of_a_paragraph() -> None:
    assert opens_quotation("  “And so", Marks.DOUBLE)
    assert opens_quotation("``And so", Marks.DOUBLE)
    assert not opens_quotation("And “so", Marks.DOUBLE)
    assert opens_quotation("‘And so", Marks.SINGLE)
    assert not opens_quotation("’Tis so", Marks.SINGLE)
    assert opens_quotation("— And so", Marks.DASH)
    assert not opens_quotation("", Marks.SINGLE)


def test_other_quotations_are_the_closed_ones_in_the_other_marks() -> None:
    text = "“Yes.” He thought, ‘Oh no.’ ‘And"
    assert [text[q.start : q.end] for q in other_quotations(text, Marks.DOUBLE)] == ["‘Oh no.’"]
    assert [text[q.start : q.end] for q in other_quotations(text, Marks.SINGLE)] == ["“Yes.”"]


@pytest.mark.parametrize(
    ("text", "verb"),
    [(", whispered Sam.", "whispered"), (" he softly whispered", "whispered"), ("Sam Hill said", "said"), ("", None)],
)
def test_the_verb_of_a_tag(text: str, verb: str | None) -> None:
    assert tag_verb(text, 0) == verb


@given(
    st.text(st.sampled_from("ab .,?!\n—-“”\"'‘’«»„「」`_*09ME") | st.characters(codec="utf-8"), max_size=80),
    st.sampled_from(Marks),
)
def test_quotations_are_in_order_and_do_not_overlap(text: str, marks: Marks) -> None:
    end = 0
    found = quotations(text, marks)
    for quotation in found:
        assert end <= quotation.start < quotation.end <= len(text)
        end = quotation.end
    assert all(quotation.closed for quotation in found[:-1])


@given(st.integers(0, 300), st.sampled_from(["“a ", "“Oh. ", "'a ", "“‘a", "a' ", "“6'2\" ", "“A.” b ", "“…", "'tis "]))
def test_crowds_of_marks_are_read(count: int, unit: str) -> None:
    for marks in Marks:
        assert len(quotations(unit * count, marks)) <= count + 1


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("‘That,’ said Maud, ‘is an egg.’", ["‘That,’", "‘is an egg.’"]),
        ("'That,' said Maud, 'is an egg.'", ["'That,'", "'is an egg.'"]),
        ("‘’E wept ’cos ’e was sad,’ said Tom.", ["‘’E wept ’cos ’e was sad,’"]),
        ("He gave 'em up, 'cause he could.", []),
    ],
)
def test_a_single_mark_before_what_could_lack_a_letter(text: str, speech: list[str]) -> None:
    assert quoted(text, Marks.SINGLE) == speech
