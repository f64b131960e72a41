from __future__ import annotations

import pytest

from audiofic.model import Work
from audiofic.read import read_bytes


def story(text: str, name: str = "story.md") -> Work:
    return read_bytes(text.encode(), name)


def scenes(text: str) -> list[list[list[str]]]:
    return [[[block.text for block in scene.blocks] for scene in chapter.scenes] for chapter in story(text).chapters]


def test_headings_are_chapters_and_the_first_is_the_title() -> None:
    work = story("# Low *Water*\n\nIt began.\n\n## Chapter 1\n\nThe tide.\n\n## Two\n\nGulls.\n")
    assert work.metadata.title == "Low Water"
    assert [chapter.title for chapter in work.chapters] == ["", "Chapter 1", "Two"]
    assert [block.text for *_, block in work.blocks()] == ["It began.", "Chapter 1", "The tide.", "Two", "Gulls."]


def test_chapters_at_the_first_level() -> None:
    work = story("# One\n\nThe tide.\n\n# Two\n\nGulls.\n")
    assert (work.title, [chapter.title for chapter in work.chapters]) == ("story", ["One", "Two"])


def test_a_lone_chapter_heading_is_no_title() -> None:
    assert [chapter.title for chapter in story("# Chapter 1\n\nThe tide.\n").chapters] == ["Chapter 1"]


@pytest.mark.parametrize("rule", ["***", "* * *", "---", "___", "~", "o0o", r"\*\*\*", "#\u2042", "&nbsp;"])
def test_scene_breaks(rule: str) -> None:
    assert scenes(f"The tide.\n\n{rule.removeprefix('#')}\n\nGulls.\n") == [[["The tide."], ["Gulls."]]]


def test_the_text_is_the_rendered_text() -> None:
    work = story(
        "The _tide_ **came**\nin, [far](https://a.example) <i>far</i>.\n\n    Indented.\n\n> A letter\n\n- one\n- two\n"
    )
    assert work.text == "The tide came in, far far.\n\nIndented.\n\nA letter\n\none\n\ntwo"
    first = next(work.blocks())[2]
    assert [(span.text, span.italic, span.bold) for span in first.spans if span.italic or span.bold] == [
        ("tide", True, False),
        ("came", False, True),
        ("far", True, False),
    ]
    for *_, block in work.blocks():
        for span in block.spans:
            assert work.text[span.start : span.end] == span.text


def test_front_matter_is_metadata() -> None:
    work = story("---\ntitle: Low Water\nlayout: post\n---\nThe tide.\n")
    assert (work.metadata.title, work.text) == ("Low Water", "The tide.")
    work = story("**Title:** Low Water\n**Author:** Quill\n\n# Chapter 1\n\nThe tide.\n")
    assert (work.title, work.metadata.authors, work.text) == ("Low Water", ("Quill",), "Chapter 1\n\nThe tide.")


def test_standard_input_is_markdown_where_it_has_headings() -> None:
    assert story("## One\n\nThe *tide*.\n\n## Two\n\nGulls.", "stdin").chapters[1].title == "Two"
    assert story("The *tide*.", "stdin").text == "The *tide*."


def test_scripts_in_markdown_are_not_read() -> None:
    assert story("The tide.\n\n<script>\nnever\n</script>\n\nGulls.\n").text == "The tide.\n\nGulls."


def test_a_title_with_its_author_is_metadata() -> None:
    work = story("# Low Water\n\n*by Jane Quill*\n\nThe tide.\n")
    assert (work.title, work.metadata.authors, work.text) == ("Low Water", ("Jane Quill",), "The tide.")
