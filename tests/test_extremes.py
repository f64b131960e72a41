"""Stories that nobody writes, in full size: through all stages before the sound, and as chapters through packaging."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from encoded_chapters import BOOK, KINDS, RATE, chapters, frame
from read_back import read_back

from audiofic import pipeline
from audiofic.corrections import Corrections
from audiofic.model import Kind
from audiofic.normalize import LONGEST
from audiofic.package import FORMATS, package
from audiofic.pipeline.plan import Cued, Planner
from audiofic.read import read_bytes
from audiofic.voices import VoicesFile

CHAPTERS = 10_000
WORDS = 1_000_000


def planned(text: str) -> tuple[pipeline.Show, list[list[Cued]]]:
    """The story staged, and the plan of each of its sections."""
    show = pipeline.stage(
        read_bytes(text.encode(), "story.txt"), VoicesFile(engine="tone", credits=False), Corrections()
    )
    planner = Planner(show.cast, show.voices, show.language)
    sections = show.sections
    return show, [list(planner.plan(*pair)) for pair in pairwise([*sections, None]) if pair[0]]


def test_a_million_words_in_one_paragraph() -> None:
    said = "“Come in,” said Anna Field. She stood up, since he did not. “I am late again,” said Robert Hale. "
    said += "The rain had come over the hills in the night, and now it ran down the windows and along the street. " * 4
    count = WORDS // len(said.split())
    show, (plan,) = planned(said * count)
    lines = show.script.lines
    assert {line.paragraph for line in lines} == {0}
    assert " ".join(line.text for line in lines) == (said * count).strip()
    speeches = [line for line in lines if line.kind is Kind.DIALOGUE]
    assert len(speeches) == 2 * count
    assert {line.speaker for line in speeches} == {"Anna Field", "Robert Hale"}
    assert " ".join(cued.utterance.written for cued in plan) == (said * count).strip()
    assert max(len(cued.utterance.written) for cued in plan) <= LONGEST


def test_ten_thousand_chapters_before_the_sound() -> None:
    show, plans = planned("".join(f"Chapter {n}\n\n“It is day {n},” said Anna.\n\n" for n in range(1, CHAPTERS + 1)))
    assert [section.title for section in show.sections] == [f"Chapter {n}" for n in range(1, CHAPTERS + 1)]
    assert [plan[1].utterance.written for plan in plans] == [f"“It is day {n},”" for n in range(1, CHAPTERS + 1)]


@pytest.mark.parametrize("name", KINDS)
def test_ten_thousand_chapters_in_one_file(name: str, tmp_path: Path) -> None:
    encoded = chapters(FORMATS[name], [f"Chapter {n}" for n in range(1, CHAPTERS + 1)], tmp_path)
    (path,) = package(FORMATS[name], encoded, BOOK, tmp_path / "out")
    marks = read_back(path).marks
    count = 1000 if name in {"opus", "flac"} else CHAPTERS  # their numbers have three digits
    assert [mark.title for mark in marks] == [f"Chapter {n}" for n in range(1, count + 1)]
    length = encoded[0].samples / RATE
    for number, mark in enumerate(marks):
        assert mark.start == pytest.approx(number * length, abs=0.001 + 2 * frame(FORMATS[name]))


def test_ten_thousand_chapters_in_a_file_each(tmp_path: Path) -> None:
    encoded = chapters(FORMATS["mp3-chapters"], [f"Chapter {n}" for n in range(1, CHAPTERS + 1)], tmp_path)
    *files, playlist = package(FORMATS["mp3-chapters"], encoded, BOOK, tmp_path / "out")
    assert [path.name for path in files] == [f"{n:05} - Chapter {n}.mp3" for n in range(1, CHAPTERS + 1)]
    assert sorted(files) == files
    assert [line for line in playlist.read_text().splitlines() if line[0] != "#"] == [path.name for path in files]
