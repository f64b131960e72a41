"""Small documents in the formats of word processors and e-readers, each made here of a few paragraphs."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


# --- Word


def docx(body: str, **parts: str) -> bytes:
    """A .docx of a body in WordprocessingML; `parts`: "styles", "footnotes", "core", by what is in their roots."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": '<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    for name in ("styles", "footnotes"):
        if name in parts:
            files[f"word/{name}.xml"] = f'<w:{name} xmlns:w="{W}">{parts[name]}</w:{name}>'
    if "core" in parts:
        files["docProps/core.xml"] = f'<cp xmlns:dc="http://purl.org/dc/elements/1.1/">{parts["core"]}</cp>'
    return zipped(files)


def word(text: str, style: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{named}<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


# --- OpenDocument

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = (
    f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:style="{_ODF}:style:1.0" '
    f'xmlns:fo="{_ODF}:xsl-fo-compatible:1.0" xmlns:draw="{_ODF}:drawing:1.0" xmlns:table="{_ODF}:table:1.0" '
    f'xmlns:svg="{_ODF}:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def odt(body: str, styles: str = "", meta: str = "") -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_SPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "meta.xml": f"<office:document-meta {_SPACES}><office:meta>{meta}</office:meta></office:document-meta>",
        }
    )


def fodt(body: str, styles: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><office:document {_SPACES} office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text>"
        "</office:body></office:document>"
    ).encode()


# --- FictionBook


def fb2(bodies: str, about: str = "<book-title>High Water</book-title>", more: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" '
        'xmlns:l="http://www.w3.org/1999/xlink"><description><title-info>'
        f"{about}</title-info></description>{bodies}{more}</FictionBook>"
    ).encode()


# --- Kindle


def mobi(
    records: Sequence[bytes],
    *,
    compression: int = 1,
    lock: int = 0,
    told: Mapping[int, bytes] | None = None,
    extra: Sequence[bytes] = (),
    huff: tuple[int, int] = (0, 0),
    flags: int = 0,
    kind: bytes = b"BOOKMOBI",
) -> bytes:
    """A MOBI 6 book of packed text records; `extra` are the records behind them, `huff` which of all are phrases."""
    header = bytearray(232)
    header[0:4], header[4:8] = b"MOBI", struct.pack(">L", 232)
    struct.pack_into(">L", header, 12, 65001)
    struct.pack_into(">L", header, 20, 6)
    struct.pack_into(">2L", header, 96, *huff)
    struct.pack_into(">L", header, 112, 0x40 if told else 0)
    struct.pack_into(">H", header, 226, flags)
    struct.pack_into(">L", header, 228, 0xFFFFFFFF)
    exth = b"".join(struct.pack(">2L", number, len(text) + 8) + text for number, text in (told or {}).items())
    exth = b"EXTH" + struct.pack(">2L", len(exth) + 12, len(told or {})) + exth if told else b""
    first = struct.pack(">HHLHHHH", compression, 0, 0, len(records), 4096, lock, 0)
    if kind == b"BOOKMOBI":
        first += bytes(header) + exth
    every = [first, *records, *extra]
    offset = 78 + 8 * len(every) + 2
    table = b""
    for index, record in enumerate(every):
        table += struct.pack(">2L", offset, index)
        offset += len(record)
    head = b"High Water".ljust(60, b"\0") + kind + bytes(8) + struct.pack(">H", len(every))
    return head + table + b"\0\0" + b"".join(every)


# --- PDF


def pdf(pages: Sequence[Sequence[tuple[float, float, float, str, str]]], info: str = "") -> bytes:
    """Pages of 612 by 792 points, each of lines: x, y, size, font (F1 upright, F2 italic, F3 bold), text."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{7 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
            for name in ("Times-Roman", "Times-Italic", "Times-Bold")
        ),
        f"<< {info} >>",
    ]
    fonts = "/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >>"
    for number, lines in enumerate(pages):
        content = "".join(
            f"BT /{font} {size} Tf {x} {y} Td ({text.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj ET\n"
            for x, y, size, font, text in lines
        )
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {8 + 2 * number} 0 R {fonts} >>",
            f"<< /Length {len(content)} >>\nstream\n{content}endstream",
        ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
