"""Pages that a browser saved whole, with their styles and pictures in one file: Chrome's and Edge's .mhtml, Safari's
.webarchive."""

from __future__ import annotations

import plistlib
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from typing import Any
from xml.parsers.expat import ExpatError

from audiofic.model import Work
from audiofic.read import html
from audiofic.read.decode import decode
from audiofic.read.source import Source

_MIME = re.compile(rb"^content-type:\s{0,9}multipart/", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(rb"[A-Za-z-]{2,40}:[ \t]")
_ARCHIVE = b"WebMainResource"
_MOST_PARTS = 5000


def recognises(source: Source) -> bool:
    head = source.data[:8192].lstrip()
    return _is_archive(source.data) or (_HEADER.match(head) is not None and _MIME.search(head) is not None)


def read(source: Source) -> Work:
    pages, sheets = _archived(source) if _is_archive(source.data) else _mailed(source)
    if not pages:
        raise source.error("this saved page holds no text: open it in the browser, and save it as HTML")
    return html.read_page(Source(source.label, pages[0]), decode(pages[0]), sheets)


def _is_archive(data: bytes) -> bool:
    return data.startswith((b"bplist", b"<?xml", b"<!DOCTYPE plist", b"<plist")) and _ARCHIVE in data


def _archived(source: Source) -> tuple[list[bytes], list[str]]:
    """The page of a .webarchive, and its style sheets."""
    try:
        archive = plistlib.loads(source.data)
        main = archive[_ARCHIVE.decode()]
        parts = [main, *archive.get("WebSubresources", ())][:_MOST_PARTS]
        told = [(str(part.get("WebResourceMIMEType", "")), _bytes(part)) for part in parts]
    except (plistlib.InvalidFileException, ExpatError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise source.error(f"this .webarchive is damaged: save the page again ({error})") from error
    except (RecursionError, MemoryError, OverflowError) as error:
        raise source.error("this .webarchive is damaged: save the page again") from error
    return [data for _, data in told[:1] if data.strip()], [decode(data) for kind, data in told if kind == "text/css"]


def _bytes(part: dict[str, Any]) -> bytes:
    data = part.get("WebResourceData", b"")
    text = data if isinstance(data, bytes) else b""
    encoding = str(part.get("WebResourceTextEncodingName", "") or "utf-8")
    return _in_utf8(text, encoding) if str(part.get("WebResourceMIMEType", "")).startswith("text/") else text


def _mailed(source: Source) -> tuple[list[bytes], list[str]]:
    """The pages of an .mhtml, the main one first, and its style sheets."""
    try:
        parts = list(_texts(message_from_bytes(source.data.lstrip())))
    except (RecursionError, ValueError, LookupError) as error:
        raise source.error("this .mhtml is damaged: save the page again") from error
    pages = [data for kind, data in parts if kind in {"text/html", "application/xhtml+xml"} and data.strip()]
    return pages, [decode(data) for kind, data in parts if kind == "text/css"]


def _texts(message: Message) -> Iterator[tuple[str, bytes]]:
    for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False):
        kind = part.get_content_type()
        if kind in {"text/html", "application/xhtml+xml", "text/css"}:
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                yield kind, _in_utf8(data, part.get_content_charset() or "")


def _in_utf8(data: bytes, encoding: str) -> bytes:
    """The text in UTF-8 where its encoding is told and right; what the page says of itself is then out of date."""
    try:
        return data.decode(encoding).encode("utf-8-sig") if encoding else data
    except (UnicodeError, LookupError):
        return data
