"""Who is a child, and who is old."""

from __future__ import annotations

import pytest

from audiofic.cast.ages import ages
from audiofic.model import Character, Kind, Line, Script


def line(text: str, speaker: str | None = None) -> Line:
    kind = Kind.DIALOGUE if speaker else Kind.NARRATION
    return Line(1, 1, 1, kind, text, 0, len(text), 0, speaker=speaker)


@pytest.mark.parametrize(
    ("name", "age"),
    [
        ("the boy", "child"),
        ("a little girl", "child"),
        ("the smallest child", "child"),
        ("the old woman", "old"),
        ("Old Tom", "old"),
        ("an elderly wizard", "old"),
        ("Granny Weatherby", "old"),
        ("Grandfather", "old"),
        ("Girl", "adult"),
        ("the delivery boy", "adult"),
        ("the old friend", "adult"),
        ("the young woman", "adult"),
        ("Tom", "adult"),
    ],
)
def test_what_names_tell(name: str, age: str) -> None:
    assert ages(Script((Character(name),), ())).get(name, "adult") == age


def test_what_another_name_tells() -> None:
    assert ages(Script((Character("Tom", ("old Tom",)), Character("Bo", ("the boy",))), ())) == {"Tom": "old"}


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Ten-year-old Lily ran.", "child"),
        ("The six-year-old Lily Hart ran.", "child"),
        ("Suddenly Miss Hart, aged seventy-one, ran.", "old"),
        ("Lily was nearly nine.", "child"),
        ("Lily is 8 years old and ran.", "child"),
        ("In came Lily, a thin girl of ten.", "child"),
        ("Lily was a woman of eighty.", "old"),
        ("Lily, thirty, ran.", "adult"),
        ("When Lily was nine, she ran.", "adult"),
        ("Lily was ten minutes late.", "adult"),
        ("Lily had one of ten.", "adult"),
        ("Tom said Lily had Rose, aged five.", "adult"),
        ("Lily was nine. Lily, forty, ran. Lily was forty.", "adult"),
    ],
)
def test_what_years_tell(text: str, age: str) -> None:
    assert (
        ages(Script((Character("Lily Hart", ("Lily", "Miss Hart")),), (line(text),))).get("Lily Hart", "adult") == age
    )


@pytest.mark.parametrize(
    ("says", "age"),
    [
        ("“I’m only seven,”", "child"),
        ("“I am ninety years old!”", "old"),
        ("“I’m five minutes late.”", "adult"),
        ("“You are seven.”", "adult"),
    ],
)
def test_what_they_say_themselves(says: str, age: str) -> None:
    assert ages(Script((Character("Lily"),), (line(says, "Lily"),))).get("Lily", "adult") == age


@pytest.mark.parametrize(
    ("after", "age"),
    [
        ("said the old woman.", "old"),
        ("The little girl sighed.", "child"),
        ("he said to the old woman.", "adult"),
        ("At the bar the old man stirred.", "adult"),
    ],
)
def test_what_is_said_of_who_spoke(after: str, age: str) -> None:
    assert ages(Script((Character("Lily"),), (line("“Oh,”", "Lily"), line(after)))).get("Lily", "adult") == age


def test_who_is_at_work_is_no_child() -> None:
    behind = line("“Next,” said the girl behind the counter.")
    assert ages(Script((Character("the girl"),), (behind,))) == {"the girl": "adult"}
