"""Plain text in the shapes that readers keep: chapters are found, lists of them are not taken for them, and the header,
the title block and a giver's frame are told apart from the story."""

from __future__ import annotations

import pytest
from ao3_pages import fragment

from audiofic.model import Reason, Work
from audiofic.read import read_bytes
from audiofic.read.titles import is_chapter


def story(text: str, name: str = "story.txt") -> Work:
    return read_bytes(text.encode(), name)


def titles(text: str) -> list[str]:
    return [chapter.title for chapter in story(text).chapters]


def texts(work: Work) -> list[str]:
    return [block.text for _, _, block in work.blocks()]


def left_out(work: Work) -> dict[str, Reason]:
    return {part.text: part.reason for part in work.left_out}


TIDE = "“Tide is in,” said Mara, and put the lamp down."


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Chapter 1/3",
            "Chapter 2 of 3",
            "Chapter 2/?: Salt",
            "Ch. 6",
            "ch 3: Salt",
            "Chapter the Fifth",
            "Chapter 7.",
        ),
        *(
            "Kapitel 1",
            "KAPITEL EINS",
            "Kapitel 3: Salz",
            "Capítulo 2: La luz",
            "Capítulo primero",
            "Chapitre IV",
            "Capitolo 3",
        ),
        *("Глава 1", "Глава 2. Свет", "Глава первая", "Розділ 3", "Rozdział 5", "Hoofdstuk 2", "Luku 3", "Kapitola 4"),
        *(
            "第一章",
            "第一章 油",
            "第12回",
            "第三話：海",
            "제 3 장",
            "序章",
            "プロローグ",
            "Prolog",
            "Epílogo",
            "Эпилог",
            "Épilogue",
        ),
    ],
)
def test_chapters_of_all_languages(title: str) -> None:
    assert is_chapter(title)
    assert titles(f"{title}\n\n{TIDE}\n\n{title}\n\n{TIDE}") == [title, title]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Глава семьи молчал.",
            "Teil des Plans war einfach.",
            "Part one of three was easy.",
            "第一次见到他的时候，下着雨。",
        ),
        *("Chapter 3 was when she fell asleep.", "Kapitel für Kapitel las sie.", "Del mar vino.", "Ch-ch-ch…"),
    ],
)
def test_sentences_are_no_chapters(line: str) -> None:
    assert not is_chapter(line)


def test_headings_that_are_marked() -> None:
    assert titles(f"# Salt\n\n{TIDE}\n\n# Rope\n{TIDE}") == ["Salt", "Rope"]
    assert titles(f"## Chapter 1\n\n{TIDE}\n\n## Chapter 2\n\n{TIDE}") == ["Chapter 1", "Chapter 2"]
    assert texts(story(f"#1 fan\n\n{TIDE}")) == ["#1 fan", TIDE]


def test_bold_titles() -> None:
    assert titles(f"**Salt**\n\n{TIDE}\n\n**Rope and Tar**\n\n{TIDE}") == ["**Salt**"[2:-2], "Rope and Tar"]
    assert titles(f"**Chapter One: Oil**\n\n{TIDE}\n\n**Chapter Two**\n\n{TIDE}") == ["Chapter One: Oil", "Chapter Two"]
    assert titles(f"{TIDE}\n\n**STOP**\n\n{TIDE}\n\n**NOW**\n\n{TIDE}") == [""]


def test_five_times_and_one() -> None:
    numbered = [f"{n}. The {word} time" for n, word in enumerate(("first", "second", "third"), start=1)]
    assert titles("\n\n".join(f"{title}\n\n{TIDE}" for title in (*numbered, "+1"))) == [*numbered, "+1"]
    roman = ["i. oil", "ii. water", "iii. the lamp"]
    assert titles("\n\n".join(f"{title}\n\n{TIDE}" for title in roman)) == roman
    bold = ["**1. Salt**", "**2. Rope**", "**And one time she did**"]
    assert len(titles("\n\n".join(f"{title}\n\n{TIDE}" for title in bold))) == 3


@pytest.mark.parametrize(
    "text",
    [
        f"{TIDE} She counted:\n\n1\n\n2\n\n3\n\nand it was over.",
        f"{TIDE} She needed:\n\n1. Rope\n\n2. Salt\n\n3. Tar\n\nand nothing else.",
        f"1. I went home.\n\n{TIDE}\n\n2. She said no.\n\n{TIDE}",
    ],
)
def test_lists_are_no_chapters(text: str) -> None:
    assert len(titles(text)) == 1


def test_counting_in_a_story_of_numbered_chapters() -> None:
    text = f"1\n\n{TIDE}\n\n2\n\n{TIDE}\n\n3\n\nShe had counted:\n\n1\n\n2\n\n3\n\nand then it was over."
    assert titles(text) == ["1", "2", "3"]
    assert texts(story(text)).count("1") == 2


@pytest.mark.parametrize("label", ["CONTENTS\n\n", "Table of Contents\n\n", "Inhalt\n\n", ""])
@pytest.mark.parametrize("entries", [("Chapter 1: Salt", "Chapter 2: Rope"), ("Salt", "Rope"), ("1. Salt", "2. Rope")])
@pytest.mark.parametrize("leader", ["", " ..... 3"])
def test_a_contents_list_is_no_row_of_chapters(label: str, entries: tuple[str, ...], leader: str) -> None:
    listed = "\n\n".join(f"{entry}{leader}" for entry in entries)
    text = f"{label}{listed}\n\n" + "\n\n".join(f"{entry}\n\n{TIDE}" for entry in entries)
    work = story(text)
    assert [chapter.title for chapter in work.chapters] == list(entries)
    assert set(left_out(work).values()) == {Reason.CONTENTS}
    assert len(work.left_out) == len(entries) + bool(label)


def test_lines_that_come_again_are_no_contents() -> None:
    text = f"{TIDE}\n\nHome\n\nRope\n\n{TIDE}\n\nHome\n\n{TIDE}\n\nRope\n\n{TIDE}"
    assert titles(text) == [""]
    assert texts(story(text)).count("Home") == 2


def test_words_that_are_broken_at_line_ends_are_whole() -> None:
    text = (
        "It was a long eve-\nning on the wa-\nter, and the light of the well-\nknown tower swept the har-\nbour as "
        "Mara-\n"
        "Lou came, well rested, to the North-\nEast quay; 1939-\n45 was over, and so was the tug-of-\nwar.\n\nThe end\n"
    )
    work = story(text)
    assert " ".join(texts(work)[0].split()) == (
        "It was a long evening on the water, and the light of the well-known tower swept the harbour as Mara-Lou came, "
        "well rested, to the North-East quay; 1939- 45 was over, and so was the tug-of-war."
    )
    assert all(work.text[span.start : span.end] == span.text for _, _, block in work.blocks() for span in block.spans)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "Title: Low Water\nAuthor: Quill\nSummary: Two keepers wait.\n“Tide,” said Mara.\n“Rope,” said Joss.",
            "“Tide,” said Mara.",
        ),
        (
            "Low Water\nby Quill\n\nRating: T\nNotes: For my beta.\nIt was late on the quay.\n\n“Tide.”",
            "It was late on the quay.",
        ),
        ("Date: 3 May\nNote: it rained\nSource: the sea\nI went home.", "I went home."),
        ("It rained.\n\nSummary: she went home.\nNote: she never came back.\n\nIt rained.", "It rained."),
    ],
)
def test_labels_swallow_no_story(text: str, first: str) -> None:
    assert texts(story(text))[0].startswith(first)


def test_a_wrapped_summary_goes_on() -> None:
    work = story(
        "Title: Low Water\nAuthor: Quill\nSummary: Two keepers wait for the tide, which does not come in for long.\n"
        "They wait on.\n\nIt rained."
    )
    assert work.metadata.summary.endswith("They wait on.")
    assert texts(work) == ["It rained."]


def test_headers_in_other_languages() -> None:
    work = story("Titre : La lampe\nAuteur : marrow\nLangue : Français\n\nMarthe posa la lanterne.")
    assert (work.title, work.metadata.authors, work.metadata.language) == ("La lampe", ("marrow",), "Français")
    assert texts(work) == ["Marthe posa la lanterne."]


FANFICFARE = """


Low Water

by some author



Category: Original Work
Language: English
Characters: Joss, Mara, and everybody else that one may meet at the quay of a
small town
Packaged: 2026-11-30 23:19:00
Rating: General Audiences
Story URL: http://example.com/s/4
Author URL: http://example.com/a
Summary: Two keepers wait for the tide.



TABLE OF CONTENTS


1. Salt

2. Rope



        1. Salt


**Author's Note:**

> Written for the exchange.

“Tide is in,” said Mara.

        2. Rope


“Rope,” said Joss.



End file.
"""


def test_fanficfares_text() -> None:
    work = story(FANFICFARE)
    told = work.metadata
    assert (work.title, told.authors, told.url) == ("Low Water", ("some author",), "http://example.com/s/4")
    assert told.summary == "Two keepers wait for the tide."
    assert told.characters[-1].endswith("small town")
    assert [chapter.title for chapter in work.chapters] == ["1. Salt", "2. Rope"]
    assert "Packaged" not in " ".join(texts(work))
    assert {"End file.", "TABLE OF CONTENTS"} <= set(left_out(work))


@pytest.mark.parametrize(
    "top", ["The Lamp\nmarrow_and_salt\n2024-03-09\n\n", "The Lamp\n\nmarrow_and_salt\n\n9 May 2024\n\n"]
)
def test_a_title_block_is_no_chapter(top: str) -> None:
    work = story(f"{top}Chapter 1\n\n{TIDE}\n\nChapter 2\n\n{TIDE}")
    assert (work.title, work.metadata.authors) == ("The Lamp", ("marrow_and_salt",))
    assert [chapter.title for chapter in work.chapters] == ["Chapter 1", "Chapter 2"]
    assert left_out(work)["The Lamp"] is Reason.TITLE


def test_an_epigraph_is_read() -> None:
    text = f"The sea is wide,\nthe sea is deep.\n\nChapter 1\n\n{TIDE}"
    assert texts(story(text))[0] == "The sea is wide,\nthe sea is deep."


def test_project_gutenbergs_frame() -> None:
    work = story(
        "The Project Gutenberg eBook of Low Water\n\nYou may give it away.\n\nTitle: Low Water\n\nAuthor: Quill\n\n"
        "*** START OF THE PROJECT GUTENBERG EBOOK LOW WATER ***\n\n[Illustration]\n\nCHAPTER I\n\nIt rained.\n\n"
        "*** END OF THE PROJECT GUTENBERG EBOOK LOW WATER ***\n\nUpdated editions will replace it.\n"
    )
    assert (work.title, work.metadata.authors) == ("Low Water", ("Quill",))
    assert texts(work) == ["CHAPTER I", "It rained."]
    assert sorted(left_out(work).values()) == [Reason.LABEL, Reason.LICENCE, Reason.LICENCE]


def test_markdown_in_a_text_file() -> None:
    work = story("# Low Water\n\n## Chapter 1\n\nWait\\! [Here](http://x.org/a).\n\n## Chapter 2\n\n> Rope.\n")
    assert texts(work) == ["Chapter 1", "Wait! Here.", "Chapter 2", "Rope."]


def test_quoted_lines_lose_their_marks() -> None:
    assert texts(story("> It rained,\n> and rained.\n\nShe slept.")) == ["It rained,\n> and rained.", "She slept."]


@pytest.mark.parametrize(
    ("entry", "chapter"),
    [
        ('<li><a id="t{0}" href="#c{0}">{1}</a></li>', '<h2 id="c{0}"><a href="#t{0}">{1}</a></h2>'),
        ('<li><a id="t{0}" href="#c{0}">{1}</a></li>', '<div id="c{0}"><h2><a href="#t{0}">{1}</a></h2></div>'),
        ('<p><a id="t{0}" href="#c{0}">{0}</a></p>', '<div id="c{0}"><h3>{0}. {1} <a href="#t{0}">↑</a></h3></div>'),
        ('<h3><a id="t{0}" href="#c{0}">{1}</a></h3>', '<h3 id="c{0}">{1}</h3>'),
    ],
)
def test_contents_that_link_there_and_back_are_no_footnotes(entry: str, chapter: str) -> None:
    named = ((1, "Salt"), (2, "Chapter 2"))
    contents = "".join(entry.format(*each) for each in named)
    chapters = "".join(f"{chapter.format(*each)}<p>It rained on the quay.</p>" for each in named)
    work = story(f"<html><body><ul>{contents}</ul>{chapters}</body></html>", "story.html")
    assert [each.title.strip(" ↑").removeprefix("1. ").removeprefix("2. ") for each in work.chapters] == [
        *dict(named).values()
    ]
    assert texts(work).count("It rained on the quay.") == 2
    assert len(texts(work)) == 4


def test_a_title_of_two_lines_is_no_single_word() -> None:
    page = '<h2 class="heading"><div>Chapter 1</div><div>Salt</div></h2><p>It rained.</p>'
    work = story(f"<html><body>{page}</body></html>", "story.html")
    assert "Chapter 1Salt" not in " ".join([*texts(work), *(chapter.title for chapter in work.chapters)])


def test_bold_titles_divide_a_work_of_one_chapter() -> None:
    page = fragment(
        "<p><b>Chapter One: Oil</b></p><p>It rained.</p><p><b>Chapter Two</b></p><p>It snowed.</p>"
        "<p><b>III. The End</b></p><p>It hailed.</p>"
    )
    work = story(page, "story.html")
    assert [chapter.title for chapter in work.chapters] == ["Chapter One: Oil", "Chapter Two", "III. The End"]


def test_notes_in_the_midst_of_a_story_go_to_their_signs() -> None:
    page = (
        "<p>He read the label[1] twice, and the leaflet* once.</p><p>“Safe.[2]”</p><p>[1] In Welsh.</p>"
        "<p>[2] It was not.</p><p>*Also in Welsh.</p><p>“Well,” said Sam.</p>"
    )
    work = story(f"<html><body>{page}</body></html>", "story.html")
    assert texts(work) == ["He read the label twice, and the leaflet once.", "“Safe.”", "“Well,” said Sam."]
    assert [text for text, reason in left_out(work).items() if reason is Reason.FOOTNOTE] == [
        "In Welsh.",
        "Also in Welsh.",
        "It was not.",
    ]
