"""What authors say to their readers in the middle of a story, and breaks that say so: left out, and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiofic.model import Reason, Work
from audiofic.read import read, read_bytes

SHARED = Path(__file__).parents[1].parent / "shared" / "cases" / "forms"
STORY = ["Ines lit the oven.", "Toby slept.", "The dough rose.", "Nobody saw it.", "It rose higher."]


def page(*paragraphs: str) -> Work:
    return read_bytes("".join(f"<p>{text}</p>" for text in paragraphs).encode(), "story.html")


def told(work: Work) -> list[str]:
    return [part.text for part in work.left_out if part.reason is Reason.NOTES]


def left(work: Work) -> list[str]:
    return [block.text for _, _, block in work.blocks()]


@pytest.mark.parametrize(
    "note",
    [
        "A/N: sorry, exams!",
        "(A/N: sorry (again), exams)",
        "[Author’s note: rye is heavier]",
        "AN: “I live for this,” as they say.",
        "**Author's Notes** – thanks to my beta",
        "CW: burns, flour",
        "<b>TW:</b> mention of salt",
        "Trigger warnings: fire",
        "[Chapter summary: bread is baked]",
        "[Warning: yeast]",
        "Disclaimer: I own nothing but the oven.",
        "Please R&amp;R!",
        "read and review, please",
        "-TBC-",
        "To be continued...",
        "~ End of Chapter Two ~",
        "(Beta note: it was me)",
    ],
)
def test_a_note_between_paragraphs_is_left_out(note: str) -> None:
    work = page(*STORY[:2], note, *STORY[2:])
    assert left(work) == STORY
    assert len(told(work)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "An author notes everything.",
        "“A/N,” he read. “What is that?”",
        "The disclaimer was long: he read it all.",
        "Review the ovens, she thought.",
        "To be continued was no way to end a night, and yet.",
        "He noted: the rye is gone.",
        "Note: the clock is wrong.",
        "Please, comment on nothing.",
        "Warning: hot.",  # the sign on the oven
        "[The oven hums.]",
    ],
)
def test_what_only_looks_like_a_note_stays(text: str) -> None:
    work = page(*STORY[:2], text, *STORY[2:])
    assert left(work) == [*STORY[:2], text, *STORY[2:]]


def test_a_note_within_a_paragraph_is_cut_out_and_the_rest_is_in_place() -> None:
    work = page("Ines lit <i>the oven (A/N: the big one [sorry]) with</i> a match. [A/N: don’t]", *STORY)
    assert left(work)[0] == "Ines lit the oven with a match."
    assert told(work) == ["(A/N: the big one [sorry])", "[A/N: don’t]"]
    for _, _, block in work.blocks():
        assert all(work.text[span.start : span.end] == span.text for span in block.spans)


def test_in_plain_text_the_offsets_stay_those_of_the_file() -> None:
    text = "Ines lit the oven (A/N: the big one) with a match.\n\nToby slept."
    work = read_bytes(text.encode(), "story.txt")
    assert left(work) == ["Ines lit the oven with a match.", "Toby slept."]
    assert work.text == text
    for _, _, block in work.blocks():
        assert all(text[span.start : span.end] == span.text for span in block.spans)


def test_a_note_of_several_paragraphs_ends_with_its_bracket() -> None:
    work = page(*STORY[:2], "(A/N: sorry.", "I had exams.", "Here it is!)", *STORY[2:])
    assert left(work) == STORY
    assert len(told(work)) == 3


def test_a_note_below_its_label_ends_at_a_break() -> None:
    work = page("<b>Author’s Note</b>", "Hello!", "It is short.", "***", *STORY)
    assert left(work) == STORY
    assert told(work) == ["Author’s Note", "Hello!", "It is short."]


def test_a_note_below_its_label_at_the_end_ends_with_the_chapter() -> None:
    work = page(*STORY, "Author’s notes:", "Hello!", "It was short.")
    assert left(work) == STORY


def test_thanks_at_the_end_are_no_story() -> None:
    work = page(*STORY, "Thank you for reading! Kudos and comments keep the oven warm.")
    assert left(work) == STORY
    assert left(page("Thank you for reading! Comments are welcome.", *STORY))[0].startswith("Thank you")


def test_a_header_is_left_out() -> None:
    work = page("Disclaimer: not mine.", "Pairing: Ines/Toby", "Rating: T<br>Words: 40", "* * *", *STORY)
    assert left(work) == STORY
    assert left(page("Rating: T", *STORY))[0] == "Rating: T"  # one may be anything


@pytest.mark.parametrize(
    "text",
    "[break]|(page break)|line break|LINEBREAK|TIME SKIP|~Time skip~|~ scene change ~|-Scene Break-|. . .|....|{skip}|"
    "(Time skip brought to you by rye)|~*~ page break ~*~".split("|"),
)
def test_a_break_that_says_so_is_not_read(text: str) -> None:
    work = page(STORY[0], text, STORY[1])
    assert left(work) == STORY[:2]
    assert [len(chapter.scenes) for chapter in work.chapters] == [2]


@pytest.mark.parametrize(
    "text", ["Break.", "Skip it.", "“Time skip!”", "A scene change.", "Time skips?", "…", "?!", ".."]
)
def test_words_and_silence_are_no_breaks(text: str) -> None:
    assert left(page(STORY[0], text, STORY[1])) == [STORY[0], text, STORY[1]]


def test_the_shared_cases() -> None:
    for case, story in [
        ("an-mid", ["He put the kettle on.", "The water took a long time.", "He poured it."]),
        ("cw", ["Sam put the kettle on."]),
        ("disclaimer", ["Sam put the kettle on.", "“It’s late,” he said."]),
    ]:
        path = SHARED / f"{case}.html"
        if not path.exists():
            pytest.skip(f"{path} is not here")
        told_of = ("A/N", "note", "CW", "TW", "summary", "Pairing", "Words")
        assert [text for text in left(read(path)) if text in story] == story
        assert not any(word in text for text in left(read(path)) for word in told_of)


@pytest.mark.parametrize(
    "text", ["(A/N " * 20, "[a/n: (" * 30, "please " * 60, "cw " * 90, "((((a/n ", "A/N: x (", "time skip " * 20]
)
def test_notes_without_end_take_no_time(text: str) -> None:
    assert read_bytes(("Story.\n\n" + text * 3_000).encode(), "story.txt")
    assert read_bytes(("Story.\n\n" + (text + "\n\n") * 3_000 + "The end.").encode(), "story.txt")


def test_what_foreign_words_mean_is_a_note() -> None:
    work = page("“Mo chroí,” said Sam.", "He laughed.", "Translations:", "Mo chroí – my heart", "“Well,” said Sam.")
    assert left(work) == ["“Mo chroí,” said Sam.", "He laughed.", "“Well,” said Sam."]
    assert told(work) == ["Translations:", "Mo chroí – my heart"]


def test_a_list_of_words_that_nobody_used_is_read() -> None:
    assert len(left(page("He laughed.", "Glossary", "Salt – what the sea leaves", "He cried."))) == 4


@pytest.mark.parametrize(
    "note", ["Beta’d by moth. All mistakes are mine.", "Unbeta'd.", "All remaining mistakes are my own."]
)
def test_who_looked_the_text_over_is_a_note(note: str) -> None:
    work = page("He laughed.", note, "“All mistakes are yours,” said Sam.")
    assert left(work) == ["He laughed.", "“All mistakes are yours,” said Sam."]
    assert told(work) == [note]


def test_notes_with_raised_figures_go_to_their_marks() -> None:
    work = page("He drank the tea.¹ It was 3 m² wide.", "“Well,” said Sam.", "¹ It was always cold.")
    assert left(work) == ["He drank the tea. It was 3 m² wide.", "“Well,” said Sam."]
