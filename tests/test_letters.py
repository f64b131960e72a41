"""Letters and notes, and whose voice they are in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.corrections import Corrections
from audiofic.model import Character, Kind, Line, Script
from audiofic.pipeline import write_script
from audiofic.read import read, read_bytes
from audiofic.segment import deliver_letters
from audiofic.voices import VoicesFile

SEEDS = Path(__file__).parents[1] / "seeds"
BEFORE = "“A letter,” said Mara. “From Robin.” She read it. Robin wrote well.\n\n"
AFTER = "\n\nMara folded it. “Well?” said Robin. Robin waited."


def script_of(letter: str, corrected: Corrections | None = None) -> Script:
    work = read_bytes((BEFORE + letter + AFTER).encode(), "story")
    return write_script(work, VoicesFile(), corrected or Corrections())


def messages(script: Script) -> list[tuple[str | None, str]]:
    return [(line.speaker, line.text) for line in script.lines if line.kind is Kind.MESSAGE]


@pytest.mark.parametrize(
    "letter",
    [
        "Dear Mara,\n\nThe clock is wound.\n\nYours, Robin",
        "Dear Mara,\n\nThe clock is wound.\n\nYours,\n\nRobin\n\nP.S. Feed the cat.\n\nP.P.S. The other one, too.",
        "My dear Mara, the clock is wound. With all my love, Robin xx",
        "Dearest captain,\n\nThe clock is wound.\n\nRobin",
        "Mara,\n\nThe clock is wound.\n\n— Robin",
        "The clock is wound. —Robin",
    ],
)
def test_a_signed_letter_is_said_by_its_sender(letter: str) -> None:
    said = messages(script_of(letter))
    assert {speaker for speaker, _ in said} == {"Robin"}
    assert " ".join(text for _, text in said) == " ".join(letter.split())


@pytest.mark.parametrize(
    "letter",
    [
        "Dear Mara,\n\nThe clock is wound.\n\nYours, Miss Nobody",
        "Dear Mara,\n\nThe clock is wound.",
        "Dear God, she was tired. So was everybody.\n\nRobin",
        "Mara,\n\nthe best of them, had gone.\n\nRobin",
        "Dear Mara,\n\nThe clock is wound. “Is it?” said Mara.\n\nYours, Robin",
        "She was in love with him, Robin",
        "She liked nobody as well as—Robin",
    ],
)
def test_what_is_not_signed_by_somebody_stays_narration(letter: str) -> None:
    assert messages(script_of(letter)) == []


def test_the_sender_has_the_lines() -> None:
    counts = {who.name: who.lines for who in script_of("The clock is wound.").characters}
    delivered = {who.name: who.lines for who in script_of("The clock is wound. —Robin").characters}
    assert delivered == counts | {"Robin": counts["Robin"] + 1}


def test_a_correction_goes_before_the_signature() -> None:
    script = script_of("The clock is wound. —Robin")
    index = next(i for i, line in enumerate(script.lines) if line.kind is Kind.MESSAGE)
    corrected = Corrections().fixed(script.lines, index, None)
    assert messages(script_of("The clock is wound. —Robin", corrected)) == []


@pytest.mark.parametrize(
    "story",
    sorted(path for path in SEEDS.glob("*.*") if path.suffix in (".html", ".md", ".txt") and path.name != "README.md"),
    ids=lambda path: path.stem,
)
def test_the_sample_stories_have_no_letters(story: Path) -> None:
    script = write_script(read(story), VoicesFile(), Corrections())
    assert deliver_letters(script) is script


@given(
    st.lists(st.sampled_from(["Dear Mara,", "Yours, Robin", "—Robin", "x. —Mara", "Robin", "P.S. x", ""]), max_size=30)
)
def test_nothing_but_the_speakers_changes(texts: list[str]) -> None:
    lines = tuple(Line(1, 1, n, Kind.NARRATION, text, 0, 0, n) for n, text in enumerate(texts))
    script = Script((Character("Robin"), Character("Mara")), lines)
    delivered = deliver_letters(script)
    assert [line.text for line in delivered.lines] == texts
    for line in delivered.lines:
        assert (line.kind, line.speaker is None) in [(Kind.MESSAGE, False), (Kind.NARRATION, True)]
    assert deliver_letters(delivered).lines == delivered.lines


def test_a_story_of_heads_takes_no_time() -> None:
    """What takes time in the square of the length would not come to its end here."""
    lines = [Line(1, 1, n, Kind.NARRATION, "Dear Mara," + " x" * 50, 0, 0, n) for n in range(20_000)]
    lines += [Line(1, 1, 20_000, Kind.NARRATION, "Dear " + "love, " * 200_000, 0, 0, 20_000)]
    assert deliver_letters(Script((Character("Robin"),), tuple(lines))).lines == tuple(lines)
