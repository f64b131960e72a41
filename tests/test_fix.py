"""`audiofic fix`: corrections by the reader, as they are typed and as they are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audiofic.cli import run

STORY = """\
"You came," said Anna. She looked at the river.

"I said I would," Tom answered.

"So you did."

"And I brought the lamp."

"Put it down," said the stranger. The stranger shivered.

"Here?" asked Tom.

"There," said the stranger.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIOFIC_CACHE", str(tmp_path / "cache"))
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def speakers(capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[str | None, float]]:
    """Speaker and confidence of each line of dialogue, by its words."""
    capsys.readouterr()
    assert run(["script", "story.txt", "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)["lines"]
    return {line["text"].strip('".,?'): (line["speaker"], line["confidence"]) for line in lines if '"' in line["text"]}


def number(capsys: pytest.CaptureFixture[str], words: str) -> str:
    capsys.readouterr()
    assert run(["script", "story.txt", "--json"]) == 0
    return str(next(line["id"] for line in json.loads(capsys.readouterr().out)["lines"] if words in line["text"]))


def test_a_line_is_given_to_somebody_and_stays_theirs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fix", "story.txt", number(capsys, "So you did"), "Tom"]) == 0
    assert "story.txt.corrections.yaml" in capsys.readouterr().err
    assert speakers(capsys)["So you did"] == ("Tom", 1.0)
    longer = f'"A new beginning," said Anna.\n\n{STORY}'
    (here / "story.txt").write_text(longer, encoding="utf-8")
    assert speakers(capsys)["So you did"] == ("Tom", 1.0)


@pytest.mark.parametrize(("first", "second"), [("Anna", "Tom"), ("Tom", "Anna")])
def test_a_correction_teaches_its_neighbours(
    here: Path, capsys: pytest.CaptureFixture[str], first: str, second: str
) -> None:
    talk = ["Is that the boat?", "Maybe it is.", "Nobody is in it.", "Look again."]
    told = [
        "Anna and Tom looked at the river. Anna shivered, and Tom gave her his coat.",
        *(f'"{line}"' for line in talk),
    ]
    (here / "story.txt").write_text("\n\n".join(told) + "\n", encoding="utf-8")
    assert run(["fix", "story.txt", number(capsys, "Is that the boat"), first]) == 0
    assert [speaker for speaker, _ in speakers(capsys).values()] == [first, second, first, second]


def test_a_new_name_is_a_new_character(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fix", "story.txt", number(capsys, "There"), "Old Ferryman"]) == 0
    assert speakers(capsys)["There"] == ("Old Ferryman", 1.0)


@pytest.mark.parametrize(("typed", "name"), [("tom", "Tom"), ("Narrator", None), ("the Stranger", "the stranger")])
def test_a_name_is_known_whatever_its_capitals(
    here: Path, capsys: pytest.CaptureFixture[str], typed: str, name: str | None
) -> None:
    assert run(["fix", "story.txt", number(capsys, "So you did"), typed]) == 0
    assert speakers(capsys)["So you did"][0] == name


def test_an_apostrophe_is_the_same_in_either_form(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "story.txt").write_text(STORY.replace("Tom", "D’Arcy"), encoding="utf-8")
    assert run(["fix", "story.txt", number(capsys, "So you did"), "D'Arcy"]) == 0
    assert speakers(capsys)["So you did"][0] == "D’Arcy"


def test_a_name_that_may_be_misspelt_is_asked_for(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = number(capsys, "So you did")
    assert run(["fix", "story.txt", line, "Annna"]) == 1
    assert "nobody in this story is called Annna; if that is Anna, say so" in capsys.readouterr().err
    assert not (here / "story.txt.corrections.yaml").exists()
    assert run(["fix", "story.txt", line, "narator"]) == 1
    assert "if that is narrator, say so" in capsys.readouterr().err
    assert run(["fix", "story.txt", line, "Annna", "--new"]) == 0
    assert speakers(capsys)["So you did"][0] == "Annna"
    assert run(["fix", "story.txt", line, "Old Ferryman"]) == 0


def test_a_line_that_nobody_says(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fix", "story.txt", number(capsys, "Here"), "narrator"]) == 0
    assert speakers(capsys)["Here"][0] is None


def test_two_names_become_one_person_and_a_better_name(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fix", "story.txt", "--same", "Ferryman", "the stranger"]) == 0
    assert speakers(capsys)["Put it down"][0] == "Ferryman"
    assert speakers(capsys)["There"][0] == "Ferryman"
    assert run(["fix", "story.txt", "--apart", "the stranger"]) == 0
    assert speakers(capsys)["There"][0] == "the stranger"


def test_names_that_nobody_has_are_told_and_nothing_is_kept(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fix", "story.txt", "--same", "Thomas", "Tim", "--apart", "Ana", "--apart", "Zebulon"]) == 1
    said = capsys.readouterr().err
    assert "nobody in this story is called Tim (the nearest: Tom), Ana (the nearest: Anna), Zebulon: " in said
    assert not (here / "story.txt.corrections.yaml").exists()
    assert run(["fix", "story.txt", "--same", "Zora", "The Stranger", "--apart", "anna"]) == 0
    assert "nobody" not in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_an_edited_script_may_be_saved_by_any_editor(here: Path, encoding: str) -> None:
    assert run(["script", "story.txt", "-o", "s.txt"]) == 0
    text = (here / "s.txt").read_text("utf-8")
    assert "Anna" in text
    (here / "s.txt").write_bytes(text.replace("Anna |", "Tom |", 1).encode(encoding, errors="replace"))
    assert run(["fix", "story.txt", "--script", "s.txt"]) == 0


def test_an_edited_script_is_taken_back(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["script", "story.txt"]) == 0
    text = capsys.readouterr().out
    edited = "\n".join(row.replace("the stranger |", "Ferryman |") for row in text.splitlines() if "There" in row)
    (here / "s.txt").write_text(edited, encoding="utf-8")
    assert run(["fix", "story.txt", "--script", "s.txt"]) == 0
    found = speakers(capsys)
    assert found["There"] == ("Ferryman", 1.0)
    assert found["Here"][0] == "Tom"
    assert found["You came"][0] == "Anna"


def test_names_in_voices_yaml_are_known(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "voices.yaml").write_text("characters: {Ferryman: {aliases: [the stranger]}}\n", encoding="utf-8")
    assert speakers(capsys)["There"][0] == "Ferryman"


@pytest.mark.parametrize(
    ("command", "code", "word"),
    [
        (["fix", "story.txt", "9.9.9", "Tom"], 1, "no line 9.9.9"),
        (["fix", "story.txt", "1.1.1"], 2, "--same"),
        (["fix", "story.txt"], 2, "--same"),
        (["fix", "-", "1.1.1", "Tom"], 2, "has to be a file"),
        (["fix", "story.txt", "--script", "none.txt"], 1, "none.txt"),
    ],
)
def test_mistakes(here: Path, capsys: pytest.CaptureFixture[str], command: list[str], code: int, word: str) -> None:
    assert run(command) == code
    assert word in capsys.readouterr().err
    assert not (here / "story.txt.corrections.yaml").exists()


def test_a_corrections_file_that_is_wrong_is_told_with_its_place(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "story.txt.corrections.yaml").write_text("lines: Kim\n", encoding="utf-8")
    assert run(["script", "story.txt"]) == 1
    assert "story.txt.corrections.yaml:1:8" in capsys.readouterr().err


def test_an_updated_file_of_the_same_work_keeps_the_corrections(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title = "Title: The Lamp\nAuthor: Lin\n\n"
    (here / "story.txt").write_text(title + STORY, encoding="utf-8")
    assert run(["fix", "story.txt", number(capsys, "So you did"), "Tom"]) == 0
    updated = here / "story (1).txt"
    updated.write_text(f'{title}{STORY}\n"More to come," said Anna.\n', encoding="utf-8")
    (here / "other.txt.corrections.yaml").write_text("apart: [", encoding="utf-8")  # is nobody's business here
    capsys.readouterr()
    assert run(["script", str(updated), "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert next(line["speaker"] for line in lines if "So you did" in line["text"]) == "Tom"
    assert run(["fix", str(updated), "--apart", "the stranger"]) == 0
    assert "story.txt.corrections.yaml" in capsys.readouterr().err
    another = here / "another.txt"
    another.write_text(title.replace("Lin", "Lou") + STORY, encoding="utf-8")
    assert run(["script", str(another), "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert next(line["confidence"] for line in lines if "So you did" in line["text"]) < 1
