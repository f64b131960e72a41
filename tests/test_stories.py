"""The stories that the attribution learns from: every file of them can be learnt from."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
STORIES = sorted((BENCHMARKS / "stories").glob("*.txt"))
HEAD = """
title: The Night Bus
characters:
  - {id: noor, name: Noor Haddad, aliases: [Noor, "the driver"], gender: f}
  - {id: tam, name: Tam, aliases: [Tam], gender: m}
narrator: null
---
"""


@pytest.fixture(scope="module")
def stories() -> ModuleType:
    spec = importlib.util.spec_from_file_location("stories", BENCHMARKS / "stories.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "bus.txt"
    path.write_text(HEAD.lstrip() + text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_to_learn_from_is_well_formed(path: Path, stories: ModuleType) -> None:
    gold, lines = stories.gold_of(path)
    ids = [character["id"] for character in gold["characters"]]
    assert gold["text"] == "".join(gold["text"].split("{"))
    assert len(ids) == len(set(ids))
    assert gold["narrator"] is None or gold["narrator"] in ids
    for character in gold["characters"]:
        assert character.keys() == {"id", "name", "aliases", "gender"}
        assert character["gender"] in {"m", "f", "n"}
    assert len({quote["gid"] for quote in gold["quotes"]}) >= 40
    assert len({quote["speaker"] for quote in gold["quotes"]}) >= 2
    assert all("".join(line.text.split()) for line in lines)


def test_marks_become_gold(tmp_path: Path, stories: ModuleType) -> None:
    text = "{tam}“Ask it nicely,” said Tam.\n\n{noor}“I did.” Noor kicked it. {noor+}“In three languages.”\n"
    gold, _ = stories.gold_of(write(tmp_path, text))
    spoken = [(quote["speaker"], quote["gid"], gold["text"][quote["start"] : quote["end"]]) for quote in gold["quotes"]]
    assert spoken == [("tam", 1, "“Ask it nicely,”"), ("noor", 2, "“I did.”"), ("noor", 2, "“In three languages.”")]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("“Ask it nicely,” said Tam.", "but not both"),
        ("{tam}Ask it nicely.", "but not both"),
        ("{bob}“Ask it nicely,” said Tam.", "bob is not among the characters"),
    ],
)
def test_a_wrong_mark_is_refused(tmp_path: Path, stories: ModuleType, text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        stories.gold_of(write(tmp_path, text))
