"""Every visible word once: what the readers make of a file, against a walk over it that knows nothing of stories."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import oracle
import pytest
from ao3_pages import LAKE, STORM, download, fragment
from hypothesis import given, settings
from hypothesis import strategies as st
from test_read_epub import book, package

from audiofic.errors import StoryError
from audiofic.model import Work
from audiofic.read import read, read_bytes
from audiofic.read.decode import decode

CASES = Path(__file__).parents[1].parent / "shared" / "cases"
SEEDS = Path(__file__).parents[1] / "seeds"
OTHERWISE = {
    "10-dropcap-daisy.epub": "a word that stands there twice, once for the eye and once for the ear, is said once",
    "10-dropcaps.epub": "the letter of a drop cap is one word with the rest",
    "11-hyphens.html": "what was escaped twice is made whole",
    "17-ao3-cfemail.html": "addresses that were hidden are shown",
    "19-c1-controls.html": "signs of another encoding are mended",
    "19-epub-enc.epub": "its pages are in other encodings than UTF-8",
    "19-epub-selfclose-attr.epub": "a marked section is text",
    "19-mojibake.html": "signs that were read wrong are mended",
    "19-mixed.html": "two encodings in one file",
    "19-mostly-utf8.html": "two encodings in one file",
    "23-escaped-tags.html": "what was escaped twice is made whole",
}
"""Where a reader does more than a browser, and why."""


def cases() -> list[Path]:
    found = [path for name in ("reading", "pages", "exporters") for path in (CASES / name).glob("*.*")]
    return sorted(path for path in found if path.suffix in {".html", ".htm", ".epub"} and path.name not in OTHERWISE)


def faults_of(data: bytes, path: Path) -> str:
    if path.suffix == ".epub":
        seen, source = oracle.shown_in_epub(data), oracle.source_of_epub(data)
    else:
        source = decode(data)
        seen = oracle.shown(source)
    pictures = " ".join(re.findall(r'alt="([^"]*)"', source))
    return oracle.faults(read_bytes(data, path.name), seen, pictures)


@pytest.mark.parametrize("path", cases(), ids=lambda path: path.name)
def test_no_word_of_a_case_is_lost_or_doubled(path: Path) -> None:
    try:
        assert faults_of(path.read_bytes(), path) == ""
    except StoryError as error:
        assert "series" in str(error)  # the one case that is no story  # noqa: PT017


@pytest.mark.skipif(not CASES.exists(), reason="the cases are not beside the repository")
def test_there_are_cases() -> None:
    assert len(cases()) > 100


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.html")), ids=lambda path: path.name)
def test_no_word_of_a_sample_is_lost_or_doubled(path: Path) -> None:
    assert oracle.faults(read(path), oracle.shown(decode(path.read_bytes()))) == ""


def test_the_oracle_sees_what_is_lost_and_what_is_doubled() -> None:
    work = read_bytes(b"<p>The tide came in, came in.</p>", "x.html")
    assert oracle.faults(work, oracle.shown("<p>The tide came in, in foam.</p>")) == "lost:foam doubled:came"


NAMES = ["p", "div", "section", "article", "aside", "header", "footer", "main", "nav", "form", "blockquote", "h1", "h2"]
NAMES += ["h3", "ul", "li", "table", "td", "span", "em", "b", "q", "a", "s", "center", "details", "summary", "pre"]
ATTRIBUTES = ["", ' class="message"', ' class="comments"', ' id="preface"', ' id="chapters"', ' class="userstuff"']
ATTRIBUTES += [' href="#n1"', ' href="https://a.example"', ' id="n1"', ' class="footnote"', ' class="dropcap"']
ATTRIBUTES += [' epub:type="toc"', ' epub:type="footnote"', ' class="pagenum"', ' class="meta"', ' class="sidebar"']
ATTRIBUTES += [' aria-hidden="true"', ' class="sr-only"', ' class="title"', ' class="heading"']
TEXT = st.sampled_from(
    [
        *("word", "word ", " word", "word. word", "“word,” word word word.", "[1]", "*", "<br>", "<hr>"),
        *("<sup>1</sup>", '<sup><a href="#n1">1</a></sup>'),
    ]
)
HIDDEN = st.builds(
    lambda name, parts: f'<{name} style="display:none">{"".join(parts)}</{name}>',
    st.sampled_from(["div", "section", "aside"]),
    st.lists(TEXT, max_size=4),
)
"""Well ended: where what is hidden ends, if nothing says so, each parser decides for itself."""
MARKUP = st.recursive(
    TEXT | HIDDEN,
    lambda inside: st.builds(
        lambda name, attribute, parts, end: f"<{name}{attribute}>{''.join(parts)}" + (f"</{name}>" if end else ""),
        st.sampled_from(NAMES),
        st.sampled_from(ATTRIBUTES),
        st.lists(inside, max_size=4),
        st.booleans() | st.just(value=True),
    ),
    max_leaves=30,
)
BODY = st.lists(MARKUP, min_size=1, max_size=6).map("".join)


LETTERED = "w[a-j]+x"


def lettered(body: str) -> str:
    """The body with words that are all different, and that are told apart where they stand together."""
    names = iter(range(10**6))
    return re.sub("word", lambda _: "w" + "".join("abcdefghij"[int(digit)] for digit in str(next(names))) + "x", body)


def disorder(work: Work, seen: str) -> list[str]:
    """What is wrong of what a reader made of lettered words."""
    text, beside = oracle.texts(work)
    order, told = re.findall(LETTERED, seen), f"{text} {beside}"
    titles = re.findall(LETTERED, " ".join(chapter.title for chapter in work.chapters))
    return [
        *(f"lost:{word}" for word in {*order} - {*re.findall(LETTERED, told)}),
        *(f"doubled:{word}" for word in Counter(re.findall(LETTERED, text)) - Counter(order + titles)),
        *(f"glued:{one + two}" for one, two in pairwise(order) if one + two in told and one + two not in seen),
    ]


@settings(deadline=None)
@given(BODY, st.sampled_from(["page", "fragment", "download"]))
def test_no_word_of_any_page_is_lost_or_doubled(body: str, kind: str) -> None:
    body = lettered(body) + "<p>Zest of the tale.</p>"
    page = {"page": f"<html><body>{body}</body></html>", "fragment": fragment(body)}.get(kind)
    if page is None:
        page = download(LAKE, STORM).replace("Morning came.", f"</p>{body}<p>")
    try:
        work = read_bytes(page.encode(), "x.html")
    except StoryError:
        return  # nothing is said, and so nothing is lost unsaid
    assert disorder(work, oracle.text_shown(page)) == []


@settings(deadline=None)
@given(st.lists(BODY, min_size=1, max_size=4))
def test_no_word_of_any_book_is_lost_or_doubled(bodies: list[str]) -> None:
    bodies = lettered("\0".join(bodies)).split("\0")
    pages = {f"{number}.xhtml": body for number, body in enumerate([*bodies, "<p>Zest of the tale.</p>"])}
    work = read_bytes(book(pages, package([*pages])), "x.epub")
    assert disorder(work, " ".join(map(oracle.text_shown, bodies))) == []


MARKS = st.sampled_from(
    ["word", "*word*", "**word**", "# word\n", "> word\n", "- word\n", "\n\n", "  ", "[word](#x)", "<i>word</i>"]
)


@settings(deadline=None)
@given(st.lists(MARKS, min_size=1, max_size=30).map(" ".join))
def test_no_word_of_any_markdown_is_lost_or_doubled(text: str) -> None:
    text = lettered(text) + "\n\nZest of the tale.\n"
    work = read_bytes(text.encode(), "x.md")
    seen = oracle.words(text)
    assert oracle.faults(work, oracle.words(" ".join(re.findall(r"w[a-j]+x|Zest|of|the|tale", text)))) == "", seen
