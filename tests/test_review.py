"""The last look at who says what: what tells about a doubtful turn, and what is made of it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.attribute.manner import Manner, read_said
from audiofic.attribute.review import VIEW, Steps, review, views
from audiofic.attribute.talk import Belief
from audiofic.attribute.turns import Turn
from audiofic.attribute.weights import shipped
from audiofic.model import Line
from audiofic.read import read_bytes
from audiofic.segment import segment

SPEECHES = ("Aye, the tide.", "Is it?", "Aye, so it is.", "Is it late?", "Aye, the tide again.", "Is that so?")
DOUBT: list[Belief] = [{0: 1.0}, {1: 1.0}, {0: 1.0}, {1: 1.0}, {1: 0.6, 0: 0.4}, {1: 1.0}]
"""The fifth might be anybody's; its words are those of the first person."""


def talk() -> tuple[list[Line], list[Turn]]:
    """A conversation without any narration."""
    text = "\n\n".join(f"“{speech}”" for speech in SPEECHES)
    lines = segment(read_bytes(text.encode(), "story.txt"))
    return lines, [Turn([i], line.paragraph, (line.chapter, line.scene)) for i, line in enumerate(lines)]


def seen(beliefs: list[Belief], turn: int) -> dict[int, dict[str, float]]:
    """Person → what tells about the turn."""
    lines, turns = talk()
    view = next(view for view in views(lines, turns, beliefs, beliefs) if view.turn == turn)
    return {person: dict(zip(VIEW, row, strict=True)) for person, row in zip(view.people, view.rows, strict=True)}


def test_only_doubtful_turns_are_looked_at() -> None:
    lines, turns = talk()
    assert [view.turn for view in views(lines, turns, DOUBT, DOUBT)] == [4]
    assert [view.people for view in views(lines, turns, DOUBT, DOUBT)] == [[1, 0]]


def test_who_speaks_around_tells() -> None:
    first, second = seen(DOUBT, 4)[0], seen(DOUBT, 4)[1]
    assert (first["said_1_before"], first["said_1_after"], first["said_2_before"]) == (0.0, 0.0, 1.0)
    assert (second["said_1_before"], second["said_1_after"], second["said_2_before"]) == (1.0, 1.0, 0.0)
    assert second["said_both_1"] == 1.0
    assert (first["said_before"], first["said_after"]) == pytest.approx((2.0, 0.0))
    assert first["share_of_conversation"] == pytest.approx(2.4 / 6)
    assert (first["turns_of"], first["words_of"]) == (2.0, 7.0)
    assert first["said_near"] == pytest.approx(0.0)
    assert first["company_before"] > 0 == second["company_before"]


def test_the_words_tell() -> None:
    first, second = seen(DOUBT, 4)[0], seen(DOUBT, 4)[1]
    assert first["wording"] > 0 > second["wording"]
    assert first["wording_behind_best"] == 0 > second["wording_behind_best"]
    assert second["asks"] > first["asks"] == 0


@pytest.mark.parametrize("last", [True, False])
def test_other_conversations_tell_who_is_about(last: bool) -> None:
    lines, turns = talk()
    for turn in turns[-1:] if last else turns[:1]:
        turn.scene = (9, 9)
    view = next(view for view in views(lines, turns, DOUBT, DOUBT) if view.turn == 4)
    place = VIEW.index("said_near")
    assert [row[place] for row in view.rows] == pytest.approx([1.0, 0.0] if last else [0.0, 1.0])


@given(st.lists(st.dictionaries(st.integers(0, 3), st.floats(0.02, 0.97), min_size=1), min_size=6, max_size=6))
def test_all_that_tells_is_finite_and_beliefs_add_up(beliefs: list[Belief]) -> None:
    lines, turns = talk()
    for view in views(lines, turns, beliefs, beliefs):
        assert {len(row) for row in view.rows} == {len(VIEW)}
        assert all(math.isfinite(number) for row in view.rows for number in row)
    for belief in review(lines, turns, beliefs, beliefs, shipped().review):
        assert sum(belief.values()) == pytest.approx(1.0)


def test_steps_add_to_the_logarithm_of_the_belief() -> None:
    lines, turns = talk()
    steps = [Steps((), (5.0,))] * len(VIEW)
    steps[VIEW.index("turns_of")] = Steps((1.5, 2.5, 3.5), (-9.0, 1.5, 0.5, -9.0))
    steps[VIEW.index("said_1_before")] = Steps((0.0, 1.0), (1.0, 0.0, -9.0))
    reviewed = review(lines, turns, DOUBT, DOUBT, steps)
    odds = reviewed[4][0] / reviewed[4][1]
    assert odds == pytest.approx(0.4 / 0.6 * math.exp(2.0))
    assert reviewed[:4] + reviewed[5:] == DOUBT[:4] + DOUBT[5:]
    assert DOUBT[4] == {1: 0.6, 0: 0.4}


def test_a_speech_is_compared_with_the_others_of_a_person_alone() -> None:
    said = [read_said(speech) for speech in SPEECHES]
    with_it = Manner(said, [{0: 1.0}, {1: 1.0}, {0: 1.0}, {1: 1.0}, {0: 0.5, 1: 0.5}, {1: 1.0}])
    without = Manner(said, [{0: 1.0}, {1: 1.0}, {0: 1.0}, {1: 1.0}, {}, {1: 1.0}])
    for person in (0, 1):
        assert with_it.compare(person, 0.5, said[4]) == pytest.approx(without.compare(person, 0.0, said[4]))


def test_nothing_is_known_of_somebody_who_never_speaks() -> None:
    said = [read_said(speech) for speech in SPEECHES]
    stranger = Manner(said, [{0: 1.0}] * len(said)).compare(5, 0.0, said[0])
    assert (stranger.wording, stranger.words, stranger.turns, stranger.asks) == (0.0, 0.0, 0.0, 0.0)


def test_the_shipped_steps_rise() -> None:
    steps = shipped().review
    assert len(steps) == len(VIEW)
    assert any(bounds for bounds, _ in steps)
    for bounds, nats in steps:
        assert list(bounds) == sorted(bounds)
        assert len(nats) == len(bounds) + 1
