"""The sample stories and their gold files: what the other tests and the benchmark take for granted."""

from __future__ import annotations

import json
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest

from audiofic.read import read

SEEDS = Path(__file__).parents[1] / "seeds"
STORIES = sorted(
    path for path in SEEDS.iterdir() if path.suffix in (".html", ".md", ".txt") and path.name != "README.md"
)
CLOSING = {"“": "”", "‘": "’", '"': '"', "'": "'"}
SCENE_BREAKS = {"*", "***"}
"""Words of the stories' text that stand for a scene break: a gold text of HTML or Markdown leaves them out."""

Gold = dict[str, Any]

stories = pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)


def gold_of(story: Path) -> Gold:
    gold: Gold = json.loads((SEEDS / "gold" / f"{story.stem}.json").read_text(encoding="utf-8"))
    return gold


def test_there_are_eight_stories_with_a_gold_each_and_a_row_in_the_table() -> None:
    table = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert len(STORIES) == 8
    assert {path.stem for path in (SEEDS / "gold").iterdir()} == {path.stem for path in STORIES}
    assert all(f"[{path.name}]({path.name})" in table for path in STORIES)


@stories
def test_a_story_is_a_short_one_with_much_talk(story: Path) -> None:
    gold = gold_of(story)
    assert 800 <= len(gold["text"].split()) <= 2500
    assert len(gold["quotes"]) >= 30


@stories
def test_the_table_counts_right(story: Path) -> None:
    gold = gold_of(story)
    lines = (SEEDS / "README.md").read_text(encoding="utf-8").splitlines()
    row = next(line for line in lines if line.startswith(f"| [{story.name}]"))
    words, quotations = (int(cell.replace(",", "")) for cell in row.strip("| ").split(" | ")[-2:])
    assert words == len(gold["text"].split())
    assert quotations == len({quote["gid"] for quote in gold["quotes"]})


@stories
def test_everybody_who_speaks_is_a_character(story: Path) -> None:
    gold = gold_of(story)
    ids = [character["id"] for character in gold["characters"]]
    assert gold["id"] == story.stem
    assert len(ids) == len(set(ids))
    assert {quote["speaker"] for quote in gold["quotes"]} == set(ids)
    assert gold["narrator"] is None or gold["narrator"] in ids
    for character in gold["characters"]:
        assert character["name"] in character["aliases"]
        assert character["gender"] in {"male", "female", "nonbinary"}


@stories
def test_quotes_stand_in_order_without_overlap(story: Path) -> None:
    quotes = gold_of(story)["quotes"]
    assert all(quote["start"] < quote["end"] for quote in quotes)
    assert all(before["end"] <= after["start"] for before, after in pairwise(quotes))


@stories
def test_quotes_have_their_marks(story: Path) -> None:
    gold = gold_of(story)
    text, quotes = gold["text"], gold["quotes"]
    for quote, following in zip(quotes, [*quotes[1:], None], strict=True):
        piece = text[quote["start"] : quote["end"]]
        assert "\n\n" not in piece
        if piece[-1] != CLOSING[piece[0]]:  # a speech over several paragraphs: only the last one closes
            assert text[quote["end"] : quote["end"] + 2] == "\n\n"
            assert following is not None
            assert (following["gid"], following["start"]) == (quote["gid"], quote["end"] + 2)


@stories
def test_the_pieces_of_a_quotation_agree(story: Path) -> None:
    quotations = [list(pieces) for _, pieces in groupby(gold_of(story)["quotes"], key=lambda quote: quote["gid"])]
    assert [pieces[0]["gid"] for pieces in quotations] == list(range(1, len(quotations) + 1))
    for pieces in quotations:
        assert len({piece["speaker"] for piece in pieces}) == 1
        assert {piece["type"] for piece in pieces} in ({"explicit"}, {"anaphoric"}, {"implicit"})


@stories
def test_the_reader_finds_the_same_words(story: Path) -> None:
    words = [word for word in read(story).text.split() if word not in SCENE_BREAKS]
    assert words == [word for word in gold_of(story)["text"].split() if word not in SCENE_BREAKS]


def test_the_gold_of_the_plain_text_is_the_file() -> None:
    story = SEEDS / "what-was-in-the-cart.txt"
    assert gold_of(story)["text"] == story.read_text(encoding="utf-8") == read(story).text
