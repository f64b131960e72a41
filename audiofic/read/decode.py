"""Bytes to text: by their mark, as UTF-8 or UTF-16, as an HTML page declares; else by a guess, which is told."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from audiofic.read import mend

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, with which it begins
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
# The encodings that browsers know, and not every codec that Python has.
_OF_THE_WEB = re.compile(
    r"windows-\d+|iso-?8859-?\d+|koi8-[ru]|ibm866|macintosh|shift[-_]jis|sjis|euc-(?:jp|kr)|gbk|gb2312|gb18030|big5"
)
_WINDOWS = {"iso-8859-1", "iso8859-1", "windows-1252"}  # browsers read all of them as the last
_GUESSES = {
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "cp866": "IBM 866 (Cyrillic)",
    "mac_cyrillic": "MacCyrillic",
    "gb18030": "GB18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "cp932": "Shift-JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "cp949": "EUC-KR (Korean)",
    "cp1250": "Windows-1250 (Central European)",
    "iso8859_2": "ISO 8859-2 (Central European)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "mac_roman": "Mac OS Roman",
}
"""What texts are found in, by Python's names, and what people call them. The first holds where two fit equally."""
_SAMPLE = 1 << 18
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


class Decoded(NamedTuple):
    text: str
    """Without a byte order mark; its line endings stay as they are."""
    guess: str = ""
    """What people call the encoding, where nothing told it."""


def decode(data: bytes) -> str:
    """The text of a file. Never fails: `looks_binary` tells whether the result is text at all."""
    return decoded(data).text


def decoded(data: bytes) -> Decoded:
    """The text of a file, with broken letters mended, and whether its encoding was guessed."""
    text, guess = _decoded(data)
    return Decoded(mend.letters(text), guess)


def looks_binary(text: str) -> bool:
    """Whether decoded text is something else in truth: more than a few control characters among the first 64 KiB."""
    sample = text[: 1 << 16]
    strange = sum(map(sample.count, map(chr, (*range(9), *range(14, 32)))))
    return strange * 100 > len(sample) or "\0" in sample or sample.count("\N{REPLACEMENT CHARACTER}") * 20 > len(sample)


def _decoded(data: bytes) -> Decoded:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(data[len(bom) :].decode(encoding, errors="replace"))
    if wide := _wide(data):
        return Decoded(data.decode(wide, errors="replace"))
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if _is_mostly_utf8(data):
        return Decoded(data.decode("utf-8", errors=_AS_WINDOWS))
    if declared := _declared_encoding(data):
        return Decoded(data.decode(declared, errors="replace"))
    guess = _guessed(data)
    return Decoded(data.decode(guess, errors="replace"), _GUESSES[guess])


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: blanks, line ends and Latin letters have zeros in the same places of a unit,
    and none stand in the others."""
    sample = data[: 1 << 16]
    sample = sample[: len(sample) // 4 * 4]
    zeros = [sample[at::4].count(0) for at in range(4)]
    units = len(sample) // 4
    for encoding, low in (("utf-32-le", 0), ("utf-32-be", 3)):
        high = [count for at, count in enumerate(zeros) if at != low]
        if units and zeros[low] * 10 <= units and sum(high) >= 2.5 * units:
            return encoding
    high_first, low_first = zeros[0] + zeros[2], zeros[1] + zeros[3]
    few, many = sorted((high_first, low_first))
    if many * 10 < units * 2 or few * 10 > many or not many:
        return None
    return "utf-16-be" if high_first > low_first else "utf-16-le"


def _is_mostly_utf8(data: bytes) -> bool:
    """UTF-8 with pieces of something else: more than half of the bytes beyond ASCII make letters of it, and none of the
    East Asian encodings does that by chance so often."""
    beyond_ascii = len(data) - len(data.decode("ascii", errors="ignore"))
    whole = sum(len(match[0]) for match in _MULTIBYTE.finditer(data))
    return whole * 2 > beyond_ascii


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


_AS_WINDOWS = "audiofic.windows"
"""How bytes that are no UTF-8 are taken in a file that mostly is: as what Windows writes."""
codecs.register_error(_AS_WINDOWS, _as_windows)


def _declared_encoding(data: bytes) -> str:
    """What an HTML page declares; empty where it is nothing that is known."""
    if data.lstrip()[:1] == b"<" and (match := _DECLARED.search(data, 0, 2048)):
        name = match[1].decode("ascii").lower()
        if name in _WINDOWS:
            return "cp1252"
        if _OF_THE_WEB.fullmatch(name):
            try:
                return codecs.lookup(name).name
            except LookupError:
                pass
    return ""


def _guessed(data: bytes) -> str:
    import charset_normalizer

    # A sample that ends with a line: signs of several bytes stay whole.
    sample = data if len(data) <= _SAMPLE else data[: data.rfind(b"\n", 0, _SAMPLE) + 1 or _SAMPLE]
    matches = list(charset_normalizer.from_bytes(sample, cp_isolation=list(_GUESSES)))
    if not matches:
        return "cp1252"
    best = matches[0]
    equal = [match for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence)]
    alike = {name for match in equal for name in (match.encoding, *match.could_be_from_charset)}
    return next((name for name in _GUESSES if name in alike), best.encoding)
