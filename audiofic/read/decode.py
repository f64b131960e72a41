"""Bytes to text: UTF-8, UTF-16, what an HTML page declares, and Windows' cp1252 for the rest."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
# The encodings that browsers know, and not every codec that Python has.
_OF_THE_WEB = re.compile(
    r"windows-\d+|iso-?8859-?\d+|koi8-[ru]|ibm866|macintosh|shift[-_]jis|sjis|euc-(?:jp|kr)|gbk|gb2312|gb18030|big5"
)
_WINDOWS = {"iso-8859-1", "iso8859-1", "windows-1252"}  # browsers read all of them as the last


def decode(data: bytes) -> str:
    """The text of a file, without a byte order mark; its line endings stay as they are. Never fails: `looks_binary`
    tells whether the result is text at all."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    if utf16 := _utf16_without_bom(data):
        return data.decode(utf16, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(data):
        return data.decode("utf-8", errors="replace")
    return data.decode(_declared_encoding(data), errors="replace")


def looks_binary(text: str) -> bool:
    """Whether decoded text is something else in truth: more than a few control characters among the first 64 KiB."""
    sample = text[: 1 << 16]
    strange = sum(map(sample.count, map(chr, (*range(9), *range(14, 32), 0xFFFD))))
    return strange * 100 > len(sample) or "\0" in sample


def _utf16_without_bom(data: bytes) -> str | None:
    """Blanks, line ends and Latin letters have a zero in one half of a UTF-16 unit, and no zeros stand in the other."""
    sample = data[: 1 << 16]
    sample = sample[: len(sample) // 2 * 2]
    high_first, low_first = sample[0::2].count(0), sample[1::2].count(0)
    few, many = sorted((high_first, low_first))
    if many * 20 < len(sample) // 2 or few * 10 > many or not many:
        return None
    return "utf-16-be" if high_first > low_first else "utf-16-le"


def _is_damaged_utf8(data: bytes) -> bool:
    """UTF-8 with some broken bytes, and not another encoding: few of the bytes beyond ASCII fail."""
    broken = data.decode("utf-8", errors="replace").count("\N{REPLACEMENT CHARACTER}")
    beyond_ascii = len(data) - len(data.decode("ascii", errors="ignore"))
    return broken * 10 < beyond_ascii


def _declared_encoding(data: bytes) -> str:
    if data.lstrip()[:1] == b"<" and (match := _DECLARED.search(data, 0, 2048)):
        name = match[1].decode("ascii").lower()
        if _OF_THE_WEB.fullmatch(name) and name not in _WINDOWS:
            try:
                return codecs.lookup(name).name
            except LookupError:
                pass
    return "cp1252"
