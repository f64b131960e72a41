"""Who says "I" in the narration, chapter by chapter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from audiofic.characters.nameindex import NameIndex
from audiofic.characters.person import Person
from audiofic.language.en.lexicon import STRONG_SPEECH_VERBS
from audiofic.language.en.nicknames import NICKNAMES
from audiofic.model import Kind, Line

NARRATOR: Final = "Narrator"
YOU: Final = "You"
"""The names of the first-person narrator, and of the "you" of a second-person story, whom nobody calls by name."""

_FIRST_PERSON = re.compile(r"\b(?:I|me|my|myself)\b")
_SECOND_PERSON = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Yy]ourself)\b")
_I_FIRST = re.compile(r"\W*I\b")
_YOU_FIRST = re.compile(r"\W*[Yy]ou\b")
_I_SAY = re.compile(rf"I (?:{'|'.join(sorted(STRONG_SPEECH_VERBS))})\b")
_YOU_SAY = re.compile(rf"[Yy]ou (?:{'|'.join(sorted(STRONG_SPEECH_VERBS))})\b")
_INTRODUCES = re.compile(r"\b(?:[Mm]y name is|[Mm]y name’s|[Mm]y name's|[Cc]all me|I am called|I, )\s*$")
_HEADING_WORD = re.compile(r"[^\W\d_]+")
_NOT_A_NAME: Final = frozenset("chapter part pov s book scene the of point view interlude".split())
_POV = re.compile(r"\bp\.?o\.?v\b|\bpoint of view\b", re.IGNORECASE)
_LONGEST_HEAD: Final = 40
_FEWEST: Final = 5
_CALLED_ONCE_IN: Final = 4000
"""Words in which somebody is called once, at least, whose only part in the narration is "I"."""
_SHARE: Final = 60
"""How often an "I" must be in the narration for it to be the narrator's: at least 5, one in 60 words."""


@dataclass(slots=True)
class _Part:
    """A stretch of a chapter that one person tells."""

    paragraphs: range
    head: str = ""
    """The heading over it, or a line that may be one."""
    told: int = 0
    addressed: int = 0
    words: int = 0


def find_narrators(lines: Sequence[Line], people: list[Person]) -> None:
    """Give the paragraphs told in the first person, or in the second, to their narrator, in `Person.narrates`.

    What stands under "HARRY" or "Draco’s POV" is told by whom that names, until the next such heading. All else is
    told by the one whom people in the story call by a name that the narration itself hardly uses; by a new Person where
    there is nobody such. Other names that the narrator is called, and nobody else can be meant by, become a part of the
    narrator in `people`.
    """
    parts = _parts(lines, people)
    told, addressed = sum(part.told for part in parts), sum(part.addressed for part in parts)
    second = addressed > 2 * told
    if second:
        told = addressed
    if told < _FEWEST and not _is_tag(lines, _YOU_SAY if second else _I_SAY):
        return
    whole = told * _SHARE >= sum(part.words for part in parts)
    if second and not whole:
        return
    own: list[_Part] = []
    for part in parts:
        said = part.addressed if second else part.told
        if said and said * _SHARE >= part.words and (whole or said >= _FEWEST):
            own.append(part)
    headed = {part.paragraphs: who for part in own if (who := _headed(part.head, people)) is not None}
    if len({id(person) for person in headed.values()}) < 2 and not any(_POV.search(part.head) for part in own):
        headed = {}
    for paragraphs, person in headed.items():
        person.narrates.append(paragraphs)
    rest = [part.paragraphs for part in own if part.paragraphs not in headed]
    if whole and rest:
        narrator = _self(lines, people, second=second)
        narrator.second_person = second
        narrator.narrates += rest
        if narrator not in people:
            people.append(narrator)
    main = max(people, key=lambda person: sum(map(len, person.narrates)), default=None)
    if main is not None and main.narrates:
        main.first_person = True


def _is_tag(lines: Sequence[Line], says: re.Pattern[str]) -> bool:
    """Whether a tag behind a quotation says that it is oneself who speaks: a short scene need not say more."""
    tags = (two.text for one, two in pairwise(lines) if one.kind is Kind.DIALOGUE and one.paragraph == two.paragraph)
    return any(map(says.match, tags))


def _parts(lines: Sequence[Line], people: Sequence[Person]) -> list[_Part]:
    """The chapters, cut where a heading, or a line that is nothing else, names somebody."""
    parts: list[_Part] = []
    chapter = 0
    for _, group in groupby(lines, key=lambda line: line.paragraph):
        paragraph = list(group)
        line = paragraph[0]
        alone = len(paragraph) == 1 and line.kind in (Kind.HEADING, Kind.NARRATION)
        head = line.text if alone and len(line.text) <= _LONGEST_HEAD else ""
        names = bool(head) and _headed(head, people) is not None
        if line.chapter != chapter or names:
            chapter = line.chapter
            parts.append(_Part(range(line.paragraph, line.paragraph + 1), head if names else ""))
        part = parts[-1]
        part.paragraphs = range(part.paragraphs.start, line.paragraph + 1)
        for one in paragraph:
            if one.kind is Kind.NARRATION:
                part.told += len(_FIRST_PERSON.findall(one.text))
                part.addressed += len(_SECOND_PERSON.findall(one.text))
                part.words += one.text.count(" ") + 1
    return parts


def _headed(head: str, people: Sequence[Person]) -> Person | None:
    """The person whose name is all that a heading says."""
    words = tuple(word for word in _HEADING_WORD.findall(head.lower()) if word not in _NOT_A_NAME)
    if not words:
        return None
    found = [person for person in people if words in {tuple(word.lower() for word in form) for form in person.forms}]
    return found[0] if len(found) == 1 else None


def _self(lines: Sequence[Line], people: list[Person], *, second: bool) -> Person:
    others = _named_by(lines, people, _YOU_FIRST if second else _I_FIRST)
    words = sum(line.text.count(" ") + 1 for line in lines)
    names = [person for person in _only_called(people, words) if not others[id(person)]]
    absorbed: set[int] = set()
    for person in names[1:]:
        if not person.pronoun or names[0].pronoun in ("", person.pronoun):
            names[0].absorb(person)
            absorbed.add(id(person))
    people[:] = [person for person in people if id(person) not in absorbed]
    introduced = _introduced(lines, people)
    scores = {
        id(person): person.called - 2 * person.narrated - 2 * others[id(person)] + 4 * introduced[index]
        for index, person in enumerate(people)
        if person.called + 2 * introduced[index] >= 2
    }
    named = [person for person in people if scores.get(id(person), 0) > 0]
    best = max(named, key=lambda person: scores[id(person)], default=None)
    if best is not None and (best.called > 2 * best.narrated or scores[id(best)] > best.called):
        return best
    return Person(YOU if second else NARRATOR)


def _only_called(people: Sequence[Person], words: int) -> list[Person]:
    """Those whom people call by name and whom the narration never names, the most called first."""
    narrated = {word.lower() for person in people if person.narrated for form in person.forms for word in form}
    beginnings = {word[:length] for word in narrated for length in range(1, 4)}
    found = [
        person
        for person in people
        if person.called * 2 >= person.mentions
        and person.called * _CALLED_ONCE_IN >= words
        and not person.narrated
        and not any(_may_be_short(form[-1].lower(), beginnings, narrated) for form in person.forms)
    ]
    return sorted(found, key=lambda person: -person.called)


def _may_be_short(word: str, beginnings: Set[str], names: Set[str]) -> bool:
    """ "Hank" may be Hanneke, "Mr P" Mr Petrossian, "Peggy" Margaret."""
    return word[:3] in beginnings or not names.isdisjoint(NICKNAMES.get(word, ()))


def _named_by(lines: Sequence[Line], people: Sequence[Person], oneself: re.Pattern[str]) -> Counter[int]:
    """How often whoever speaks in a paragraph about `oneself` names each person, by `id`: somebody else, then."""
    found: Counter[int] = Counter()
    index = NameIndex((words, i) for i, person in enumerate(people) for words in person.forms)
    for _, group in groupby(lines, key=lambda line: line.paragraph):
        paragraph = list(group)
        if any(line.kind is Kind.NARRATION and oneself.match(line.text) for line in paragraph):
            for line in paragraph:
                if line.kind is Kind.DIALOGUE:
                    for start, _, owners in index.find(line.text):
                        if not _INTRODUCES.search(line.text, max(0, start - 16), start):
                            found[id(people[owners[0]])] += 1
    return found


def _introduced(lines: Sequence[Line], people: Sequence[Person]) -> Counter[int]:
    """How often the narration says "my name is" before each person's name."""
    found: Counter[int] = Counter()
    index: NameIndex | None = None
    for line in lines:
        if line.kind is Kind.NARRATION and re.search(r"[Mm]y name|[Cc]all me|I am called|\bI, ", line.text):
            index = index or NameIndex((words, i) for i, person in enumerate(people) for words in person.forms)
            for start, _, owners in index.find(line.text):
                if _INTRODUCES.search(line.text, max(0, start - 16), start):
                    found[owners[0]] += 1
    return found
