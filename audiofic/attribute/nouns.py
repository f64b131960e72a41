"""People without a name who speak: "the barista", "his mother"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import zip_longest
from typing import Final

from audiofic.attribute.mentions import Kind, Mention
from audiofic.attribute.named_late import Scene, definite, is_part, mentions_of, named_late, scenes_of
from audiofic.attribute.turns import Passage, Turn
from audiofic.characters import Person
from audiofic.language.en.lexicon import NEUTRAL_TITLES, PERSON_NOUNS

_STAND_INS: Final = frozenset("somebody someone other another one speaker elder younger voice latter former".split())
"""Nouns that only ever stand for somebody who has been named."""
_IN_FULL: Final = {
    "dr": "doctor", "prof": "professor", "capt": "captain", "col": "colonel", "gen": "general", "sgt": "sergeant",
}  # fmt: skip
_RANKS: Final = ((PERSON_NOUNS & NEUTRAL_TITLES) - {"cousin"}) | frozenset(
    "king queen prince princess duke duchess count countess earl baron baroness marquis marquise emperor abbot".split()
)
"""Titles that stand alone, "the colonel", for who bears them; "the lady" may be any lady."""
_ARTICLES: Final = frozenset("the a an".split())
"""Before a noun that may be somebody's all through the story; "her aunt" is now one aunt, now another."""
_NEVER: Final = 1000
"""Votes against whoever is spoken to."""
_TAGS_A_VOTE: Final = 8
"""How many tags with a noun one naming accounts for; "the man" of a long novel is many men."""


def name_nouns(items: Sequence[Turn | Passage], people: list[Person], own: Set[str]) -> None:
    """Make a person of every noun that says something, and tie its other mentions to that person.

    A noun whose bearer gives a name, or is answered by name, is that person. For the rest it is decided turn by turn
    whether they are people of their own or stand for somebody who has a name; those in `own`, "hedgehog", which say
    things time and again though they are no word for people, are as good as names.
    """
    late = {
        (scene, name): person
        for (scene, name), person in named_late(items, people).items()
        if name.rpartition(" ")[2] not in own
    }
    for scene, mention in _nouns(items):
        if (scene, definite(mention)) in late:
            mention.people, mention.kind = (late[scene, definite(mention)],), Kind.NAME
    titled = {name: bearers[0] for name, bearers in _titled(people).items() if len(bearers) == 1}
    for _, mention in _nouns(items):
        if mention.word in titled:
            mention.people, mention.kind = (titled[mention.word],), Kind.NAME
    spoken = {name: who for name, who in _named(items, people).items() if name.rpartition(" ")[2] not in own}
    last: dict[str, str] = {}  # by their last word
    for name, tag in _spoken(items):
        head = name.rpartition(" ")[2]
        if name not in spoken and head in last and is_part(name, last[head]):
            spoken[name] = spoken[last[head]]
        elif name not in spoken:
            spoken[name] = len(people)
            people.append(Person(name))
            if tag.gender:
                people[-1].pronoun_counts[tag.gender] += 5
        last[head] = name
        people[spoken[name]].mentions += 1
    for _, mention in _nouns(items):
        name = definite(mention)
        if not mention.people and name in spoken:
            mention.people = (spoken[name],)
            if name.rpartition(" ")[2] in own and mention.word.split()[0] in _ARTICLES:
                mention.kind = Kind.NAME


def _spoken(items: Iterable[Turn | Passage]) -> Iterator[tuple[str, Mention]]:
    """The nouns that say something, or do something in the paragraph of a speech that nobody else says."""
    for item in items:
        if not isinstance(item, Turn):
            continue
        doing = [beat for beat in item.beats[:1] if beat.subject] if not item.tags else []
        for mention in [*(tag for tag in item.tags if tag.speech == 2), *doing]:
            name = definite(mention)
            if mention.kind is Kind.NOUN and not mention.people and name.split()[-1] not in _STAND_INS:
                yield name, mention


def _named(items: Sequence[Turn | Passage], people: Sequence[Person]) -> dict[str, int]:
    """Nouns → the people whose names their bearers give, or who are called in the answer."""
    said: Counter[str] = Counter()
    votes: dict[str, Counter[int]] = {}
    for item, answer in zip_longest(items, items[1:]):
        if not isinstance(item, Turn):
            continue
        for name, tag in _spoken([item]):
            said[name] += 1
            if tag.word.split()[0] not in _ARTICLES:
                continue
            called = answer.speech.vocatives if isinstance(answer, Turn) else set()
            if isinstance(answer, Turn) and item.speech.asks:
                called = called - answer.speech.introduced  # "“Name?” asked the girl. “Elizabeth,” said Lizzy."
            for person in item.speech.introduced or called:
                if not tag.gender or people[person].pronoun in ("", tag.gender):
                    votes.setdefault(name, Counter())[person] += 1
            for person in item.speech.vocatives - item.speech.introduced:
                votes.setdefault(name, Counter())[person] -= _NEVER
    named: dict[str, int] = {}
    for name, counted in votes.items():
        person, count = max(counted.items(), key=lambda vote: (vote[1], -vote[0]))
        if count > 0 and count * _TAGS_A_VOTE >= said[name]:
            named[name] = person
    return named


def _titled(people: Sequence[Person]) -> dict[str, list[int]]:
    """ "the colonel" → all who have the title in their names and are named more than in passing."""
    bearers: dict[str, list[int]] = {}
    least = min(3, 1 + sum(person.mentions for person in people) // 200)
    for index, person in enumerate(people):
        titles = {form[0].lower() for form in person.forms if len(form) > 1 and person.mentions >= least}
        for title in sorted({_IN_FULL.get(title, title) for title in titles} & _RANKS):
            bearers.setdefault(f"the {title}", []).append(index)
    return bearers


def _nouns(items: Sequence[Turn | Passage]) -> Iterator[tuple[Scene, Mention]]:
    for item, scene in zip(items, scenes_of(items), strict=True):
        for mention in mentions_of(item):
            if mention.kind is Kind.NOUN:
                yield scene, mention
