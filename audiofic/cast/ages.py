"""Who is a child, and who is old: from the words by which the story calls them, and the years that it tells.

Of whom it tells nothing is taken for an adult. A casting that makes a child of somebody who is none is worse than one
that misses a child, so a word such as "boy" counts only where it is all that the story calls a character by.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from audiofic.model import Age, Character, Kind, Script
from audiofic.voices import fold

YOUNG: Final = 12
"""Years up to which somebody is a child: then voices begin to change."""
OLD: Final = 65

_CHILDREN: Final = frozenset(
    "baby boy child girl infant kid lad lass schoolboy schoolgirl toddler tot youngster".split()
)
_SMALL: Final = frozenset("little small smaller smallest tiny wee young younger youngest".split())
_ELDERS: Final = frozenset(
    """
    crone geezer gran grandad granddad granddaddy grandfather grandma grandmama grandmother grandpa grandpapa
    grandparent granny great-aunt great-grandfather great-grandmother great-uncle nana pensioner
    """.split()
)
_AGED: Final = frozenset("aged ancient elderly old wizened".split())
_NO_ELDERS: Final = frozenset("boy chap flame friend girl schoolmate".split())
"""Who may be old to somebody at any age."""

_UNITS: Final = "one two three four five six seven eight nine".split()
_TEENS: Final = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_YEARS: Final[Mapping[str, int]] = {
    **{word: n for n, word in enumerate([*_UNITS, *_TEENS], 1)},
    **{tens: 10 * n for n, tens in enumerate(_TENS, 2)},
    **{f"{tens}-{unit}": 10 * n + m for n, tens in enumerate(_TENS, 2) for m, unit in enumerate(_UNITS, 1)},
    **{str(n): n for n in range(1, 120)},
}
_WORD: Final = re.compile(r"[A-Za-z]+(?:-[a-z]+)*|\d+")

_NAME: Final = r"\b(?P<name>[A-Z][\w’'.-]{0,30}(?: [A-Z][\w’'.-]{0,30}){0,3})"
_ABOUT: Final = r"(?:(?:about|almost|barely|hardly|just|nearly|only|perhaps) )?"
_AFTER: Final = re.compile(rf"[- ]years?[- ]old {_NAME}")
""" "ten-year-old Lily"."""
_BEFORE: Final = re.compile(
    rf"{_NAME},? (?:(?:is|was),? )?(?:an? (?:\w{{1,15}} ){{0,2}}(?:boy|child|girl|kid|lad|lady|man|woman) of )?"
    rf"{_ABOUT}(?:aged )?$"
)
""" "Lily was nearly", "Lily, aged", "Lily, a girl of"."""
_ALONE: Final = re.compile(r"[- ]years? old\b|[,.;!—–]")
"""What stands after years that are nobody else's: not "Lily was ten minutes late"."""
_ONCE: Final = re.compile(r"\b(?:after|as if|before|if|like|since|till|until|when|while)\b[^,.;]*$", re.IGNORECASE)
"""What stands before years that somebody had at another time: "when Lily was six"."""
_OWN: Final = re.compile(rf"\bI(?:[’']m| am) {_ABOUT}$")
_NEAR: Final = 90
"""Letters before and after a number in which it is said whose years it is."""
_AT_WORK: Final = re.compile(
    r"\b(?P<name>the (?:boy|girl|kid|lad|lass)) (?:from )?(?:at|behind) the (?:bar|counter|desk|door|register|till)\b",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"\W*(?:(?:said|\w{1,12}(?:ed|s)) )?the (?P<age>aged|ancient|elderly|little|old|small) "
    r"(?:boy|girl|lady|man|witch|wizard|woman)\b",
    re.IGNORECASE,
)
"""Whose line it was, in the narration after it."""


def ages(script: Script) -> Mapping[str, Age]:
    """By `Character.name`, those of whom the story tells anything."""
    told: defaultdict[str, Counter[Age]] = defaultdict(lambda: Counter({"adult": 0}))  # of equals, the first
    for name, each in _told(script):
        told[name][each] += 1
    found: dict[str, Age] = {}
    for character in script.characters:
        counts = told[character.name]
        age: Age | None = counts.most_common(1)[0][0] if counts.total() else _by_name(character)
        if age is not None:
            found[character.name] = age
    return found


def _by_name(character: Character) -> Age | None:
    """What the names alone tell."""
    article, *words = fold(character.name).split()
    if article in ("a", "an", "the") and words and words[-1] in _CHILDREN and _SMALL.issuperset(words[:-1]):
        return "child"
    for called in (character.name, *character.aliases):
        words = fold(called).split()
        if not _ELDERS.isdisjoint(words):
            return "old"
        if any(word in _AGED and following not in _NO_ELDERS for word, following in pairwise(words)):
            return "old"
    return None


def _told(script: Script) -> Iterator[tuple[str, Age]]:
    """What the text tells, each time that it does."""
    owners: dict[str, str] = {}
    for character in script.characters:
        for called in (character.name, *character.aliases):
            owners.setdefault(fold(called), character.name)
    before = None
    for line in script.lines:
        for word in _WORD.finditer(line.text):
            number = word[0].partition("-year")[0]
            years = _YEARS.get(number.lower())
            if years is not None:
                head = line.text[max(0, word.start() - _NEAR) : word.start()]
                tail = line.text[word.start() + len(number) :][:_NEAR]
                name = line.speaker if _OWN.search(head) and _ALONE.match(tail) else _owner(head, tail, owners)
                if name is not None:
                    yield name, "child" if years <= YOUNG else "old" if years >= OLD else "adult"
        if line.kind is Kind.NARRATION:
            for match in _AT_WORK.finditer(line.text):
                if (name := fold(match["name"])) in owners:
                    yield owners[name], "adult"
            if before is not None and before.speaker is not None and before.paragraph == line.paragraph:
                tag = _CALLED.match(line.text)
                if tag is not None:
                    yield before.speaker, "child" if tag["age"].lower() in _SMALL else "old"
        before = line


def _owner(head: str, tail: str, owners: Mapping[str, str]) -> str | None:
    """Whose years they are, by what stands before and after them."""
    after, before = _AFTER.match(tail), _BEFORE.search(head) if _ALONE.match(tail) else None
    if after is not None:
        words = fold(after["name"]).split()
        called = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    elif before is not None and not _ONCE.search(head, 0, before.end("name")):
        words = fold(before["name"]).split()
        called = [" ".join(words[first:]) for first in range(len(words))]  # "Suddenly Mr Finch"
    else:
        return None
    return next((owners[name] for name in called if name in owners), None)
