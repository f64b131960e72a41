"""How much each one speaks, and with whom."""

from __future__ import annotations

from audiofic.cast.dialogue import Entrance, entrances
from audiofic.model import Kind, Line, Script


def test_who_says_most_enters_first_chapter_by_chapter() -> None:
    spoken = [
        (1, 1, "Tom", "Yes."),
        (1, 1, None, "A pause."),
        (1, 1, "Ann", "Oh, yes."),
        (1, 1, "Ann", "Well."),
        (1, 1, "Tom", "No."),
        (1, 2, "Bob", "Hm."),
        (2, 1, "Zoe", "What?"),
        (2, 1, "Tom", "A very long speech indeed."),
        (2, 1, "Ann", "Hm."),
    ]
    lines = [
        Line(chapter, scene, n, Kind.DIALOGUE if who else Kind.NARRATION, text, 0, 1, n, speaker=who)
        for n, (chapter, scene, who, text) in enumerate(spoken)
    ]
    assert list(entrances(Script((), tuple(lines)))) == [
        Entrance("Ann", 2, {"Tom": 1.0}),
        Entrance("Tom", 2, {"Ann": 1.0}),
        Entrance("Bob", 1, {}),
        Entrance("Zoe", 1, {"Tom": 1.0}),
    ]
