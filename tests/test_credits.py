"""What a book tells of itself: who reads it, its close, and chapters that have something to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiofic import pipeline
from audiofic.cli import run
from audiofic.corrections import Corrections
from audiofic.model import Metadata
from audiofic.pipeline.credits import cast_list, close, facts, narrators
from audiofic.read import read_bytes
from audiofic.voices import BookFacts, VoicesFile

STORY = """\
Title: Low Water
Author: Jane Quill
Tags: Podfic Welcome
Rating: Teen
Words: 1,234
Status: Complete

"Wait," said Anna. She stood up.

* * *

…

* * *

"Go," said Anna.
"""


def show(text: str = STORY, **settings: object) -> pipeline.Show:
    voices = VoicesFile.model_validate({"engine": "tone", **settings})
    return pipeline.stage(read_bytes(text.encode(), "story.txt"), voices, Corrections())


def test_the_close_is_the_last_that_is_said() -> None:
    last = show().sections[-1].lines[-1]
    assert last.text == "Low Water, by Jane Quill. Read by computer voices with audiofic."
    assert last.speaker is None
    silent = show(credits=False).sections[-1].lines[-1]
    assert "audiofic" not in silent.text


def test_the_close_is_in_the_language_of_the_story() -> None:
    metadata = Metadata(title="Ebbe", authors=("Jane", "Ada"))
    assert close(metadata, "de-AT") == "Ebbe, von Jane & Ada. Gelesen von Computerstimmen mit audiofic."
    assert close(metadata, "tlh").endswith("Read by computer voices with audiofic.")
    assert close(Metadata(), "en") == "Read by computer voices with audiofic."


def test_a_scene_with_nothing_to_say_takes_no_number(tmp_path: Path) -> None:
    staged = show()
    assert [section.title for section in staged.sections] == ["Scene 1", "Scene 2"]
    result = pipeline.build(staged, tmp_path, ["txt"], jobs=1, report=lambda _: None)
    assert [section.title for section in result.sections] == [section.title for section in staged.sections]


def test_who_reads_is_told() -> None:
    staged = show()
    assert narrators(staged.cast, staged.voices) == ("audiofic (Tone)",)
    narrator, anna = cast_list(staged.cast)
    assert narrator == f"Narrator – Tone {staged.cast.narrator.voice.name}"
    assert anna == f"Anna – Tone {staged.cast.roles['Anna'].voice.name}"
    named = show(book={"narrator": "My own voices"})
    assert narrators(named.cast, named.voices) == named.voices.book.narrator == ("My own voices",)
    assert BookFacts(narrator=("One", "Two")).narrator == ("One", "Two")


def test_what_is_known_of_the_work_is_told() -> None:
    assert facts(show().work.metadata) == (
        ("Rating", ("Teen",)),
        ("Tags", ("Podfic Welcome",)),
        ("Words", ("1,234",)),
        ("Status", ("Complete",)),
    )


def test_what_the_author_allows_is_told_before_a_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    assert run(["scenes", str(story)]) == 0
    assert "The author says: “Podfic Welcome”" in capsys.readouterr().out
    notes = []
    pipeline.build(show(), tmp_path / "out", ["txt"], jobs=1, report=lambda progress: notes.append(progress.note))
    assert "the author says: “Podfic Welcome”" in notes
