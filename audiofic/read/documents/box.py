"""Books that are EPUBs in all but the box, put into one in memory, to be read like any other."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape

_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


def boxed(
    pages: Sequence[str],
    files: Mapping[str, bytes],
    facts: Iterable[tuple[str, str]],
    contents: Iterable[tuple[str, str]] = (),
    cover: str = "",
) -> bytes:
    """An EPUB of `files` by their names, of which `pages` are read in order.

    `facts`: what is told of the book, each with its name in Dublin Core ("title", "creator"); `contents`: titles, each
    with the place that it leads to; `cover`: the name of a file.
    """
    manifest = [
        f'<item id="p{index}" href="{escape(page)}" media-type="text/html"/>' for index, page in enumerate(pages)
    ]
    manifest.append('<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>')
    if cover:
        manifest.append(f'<item id="cover" href="{escape(cover)}" media-type="image/jpeg" properties="cover-image"/>')
    spine = "".join(f'<itemref idref="p{index}"/>' for index in range(len(pages)))
    told = "".join(f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in facts)
    links = "".join(f'<li><a href="{escape(place)}">{escape(title)}</a></li>' for title, place in contents)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as box:
        box.writestr("META-INF/container.xml", _CONTAINER)
        box.writestr(
            "book.opf",
            f'<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="{DUBLIN_CORE}">{told}</metadata>'
            f"<manifest>{''.join(manifest)}</manifest><spine>{spine}</spine></package>",
        )
        box.writestr(
            "contents.xhtml",
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
            f'<nav epub:type="toc"><ol>{links}</ol></nav></body></html>',
        )
        for name, data in files.items():
            box.writestr(name, data)
    return buffer.getvalue()
