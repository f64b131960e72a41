"""The door of the reader: which format reads a file, its encodings, and what it says of files that are no stories."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from ao3_pages import LAKE, download, fragment
from hypothesis import given, settings
from hypothesis import strategies as st

from audiofic.errors import StoryError
from audiofic.read import limits, read, read_bytes

TEXT = "“The tide,” said Zoë — “came in…”\n\nÀ bientôt!"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_of_text(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "low water.txt"
    path.write_bytes(TEXT.encode(encoding))
    work = read(path)
    assert (work.text, work.name) == (TEXT, "low water")


@pytest.mark.parametrize("bom", ["\ufeff", ""])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_in_another_script(bom: str, encoding: str) -> None:
    text = "Наступил прилив, и чайки закричали над водой. «Держись!» — сказала она.\n\nИ снова."
    assert read_bytes((bom + text).encode(encoding), "x.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_of_html(encoding: str) -> None:
    page = fragment("<p>“The tide,” said Zoë.</p>")
    assert read_bytes(page.encode(encoding), "x.html").text == "“The tide,” said Zoë."


@pytest.mark.parametrize(("declared", "encoding"), [("windows-1251", "cp1251"), ("Shift_JIS", "shift_jis")])
def test_declared_encodings(declared: str, encoding: str) -> None:
    word = {"cp1251": "Прилив", "shift_jis": "潮が満ちた"}[encoding]
    page = f'<html><head><meta charset="{declared}"></head><body><p>{word}</p></body></html>'
    assert read_bytes(page.encode(encoding), "x.html").text == word


@pytest.mark.parametrize("declared", ["utf-16", "hex", "no-such", "utf-8"])
def test_false_declarations_do_no_harm(declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>Zoë</p></body></html>'
    assert read_bytes(page.encode("cp1252"), "x.html").text == "Zoë"


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    data = ("“Zoë!” " * 20).encode() + b"\xff end."
    assert read_bytes(data, "x.txt").text.startswith("“Zoë!” “Zoë!”")


@pytest.mark.parametrize("name", ["story.txt", "story", "story.epub", "story.md", "stdin"])
def test_content_counts_more_than_the_ending(name: str) -> None:
    assert read_bytes(download(LAKE).encode(), name).metadata.title == "The Keepers"


@pytest.mark.parametrize("name", ["story.txt", "story.md", "story.html", "stdin", "story.epub", "story"])
def test_plain_words_are_a_story_whatever_the_ending(name: str) -> None:
    assert read_bytes(b"The tide came in.", name).text == "The tide came in."


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"gone\.html: there is no such file"):
        read(tmp_path / "gone.html")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="there is no story in this folder"):
        read(tmp_path)


def test_impossible_name() -> None:
    with pytest.raises(StoryError, match="cannot be read"):
        read(Path("x" * 5000))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "locked.html"
    path.write_text(download(LAKE), encoding="utf-8")
    path.chmod(0)
    with pytest.raises(StoryError, match=r"locked\.html: you have no permission"):
        read(path)


def test_a_file_without_end() -> None:
    with pytest.raises(StoryError, match="larger than"):
        read_bytes(bytes(1) * (limits.FILE + 1), "zero")


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "no words"),
        (b"***\n\n---\n\n12", "no words"),
        (b"<p>***</p><p>&nbsp;</p>", "no story text"),
        (b"%PDF-1.7\n", "this PDF"),
        (b"\xff\xd8\xff\xe0JFIF", "a JPEG"),
        (b"\x89PNG\r\n\x1a\n", "a PNG"),
        (b"x" * 60 + b"BOOKMOBI\0", "Kindle book"),
        (b"\xeaDRMION\xee", "a Kindle book that its shop has locked"),
        (b"x" * 60 + b"PNRdPPrs\0", "an eReader book"),
        (b"ITOLITLS\x01", "a Microsoft Reader book"),
        (b"L\0R\0F\0\0\0", "a Sony Reader book"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Word document"),
        (zipped("word/document.xml"), "this Word document is damaged"),
        (zipped("xl/workbook.xml"), "an Excel table"),
        (zipped("Index/Document.iwa"), "a Pages document: export it"),
        (b'<?xml version="1.0"?><rss><p>a</p><p>b</p><p>c</p></rss>', "a news feed"),
        (b'<?xml version="1.0"?><!-- x --><!DOCTYPE TEI [<!ENTITY a "b">]><TEI/>', "a TEI document"),
        (b'<?xml version="1.0"?><inventory><item>A lamp</item></inventory>', "an XML file of a kind"),
        (b'<package xmlns="http://www.idpf.org/2007/opf"/>', "contents list of an EPUB"),
        (b'{"story": "It rained."}', "JSON data"),
        (b"%!PS-Adobe-3.0\n", "a PostScript document"),
        (zipped("picture.png"), "there is no story in this ZIP archive"),
        (bytes(range(256)) * 40, "binary"),
        (b"\0\0\0\0", "binary"),
    ],
)
def test_files_that_are_no_stories(data: bytes, says: str) -> None:
    with pytest.raises(StoryError, match=f"^a/b: .*{says}") as error:
        read_bytes(data, "a/b")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "page", "says"),
    [
        (
            "saved.txt",
            "Archive of Our Own\n\nThis work could have adult content. If you continue, you have agreed.\n\nYes",
            "press Proceed, then use Download",
        ),
        (
            "saved.txt",
            "Log In\n\nThis work is only available to registered users of the Archive. Please log in.",
            "log in, open the work, then use Download",
        ),
        ("x.html", "<h2>Log in</h2><p>Welcome back!</p><p>Forgot your password or user name?</p>", "log-in page"),
        (
            "x.html",
            "<title>503 Service Unavailable</title><p>There is no server.</p>",
            "error page .* download it again",
        ),
        ("x.html", "<h2>What happened?</h2><p>Cloudflare is unable to reach the origin.</p>", "error page"),
    ],
)
def test_notices_of_sites_are_no_stories(name: str, page: str, says: str) -> None:
    with pytest.raises(StoryError, match=f"^{name}: .*{says}"):
        read_bytes(page.encode(), name)


@pytest.mark.parametrize(
    "text",
    [
        "“Forgot your password again?” asked Ines. Room 503 was locked.",
        "This work could have adult content. If you continue, you will see.\n\n" + "The tide came in. " * 200,
    ],
)
def test_stories_that_talk_like_sites_are_stories(text: str) -> None:
    assert read_bytes(text.encode(), "x.txt").text == text


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["x.txt", "x.html", "x.epub", "x.md", "stdin"]))
def test_any_bytes_are_a_story_or_an_error(data: bytes, name: str) -> None:
    try:
        outcome = read_bytes(data, name).text
    except StoryError as error:
        outcome = str(error).removeprefix(f"{name}: ")
    assert any(map(str.isalpha, outcome))
