"""What programs have done to letters on the way, undone: text that was decoded wrongly, escaped twice, or kept in the
markup of a forum."""

from __future__ import annotations

import html
import quopri
import re
from html.entities import html5

_C1 = {code: bytes((code,)).decode("cp1252", errors="ignore") or None for code in range(0x80, 0xA0)}
"""Control characters that nobody writes, and what the same bytes are in Windows' encoding."""
_ANY_C1 = re.compile("[\x80-\x9f]")
_MOJIBAKE = re.compile("[ÂÃÄÅÐÑØÙâãäåæçèéïðВГРС][^\x00-\x7f\\s]")
_CLOSING_CUT = re.compile(r"â€(?=[\s,.!?—]|$)")
"""A closing quotation mark whose last byte some program has thrown away."""
_QUOTED_PRINTABLE = re.compile(r"=(?:E2=80=[0-9A-F]{2}|C3=[0-9A-F]{2}|\r?\n)")
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TWICE = re.compile(r"&amp;(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_INLINE = "i|b|em|strong|u|s|strike|del|span|center|font|small|big|sup|sub|a|div|blockquote"
_ESCAPED_TAG = re.compile(rf"&lt;(/?)((?:{_INLINE}|br|p|hr)\b)([^&<>]{{0,200}})&gt;", re.IGNORECASE)
_TAG = re.compile(rf"<(/?)({_INLINE}|br|p|hr)\b[^<>]{{0,300}}>", re.IGNORECASE)
_BB_PAIRS = "|".join(
    "i b u s center left right justify indent quote spoiler url colou?r size font code sub sup "
    "align email table tr td list".split()
)
_BBCODE = re.compile(rf"\[(/?)({_BB_PAIRS}|hr|\*)(?:=[^\]\n]{{0,300}})?\]", re.IGNORECASE)
_BB_PICTURE = re.compile(r"\[img(?:=[^\]\n]{0,100})?\][^\[\n]{0,500}\[/img\]", re.IGNORECASE)
_STRESSED = re.compile(
    r"(?P<before>\w?)(?:<(?P<tag>i|em|b|strong)\b[^<>]{0,300}>(?P<text>[^<>]*)</(?P=tag)>"
    r"|\[(?P<bb>[ib])\](?P<bbtext>[^\[\]]*)\[/(?P=bb)\])",
    re.IGNORECASE,
)
_DEPTH = 3
"""How deep italics and bold are kept within each other, and within other tags."""


def letters(text: str) -> str:
    """The text as it was meant, where it was decoded wrongly before it came here."""
    if text.isascii() and len(_QUOTED_PRINTABLE.findall(text[:65536])) > 1:
        text = quopri.decodestring(text.encode("ascii")).decode("utf-8", errors="replace")
    if _MOJIBAKE.search(text):
        if "â€œ" in text:
            text = _CLOSING_CUT.sub("”", text)
        text = _decoded_anew(text)
    if _ANY_C1.search(text):
        text = text.translate(_C1)
    for lost in "\N{REPLACEMENT CHARACTER}?":
        text = _with_quotes(text, lost)
    return text


def markup(text: str) -> str:
    """The source of a page, with what was escaped twice escaped once."""
    if "&amp;" in text:
        text = _TWICE.sub(lambda match: f"&{match[1]};" if _is_known(match[1]) else match[0], text)
    return _ESCAPED_TAG.sub(r"<\1\2\3>", text) if _has_pairs(_ESCAPED_TAG, text) else text


def plain(text: str) -> str:
    """Plain text with what it has of pages and of forums made plain: italics are `_`, bold is `**`, the rest goes."""
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]) if _is_known(match[1]) else match[0], text)
        text = text.replace("\N{SOFT HYPHEN}", "")
    for tags in (_TAG, _BBCODE):
        if _has_pairs(tags, text):
            text = _BB_PICTURE.sub("", text)
            for _ in range(_DEPTH):
                text = _STRESSED.sub(_stressed, text)
            text = tags.sub(_unmarked, text)
    return text


def _with_quotes(text: str, lost: str) -> str:
    """The text with its quotation marks and apostrophes, where a program that did not know them has put the sign `lost`
    for each. It tells them by where they stand, and only if they open and close as such marks do."""
    mark = re.escape(lost)
    opening = re.compile(rf"(?<![^\s(\[—–]){mark}(?=\w)")
    count = len(opening.findall(text))
    closing = re.compile(rf"(?<=[,.!?…—–\w]){mark}(?=\s|$)")
    if not count or (lost == "?" and count < 2) or len(closing.findall(text)) * 2 < count:
        return text
    apostrophe = re.compile(rf"(?<=\w){mark}(?=\w)")
    if lost == "?":  # a question ends so, too, unless a comma or a stop stands before it
        closing = re.compile(r"(?<=[,.!?…—–])\?(?=\s|$)")
    return closing.sub("”", apostrophe.sub("’", opening.sub("“", text)))


def _decoded_anew(text: str) -> str:
    import ftfy

    only_encoding = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )
    return ftfy.fix_text(text, only_encoding)


def _is_known(name: str) -> bool:
    return name.startswith("#") or f"{name};" in html5


def _has_pairs(pattern: re.Pattern[str], text: str) -> bool:
    """Whether some tag is both opened and closed, as none is by chance."""
    opened: set[str] = set()
    for match in pattern.finditer(text):
        tag = match[2].lower()
        if match[1] and tag in opened:
            return True
        opened.add(tag)
    return False


def _stressed(match: re.Match[str]) -> str:
    """Italics and bold as plain text has them; none within a word, where the marks would be read."""
    inside = match["text"] if match["tag"] else match["bbtext"]
    words = inside.strip()
    following = match.string[match.end() : match.end() + 1]
    mark = "_" if (match["tag"] or match["bb"]).lower() in {"i", "em"} else "**"
    if not words or match["before"] or following.isalnum():
        return f"{match['before']}{inside}"
    return inside.replace(words, f"{mark}{words}{mark}", 1)


def _unmarked(match: re.Match[str]) -> str:
    """What a tag leaves in plain text."""
    tag = match[2].lower()
    if tag == "hr":
        return "\n\n* * *\n\n"
    if tag == "br":
        return "\n"
    return "\n\n" if tag in {"p", "div", "blockquote", "quote", "center"} else ""
