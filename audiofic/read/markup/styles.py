"""What a page's style sheets say that a listener hears: what is hidden, in italics, in bold, a block of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bs4 import Tag

from audiofic.read.markup.page import Page
from audiofic.read.markup.tree import attribute, classes

_LARGEST = 1 << 20  # characters of all sheets of a page; a story's own are much smaller
_MOST = 2000  # rules that are heard; a hostile sheet has more
_MOST_NESTED = 64  # of them, those that ask what is around a tag: each is a walk up the page
_DEEPEST = 100  # tags that such a walk goes up
_SKIN = "workskin"
"""Under it stand the rules of an author's skin on AO3, which hides what is for readers without a skin: listeners."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_HEARD = re.compile(r"\b(?:display|visibility|font-style|font-weight|white-space|font-size|speak|left|text-indent)\s*:")
_COMPOUND = re.compile(r"(?P<tag>[a-z][a-z0-9]*|\*)?(?P<rest>(?:[.#][\w-]+)*)", re.IGNORECASE)
_PART = re.compile(r"([.#])([\w-]+)")


@dataclass(frozen=True, slots=True)
class _Compound:
    """A tag with its id and classes, as in `p#a.b.c`; empty where it does not matter."""

    tag: str
    id: str
    classes: frozenset[str]

    def fits(self, tag: Tag) -> bool:
        return (
            self.tag in {"", tag.name}
            and (not self.id or attribute(tag, "id") == self.id)
            and self.classes.issubset(classes(tag))
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    compounds: tuple[_Compound, ...]
    """The last one is the tag itself, the others are around it from the outside in."""
    declarations: str

    def fits(self, tag: Tag) -> bool:
        *outer, own = self.compounds
        if not own.fits(tag):
            return False
        parents = islice(tag.parents, _DEEPEST)
        return all(any(compound.fits(parent) for parent in parents) for compound in reversed(outer))


def apply(page: Page, linked: Iterable[str] = ()) -> None:
    """Write into the `style` attributes of a page what its sheets, and those that it links to, say of its tags."""
    sheets = [*linked, *(style.get_text() for style in page.named("style") if attribute(style, "media") != "print")]
    rules = list(enumerate(islice(_rules("\n".join(sheets)[:_LARGEST]), _MOST)))
    if not rules:
        return
    plain = [(order, rule) for order, rule in rules if len(rule.compounds) == 1]
    nested = [(order, rule) for order, rule in rules if len(rule.compounds) > 1][:_MOST_NESTED]
    known: dict[tuple[str, ...], list[tuple[int, _Rule]]] = {}
    for tag in page.tags:
        alike = (tag.name, attribute(tag, "id"), *classes(tag))
        if alike not in known:
            known[alike] = [(order, rule) for order, rule in plain if rule.fits(tag)]
        found = known[alike] + [(order, rule) for order, rule in nested if rule.fits(tag)]
        if found:
            declared = [rule.declarations for _, rule in sorted(found, key=lambda pair: pair[0])]
            tag.attrs["style"] = ";".join([*declared, attribute(tag, "style")])


def _rules(css: str) -> Iterator[_Rule]:
    for selectors, declarations in _blocks(_COMMENT.sub("", css)):
        if not _HEARD.search(declarations.lower()):
            continue
        for selector in selectors.split(","):
            compounds = [_compound(part) for part in selector.replace(">", " ").split()]
            if compounds and None not in compounds and not any(c and c.id == _SKIN for c in compounds):
                yield _Rule(tuple(filter(None, compounds)), declarations.strip())


def _compound(text: str) -> _Compound | None:
    """None for what has states, attributes or neighbours in it."""
    match = _COMPOUND.fullmatch(text)
    if match is None or not text:
        return None
    parts = _PART.findall(match["rest"])
    ids = [name for sign, name in parts if sign == "#"]
    tag = (match["tag"] or "").lower().replace("*", "")
    return _Compound(tag, ids[0] if ids else "", frozenset(name for sign, name in parts if sign == "."))


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that stand in no other: `@media` and its like are left aside."""
    depth = start = 0
    selectors = ""
    for match in re.finditer(r"[{};]", css):
        sign = match[0]
        if sign == "{":
            if depth == 0:
                selectors, start = css[start : match.start()], match.end()
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
            if depth == 0:
                if "@" not in selectors:
                    yield selectors, css[start : match.start()]
                start = match.end()
        elif sign == ";" and depth == 0:  # @import, @charset
            start = match.end()
