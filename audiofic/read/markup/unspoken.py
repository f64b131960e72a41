"""Which tags hold nothing that is read aloud, and why."""

from __future__ import annotations

import re

from bs4 import Tag

from audiofic.model import Reason
from audiofic.read.markup.tree import attribute, classes, reason_of, roles, short_text

_NAMES = {
    "nav": Reason.NAVIGATION,
    "button": Reason.SITE,
    "rt": Reason.RUBY,
    "rp": Reason.RUBY,
    "rtc": Reason.RUBY,
}
_CLASSES = {
    "landmark": Reason.LABEL,
    "toc-heading": Reason.LABEL,
    "endnote-link": Reason.NAVIGATION,
    "sr-only": Reason.HIDDEN,
    "visually-hidden": Reason.HIDDEN,
    "visuallyhidden": Reason.HIDDEN,
    "screen-reader-text": Reason.HIDDEN,
}
_FOR_THE_EAR = frozenset(name for name, reason in _CLASSES.items() if reason is Reason.HIDDEN)
_DECLARATION = re.compile(r"(?<![\w-])(display|visibility|font-size|speak|left|text-indent|opacity)\s*:\s*([^;]*)")
_OFF_SCREEN = re.compile(r"-\d{4}|-\d{3}em")
_NOTHING = re.compile(r"0(?:\.0*)?(?:px|pt|em|rem|%)?")
_PAGE_CLASS = re.compile(r"(?:x-ebookmaker-)?page-?_?(?:n(?:um(?:ber)?|o)|break)s?|pgno|pb|folio", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:[Pp]g?|[Pp]age|[Ss]eite|[Pp][aá]gina)\b[\W_]*)?"
    r"(?:\d{1,5}|c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})|(?=[CXVIL]{2})C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))[\W_]*"
)
"""In figures, or Roman as a preface has them; a capital I alone is a word."""


def why_unspoken(tag: Tag) -> Reason | None:
    """Why a tag is not read aloud; None for one that is."""
    if reason := _NAMES.get(tag.name):
        return reason
    if not tag.attrs:
        return None
    if reason := reason_of(tag):
        return reason
    if reason := _hidden(tag):
        return reason
    if "class" in tag.attrs:
        for name in classes(tag):
            if reason := _CLASSES.get(name):
                return None if reason is Reason.HIDDEN and _has_silent_twin(tag) else reason
    return Reason.PAGE_NUMBER if _is_page_number(tag) else None


def style_of(tag: Tag, name: str) -> str:
    """What a tag's own style says last of a property, in lower case."""
    found = [value for key, value in _declared(tag) if key == name]
    return found[-1] if found else ""


def _declared(tag: Tag) -> list[tuple[str, str]]:
    if "style" not in tag.attrs:
        return []
    return [(match[1], match[2].strip()) for match in _DECLARATION.finditer(attribute(tag, "style").lower())]


def _hidden(tag: Tag) -> Reason | None:
    if "hidden" in tag.attrs or (tag.name == "dialog" and "open" not in tag.attrs):
        return Reason.HIDDEN
    if tag.attrs.get("aria-hidden") == "true" and (_is_sign(tag) or _has_copy_for_the_ear(tag)):
        return Reason.HIDDEN
    told = dict(_declared(tag))
    unseen = (
        told.get("display", "").startswith("none")
        or told.get("visibility", "").startswith(("hidden", "collapse"))
        or told.get("speak", "").startswith(("none", "never"))
        or _NOTHING.fullmatch(told.get("font-size", "1").split("!")[0].strip()) is not None
        or _NOTHING.fullmatch(told.get("opacity", "1").split("!")[0].strip()) is not None
        or any(_OFF_SCREEN.match(told.get(name, "")) for name in ("left", "text-indent"))
    )
    return Reason.HIDDEN if unseen else None


def _is_sign(tag: Tag) -> bool:
    text = short_text(tag)
    return text is not None and not any(map(str.isalnum, text))


def _has_copy_for_the_ear(tag: Tag) -> bool:
    """Whether what a screen reader says in place of a drop cap or an icon stands beside the tag."""
    return any(_is_for_the_ear(beside) for beside in (tag.find_next_sibling(), tag.find_previous_sibling()))


def _has_silent_twin(tag: Tag) -> bool:
    beside = (tag.find_next_sibling(), tag.find_previous_sibling())
    return any(isinstance(one, Tag) and one.attrs.get("aria-hidden") == "true" and not _is_sign(one) for one in beside)


def _is_for_the_ear(tag: object) -> bool:
    return isinstance(tag, Tag) and not _FOR_THE_EAR.isdisjoint(classes(tag))


def _is_page_number(tag: Tag) -> bool:
    """The number of a page in print; a tag that says it is one and holds a word is text all the same."""
    if "pagebreak" not in roles(tag) and not any(map(_PAGE_CLASS.fullmatch, classes(tag))):
        return False
    text = short_text(tag)
    return text is not None and _PAGE_NUMBER.fullmatch(text) is not None
