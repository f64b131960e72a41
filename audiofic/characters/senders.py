"""Who the senders of messages, and the speakers of a script, are.

A sender exists, since somebody writes there. Most go by a name that the story knows, in other letters: "ALICE", "jules"
for Jules, "KITKAT" for Kit. Who "xX_moth_Xx" is, the story may tell: "Sam changed their name to kettleboy", "Priya is
moth online", or by whom others call before that one answers. All others are people of their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from audiofic.characters.nameindex import NameIndex
from audiofic.characters.person import Person
from audiofic.language.en.lexicon import COMMON_WORDS, NOT_NAMES
from audiofic.language.en.nicknames import may_be_short
from audiofic.model import Kind, Line

_RENAMED = re.compile(
    r"\b(?:changed|set|switched)\s+(?:their|his|her|hir|its|the)\s+(?:nick|user|screen|display)?\s?(?:name|nickname|handle)"
    r"\s+to\s+|\b(?:renamed|rechristened)\s+(?:them|him|her)(?:self|selves)\s+(?:to\s+|as\s+)?|\bis\s+now\s+(?:known\s+as\s+)?",
    re.IGNORECASE,
)
_I_WRITE = re.compile(
    r"\bI\b[^.!?]*\b(?:typ(?:e|ed)|wr(?:ite|ote)|sen[dt]|repl(?:y|ied)|text(?:ed)?|answer(?:ed)?|post(?:ed)?)\b[^.!?]*\W*$"
)
_GOES_BY = re.compile(
    r"\b(?:go(?:es)?\s+by|went\s+by|known|is|was|called|calls?|named|handle|alias|user\s?name|nick(?:name)?|as)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[^\W\d_]+")
_FRAME = re.compile(r"^x+(?=_)|(?<=_)x+$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s")
_SHORTEST: Final = 3
_NOBODY: Final = frozenset("narrator narration all both everyone everybody unknown".split())
_CALLS: Final = 2
"""How often an answer to a name tells whose sender it is."""


def fold(sender: str) -> str:
    """A sender's name without case, emoji and other marks at its ends."""
    folded = unicodedata.normalize("NFKC", sender).casefold().replace("’", "'")
    kept = [i for i, letter in enumerate(folded) if letter.isalnum()]
    return " ".join(folded[kept[0] : kept[-1] + 1].split()) if kept else folded.strip()


def small_index(people: Sequence[Person]) -> NameIndex:
    """Names as they are and in small letters, as chats have them; there, no names that are words, "will"."""
    names = {(words, i) for i, person in enumerate(people) for words in person.forms}
    small = {
        (tuple(word.casefold() for word in words), i)
        for words, i in names
        if words[0] != "the" and (len(words) > 1 or words[0].casefold() not in COMMON_WORDS)
    }
    return NameIndex(sorted(names | small))


def join_senders(lines: Sequence[Line], people: list[Person]) -> None:
    """Give every sender to the person whom it means, in `Person.senders`; add those who are nobody else."""
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for line in lines:
        if line.sender and fold(line.sender) not in _NOBODY:
            written.setdefault(fold(line.sender), line.sender)
            counts[fold(line.sender)] += 1
    if not written:
        return
    owners = _known(written, people)
    for folded, before in _renamed(lines).items():
        if folded in written and folded not in owners:
            owner = owners.get(before) or _named(before, people)
            if owner is not None:
                owners[folded] = owner
    told = _told(lines, written, people, owners)
    for folded in written:
        if folded not in owners and (alike := _alike(folded, people, owners)) is not None:
            owners[folded] = alike
    for folded, person in told.items():
        owners.setdefault(folded, person)
    for folded, name in written.items():
        owner = owners.get(folded)
        if owner is None:
            words = tuple(name.split())
            owner = Person(name.strip("_* "), {words}, first=0)
            people.append(owner)
        owner.senders.add(folded)
        owner.mentions += counts[folded]


def _named(folded: str, people: Sequence[Person]) -> Person | None:
    """Who has the name, or is the only one with that word in a name."""
    exact = [person for person in people if folded in {_joined(words) for words in person.forms}]
    if len(exact) == 1:
        return exact[0]
    word = [person for person in people if any(folded == fold(one) for words in person.forms for one in words)]
    return word[0] if len(word) == 1 and not exact else None


def _joined(words: Sequence[str]) -> str:
    return fold(" ".join(words))


def _known(written: Mapping[str, str], people: Sequence[Person]) -> dict[str, Person]:
    found = {folded: _named(folded, people) for folded in written}
    return {folded: person for folded, person in found.items() if person is not None}


def _renamed(lines: Sequence[Line]) -> dict[str, str]:
    """New name → the one before it: "Sam Reed changed their name to kettleboy"."""
    before: dict[str, str] = {}
    for line in lines:
        if line.kind is Kind.DIALOGUE:
            continue
        change = _RENAMED.search(line.text)
        if change is not None and line.text[: change.start()].strip():
            old, new = fold(line.text[: change.start()]), fold(line.text[change.end() :])
            before[new] = before.get(old, old)
    return before


def _alike(folded: str, people: Sequence[Person], owners: Mapping[str, Person]) -> Person | None:
    """The only one a word of whose name is in the sender's, or begins it, or is short for it or the other way round."""
    taken = {id(person) for person in owners.values()}
    parts = {part for part in _PARTS.findall(_FRAME.sub("", folded).replace("_", " ")) if len(part) >= _SHORTEST}
    for fits in (_is_word, _begins, _is_within, _is_short):
        found = [
            person
            for person in people
            if any(
                fits(fold(word), part)
                for words in person.forms
                if words[0] != "the"
                for word in words
                for part in (parts if fits is not _is_word else _PARTS.findall(folded.replace("_", " ")))
            )
        ]
        free = [person for person in found if id(person) not in taken] or found
        if len(free) == 1:
            return free[0]
    return None


def _is_word(word: str, part: str) -> bool:
    return word == part and word not in NOT_NAMES and len(word) > 1


def _begins(word: str, part: str) -> bool:
    return len(word) >= _SHORTEST and word not in NOT_NAMES and part.startswith(word)


def _is_within(word: str, part: str) -> bool:
    return len(word) > _SHORTEST and word not in NOT_NAMES and word in part


def _is_short(word: str, part: str) -> bool:
    return may_be_short(word, part) or may_be_short(part, word)


def _told(
    lines: Sequence[Line], written: Mapping[str, str], people: Sequence[Person], owners: Mapping[str, Person]
) -> dict[str, Person]:
    """Whom the story takes a sender for: who "goes by" that nickname in a sentence, or answers to a name; the
    narrator's own is what follows "I typed"."""
    votes: dict[str, Counter[int]] = {folded: Counter() for folded in written if folded not in owners}
    by_id = {id(person): person for person in people}
    index = NameIndex((words, i) for i, person in enumerate(people) for words in person.forms)
    small = small_index(people)
    narrator = next((person for person in people if person.first_person), None)
    nicknames = {folded: _nickname(folded) for folded in votes}
    for line in lines:
        if line.kind is Kind.NARRATION and not line.sender:
            _vote_together(line, nicknames, index, people, votes)
    for (before, line), (after, _) in pairwise(_messages(lines)):
        if narrator is not None and before == "":
            if after in votes and _I_WRITE.search(line.text[-_NEAR:]):
                votes[after][id(narrator)] += _CALLS
            continue
        if not before or not after or before == after:
            continue
        for start, end, who in small.find(line.text):
            if len(who) == 1 and (start == 0 or not line.text[end:].strip(" .!?…")):
                if after in votes:
                    votes[after][id(people[who[0]])] += 1
                if before in votes:
                    votes[before][id(people[who[0]])] -= 2 * _CALLS
    taken = {id(person) for person in owners.values()}
    found: dict[str, Person] = {}
    for folded, counted in votes.items():
        ranked = [(count, person) for person, count in counted.most_common() if person not in taken]
        if ranked and ranked[0][0] >= _CALLS and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
            found[folded] = by_id[ranked[0][1]]
            taken.add(ranked[0][1])
    return found


_NEAR: Final = 120
"""Characters before a message in which "I typed" tells that it is the narrator's."""


def _nickname(folded: str) -> frozenset[str]:
    """The words of a nickname by which a story may speak of it."""
    words = _PARTS.findall(_FRAME.sub("", folded).replace("_", " "))
    return frozenset(word for word in words if len(word) >= _SHORTEST and word not in NOT_NAMES)


def _vote_together(
    line: Line,
    nicknames: Mapping[str, frozenset[str]],
    index: NameIndex,
    people: Sequence[Person],
    votes: Mapping[str, Counter[int]],
) -> None:
    """Count those who are named before "goes by" and the nickname in a sentence."""
    for sentence in _SENTENCE_END.split(line.text):
        goes_by = _GOES_BY.search(sentence)
        words = set(_PARTS.findall(sentence[goes_by.end() :].casefold())) if goes_by else set()
        for folded, own in nicknames.items():
            if own and own <= words:
                named = {who[0] for _, _, who in index.find(sentence)}
                if len(named) == 1:
                    votes[folded][id(people[named.pop()])] += _CALLS


def _messages(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Folded sender and line of each message, and of the narration between them with an empty sender."""
    for line in lines:
        if line.text:
            yield fold(line.sender) if line.sender else "", line
