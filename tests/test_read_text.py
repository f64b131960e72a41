from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiofic.model import BlockKind, Metadata, Work
from audiofic.read import read_bytes


def story(text: str) -> Work:
    return read_bytes(text.encode(), "story.txt")


def scenes(text: str) -> list[list[list[str]]]:
    return [[[block.text for block in scene.blocks] for scene in chapter.scenes] for chapter in story(text).chapters]


def spans(text: str) -> list[tuple[str, bool, bool]]:
    return [(span.text, span.italic, span.bold) for *_, block in story(text).blocks() for span in block.spans]


def test_blank_lines_divide_paragraphs_and_lines_stay_wrapped() -> None:
    text = "The tide\r\ncame in.\r\n\r\n  Gulls cried\r\n  over it.\r\n"
    assert scenes(text) == [[["The tide\r\ncame in.", "Gulls cried\r\n  over it."]]]
    assert story(text).text == text


def test_each_line_is_a_paragraph_where_no_blank_lines_are() -> None:
    assert scenes("“The tide?”\n“It came in.”\nGulls cried.") == [[["“The tide?”", "“It came in.”", "Gulls cried."]]]


def test_where_each_line_is_a_paragraph_a_blank_line_is_a_scene_break() -> None:
    lines = "".join(f"The tide came in {number} times.\n" for number in range(9))
    assert [len(scene) for scene in scenes(f"{lines}\n{lines}")[0]] == [9, 9]


def test_a_book_that_indents_its_paragraphs() -> None:
    paragraph = "    The tide came in over the stones, and with\nit came the smell of weed and of a long way\nout\n"
    (scene,) = scenes(paragraph * 5)[0]
    assert len(scene) == 5


def test_long_wrapped_paragraphs_are_not_taken_for_lines() -> None:
    paragraph = "and the tide came in again over the stones, and with it\n" * 30
    assert [len(chapter[0]) for chapter in scenes(f"{paragraph}\n{paragraph}")] == [2]


def test_two_blank_lines_are_a_scene_break_among_single_ones() -> None:
    paragraphs = "\n\n".join(f"The tide came in {number} times." for number in range(9))
    assert [len(scene) for scene in scenes(f"{paragraphs}\n\n\n{paragraphs}")[0]] == [9, 9]


@pytest.mark.parametrize("ornament", ["***", "* * *", "---", "oOo", "⁂", "#", "~"])
@pytest.mark.parametrize("space", ["\n", "\n\n"])
def test_ornaments_are_scene_breaks(ornament: str, space: str) -> None:
    text = f"The tide came in.{space}{ornament}{space}Gulls cried."
    assert scenes(text) == [[["The tide came in."], ["Gulls cried."]]]


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "CHAPTER I",
            "Chapter 12: The Lake",
            "Chapter Twenty-One",
            "Chapter 3 The Lake",
            "chapter 4.",
            "CHAPTER IV—Home",
        ),
        *(
            "Part One",
            "PART II: MOSQUE",
            "Book the First".replace(" the", ""),
            "Prologue",
            "EPILOGUE",
            "Epilogue: Later",
        ),
        *("Chapter I.\nThe Missing Heir.", "Interlude"),
    ],
)
def test_chapter_headings(heading: str) -> None:
    work = story(f"It began so.\n\n{heading}\n\nThe tide came in.\n")
    before, chapter = work.chapters
    assert (before.title, chapter.title) == ("", " ".join(heading.split()))
    first, second = chapter.scenes[0].blocks
    assert (first.kind, first.text) == (BlockKind.HEADING, heading)
    assert second.text == "The tide came in."


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Part one of the plan was simple.",
            "Part of me wanted to go.",
            "Chapter and verse, she said.",
            "Prologue was dull.",
        ),
        *("“Chapter One,” he read.", "Chapter 3 was when she fell asleep.", "I", "1984"),
    ],
)
def test_what_is_no_chapter_heading(line: str) -> None:
    assert scenes(f"It began so.\n\n{line}\n\nThe tide came in.") == [[["It began so.", line, "The tide came in."]]]


def test_a_heading_right_above_its_paragraph() -> None:
    assert scenes("Prologue\nThe tide came in, and it\nwent out.\n\nGulls cried.") == [
        [["Prologue", "The tide came in, and it\nwent out.", "Gulls cried."]]
    ]


def test_bare_numbers_that_count_up_are_chapters() -> None:
    work = story("I\n\nThe tide.\n\nII.\n\nThe gulls.\n\nIII\n\nThe lamp.")
    assert [chapter.title for chapter in work.chapters] == ["I", "II.", "III"]
    work = story("Chapter 1\n\n1\n\nThe tide.\n\n2\n\nThe gulls.\n\nChapter 2\n\nThe lamp.")
    assert [(chapter.title, len(chapter.scenes)) for chapter in work.chapters] == [("Chapter 1", 2), ("Chapter 2", 1)]


@pytest.mark.parametrize(
    ("top", "title", "authors"),
    [
        ("Low Water\nby Jane Quill\n\n", "Low Water", ("Jane Quill",)),
        ("\ufeff\n  LOW WATER\n\n  A story by quill_and_ink\n\n\n", "LOW WATER", ("quill_and_ink",)),
        ("Who Goes There?\nBy: J. R. Quill & Ada de la Mare\n\n", "Who Goes There?", ("J. R. Quill & Ada de la Mare",)),
        ("Low Water\r\nwritten by Quill\r\nFandom: Saltmarsh\r\nRating: Teen\r\n\r\n", "Low Water", ("Quill",)),
    ],
)
def test_a_title_with_its_author_is_metadata_and_no_story(top: str, title: str, authors: tuple[str, ...]) -> None:
    work = story(f"{top}The tide came in.\n\nGulls cried over it.\n")
    assert (work.metadata.title, work.metadata.authors) == (title, authors)
    assert [block.text for *_, block in work.blocks()] == ["The tide came in.", "Gulls cried over it."]


@pytest.mark.parametrize(
    "top",
    [
        "The tide came in,\nby Night and Day\n\n",
        "The tide came in.\nBy Friday\n\n",
        "“The tide?”\nby Quill\n\n",
        "Low Water\nby the sea\n\n",
        "Low Water\nBy Noon They Slept.\n\n",
        "Low Water\nby Jane Quill\nand by the sea it stayed\n\n",
        "Low Water\n\nThe tide came in.\n\nby Jane Quill\n\n",
        "Chapter One\nby Jane Quill\n\n",
        f"{'Low water ' * 30}\nby Jane Quill\n\n",
    ],
)
def test_what_only_looks_like_an_author_stays_in_the_story(top: str) -> None:
    work = story(f"{top}The tide came in.\n")
    assert work.metadata == Metadata()
    assert " ".join(block.text for *_, block in work.blocks()).split()[:2] == top.split()[:2]


def test_a_header_is_metadata_and_no_story() -> None:
    text = (
        "Title: Low Water\nAuthor: Quill & Ada\nFandom: Saltmarsh, Lighthouse\nPairing: Ines/Tamsin\nRating: Teen\n"
        "Words: 12\nPublished: 2020-02-03 or so\nSummary: The tide\n  comes in.\n\nA/N: Hello!\n\nThe tide came in."
    )
    work = story(text)
    assert work.metadata == Metadata(
        title="Low Water",
        authors=("Quill & Ada",),
        fandoms=("Saltmarsh", "Lighthouse"),
        relationships=("Ines/Tamsin",),
        rating="Teen",
        published="2020-02-03",
        words="12",
        summary="The tide comes in.",
        notes="Hello!",
    )
    assert scenes(text) == [[["The tide came in."]]]
    assert work.text == text


@pytest.mark.parametrize("first", ["Note: bring rope.", "Ines: Hello.\nTamsin: Hi."])
def test_other_first_lines_are_story(first: str) -> None:
    text = f"{first}\n\nThe tide came in."
    assert story(text).metadata == Metadata()
    assert " ".join(
        word for chapter in scenes(text) for scene in chapter for block in scene for word in block.split()
    ) == (" ".join(text.split()))


def test_emphasis() -> None:
    assert spans("_The_ tide *came* in **now**, ***now***!") == [
        *[("The", True, False), (" tide ", False, False), ("came", True, False), (" in ", False, False)],
        *[("now", False, True), (", ", False, False), ("now", True, True), ("!", False, False)],
    ]
    assert spans("“_I_,” she said, _and the\ntide_.")[1] == ("I", True, False)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "f*** you",
            "snake_case_name and so",
            "* a list * of two",
            "5 * 3 * 2 is x",
            "what the f*ck is *this",
            "a _b",
        ),
        *("__init__ said", "*footnote", "**", "the * of * the", "_ x _", "x *1* x"),
    ],
)
def test_what_is_no_emphasis(text: str) -> None:
    assert "".join(span[0] for span in spans(f"So: {text}.")) == f"So: {text}."
    assert not any(italic or bold for _, italic, bold in spans(f"So: {text}."))


def test_emphasis_ends_with_its_paragraph() -> None:
    assert not any(italic for _, italic, _ in spans("The *tide came\n\nin* again"))


def test_invisible_characters_are_in_the_text_and_not_in_the_story() -> None:
    work = story("light\u00adhouse kee\u200bper")
    assert next(work.blocks())[2].text == "lighthouse keeper"
    assert work.text == "light\u00adhouse kee\u200bper"


def test_addresses_at_the_end_are_left_out() -> None:
    assert scenes("The tide came in.\n\nhttps://a.example/x www.b.example") == [[["The tide came in."]]]


def test_a_long_novel_in_one_paragraph() -> None:
    assert len(next(story("The _tide_ came in, *again and again " * 40_000).blocks())[2].text.split()) > 225_000


def test_ten_thousand_chapters() -> None:
    text = "".join(f"Chapter {number}\n\nThe tide came in.\n\n" for number in range(10_000))
    assert len(story(text).chapters) == 10_000


LINES = st.lists(
    st.sampled_from(
        [
            *(
                "",
                "",
                "",
                "The tide came in.",
                "and *went* out,",
                "_Gulls_ cried",
                "***",
                "  ",
                "Chapter 2",
                "II",
                "oOo",
            ),
            *("“Hold on!”", "f***", "* a", "\tIndented", "light\u00adhouse", "---", "2", "Title: x", "x\u00a0"),
        ]
    ),
    max_size=40,
)


@settings(deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_character_of_the_file_is_accounted_for(lines: list[str], end: str) -> None:
    text = end.join(["It began.", *lines])
    work = story(text)
    assert work.text == text
    rest = []
    position = 0
    for *_, block in work.blocks():
        for span in block.spans:
            assert span.start >= position, "in order and none twice"
            assert text[span.start : span.end] == span.text
            rest.append(text[position : span.start])
            position = span.end
    rest.append(text[position:])
    silent = sorted(filter(str.isalnum, "".join(rest).replace("oOo", "")))
    assert silent == sorted(filter(str.isalnum, "".join(part.text for part in work.left_out)))
