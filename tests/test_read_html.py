from __future__ import annotations

import pytest

from audiofic.errors import StoryError
from audiofic.model import Work
from audiofic.read import read_bytes


def story(text: str, name: str = "page.html") -> Work:
    return read_bytes(text.encode(), name)


def page(body: str, head: str = "<title>Low Water – Quill's Site</title>") -> str:
    return f"<!DOCTYPE html><html lang='en-GB'><head>{head}</head><body>{body}</body></html>"


def test_the_article_is_the_story() -> None:
    body = "<nav>Home</nav><header><h1>Quill</h1></header><main>Menu<article>{}</article></main><footer>About</footer>"
    work = story(page(body.format("<h1>Low Water</h1><p>The tide.</p><form>Subscribe</form><aside>More</aside>")))
    assert (work.text, work.metadata.title, work.metadata.language) == ("The tide.", "Low Water", "en-GB")


def test_metadata_of_the_head() -> None:
    head = '<title>Low Water</title><meta name="author" content="Quill"><meta name="description" content="It\n ebbs.">'
    metadata = story(page("<p>The tide.</p>", head)).metadata
    assert (metadata.title, metadata.authors, metadata.summary) == ("Low Water", ("Quill",), "It ebbs.")


def test_headings_that_say_chapter_win_over_others() -> None:
    first = "<h2>Chapter 1</h2><p>The tide.</p><h3>At sea</h3><p>Gulls.</p>"
    body = f"<h1>Low Water</h1><p>So.</p>{first}<h2>Chapter 2</h2>Lamp."
    work = story(page(body))
    assert [chapter.title for chapter in work.chapters] == ["", "Chapter 1", "Chapter 2"]
    assert [len(chapter.scenes) for chapter in work.chapters] == [1, 2, 1]


def test_a_heading_that_is_not_the_title_stays() -> None:
    assert story(page("<h1>At sea</h1><p>The tide.</p>")).text == "At sea\n\nThe tide."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<p>The tide.</p>", "story.txt"),
        ("The tide.</p>\n<p>Gulls.<br>\n<br>Lamp.</p>", "story.txt"),
        ("<?xml version='1.0' encoding='utf-8'?>\n<html><body><p>The tide.</p></body></html>", "stdin"),
        ("The <b>tide</b>.", "story.htm"),
    ],
)
def test_html_is_known_by_its_content(text: str, name: str) -> None:
    work = story(text, name)
    assert "<" not in work.text
    assert work.text.startswith("The tide.")


@pytest.mark.parametrize("text", ["<3 the tide", "The tide.\n\n<p> is a tag.", "a < b"])
def test_text_with_a_bracket_is_text(text: str) -> None:
    assert story(text, "story.txt").text == text


def test_a_page_without_text() -> None:
    with pytest.raises(StoryError, match=r"page\.html: this page holds no story text"):
        story(page("<nav>Home</nav><img src='a.png'>"))


def test_lines_that_are_paragraphs_are_read_as_such() -> None:
    page = (
        "<p>“Hi,” said Anna.<br>“<i>Hello</i> yourself.”<br/>Tom sat down on the <b>cold</b> step.</p>"
        "<p>Roses are red,<br>violets are blue,<br>nobody rhymes here.</p>"
    )
    work = read_bytes(f"<html><body>{page}</body></html>".encode(), "page.html")
    texts = [block.text for _, _, block in work.blocks()]
    assert texts == [
        "“Hi,” said Anna.",
        "“Hello yourself.”",
        "Tom sat down on the cold step.",
        "Roses are red,\nviolets are blue,\nnobody rhymes here.",
    ]
    spans = [span for _, _, block in work.blocks() for span in block.spans]
    assert [span.text for span in spans if span.italic or span.bold] == ["Hello", "cold"]
    assert all(work.text[span.start : span.end] == span.text for span in spans)
