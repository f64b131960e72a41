"""A story is text from a stranger: nothing in it takes more than its share, and what is broken is told."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from ao3_pages import LAKE, STORM, download
from test_read_epub import book, package

from audiofic import api
from audiofic.errors import StoryError
from audiofic.read import read_bytes

SHORT = 6_000
"""Characters that are repeated; four times as many may take nine times as long: what is quadratic takes sixteen."""

MARKUP = [
    "<",
    "&",
    "<!--",
    "<p",
    "<p>",
    "</p>",
    "<a href='#a'>1</a>",
    "<sup>1</sup>",
    "<div>",
    "<blockquote>",
    "<q>a</q>",
]
MARKUP += [
    "<![CDATA[",
    "<?xml ",
    "<style>a{}</style>",
    "<br>",
    "<td>",
    "<p>1.</p>",
    "<p>a:b</p>",
    "<h2>a</h2>",
    "<li>a",
]
MARKUP += ["<li><a href='#a'>b</a></li>", "<p id='n1'>1 a</p><p>b<sup>1</sup></p>", "<p>* a</p><p>b*</p>", "<p>- a</p>"]
MARKUP += [
    "<section>a</div>",
    "<p>A/N:</p><p>a</p>",
    "<span class='a b c'>a</span>",
    "&amp;amp;",
    "â€œ",
    " ",
    "<p>“a</p>",
]
PLAIN = [
    "*",
    "_",
    "=\n",
    "#\n",
    "> a\n",
    "a:\n",
    "a: b\n",
    "Chapter 1\n\n",
    "CHAPTER I\n",
    "1\n\n",
    "1.\n\na\n\n",
    "[",
    "[b]a[/b]",
]
PLAIN += [
    "&lt;",
    "A/N",
    "(A/N: a) ",
    "a-\n",
    "\t",
    "\r",
    "***\n\n",
    "\u200b",
    "https://a.b ",
    "TABLE OF CONTENTS\n",
    "a",
]
MARKDOWN = ["*", "[", "](", "<", "`", "> ", "- ", "- a\n  ", "# ", "a\n", "|a|b|\n", "[a]: b\n", "~~", "1. "]
SPOKEN = [
    "'a ",
    '"a"a ',
    '"Hi." ',
    "Sam: hi\n\n",
    "— a\n\n",
    "A B ",
    "I. ",
    "“",
    "”",
    "said Sam. ",
    "Mr. ",
    "Sam’s ",
    "a " * 50 + "\n\n",
]


def slower(seconds: Callable[[int], float]) -> float:
    """By how much four times as much takes longer, the quickest of three each."""
    once, fourfold = (min(seconds(size) for _ in range(3)) for size in (SHORT, SHORT * 4))
    return fourfold / max(once, 0.002)


def reading(page: Callable[[int], bytes], name: str) -> Callable[[int], float]:
    def seconds(size: int) -> float:
        data = page(size)
        start = time.process_time()
        with suppress(StoryError):  # that there is no story in it is an answer, too
            read_bytes(data, name)
        return time.process_time() - start

    return seconds


def repeated(piece: str, size: int) -> str:
    return piece * (size // len(piece))


@pytest.mark.parametrize("piece", MARKUP)
def test_markup_takes_time_by_its_length(piece: str) -> None:
    def page(size: int) -> bytes:
        return f"<html><body><p>First.</p>{repeated(piece, size)}<p>Last.</p></body></html>".encode()

    assert slower(reading(page, "x.html")) < 9


@pytest.mark.parametrize("piece", ["[", "by [", "<a rel='author'>a</a>", "<dt>a</dt><dd>b</dd>", "("])
def test_bylines_take_time_by_their_length(piece: str) -> None:
    def page(size: int) -> bytes:
        return download(LAKE, STORM).replace("Morning came.", repeated(piece, size)).encode()

    assert slower(reading(page, "x.html")) < 9


@pytest.mark.parametrize("piece", PLAIN)
def test_plain_text_takes_time_by_its_length(piece: str) -> None:
    assert slower(reading(lambda size: f"First.\n\n{repeated(piece, size)}\n\nLast.".encode(), "x.txt")) < 9


@pytest.mark.parametrize("piece", MARKDOWN)
def test_markdown_takes_time_by_its_length(piece: str) -> None:
    assert slower(reading(lambda size: f"First.\n\n{repeated(piece, size)}\n\nLast.".encode(), "x.md")) < 9


@pytest.mark.parametrize("piece", SPOKEN)
def test_who_says_what_takes_time_by_its_length(piece: str) -> None:
    def seconds(size: int) -> float:
        text = f"“Hello,” said Sam.\n\n{repeated(piece, size)}\n\n“Bye,” said Dana.".encode()
        start = time.process_time()
        api.script(text)
        return time.process_time() - start

    assert slower(seconds) < 9


def test_numbers_of_any_length_are_no_chapters_number() -> None:
    links = "<a href='#a'>1</a>" * 6000
    assert read_bytes(f"<p>First.</p>{links}<p>Last.</p>".encode(), "x.html").text.endswith("Last.")


def test_headings_right_below_each_other() -> None:
    work = read_bytes(("First line.\n\n" + "CHAPTER I\n" * 3000 + "\nLast.").encode(), "x.txt")
    assert len(work.chapters) >= 1
    assert work.text.endswith("Last.")


def test_a_file_of_the_archive_that_does_not_unpack_is_told() -> None:
    buffer = io.BytesIO()
    plain = io.BytesIO(book({"1.xhtml": "<p>One.</p>"}, package(["1.xhtml"])))
    with zipfile.ZipFile(plain) as good, zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as packed:
        for name in good.namelist():
            packed.writestr(name, good.read(name) * (50 if name.endswith("1.xhtml") else 1))
    data = bytearray(buffer.getvalue())
    at = data.index(b"1.xhtml") + len("1.xhtml") + 12
    data[at : at + 8] = b"\xff" * 8
    with pytest.raises(StoryError, match="does not unpack"):
        read_bytes(bytes(data), "x.epub")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process so")
def test_a_short_story_needs_little_memory(tmp_path: Path) -> None:
    import resource

    story = tmp_path / "s.txt"
    story.write_text("“Hello,” said Sam.", encoding="utf-8")
    limit = 300 << 20
    run = subprocess.run(
        [sys.executable, "-m", "audiofic", "scenes", str(story)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
