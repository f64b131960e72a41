from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

import pytest
from ao3_pages import LAKE, STORM, download
from hypothesis import given, settings
from hypothesis import strategies as st

from audiofic.errors import StoryError
from audiofic.model import BlockKind, Work
from audiofic.read import read_bytes

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
CONTAINER = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
DUBLIN_CORE = """<dc:title>Low Water</dc:title><dc:creator>Quill</dc:creator><dc:creator>Ada</dc:creator>
<dc:language>en-GB</dc:language><dc:subject>Saltmarsh</dc:subject><dc:date>2020-02-03T00:00:00+00:00</dc:date>
<dc:description>&lt;p&gt;The tide.&lt;/p&gt;&lt;p&gt;Gulls.&lt;/p&gt;</dc:description>
<dc:identifier>urn:uuid:1</dc:identifier><dc:source>https://a.example/works/1</dc:source>"""


def xhtml(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/><script src="x.js"/></head><body>{body}</body></html>'
    )


def package(pages: list[str], metadata: str = DUBLIN_CORE, manifest: str = "", spine: str = "", guide: str = "") -> str:
    items = "".join(f'<item id="{page}" href="{page}" media-type="application/xhtml+xml"/>' for page in pages)
    order = "".join(f'<itemref idref="{page}"/>' for page in pages)
    return f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata><manifest>{items}{manifest}</manifest>
<spine toc="ncx">{order}{spine}</spine><guide>{guide}</guide></package>"""


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def book(pages: dict[str, str], opf: str = "", **files: str | bytes) -> bytes:
    """An EPUB with these pages; other files are named with `__` for a slash and `_` for a dot."""
    others = {f"OEBPS/{name.replace('__', '/').replace('_', '.')}": content for name, content in files.items()}
    written = {f"OEBPS/{name}": xhtml(body) for name, body in pages.items()}
    return zipped(
        {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": opf or package([*pages]), **written, **others}
    )


def story(data: bytes) -> Work:
    return read_bytes(data, "books/low.epub")


def nav(*entries: tuple[str, str]) -> str:
    links = "".join(f'<li><a href="{href}">{title}</a></li>' for href, title in entries)
    return xhtml(f'<nav epub:type="landmarks"><a href="x">x</a></nav><nav epub:type="toc"><ol>{links}</ol></nav>')


NAV_ITEM = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
NCX_ITEM = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
NCX = """<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN"
"http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>
<navPoint><navLabel><text>Part One</text></navLabel><content src="1.xhtml"/>
<navPoint><navLabel><text>The  Tide</text></navLabel><content src="1.xhtml#tide"/></navPoint></navPoint>
<navPoint><navLabel><text>Gulls</text></navLabel><content src="sub%20folder/../2.xhtml"/></navPoint></navMap></ncx>"""


def test_epub_3_has_its_chapters_from_the_navigation_document() -> None:
    pages = {
        "cover.xhtml": '<section epub:type="cover">Cover</section>',
        "0.xhtml": "<p>For Robin.</p>",
        "1.xhtml": "<h1>The Tide</h1><p>It came in.</p>",
        "2.xhtml": "<p>And went.</p><hr/><p>So.</p>",
        "3.xhtml": '<p><a id="x"/>Lamp<i/> lit.</p>',
        "9.xhtml": "<p>© Quill</p>",
    }
    opf = package([*pages], manifest=NAV_ITEM, spine='<itemref idref="nav"/>')
    contents = nav(("1.xhtml", "The Tide"), ("3.xhtml", "The Lamp"), ("9.xhtml", "Copyright"))
    work = story(book(pages, opf, nav_xhtml=contents))
    assert [(chapter.title, len(chapter.scenes)) for chapter in work.chapters] == [
        ("", 1),
        ("The Tide", 2),
        ("The Lamp", 1),
    ]
    assert work.text.split("\n\n") == [
        *("For Robin.", "The Tide", "It came in.", "And went.", "So.", "The Lamp", "Lamp lit."),
    ]
    assert work.chapters[2].scenes[0].blocks[0].kind is BlockKind.HEADING
    for *_, block in work.blocks():
        for span in block.spans:
            assert work.text[span.start : span.end] == span.text


def test_epub_2_has_its_chapters_from_the_ncx() -> None:
    pages = {
        "title.xhtml": "<h1>Low Water</h1>",
        "1.xhtml": "<p>Part One</p><p>It began.</p><h2 id='tide'>The Tide</h2><p>It came in.</p>",
        "2.xhtml": "<p>They cried.</p>",
    }
    opf = package([*pages], manifest=NCX_ITEM, guide='<reference type="title-page" href="title.xhtml"/>')
    work = story(book(pages, opf, toc_ncx=NCX))
    assert [chapter.title for chapter in work.chapters] == ["Part One", "The Tide", "Gulls"]
    assert work.text.split("\n\n") == ["Part One", "It began.", "The Tide", "It came in.", "Gulls", "They cried."]


@pytest.mark.parametrize("title", ["Low Water, by Quill and Ada.", "Low Water"])
@pytest.mark.parametrize("entry", ["The Tide", "Low Water"])
def test_the_books_own_title_is_no_part_of_the_story(title: str, entry: str) -> None:
    pages = {"1.xhtml": f"<h1>{title}</h1><h2>The Tide</h2><p>One.</p>", "2.xhtml": "<h1>Gulls</h1><p>Two.</p>"}
    contents = nav(("1.xhtml", entry), ("2.xhtml", "Gulls"))
    work = story(book(pages, package([*pages], manifest=NAV_ITEM), nav_xhtml=contents))
    assert [block.text for *_, block in work.blocks()] == ["The Tide", "One.", "Gulls", "Two."]
    work = story(book({"1.xhtml": f"<h1>{title}</h1><p>One.</p>"}))
    assert work.text == "One."


@pytest.mark.parametrize("heading", ["Low Water Rising", "By Quill and Ada", "Low, by Quill"])
def test_a_heading_that_is_not_the_title_stays(heading: str) -> None:
    assert story(book({"1.xhtml": f"<h1>{heading}</h1><p>One.</p>"})).text == f"{heading}\n\nOne."


def test_without_contents_the_headings_make_chapters() -> None:
    work = story(book({"1.xhtml": "<h2>Chapter 1</h2><p>Tide.</p>", "2.xhtml": "<h2>Chapter 2</h2><p>Gulls.</p>"}))
    assert [chapter.title for chapter in work.chapters] == ["Chapter 1", "Chapter 2"]


def test_a_book_with_ao3s_ids_is_not_taken_for_ao3s() -> None:
    pages = {"1.xhtml": '<div id="preface"><p>Tide.</p></div>', "2.xhtml": '<div id="chapters"><p>Gulls.</p></div>'}
    assert story(book(pages)).text == "Tide.\n\nGulls."


def test_the_spine_gives_the_order_and_leaves_out_what_is_not_linear() -> None:
    pages = {"b.xhtml": "<p>Tide.</p>", "a.xhtml": "<p>Gulls.</p>"}
    notes = '<item id="n" href="n.xhtml" media-type="application/xhtml+xml"/>'
    opf = package([*pages], manifest=notes, spine='<itemref idref="n" linear="no"/><itemref idref="unknown"/>')
    assert story(book(pages, opf, n_xhtml=xhtml("<p>Note.</p>"))).text == "Tide.\n\nGulls."


def test_metadata_of_the_package() -> None:
    metadata = story(book({"1.xhtml": "<p>Tide.</p>"})).metadata
    assert (metadata.title, metadata.authors, metadata.language) == ("Low Water", ("Quill", "Ada"), "en-GB")
    assert (metadata.tags, metadata.published) == (("Saltmarsh",), "2020-02-03")
    assert (metadata.summary, metadata.url) == ("The tide.\n\nGulls.", "https://a.example/works/1")


COLLECTION = '<meta property="belongs-to-collection" id="c">Tides</meta>'


@pytest.mark.parametrize(
    ("metas", "series"),
    [
        (
            '<meta name="calibre:series" content="Tides"/><meta name="calibre:series_index" content="2.0"/>',
            "Part 2 of Tides",
        ),
        (COLLECTION, "Tides"),
        (f'{COLLECTION}<meta refines="#c" property="group-position">3</meta>', "Part 3 of Tides"),
    ],
)
def test_series(metas: str, series: str) -> None:
    pages = {"1.xhtml": "<p>Tide.</p>"}
    assert story(book(pages, package([*pages], metadata=DUBLIN_CORE + metas))).metadata.series == (series,)


@pytest.mark.parametrize(
    ("meta", "item"),
    [
        ("", '<item id="c" href="c.png" properties="cover-image" media-type="image/png"/>'),
        ('<meta name="cover" content="c"/>', '<item id="c" href="c.png" media-type="image/png"/>'),
    ],
)
def test_cover(meta: str, item: str) -> None:
    pages = {"1.xhtml": "<p>Tide.</p>"}
    opf = package([*pages], metadata=DUBLIN_CORE + meta, manifest=item)
    assert story(book(pages, opf, c_png=PNG)).cover == PNG
    assert story(book(pages, opf, c_png=b"GIF89a")).cover is None
    assert story(book(pages, opf)).cover is None


def ao3_book() -> bytes:
    """AO3's download as Calibre makes it: the page cut into files, its wrappers repeated, digits on its classes."""
    page = download(LAKE, STORM).replace('<div class="userstuff">', '<div class="userstuff2">')
    body = page[page.index('<div id="preface">') : page.index("</body>")]
    preface, rest = body.split('<div id="chapters" class="userstuff">')
    chapters, afterword = rest.split('<div id="afterword">')
    first, second = chapters.split('<div class="meta group">')[1:]
    title, text = first.split("<!--chapter content-->")
    head, tail = text.split("<hr/>")
    wrapper = '<div class="userstuff1" id="chapters">{}</div>'
    pages = {
        "0.xhtml": preface,
        "1.xhtml": wrapper.format(f'<div class="calibre1">{title}'),
        "2.xhtml": wrapper.format(f"{head}</div>"),
        "3.xhtml": wrapper.format(f'<div class="userstuff2"><hr/>{tail}'),
        "4.xhtml": wrapper.format(f'<div class="calibre1">{second.removesuffix("</div>")}'),
        "5.xhtml": f'<div id="afterword">{afterword}',
    }
    return book(pages, package([*pages], metadata="<dc:title>Keepers</dc:title><dc:publisher>Archive</dc:publisher>"))


def test_ao3s_own_epub() -> None:
    work = story(ao3_book())
    page = read_bytes(download(LAKE, STORM).encode(), "keepers.html")
    assert work.metadata == page.metadata
    assert work.chapters == page.chapters
    assert work.text == page.text


LOCKED = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="{}"/>
</enc:EncryptedData></encryption>"""
PAGE = {"OEBPS/1.xhtml": xhtml("<p>Tide.</p>")}
WHOLE = {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package(["1.xhtml"]), **PAGE}


def test_scrambled_fonts_are_no_lock() -> None:
    fonts = LOCKED.format("http://www.idpf.org/2008/embedding")
    assert story(zipped({**WHOLE, "META-INF/encryption.xml": fonts})).text == "Tide."


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({**WHOLE, "META-INF/encryption.xml": LOCKED.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")}, "DRM"),
        (PAGE, "lacks its file 'META-INF/container.xml'"),
        ({**PAGE, "META-INF/container.xml": "<container/>"}, "lacks its file ''"),
        ({**PAGE, "META-INF/container.xml": "no XML"}, "is no XML"),
        ({"META-INF/container.xml": CONTAINER, **PAGE}, "lacks its file 'OEBPS/book.opf'"),
        (
            {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package(["1.xhtml"])},
            "lacks its file 'OEBPS/1.xhtml'",
        ),
        ({**WHOLE, "OEBPS/book.opf": package(["../../../etc/passwd"])}, "lacks its file '../../etc/passwd'"),
        ({**WHOLE, "OEBPS/book.opf": package(["/etc/passwd"])}, "lacks its file '/etc/passwd'"),
        ({**WHOLE, "OEBPS/1.xhtml": xhtml("<p>***</p>")}, "no story text"),
    ],
)
def test_damaged_and_locked_books(files: dict[str, str], says: str) -> None:
    with pytest.raises(StoryError) as error:
        story(zipped(files))
    assert says in str(error.value)
    assert str(error.value).startswith("books/low.epub: ")
    assert "\n" not in str(error.value)


def test_a_cut_off_download() -> None:
    data = zipped(WHOLE)
    with pytest.raises(StoryError, match="its ZIP archive does not open"):
        story(data[: len(data) // 2])


def test_a_zip_with_a_password() -> None:
    data = bytearray(zipped(WHOLE))
    for entry in re.finditer(rb"PK\x01\x02", bytes(data)):
        data[entry.start() + 8] |= 1
    with pytest.raises(StoryError, match="DRM"):
        story(bytes(data))


def test_a_zip_bomb() -> None:
    with pytest.raises(StoryError, match="unpacks to more"):
        story(zipped({**WHOLE, "OEBPS/1.xhtml": bytes(70 << 20)}))


def test_entities_name_no_files_and_do_not_grow() -> None:
    doctype = '<!DOCTYPE package [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    opf = package(["1.xhtml"]).replace("<package", f"{doctype}<package", 1).replace("Low Water", "Low &x;&b;")
    assert story(zipped({**WHOLE, "OEBPS/book.opf": opf})).metadata.title == "Low &x;&b;"


@settings(deadline=None)
@given(st.data())
def test_damage_anywhere_is_an_error_or_a_story(data: st.DataObject) -> None:
    whole = bytearray(zipped(WHOLE))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        outcome = story(bytes(whole)).text
    except StoryError as error:
        outcome = str(error)
    assert outcome.startswith("books/low.epub: ") or any(map(str.isalpha, outcome))
