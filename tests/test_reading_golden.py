"""Faults of files that were mended, one a folder: a page, or the pages of an EPUB, and what is read of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_read_epub import NAV_ITEM, book, nav, package, zipped

from audiofic.model import BlockKind, Work
from audiofic.read import read_bytes
from audiofic.read.epub.archive import Archive

GOLDEN = Path(__file__).parent / "golden" / "reading"
CASES = sorted(path for path in GOLDEN.iterdir() if path.is_dir())


def data_of(case: Path) -> tuple[bytes, str]:
    """The file, and its name. Pages named 1.xhtml, 2.xhtml … are bound in an EPUB, with a table of contents if
    there is a `contents.txt` of "page title" lines, and a package document of their own if there is one."""
    single = [path for path in case.iterdir() if path.stem == "in"]
    if single:
        return single[0].read_bytes(), f"{case.name}{single[0].suffix}"
    pages = {path.name: path.read_text("utf-8") for path in sorted(case.glob("*.xhtml"))}
    contents = case / "contents.txt"
    files = {}
    if contents.exists():
        entries = [line.split(" ", 1) for line in contents.read_text("utf-8").splitlines()]
        files["nav_xhtml"] = nav(*((page, title) for page, title in entries))
    opf = package([*pages], manifest=NAV_ITEM if files else "")
    if (own := case / "replace.txt").exists():
        for line in own.read_text("utf-8").splitlines():
            before, after = line.split(" -> ")
            assert before in opf
            opf = opf.replace(before, after)
    return book(pages, opf, **files), f"{case.name}.epub"


def shown(work: Work) -> str:
    """A work as text: title and authors, chapters with their blocks and notes, and what is left out."""
    lines = [f"{work.metadata.title} | {', '.join(work.metadata.authors)}"]
    for chapter in work.chapters:
        lines.append(f"== {chapter.title}")
        names = ("summary", "notes", "end_notes")
        lines += [f"({name}) {text!r}" for name in names if (text := getattr(chapter, name))]
        for number, scene in enumerate(chapter.scenes):
            lines += ["--"] if number else []
            for block in scene.blocks:
                sign = {BlockKind.HEADING: "# ", BlockKind.MESSAGE: "@ "}.get(block.kind, "")
                lines.append(
                    sign + "".join(f"_{s.text}_" if s.italic else s.text for s in block.spans).replace("\n", " / ")
                )
    lines += [f"! {remark}" for remark in work.remarks]
    lines += [f"< {part.reason}: {part.text!r}" for part in work.left_out]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_read(case: Path) -> None:
    data, name = data_of(case)
    assert shown(read_bytes(data, name)) == (case / "out.txt").read_text("utf-8")


def test_a_missing_page_is_named() -> None:
    pages = {"1.xhtml": "<p>The tide came in.</p>"}
    opf = package(["1.xhtml", "gone.xhtml"])
    work = read_bytes(book(pages, opf), "x.epub")
    assert work.text == "The tide came in."
    assert work.remarks == ("it lacks its file 'OEBPS/gone.xhtml'",)


def test_a_page_that_the_spine_names_often_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: list[str] = []
    read = Archive.read
    monkeypatch.setattr(Archive, "read", lambda self, path: unpacked.append(path) or read(self, path))
    opf = package(["1.xhtml"], spine='<itemref idref="1.xhtml"/>' * 2000)
    work = read_bytes(book({"1.xhtml": "<p>The tide came in.</p>"}, opf), "x.epub")
    assert work.text == "The tide came in."
    assert unpacked.count("OEBPS/1.xhtml") == 1


def test_an_epub_without_its_container_is_opened_by_its_package() -> None:
    pages = {"OEBPS/1.xhtml": "<html><body><p>The tide came in.</p></body></html>"}
    data = zipped({"OEBPS/book.opf": package(["1.xhtml"]), **pages})
    assert read_bytes(data, "x.epub").text == "The tide came in."


@pytest.mark.parametrize(
    ("href", "name"),
    [
        ("Text\\1.xhtml", "Text/1.xhtml"),
        ("text/1.XHTML", "Text/1.xhtml"),
        ("a%20b.xhtml", "a%20b.xhtml"),
        ("a b.xhtml", "a%20b.xhtml"),
        ("/OEBPS/1.xhtml", "1.xhtml"),
        ("caf\u00e9.xhtml", "cafe\u0301.xhtml"),
        (" 1.xhtml ", "1.xhtml"),
    ],
)
def test_paths_are_found_however_they_are_spelt(href: str, name: str) -> None:
    opf = package(["1.xhtml"]).replace('href="1.xhtml"', f'href="{href}"')
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="/OEBPS/book.opf"/></rootfiles></container>'
    )
    page = "<html><body><p>The tide came in.</p></body></html>"
    data = zipped({"META-INF/container.xml": container, "OEBPS/book.opf": opf, f"OEBPS/{name}": page})
    assert read_bytes(data, "x.epub").text == "The tide came in."


@pytest.mark.parametrize(
    "kind",
    [
        "text/html",
        "application/xml",
        "TEXT/XML",
        "Application/XHTML+XML",
        "text/html; charset=utf-8",
        "",
        "text/x-oeb1-document",
    ],
)
def test_pages_of_any_media_type_are_read(kind: str) -> None:
    opf = package(["1.xhtml"]).replace("application/xhtml+xml", kind)
    assert read_bytes(book({"1.xhtml": "<p>The tide came in.</p>"}, opf), "x.epub").text == "The tide came in."
