"""Books to read along."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from encoded_chapters import BOOK, DESCRIPTION, HARD, frame, onsets, picture, said, speak
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from audiofic.model import Kind
from audiofic.package import FORMATS, Book, EncodedChapter, package
from audiofic.package.epub_pages import text_page
from audiofic.package.times import Phrase

EPUBCHECK = Path("/usr/share/java/epubcheck.jar")
XHTML = "{http://www.w3.org/1999/xhtml}"
KIND = FORMATS["epub"]
ALERT = "“Why <script>alert(1)</script>?”"
STORY = [
    (said(0, text="Chapter 1 <b>", kind=Kind.HEADING), ["Chapter 1 <b>"]),
    (said(1, "Anna", "“You came & stayed? Now?”", paragraph=1, start=0, end=25), ["“You came & stayed?", "Now?”"]),
    (said(2, text="said Anna—", paragraph=1, start=26, end=36), ["said Anna—"]),
    (
        said(3, "Anna", "“Why <script>alert(1)</script>?”", paragraph=1, start=36, end=60),
        ["“Why <script>alert(1)</script>?”"],
    ),
    (said(4, "Anna", "Oh \x07\ufffeno.", kind=Kind.THOUGHT), ["Oh \x07\ufffeno."]),
    (said(5, text="…"), []),
    (said(1, "Tom", "]]> -->", kind=Kind.MESSAGE, scene=2, paragraph=9), ["]]> -->"]),
    (said(2, text="The end.", scene=2, paragraph=10), ["The end."]),
]


def written(chapters: list[EncodedChapter], book: Book, folder: Path) -> ZipFile:
    (path,) = package(KIND, chapters, book, folder / "out")
    return ZipFile(path)


def story(folder: Path, *titles: str) -> list[EncodedChapter]:
    return [speak(KIND.codec, title, STORY, folder) for title in titles]


def page(book: ZipFile, name: str) -> etree._Element:
    return etree.fromstring(book.read(f"EPUB/{name}"))


@pytest.mark.outside("epubcheck")
@pytest.mark.parametrize(
    "book",
    [BOOK, Book("", ("", "\x07"), url=" ", date="soon", series=("Alone",), language="ar")],
    ids=["known", "odd"],
)
def test_epubcheck_finds_nothing_wrong(book: Book, tmp_path: Path) -> None:
    cover = picture("jpg", tmp_path) if book is BOOK else None
    silent = speak(KIND.codec, "Silence", [(said(1, text="…"), [])], tmp_path)
    chapters = [*story(tmp_path, *HARD), silent]
    (path,) = package(KIND, chapters, replace(book, cover=cover), tmp_path / "out")
    command = ["java", "-XX:TieredStopAtLevel=1", "-jar", str(EPUBCHECK), "--failonwarnings", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_the_text_is_the_story_and_nothing_in_it_is_markup(tmp_path: Path) -> None:
    book = written(story(tmp_path, "One"), BOOK, tmp_path)
    body = page(book, "chapter-0001.xhtml").find(f"{XHTML}body")
    assert body is not None
    (section,) = body
    tags = [child.tag.removeprefix(XHTML) for child in section]
    assert tags == ["h1", "p", "p", "p", "hr", "p", "p"]
    texts = ["".join(child.itertext()) for child in section]
    assert texts == [
        "Chapter 1 <b>",
        "“You came & stayed? Now?” said Anna—“Why <script>alert(1)</script>?”",
        "Oh no.",
        "…",
        "",
        "]]> -->",
        "The end.",
    ]
    spans = list(section.iter(f"{XHTML}span"))
    assert [span.get("id") for span in spans] == [f"s{number}" for number in range(1, 9)]
    assert [span.get("id") for span in spans if span.get("class") == "thought"] == ["s6"]
    assert section[5].get("class") == "message"


def test_the_words_are_highlighted_while_they_are_heard(tmp_path: Path) -> None:
    book = written(story(tmp_path, "One"), BOOK, tmp_path)
    clips = page(book, "chapter-0001.smil").findall(".//{*}audio")
    texts = page(book, "chapter-0001.smil").findall(".//{*}text")
    assert [text.get("src") for text in texts] == [f"chapter-0001.xhtml#s{number}" for number in range(1, 9)]
    assert {clip.get("src") for clip in clips} == {"chapter-0001.m4a"}

    def seconds(clock: str) -> float:
        hours, minutes, rest = clock.split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(rest)

    begins = [seconds(clip.get("clipBegin")) for clip in clips]
    ends = [seconds(clip.get("clipEnd")) for clip in clips]
    assert begins[0] == 0
    assert begins[1:] == ends[:-1], "what lies between two clips would not be heard"
    sound = tmp_path / "sound.m4a"
    sound.write_bytes(book.read("EPUB/chapter-0001.m4a"))
    heard = onsets(sound)
    assert begins[1:] == pytest.approx(heard[1:], abs=0.006 + frame(FORMATS["m4b"]))
    opf = page(book, "package.opf")
    durations = {
        meta.get("refines"): meta.text for meta in opf.iter("{*}meta") if meta.get("property") == "media:duration"
    }
    assert seconds(durations["#chapter-0001-overlay"]) == ends[-1]
    assert seconds(durations[None]) == ends[-1]
    assert [item.get("media-overlay") for item in opf.iter("{*}item") if item.get("id") == "chapter-0001"] == [
        "chapter-0001-overlay"
    ]


def test_metadata(tmp_path: Path) -> None:
    book = written(story(tmp_path, "One", ""), replace(BOOK, cover=picture("png", tmp_path)), tmp_path)
    opf = page(book, "package.opf")
    dc = {etree.QName(each).localname: each.text for each in opf.iter("{http://purl.org/dc/elements/1.1/}*")}
    assert dc["title"] == "The Lake; or = Two Boats"
    assert (dc["language"], dc["date"], dc["source"]) == ("fr", "2024-05-17", BOOK.url)
    assert dc["contributor"] == "audiofic (Piper)"
    assert dc["description"] == DESCRIPTION
    assert dc["subject"] == "Boats / Ships"
    metas = [(meta.get("property"), meta.text) for meta in opf.iter("{*}meta")]
    assert ("media:narrator", "audiofic (Kokoro) & audiofic (Piper)") in metas
    assert ("media:active-class", "-epub-media-overlay-active") in metas
    assert ("belongs-to-collection", "The Long Way") in metas
    assert ("group-position", "2") in metas
    for needed in ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard"):
        assert any(name == f"schema:{needed}" for name, _ in metas)
    assert "-epub-media-overlay-active" in book.read("EPUB/style.css").decode()
    assert book.read("EPUB/cover.png") == picture("png", tmp_path)
    listed = page(book, "nav.xhtml").findall(f".//{XHTML}nav[1]//{XHTML}a")
    assert [(link.text, link.get("href")) for link in listed][:2] == [
        ("One", "chapter-0001.xhtml"),
        ("Chapter 2", "chapter-0002.xhtml"),
    ]


def test_the_container(tmp_path: Path) -> None:
    book = written(story(tmp_path, "One") * 20, BOOK, tmp_path)
    first, *others = book.infolist()
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    assert book.read("mimetype") == b"application/epub+zip"
    assert sum(other.filename.endswith(".m4a") for other in others) == 20
    assert all(other.compress_type == ZIP_STORED for other in others if other.filename.endswith(".m4a"))
    (folder,) = (tmp_path / "out").glob("*/*")
    assert [path.suffix for path in folder.iterdir()] == [".epub"]


def test_one_book_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    def contents(book: ZipFile) -> dict[str, bytes]:
        modified = re.compile(rb'(<meta property="dcterms:modified">)[^<]*')
        return {info.filename: modified.sub(rb"\1", book.read(info)) for info in book.infolist()}

    chapters = story(tmp_path, "One", "Two")
    assert contents(written(chapters, BOOK, tmp_path)) == contents(written(chapters, BOOK, tmp_path))


@given(st.text(), st.sampled_from(Kind), st.text())
def test_any_text_is_a_page(text: str, kind: Kind, title: str) -> None:
    line = said(1, text=text, kind=kind)
    shown = text_page([(line, [Phrase(text, 0.0, 1.0)])], title, "en")
    body = etree.parse(io.BytesIO(shown.encode())).find(f"{XHTML}body")
    assert body is not None
    assert len(list(body.iter(f"{XHTML}span"))) == 1
    assert {etree.QName(each).localname for each in body.iter()} <= {"body", "section", "h1", "p", "span"}
