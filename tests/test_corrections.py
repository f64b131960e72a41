from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.corrections import Corrections, load, save
from audiofic.corrections.corrections import Fix, path_beside
from audiofic.errors import VoicesError
from audiofic.model import Kind, Line

STORY = ["She came in.", "“Yes.”", "he said.", "“No.”", "“Yes.”", "They left.", "“Goodbye then, old friend.”"]


def lines(texts: list[str] = STORY) -> list[Line]:
    kinds = [Kind.DIALOGUE if text.startswith("“") else Kind.NARRATION for text in texts]
    return [
        Line(1, 1, n, kind, text, 0, 0, n) for n, (kind, text) in enumerate(zip(kinds, texts, strict=True), start=1)
    ]


def test_a_correction_finds_its_line_again() -> None:
    fixed = Corrections().fixed(lines(), 4, "Kim")
    assert fixed.place(lines()) == {4: "Kim"}


def test_of_two_lines_that_say_the_same_the_neighbours_tell() -> None:
    both = Corrections().fixed(lines(), 1, "Sam").fixed(lines(), 4, "Kim")
    assert both.place(lines()) == {1: "Sam", 4: "Kim"}


def test_a_correction_survives_a_new_chapter_before_it_and_after_it() -> None:
    fixed = Corrections().fixed(lines(), 4, "Kim")
    longer = ["“Yes.”", "A new beginning.", *STORY, "“Yes.”", "An end."]
    assert fixed.place(lines(longer)) == {6: "Kim"}


def test_a_correction_survives_a_mended_typo_in_the_line() -> None:
    fixed = Corrections().fixed(lines(), 6, None)
    mended = [*STORY[:6], "“Goodbye, then, old friend!”"]
    assert fixed.place(lines(mended)) == {6: None}


def test_a_line_that_is_gone_takes_its_correction_along() -> None:
    assert Corrections().fixed(lines(), 6, "Kim").place(lines(STORY[:6])) == {}


def test_a_line_is_corrected_once() -> None:
    twice = Corrections().fixed(lines(), 4, "Kim").fixed(lines(), 4, "Sam")
    assert len(twice.fixes) == 1
    assert twice.place(lines()) == {4: "Sam"}


def test_names_grow_together_and_come_apart() -> None:
    merged = Corrections().merged(["Sam", "the barista"]).merged(["Samuel Reed", "Sam"])
    assert merged.same == (("Samuel Reed", "Sam", "the barista"),)
    split = merged.split("the barista")
    assert split.same == (("Samuel Reed", "Sam"),)
    assert split.apart == ("the barista",)
    assert split.merged(["Sam", "the barista"]).apart == ()
    assert Corrections().merged(["A", "B"]).split("B").same == ()


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).filter(
    str.strip
)


@given(
    st.lists(st.builds(Fix, st.none() | TEXTS.filter("narrator".__ne__), TEXTS, TEXTS, TEXTS), max_size=4),
    st.lists(st.lists(TEXTS, min_size=2, max_size=3).map(tuple), max_size=2),
    st.lists(TEXTS, max_size=2),
)
def test_a_file_gives_back_what_was_saved(
    tmp_path_factory: pytest.TempPathFactory, fixes: list[Fix], same: list[tuple[str, ...]], apart: list[str]
) -> None:
    path = tmp_path_factory.mktemp("corrections") / "story.html.corrections.yaml"
    corrections = Corrections(tuple(fixes), tuple(same), tuple(apart))
    save(path, corrections)
    assert load(path) == corrections


def test_no_file_is_no_corrections(tmp_path: Path) -> None:
    assert load(path_beside(tmp_path / "story.html")) == Corrections()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lines:\n- {speaker: Kim}\n", ":2:3: a line needs at least `speaker` and `text`"),
        ("lines: Kim\n", ":1:8: lines is a list"),
        ("same: [[Kim, {a: b}]]\n", ":1:8: this is a list of names"),
        ("apart: {a: b}\n", ":1:8: apart is a list"),
        ("fixes: []\n", ":1:8: unknown key 'fixes'"),
        ("- Kim\n", ":1:1: a corrections file has the keys"),
    ],
)
def test_mistakes_have_their_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "story.corrections.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(VoicesError) as caught:
        load(path)
    assert message in str(caught.value)
