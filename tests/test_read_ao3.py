from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from ao3_pages import LAKE, STORM, Chapter, download, fragment, work_page
from bs4 import BeautifulSoup

from audiofic.errors import StoryError
from audiofic.model import BlockKind, Metadata, Work
from audiofic.read import read, read_bytes

METADATA = Metadata(
    title="The Keepers",
    authors=("quill", "ada"),
    url="https://archiveofourown.org/works/4815162",
    fandoms=("The Lighthouse Books - M. Arden", "Saltmarsh (TV)"),
    relationships=("Ines Varga/Tamsin Reed",),
    characters=("Ines Varga", "Tamsin Reed"),
    rating="Teen And Up Audiences",
    warnings=("No Archive Warnings Apply", "Creator Chose Not To Use Archive Warnings"),
    categories=("F/F", "Gen"),
    tags=("Slow Burn", "Fluff, but make it wet"),
    series=("Part 2 of The Long Way, Home", "Part 1 of Beacons"),
    language="English",
    published="2023-04-05",
    words="1,234",
    summary="Two keepers.\n\nOne lamp.",
    notes="Written at sea.",
    end_notes="The sea gives back.",
)


def html(text: str, name: str = "keepers.html") -> Work:
    return read_bytes(text.encode(), name)


def texts(work: Work) -> list[list[list[str]]]:
    """The blocks' texts by chapter and scene."""
    return [[[block.text for block in scene.blocks] for scene in chapter.scenes] for chapter in work.chapters]


LAKE_SCENES = [["“The lamp is out,” said Ines.", "Tamsin looked up. Not again."], ["Morning came."]]
STORM_BLOCKS = ["The storm broke the pier.", "“Hold on!” Tamsin shouted."]


@pytest.mark.parametrize("page", [download, work_page])
def test_a_work_of_one_chapter_has_no_heading(page: type) -> None:
    work = html(page(LAKE))
    assert texts(work) == [LAKE_SCENES]
    assert [chapter.title for chapter in work.chapters] == [""]


@pytest.mark.parametrize("page", [download, work_page])
def test_chapters_have_their_heading_and_notes(page: type) -> None:
    work = html(page(LAKE, STORM))
    first, second = work.chapters
    assert (first.title, second.title) == ("Chapter 1: The Lamp", "Chapter 2")
    assert texts(work) == [
        [["Chapter 1: The Lamp", *LAKE_SCENES[0]], LAKE_SCENES[1]],
        [["Chapter 2", *STORM_BLOCKS]],
    ]
    assert first.scenes[0].blocks[0].kind is BlockKind.HEADING
    assert first.summary == "In which it is dark."
    assert first.notes == "Thanks to my beta!\n\nShe knows who she is."
    assert first.end_notes == "More on Sunday."
    assert (second.summary, second.notes, second.end_notes) == ("", "", "")


@pytest.mark.parametrize("chapters", [(LAKE,), (LAKE, STORM)])
def test_everything_that_a_download_tells(chapters: tuple[Chapter, ...]) -> None:
    status = f"Completed 2023-05-06, chapters {len(chapters)}/?"
    assert html(download(*chapters)).metadata == replace(METADATA, status=status)


def test_everything_that_a_work_page_tells() -> None:
    assert html(work_page(LAKE, STORM)).metadata == replace(METADATA, series=METADATA.series[:1])


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("Anonymous", ("Anonymous",)),
        ('Anonymous [<a rel="author">quill</a>]', ("Anonymous",)),
        ('Old Salt [archived by <a rel="author" href="/users/keeper">keeper</a>]', ("Old Salt",)),
        ('<a rel="author">Ada (quill)</a>', ("Ada (quill)",)),
    ],
)
def test_bylines(byline: str, authors: tuple[str, ...]) -> None:
    assert html(download(LAKE, byline=byline)).metadata.authors == authors


def test_a_fragment_is_a_story_without_metadata() -> None:
    work = html(fragment(LAKE.body), "some/where/lamp night.txt")
    assert work.metadata == Metadata()
    assert (work.name, work.title) == ("lamp night", "lamp night")
    assert texts(work) == [LAKE_SCENES]


def test_a_bare_userstuff_and_a_bare_chapters_element_are_stories() -> None:
    assert texts(html(f'<div class="userstuff">{LAKE.body}</div>')) == [LAKE_SCENES]
    bare = f'<div id="chapters" class="x userstuff">{LAKE.body}</div>'
    assert texts(html(bare)) == [LAKE_SCENES]


def test_nothing_but_the_story_is_in_the_text() -> None:
    for page in (download(LAKE, STORM), work_page(LAKE, STORM)):
        text = html(page).text
        for unspoken in ("Preface", "Afterword", "Text", "kudos", "cried", "Archive", "beta", "dark", "Summary", "See"):
            assert unspoken not in text


def test_an_author_who_repeats_the_chapter_heading_has_it_spoken_once() -> None:
    repeated = replace(LAKE, body=f"<p><b>Chapter 1 – The Lamp</b></p>{LAKE.body}")
    work = html(download(repeated, STORM))
    assert texts(work)[0][0][:2] == ["Chapter 1 – The Lamp", "“The lamp is out,” said Ines."]
    assert work.chapters[0].scenes[0].blocks[0].kind is BlockKind.HEADING


def test_links_at_the_end_of_a_chapter_are_left_out() -> None:
    links = '<p><a href="https://a.example">My Tumblr</a> | <a href="https://b.example">Twitter</a></p><p>https://c.example</p>'
    assert texts(html(fragment(LAKE.body + links))) == [LAKE_SCENES]


def test_a_link_within_the_story_is_read() -> None:
    assert "the forum" in html(fragment(f'<p><a href="https://a.example">the forum</a></p>{LAKE.body}')).text


def test_a_story_in_numbered_sections() -> None:
    work = html(fragment("<p>i.</p><p>The sea rose.</p><p>ii.</p><p>It fell.</p>"))
    assert texts(work) == [[["i.", "The sea rose."], ["ii.", "It fell."]]]
    assert work.chapters[0].scenes[1].blocks[0].kind is BlockKind.HEADING


def test_chapter_numbers_beyond_a_thousand() -> None:
    work = html(download(*[STORM] * 1500))
    assert len(work.chapters) == 1500
    assert work.chapters[-1].title == "Chapter 1500"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('<div id="main"><p>This work is only available to registered users of the Archive.</p></div>', "log-in page"),
        ('<p class="caution">This work could have adult content. If you continue, you…</p>', "adult-content warning"),
        ('<div class="system errors error-503"><h2>Error 503</h2></div>', "error page"),
        (
            '<div class="error-503"><h2 class="heading">Error 503</h2><p>It was responding too slowly.</p></div>',
            "error page",
        ),
        ('<div class="sessions-new"><h2 class="heading">Log In</h2><p>Forgot your password?</p></div>', "log-in page"),
        ('<div class="announcement"><div class="userstuff"><p>Down on Friday.</p></div></div>', "no story text"),
        ("<ol><li>Bookmarks</li></ol>", "no story text"),
    ],
)
def test_pages_without_a_story(body: str, says: str) -> None:
    page = f"<html><head><title>Works | Archive of Our Own</title></head><body>{body}</body></html>"
    with pytest.raises(StoryError, match=rf"^x\.html: .*{says}") as error:
        html(page, "x.html")
    assert "\n" not in str(error.value)


def test_retry_later() -> None:
    with pytest.raises(StoryError, match="wait a while"):
        html("Retry later\n")


def test_the_real_seed() -> None:
    seed = Path(__file__).parents[1].parent / "shared" / "seeds" / "000_65cf12239cc670d6.txt"
    if not seed.exists():
        pytest.skip("the story that an AO3 reader saved is not beside the repository")
    work = read(seed)
    (story,) = BeautifulSoup(seed.read_text(encoding="utf-8"), "lxml").select(".userstuff")
    story.find_all("p")[-1].decompose()  # the author's link
    assert " ".join(block.text for *_, block in work.blocks()).split() == story.get_text(" ").split()
    assert work.metadata == Metadata()
    assert [chapter.title for chapter in work.chapters] == [""]
    assert [len(scene.blocks) for scene in work.chapters[0].scenes] == [102, 9, 49]
