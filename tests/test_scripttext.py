from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.corrections import scripttext
from audiofic.errors import StoryError
from audiofic.model import Kind, Line

NAMES = st.one_of(st.none(), st.sampled_from(["Sam", "the barista", "O’Neil: the elder", "A|B", "narrator’s aunt"]))


def line(number: int, text: str, speaker: str | None, confidence: float = 1.0, kind: Kind = Kind.DIALOGUE) -> Line:
    return Line(1, 2, number, kind, text, 0, 0, number, speaker=speaker, confidence=confidence)


def test_a_script_as_text() -> None:
    lines = [
        line(1, "Chapter 1: Tea", None, kind=Kind.HEADING),
        line(2, "“On my way.”", "Sam"),
        line(3, "“Who?”", "the barista", 0.3),
        line(4, "Never.", "Sam", kind=Kind.THOUGHT),
    ]
    assert list(scripttext.write(lines)) == [
        "    1.2.1 | Chapter 1: Tea",
        "    1.2.2   Sam | “On my way.”",
        "    1.2.3 ? the barista | “Who?”",
        "    1.2.4   Sam (thinks) | Never.",
    ]


@given(st.lists(st.tuples(NAMES, st.sampled_from(["“Yes.”", "a | b", "Sam: no", "…"]), st.floats(0, 1)), max_size=8))
def test_an_unchanged_text_changes_nothing(parts: list[tuple[str | None, str, float]]) -> None:
    lines = [line(n, text, name, sure) for n, (name, text, sure) in enumerate(parts, start=1)]
    assert scripttext.changes("\n".join(scripttext.write(lines)), lines, "s.txt") == {}


def test_changed_names_are_found() -> None:
    lines = [line(1, "“Yes.”", "Sam"), line(2, "He left.", None), line(3, "“No.”", "Sam", 0.2)]
    text = "1.2.1 Kim | “Yes.”\n\n1.2.2 Kim | He left.\n1.2.3 narrator | “No.”\n"
    assert scripttext.changes(text, lines, "s.txt") == {0: "Kim", 1: "Kim", 2: None}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1.2.1 Sam | “Yes.”\nhello\n", r"s\.txt:2: this is no line"),
        ("1.2.1 Sam | “Yes!”\n", r"s\.txt:1: line 1\.2\.1 of the story reads otherwise"),
        ("9.9.9 Sam | “Yes.”\n", r"s\.txt:1: line 9\.9\.9 of the story"),
    ],
)
def test_a_text_that_is_not_the_scripts(text: str, message: str) -> None:
    with pytest.raises(StoryError, match=message):
        scripttext.changes(text, [line(1, "“Yes.”", "Sam")], "s.txt")
