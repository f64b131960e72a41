"""A name that stands before what its owner says: `Sam: on my way`, `[19:02] <moth>`, `SAM (yawning):`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from audiofic.language.en.lexicon import PRONOUNS, SPEECH_VERBS

CLOCK: Final = r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)"
_MONTH: Final = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_DATE: Final = (
    rf"(?:today|yesterday|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? \d{{4}})?|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|"
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})"
)
_WEEKDAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
STAMP: Final = rf"(?i:(?:(?:{_WEEKDAY},? ?)?(?:{_DATE})?(?: at)?,? (?:at )?)?{CLOCK}|(?:{_WEEKDAY},? )?{_DATE})"
"""When: no name is one, so a day of the week or a month must have a figure with it."""
_MARK: Final = r"[^\w\s:<>()\[\]{}\"'“”‘’«»„.,;!?…#=/\\|-]"
"""Emoji and other ornaments, which names are set between."""
_NAME: Final = (
    rf"(?:{_MARK}{{1,6}} ?)?(?:u/|@)?\w[\w.’'/&-]*{_MARK}{{0,6}}"
    rf"(?: {_MARK}{{0,6}}[\w&][\w.’'-]*{_MARK}{{0,6}}){{0,4}}(?: {_MARK}{{1,6}})?"
)
_BEFORE: Final = rf"\s*(?:(?:\[{STAMP}\]|\({STAMP}\)|{STAMP})[ ,|–-]{{0,3}})?"
_ASIDE: Final = r"(?P<aside>(?: ?[(\[][^)\]\n]{1,60}[)\]])?)"
_SENDER: Final = re.compile(
    rf"(?P<before>{_BEFORE})"
    rf"(?:(?:<(?P<nick>[^<>\n]{{1,30}})>|\[(?P<boxed>[^\[\]\n]{{1,30}})\](?=:)):?\s*"
    rf"|(?P<name>{_NAME}){_ASIDE}(?P<after>(?:,? {STAMP})?) ?(?::|>{{1,2}}|»)\s+)(?=\S)"
)
_DASHED: Final = re.compile(
    rf"(?P<before>\s*)(?P<name>{_NAME})(?P<nick>)(?P<boxed>){_ASIDE}(?P<after>) ?[–—-]{{1,2}} (?=\S)"
)
_ORNAMENTS: Final = re.compile(rf"^(?:{_MARK}|\s)+|(?:{_MARK}|\s)+$")
_IS_STAMP: Final = re.compile(rf"\W*{STAMP}\W*")
_LONGEST: Final = 140
_WORD: Final = re.compile(r"[\w’']+")
_NOT_FIRST: Final = frozenset("a an and but or so if when then because that this these those my your our their".split())


@dataclass(frozen=True, slots=True)
class Sender:
    """Who says what stands behind it. Offsets are into the text."""

    name: str
    """As written, less what is no part of it."""
    start: int
    """Of the name."""
    named: int
    """Where the name ends."""
    end: int
    """Where what is said begins."""
    direction: bool
    """What the speaker does stands in brackets behind the name: between `named` and `end`."""
    typed: bool
    """With a time, or in a form that only programs write: no line of a play."""

    @property
    def bare(self) -> str:
        """Without case and ornaments, to tell whether two are one."""
        return " ".join(_WORD.findall(self.name)).casefold()


def sender(text: str, start: int, *, dashed: bool = False) -> Sender | None:
    """The sender whose name begins at `start`; `dashed`: also one with a dash behind the name."""
    found = None
    if any(text.find(mark, start, start + _LONGEST) >= 0 for mark in ":>»"):  # in most paragraphs none is
        found = _SENDER.match(text, start, start + _LONGEST)
    if found is None and dashed:
        found = _DASHED.match(text, start, start + _LONGEST)
    if found is None:
        return None
    shape = next(shape for shape in ("nick", "boxed", "name") if found[shape])
    name = _ORNAMENTS.sub("", found[shape]).removeprefix("u/").removeprefix("@")
    if _IS_STAMP.fullmatch(name) or not any(map(str.isalpha, name)) or not is_name(name):
        return None
    aside = found["aside"] or ""
    timed = bool(aside and _IS_STAMP.fullmatch(aside))
    typed = timed or shape != "name" or bool(found["before"].strip() or found["after"])
    return Sender(name, found.start(shape), found.end(shape), found.end(), bool(aside) and not timed, typed)


def senders(text: str, *, dashed: bool = False) -> Iterator[tuple[int, int, Sender | None]]:
    """Start and end of each line of a text, and its sender."""
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        found = sender(text, start, dashed=dashed) if line.strip() else None
        yield start, end, found if found and found.end < end else None
        start = end


def is_name(name: str) -> bool:
    """Whether words may be a name: no "he", no "Sam said", no half sentence."""
    words = [word.casefold() for word in _WORD.findall(name)]
    if not words or words[0] in _NOT_FIRST or any(word in PRONOUNS or word == "i" for word in words):
        return False
    return len(words) == 1 or not (words[-1] in SPEECH_VERBS and (words[-1].endswith(("d", "s")) or name[0].isupper()))
