"""Files of word processors and e-readers, each read for its words, its chapters, its italics and what it tells."""

from __future__ import annotations

import base64
import io
import re
import struct
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from office_files import docx, fb2, fodt, mobi, odt, pdf, word, zipped

from audiofic.errors import StoryError
from audiofic.model import Reason, Work
from audiofic.package import draw_cover
from audiofic.read import read, read_bytes

EXPORTERS = Path(__file__).parents[2] / "shared" / "cases" / "exporters"
EXPORTED = (
    "calibre.docx pandoc.docx pandoc.odt libreoffice.fodt calibre.rtf libreoffice.rtf pandoc.rtf calibre.fb2 "
    "pandoc.fb2 calibre.mobi calibre.azw3 calibre.htmlz calibre.txtz libreoffice.pdf weasyprint.pdf calibre.txt "
    "pandoc.txt pandoc-nowrap.txt libreoffice.txt"
).split()


def texts(work: Work) -> list[str]:
    return [block.text for _, _, block in work.blocks()]


def titles(work: Work) -> list[str]:
    return [chapter.title for chapter in work.chapters]


def footnotes(work: Work) -> list[str]:
    return [part.text for part in work.left_out if part.reason is Reason.FOOTNOTE]


def italics(work: Work) -> list[str]:
    return [span.text for _, _, block in work.blocks() for span in block.spans if span.italic]


def refused(data: bytes, name: str = "a") -> str:
    with pytest.raises(StoryError) as error:
        read_bytes(data, name)
    assert "\n" not in str(error.value)
    return str(error.value)


# --- one story through all exporters


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("’", "").replace("'", ""))


@pytest.mark.parametrize("name", EXPORTED)
def test_every_word_of_the_story_comes_through(name: str) -> None:
    if not (EXPORTERS / name).exists():
        pytest.skip("the exporters' files are kept beside the project and are not there")
    source = (EXPORTERS.parent / "source" / "story.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    story = re.sub(r"\[\^1\].*|!\[.*?\]\(.*?\)|^\|[-|]+$", "", source, flags=re.MULTILINE)
    work = read(EXPORTERS / name)
    assert [title for title in titles(work) if title.startswith("Chapter")] == [
        "Chapter 1: Oil",
        "Chapter 2: Figures",
        "Chapter 3: The Keeper’s Share",
    ]
    assert (work.title, work.metadata.authors) == ("The Tin Lighthouse", ("marrow_and_salt",))
    told = " ".join(
        (work.text, *(part.text for part in work.left_out), *(chapter.end_notes for chapter in work.chapters))
    )
    lost = Counter(_words(story.replace("stairs[^1]", "stairs"))) - Counter(_words(told.replace("stairs1", "stairs")))
    assert not lost


# --- FictionBook


def test_fictionbook() -> None:
    work = read_bytes(
        fb2(
            "<body><title><p>High Water</p></title><section><title><p>Salt</p><p>and Rope</p></title>"
            "<p>“Tide,” said <emphasis>Mara</emphasis>&nbsp;again.</p><subtitle>* * *</subtitle><p>She slept"
            '<a l:href="#n1" type="note">[1]</a>.</p><poem><stanza><v>One</v><v>Two</v></stanza></poem></section>'
            '<section><title><p>Ebb</p></title><p>Home.</p><image l:href="#c"/></section></body>'
            '<body name="notes"><section id="n1"><title><p>1</p></title><p>Badly.</p></section></body>',
            "<genre>sf</genre><author><first-name>Jane</first-name><last-name>Quill</last-name></author>"
            '<book-title>High Water</book-title><annotation><p>Wet.</p></annotation><date value="2024-03-09">x</date>'
            '<coverpage><image l:href="#c"/></coverpage><lang>en</lang><sequence name="Tides" number="2"/>',
            f'<binary id="c" content-type="image/png">{base64.b64encode(draw_cover("H", "Q")).decode()}</binary>',
        ),
        "a.fb2",
    )
    assert titles(work) == ["Salt and Rope", "Ebb"]
    assert texts(work)[0].split() == ["Salt", "and", "Rope"]
    assert "“Tide,” said Mara again." in [text.replace("\xa0", " ") for text in texts(work)]
    assert italics(work) == ["Mara"]
    assert footnotes(work) == ["Badly."]
    assert "1" not in work.text
    assert len(work.chapters[0].scenes) > 1
    told = work.metadata
    assert (work.title, told.authors, told.language, told.published) == (
        "High Water",
        ("Jane Quill",),
        "en",
        "2024-03-09",
    )
    assert (told.summary, told.series) == ("Wet.", ("Part 2 of Tides",))
    assert work.cover == draw_cover("H", "Q")


def test_fictionbook_in_a_zip_and_in_cp1251() -> None:
    data = fb2("<body><section><title><p>Глава 1</p></title><p>Марта спала.</p></section></body>").decode()
    russian = data.replace('encoding="utf-8"', 'encoding="windows-1251"').encode("cp1251")
    assert "Марта спала." in texts(read_bytes(russian, "a.fb2"))
    assert "Марта спала." in texts(read_bytes(zipped({"a.fb2": russian}), "a.fb2.zip"))


def test_a_note_that_nothing_points_to_is_read() -> None:
    notes = '<body name="notes"><section id="n1"><p>Lonely note.</p></section></body>'
    assert "Lonely note." in read_bytes(fb2(f"<body><section><p>Home.</p></section></body>{notes}"), "a").text


def test_damaged_fictionbook_keeps_what_can_be_read() -> None:
    work = read_bytes(fb2("<body><section><p>Tide <b>is</p><p>in & out.</p></section></body>"), "a.fb2")
    assert " ".join(texts(work)).split() == ["Tide", "is", "in", "out."]


# --- Word

STYLES = (
    '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Thought"><w:name w:val="Thought"/><w:basedOn w:val="Base"/></w:style>'
    '<w:style w:styleId="Base"><w:name w:val="Base"/><w:basedOn w:val="Thought"/><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
)


def test_word() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    work = read_bytes(
        docx(
            word("High Water", "Titel")
            + word("Salt … 1", "TOC1")
            + word("Salt", "berschrift1")
            + '<w:p><w:r><w:t xml:space="preserve">She slept </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>badly</w:t>'
            f"</w:r>{mark}<w:r><w:t>.</w:t></w:r><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t> Anew.</w:t></w:r></w:ins></w:p>"
            + word("hidden words", run="<w:vanish/>")
            + word("Am I late?", "Thought")
            + word("Am I early?", "Thought", '<w:i w:val="0"/>')
            + '<w:p><w:pPr><w:pBdr><w:bottom w:val="single"/></w:pBdr></w:pPr></w:p>'
            + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>In a table.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
            + '<w:p><w:hyperlink w:anchor="x"><w:r><w:t>Linked</w:t></w:r></w:hyperlink>'
            "<w:r><w:t> words.</w:t><w:br/><w:t>Below.</w:t></w:r></w:p>" + word("Ebb", "berschrift1") + word("Home."),
            styles=STYLES,
            footnotes='<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
            '<w:footnote w:id="2"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>',
            core="<dc:title>Document1</dc:title><dc:creator>Jane Quill</dc:creator>",
        ),
        "a.docx",
    )
    assert (work.title, work.metadata.authors) == ("High Water", ("Jane Quill",))
    assert titles(work) == ["Salt", "Ebb"]
    assert "She slept badly. Anew." in texts(work)
    assert italics(work) == ["badly", "Am I late?"]
    assert "In a table." in texts(work)
    assert "Linked words.\nBelow." in texts(work)
    assert footnotes(work) == ["A note."]
    assert "Gone" not in work.text
    assert "hidden" not in work.text
    assert "…" not in work.text
    assert len(work.chapters[0].scenes) > 1


def test_words_contents_list_is_not_read() -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Salt 1</w:t></w:r></w:p>'
        '<w:p><w:r><w:t>Ebb 9</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    work = read_bytes(docx(field + word("Home.")), "a.docx")
    assert texts(work) == ["Home."]


def test_a_text_box_is_read_after_its_paragraph() -> None:
    box = (
        "<w:p><w:r><w:t>Before.</w:t><w:drawing><x><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p>"
        "</w:txbxContent></x></w:drawing></w:r></w:p>"
    )
    assert texts(read_bytes(docx(box + word("After.")), "a.docx")) == ["Before.", "In the box.", "After."]


# --- OpenDocument

ITALIC = (
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
)


def test_opendocument() -> None:
    body = (
        '<text:p text:style-name="Title">High Water</text:p><text:table-of-content><text:index-body><text:p>Salt 1'
        '</text:p></text:index-body></text:table-of-content><text:h text:outline-level="1">Salt</text:h>'
        '<text:p>She<text:s text:c="2"/>slept <text:span text:style-name="T1">badly</text:span><text:note>'
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body>"
        "</text:note>."
        "<text:line-break/>Below.<office:annotation><text:p>Mine.</text:p></office:annotation></text:p>"
        '<text:p text:style-name="Horizontal_20_Line"/><text:p>Later.</text:p>'
        "<text:list><text:list-item><text:p>Rope.</text:p></text:list-item></text:list>"
        '<text:tracked-changes><text:p>Gone.</text:p></text:tracked-changes><text:h text:outline-level="1">Ebb</text:h>'
        "<text:p><draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame>Home.</text:p>"
    )
    meta = "<dc:title>Untitled 1</dc:title><dc:creator>Jane Quill</dc:creator><dc:language>en-GB</dc:language>"
    work = read_bytes(odt(body, ITALIC, meta), "a.odt")
    assert (work.title, work.metadata.authors, work.metadata.language) == ("High Water", ("Jane Quill",), "en-GB")
    assert titles(work) == ["Salt", "Ebb"]
    assert "She slept badly.\nBelow." in texts(work)
    assert italics(work) == ["badly"]
    assert len(work.chapters[0].scenes) > 1
    assert [text for text in texts(work) if text in {"Rope.", "Home.", "In the box.", "A note."}]
    assert not {"Mine.", "Gone.", "Salt 1"} & set(texts(work))
    assert texts(read_bytes(fodt(body, ITALIC), "a.fodt")) == texts(work)


def test_a_locked_opendocument() -> None:
    locked = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<m><encryption-data/></m>",
            "content.xml": b"\x01\x02",
        }
    )
    assert "locked with a password" in refused(locked, "a.odt")


# --- Rich Text


def test_rich_text() -> None:
    work = read_bytes(
        rb"""{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times Cyr;}}
{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2\sbasedon0 Title;}}{\info{\title Ignored}{\author Jane Quill}}
{\header\pard Running head\par}\pard\s2 High Water\par
\pard\s1 Salt\par\pard\plain She said \'93no\'94, {\i badly}{\super\chftn}{\*\footnote\pard A note.\par}.\line Below\par
{\*\unknown Nothing}{\f1 \'cc\'e0\'f0\'f2\'e0} \u8220?x\u8221? \u-10179?\u-8704?{\v hidden}\par
\pard\brdrb\par\pard Later\~on{\field{\*\fldinst HYPERLINK "x"}{\fldrslt linked}}.\par{\pict 8950ff}
\trowd\intbl Cell\cell\row\pard\s1 Ebb\par\pard Home\emdash \{so\}.\par}""",
        "a.rtf",
    )
    assert (work.title, work.metadata.authors) == ("High Water", ("Jane Quill",))
    assert titles(work) == ["Salt", "Ebb"]
    assert "She said “no”, badly.\nBelow" in texts(work)
    assert "Марта “x” \N{GRINNING FACE}" in texts(work)
    assert italics(work) == ["badly"]
    assert "Home—{so}." in texts(work)
    assert "Cell" in texts(work)
    assert footnotes(work) == ["A note."]
    assert "linked." in work.text
    assert not re.search("Running|hidden|Nothing|HYPERLINK|8950|Ignored|fonttbl|heading", work.text)
    assert len(work.chapters[0].scenes) > 1


def test_signs_of_two_bytes() -> None:
    data = rb"{\rtf1\ansi\ansicpg932{\fonttbl{\f0\fcharset128 Mincho;}}\f0 \'93\'fa\'96\'7b\par}"
    assert texts(read_bytes(data, "a.rtf")) == ["日本"]


def test_broken_and_deep_rich_text() -> None:
    assert texts(read_bytes(rb"{\rtf1 One {\i two\par}}}} three \par", "a.rtf")) == ["One two", "three"]
    assert texts(read_bytes(b"{\\rtf1 " + b"{" * 100_000 + b"deep", "a.rtf")) == ["deep"]


# --- Kindle

PAGES = (
    "<html><body><h2>Salt</h2><p>“Tide,” said <i>Mara</i>.</p><mbp:pagebreak/><h2>Ebb</h2><p>Home was é.</p></body>"
).encode()
TOLD = {100: b"Jane Quill", 503: b"High Water", 524: b"en", 105: b"Tides"}


def test_mobi() -> None:
    work = read_bytes(mobi([PAGES], told=TOLD), "a.mobi")
    assert (work.title, work.metadata.authors, work.metadata.language) == ("High Water", ("Jane Quill",), "en")
    assert titles(work) == ["Salt", "Ebb"]
    assert texts(work) == ["Salt", "“Tide,” said Mara.", "Ebb", "Home was é."]
    assert italics(work) == ["Mara"]


def test_links_within_a_mobi() -> None:
    top = (
        b"<p><a filepos=%010d>Salt</a></p><p><a filepos=%010d>Ebb</a></p><p>She slept<sup><a filepos=%010d>1</a></sup>."
    )
    body = [b"<h2>Salt</h2><p>Tide.</p>", b"<h2>Ebb</h2><p>Home.</p>"]
    start = len(top % (0, 0, 0))
    text = top % (start, start + len(body[0]), start + len(b"".join(body))) + b"".join(body)
    work = read_bytes(mobi([text + b"<p>1. Badly.</p>\0"], told=TOLD), "a.mobi")
    assert titles(work)[-2:] == ["Salt", "Ebb"]
    assert "She slept." in texts(work)
    assert "Badly" in work.text or any("Badly" in part.text for part in work.left_out)


def test_packed_mobi() -> None:
    assert (
        texts(read_bytes(mobi([b"<p>Tide\xe9n\x02\xc3\xa9<p>ab\x80\x0dc"], compression=2), "a.mobi"))[0] == "Tide iné"
    )
    packed = b"<p>Salty Sal\x80\x30."  # six bytes back, three of them
    assert texts(read_bytes(mobi([packed], compression=2), "a.mobi")) == ["Salty Salty ."]


def test_trailing_bytes_are_no_text() -> None:
    record = b"<p>Home.</p>" + b"xx" + bytes((0x83,))  # an entry of three bytes, its size last
    assert texts(read_bytes(mobi([record], flags=2), "a.mobi")) == ["Home."]


def phrases(*entries: tuple[bytes, bool]) -> tuple[bytes, bytes]:
    """Amazon's packing with codes of eight bits each: the code of phrase n is 255 - n."""
    short = struct.pack(">256L", *((255 << 8) | 0x80 | 8 for _ in range(256)))
    codes = b"HUFF" + struct.pack(">3L", 24, 24, 24 + len(short)) + bytes(8) + short + bytes(256)
    offsets, body = [], b""
    for text, plain in entries:
        offsets.append(2 * len(entries) + len(body))
        body += struct.pack(">H", len(text) | (0x8000 if plain else 0)) + text
    book = b"CDIC" + struct.pack(">3L", 16, len(entries), 8) + struct.pack(f">{len(entries)}H", *offsets) + body
    return codes, book


def test_mobi_packed_in_phrases() -> None:
    extra = phrases((b"<p>Home", True), (b" again", True), (bytes((255, 254)), False), (b"!", True))
    data = mobi([bytes((253, 254, 252))], compression=17480, extra=extra, huff=(2, 2))
    assert texts(read_bytes(data, "a.mobi")) == ["Home again again!"]
    endless = phrases((bytes((255,)), False))
    assert "no" in refused(mobi([bytes((255,))], compression=17480, extra=endless, huff=(2, 2)), "a.mobi")


def test_a_locked_kindle_book() -> None:
    assert "locked by its shop (DRM)" in refused(mobi([PAGES], lock=2), "a.azw")


def test_a_damaged_kindle_book() -> None:
    assert "damaged" in refused(mobi([b"\x80\xff" * 9], compression=2), "a.mobi")
    assert "damaged" in refused(mobi([PAGES], compression=7), "a.mobi")


def test_palm_text() -> None:
    assert texts(read_bytes(mobi([b"It rained.\n\nShe slept."], kind=b"TEXtREAd"), "a.pdb")) == [
        "It rained.",
        "She slept.",
    ]


# --- PDF

BODY = 11


def prose(*texts: str, top: float = 700, x: float = 72) -> list[tuple[float, float, float, str, str]]:
    """Lines one below the other; "" is a blank one."""
    return [(x, top - 14 * n, BODY, "F1", text) for n, text in enumerate(texts) if text]


FULL = "and there was nothing at all to be seen of the island but the rain"


def test_pdf() -> None:
    pages = [
        [
            (72, 760, 9, "F1", "High Water  1"),
            (72, 730, 20, "F3", "Chapter 1: Salt"),
            *prose(FULL, "and har-", "", f"Mara slept. {FULL}", "and the light-"),
            (72, 40, 9, "F1", "1"),
        ],
        [(72, 760, 9, "F1", "High Water  2"), *prose("house was dark.", "", "A harbour."), (300, 40, 9, "F1", "2")],
        [
            (72, 760, 9, "F1", "High Water  3"),
            (72, 730, 20, "F3", "Chapter 2: Ebb"),
            *prose("Home."),
            (72, 40, 9, "F1", "3"),
        ],
    ]
    pages[0][3:4] = [
        (72, 686, BODY, "F1", "and har-"),
        (72, 672, BODY, "F1", "bour lights. "),
        (140, 672, BODY, "F2", "Oh no."),
    ]
    work = read_bytes(pdf(pages, "/Title (High Water) /Author (Jane Quill)"), "a.pdf")
    assert (work.title, work.metadata.authors) == ("High Water", ("Jane Quill",))
    assert titles(work) == ["Chapter 1: Salt", "Chapter 2: Ebb"]
    assert f"{FULL} and harbour lights. Oh no." in texts(work)
    assert f"Mara slept. {FULL} and the lighthouse was dark." in texts(work)
    assert italics(work) == ["Oh no."]
    assert not re.search(r"\d", work.text.replace("Chapter 1", "").replace("Chapter 2", ""))


def test_columns_of_a_pdf_are_read_in_order() -> None:
    left = [f"left line {'abcdefghijkl'[n]} of the first column" for n in range(12)]
    right = [f"right line {'abcdefghijkl'[n]} of the second column" for n in range(12)]
    work = read_bytes(
        pdf([[*prose(*left, top=600), *prose(*right, top=600, x=330), (72, 700, 18, "F3", "Salt")]]), "a.pdf"
    )
    read_out = " ".join(" ".join(texts(work)).split())
    assert read_out == " ".join([*left, *right])


def test_footnotes_of_a_pdf() -> None:
    page = [
        *prose(FULL, FULL, FULL),
        (72, 658, BODY, "F1", "She slept"),
        (118, 662, 6, "F1", "1"),
        (122, 658, BODY, "F1", " badly, and woke."),
        (72, 90, 8, "F1", "1 As she always did."),
    ]
    work = read_bytes(pdf([page]), "a.pdf")
    assert "She slept badly, and woke." in " ".join(texts(work))
    assert footnotes(work) == ["As she always did."]


def test_a_pdf_of_pictures() -> None:
    assert "pictures of pages and no text" in refused(pdf([[]]), "a.pdf")


def test_a_damaged_pdf() -> None:
    assert "PDF" in refused(b"%PDF-1.4\n" + b"\xff\x00garbage" * 50, "a.pdf")


def test_a_pdf_where_nothing_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert "pip install 'audiofic[pdf]'" in refused(pdf([prose("Home.")]), "a.pdf")


def test_a_program_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "pandoc"
    slow.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr("audiofic.read.limits.PROGRAM_SECONDS", 0.2)
    monkeypatch.setattr("shutil.which", lambda _: str(slow))
    assert "takes longer than" in refused(LATEX.encode(), "a.tex")


# --- pandoc

LATEX = "\\documentclass{book}\\title{High Water}\\begin{document}\\chapter{Salt}\\emph{Tide}.\\end{document}"


@pytest.mark.parametrize(
    ("data", "name", "called"),
    [
        (LATEX, "stdin", "LaTeX"),
        ("#+TITLE: High Water\n* Salt\nTide.\n", "stdin", "Org"),
        ("Salt\n====\n\nTide.\n", "a.rst", "reStructuredText"),
        ("= High Water\n:lang: en\n\n== Salt\n\nTide.\n", "a.txt", "AsciiDoc"),
        (
            '<?xml version="1.0"?><article\nxmlns="http://docbook.org/ns/docbook"><para>Tide.</para></article>',
            "a",
            "DocBook",
        ),
    ],
)
def test_markup_that_needs_pandoc(data: str, name: str, called: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    message = refused(data.encode(), name)
    assert f"a {called} document" in message or f"an {called} document" in message
    assert "install it" in message


def test_pandoc_reads_in_its_sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "pandoc"
    fake.write_text(
        '#!/bin/sh\ncase "$*" in *--sandbox*--from=latex*) ;; *) exit 9 ;; esac\n'
        "cat >/dev/null\nprintf '<html><head><title>-</title></head><body><h1>Salt</h1><p><em>Tide</em>.</p></html>'\n",
        encoding="utf-8",
    )
    fake.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _: str(fake))
    work = read_bytes(LATEX.encode(), "a.tex")
    assert "Tide." in texts(work)
    assert work.title != "-"
    fake.write_text("#!/bin/sh\necho 'Error at line 3' >&2; exit 64\n", encoding="utf-8")
    assert "Error at line 3" in refused(LATEX.encode(), "a.tex")


@pytest.mark.outside("pandoc")
def test_real_pandoc() -> None:
    assert titles(read_bytes(LATEX.replace("Tide", "Tide}.\\chapter{Ebb}\\emph{Home").encode(), "a.tex")) == [
        "Salt",
        "Ebb",
    ]


# --- Calibre's archives

OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>High Water</dc:title><dc:creator>Jane Quill</dc:creator><dc:language>en</dc:language></metadata>"
    "</package>"
)


def test_htmlz_and_txtz() -> None:
    page = "<html><body><h1>Salt</h1><p>Tide.</p><h1>Ebb</h1><p>Home.</p></body></html>"
    work = read_bytes(zipped({"index.html": page, "metadata.opf": OPF}), "a.htmlz")
    assert (titles(work), work.title, work.metadata.authors) == (["Salt", "Ebb"], "High Water", ("Jane Quill",))
    work = read_bytes(zipped({"index.txt": "It rained.\n\nShe slept.", "metadata.opf": OPF}), "a.txtz")
    assert (texts(work), work.title, work.metadata.authors) == (
        ["It rained.", "She slept."],
        "High Water",
        ("Jane Quill",),
    )
    assert "holds no page" in refused(zipped({"metadata.opf": OPF}), "a.htmlz")


# --- hostile documents


def bomb(name: str, start: str, filling: str) -> bytes:
    """A ZIP whose one file unpacks to 80 MB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as file:
        file.write(start.encode())
        for _ in range(80):
            file.write(filling.encode() * (1_000_000 // len(filling)))
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.htmlz", "a.fb2.zip"])
def test_archives_that_unpack_without_end(name: str) -> None:
    inside = {"a.docx": "word/document.xml", "a.odt": "content.xml", "a.htmlz": "index.html", "a.fb2.zip": "a.fb2"}
    assert "more than any book" in refused(bomb(inside[name], "<a>", " <b/>"), name)


def test_archives_of_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audiofic.read.limits.ENTRIES", 5)
    assert "7 files" in refused(zipped({f"word/document{n}.xml": "" for n in range(7)}), "a.docx")


def test_entities_are_not_unfolded() -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE FictionBook [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>'
    data = fb2("<body><section><p>One &l9; &f; two.</p></section></body>").decode().replace("?><", f"?>{doctype}<", 1)
    assert "than a story is" in refused(data.encode(), "a.fb2")
    plain = fb2("<body><section><p>One &f; &l0; two.</p></section></body>").decode().replace("?><", f"?>{doctype}<", 1)
    assert texts(read_bytes(plain.encode(), "a.fb2")) == ["One two."]


@pytest.mark.parametrize("tag", ["section", "cite"])
def test_xml_that_nests_without_end(tag: str) -> None:
    deep = f"<{tag}>" * 5_000 + "<p>Deep.</p>" + f"</{tag}>" * 5_000
    assert "nested deeper" in refused(fb2(f"<body>{deep}</body>"), "a.fb2")


def test_a_password_on_the_archive() -> None:
    data = bytearray(docx(word("Home.")))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "locked with a password" in refused(bytes(data), "a.docx")
