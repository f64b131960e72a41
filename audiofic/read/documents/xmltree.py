"""XML of strangers: no entity of theirs is unfolded, no file or address opened, and lxml bounds the depth."""

from __future__ import annotations

import html
import re

from lxml import etree

from audiofic.read.source import Source

_NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_TOO_MUCH = ("xcessive depth", "huge text", "too long", "esource limit", "entity reference loop", "amplification")


def root(data: bytes, source: Source, kind: str) -> etree._Element:
    """The root of a file that may be broken; named characters of HTML (`&nbsp;`) are known.

    Raises StoryError, which calls the file a `kind`, where it is no XML, or nests deeper than any document.
    """
    data = _NAMED.sub(_spelled_out, data)
    for recover in (False, True):
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover
        )
        found, reason = None, "there is none"
        try:
            found = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            reason = str(error)
        if any(told in entry.message for entry in parser.error_log for told in _TOO_MUCH):
            raise source.error(f"this {kind} is nested deeper, or longer in one piece, than a story is")
        if found is not None:
            return found
    raise source.error(f"this {kind} is damaged: its XML cannot be read ({reason}); get the file again")


def name(element: etree._Element) -> str:
    """The tag's name without its namespace; empty for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, wanted: str) -> str:
    """The value of an attribute, in whatever namespace; empty where there is none."""
    value = element.get(wanted)
    if value is not None:
        return str(value)
    return next((str(value) for key, value in element.attrib.items() if key.endswith(f"}}{wanted}")), "")


def words(element: etree._Element | None) -> str:
    """All text in an element, as one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _spelled_out(match: re.Match[bytes]) -> bytes:
    whole = match[0].decode("ascii")
    text = html.unescape(whole)
    return match[0] if text == whole else "".join(f"&#{ord(character)};" for character in text).encode("ascii")
