"""From lines without speakers to the script: reading, weighing, deciding."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType

from audiofic.attribute.bygrammar import GrammarReader
from audiofic.attribute.chain import marginals
from audiofic.attribute.features import weigh
from audiofic.attribute.guesses import GUESS, SOMEBODY, nothing_understood
from audiofic.attribute.mentions import Kind as MentionKind
from audiofic.attribute.mentions import Reader
from audiofic.attribute.nouns import name_nouns
from audiofic.attribute.review import review
from audiofic.attribute.scenery import Narrators
from audiofic.attribute.secondopinion import Ask, Opinion, second_opinions
from audiofic.attribute.talk import Belief
from audiofic.attribute.thoughts import attribute_thoughts
from audiofic.attribute.turns import Passage, Turn, read_turns
from audiofic.attribute.weights import Weights, confidence, shipped
from audiofic.characters import NOTHING, Naming, Person, find_people, learn_wording, readable
from audiofic.language import Grammar, grammar, language_tag
from audiofic.model import Character, Line, Metadata, Script


def attribute(
    lines: Sequence[Line],
    metadata: Metadata,
    fixed: Mapping[int, str] = MappingProxyType({}),
    naming: Naming = NOTHING,
    ask: Ask | None = None,
) -> Script:
    """Give each line of dialogue, thought and message its speaker and the confidence of that.

    `fixed`: index of a line → the name of its speaker, which is certain and tells about the lines around it.
    `naming`: what is known of the names, so that it need not be guessed. `ask`: who has a second opinion on the
    doubtful lines.
    """
    language = grammar(language_tag(metadata.language))
    read = readable(lines) if language is None else list(lines)
    people = find_people(read, metadata, naming)
    given = {index: _person(name, people) for index, name in fixed.items()}
    items = read_story(read, people, language)
    return write_script(lines, items, people, given, shipped(), ask)


def read_story(lines: Sequence[Line], people: list[Person], language: Grammar | None = None) -> list[Turn | Passage]:
    """The turns and passages of `readable` lines; adds to `people` those who speak without a name. `language`: what is
    known of it, if it is not English."""
    if language is None:
        wording = learn_wording(lines)
        items = read_turns(lines, Reader(people, wording))
        name_nouns(items, people, wording.nouns)
    else:
        items = read_turns(lines, GrammarReader(people, language))
        name_nouns(items, people, frozenset())
    people.append(Person(SOMEBODY))
    return items


def write_script(
    lines: Sequence[Line],
    items: Sequence[Turn | Passage],
    people: Sequence[Person],
    given: Mapping[int, int],
    weights: Weights,
    ask: Ask | None = None,
) -> Script:
    """Decide on the speakers; `given` has the lines, by index, whose speaker is certain."""
    turns = [item for item in items if isinstance(item, Turn)]
    known = {n: given[i] for n, turn in enumerate(turns) for i in turn.lines if i in given}
    opinions = {} if ask is None else _opinions(lines, items, people, known, weights, ask)
    beliefs = decide(lines, items, people, known, weights, opinions)
    likeliest = [max(belief.items(), key=itemgetter(1)) for belief in beliefs]
    most = GUESS if nothing_understood(lines, items) else 1.0
    attributed = list(lines)
    for turn, (person, probability) in zip(turns, likeliest, strict=True):
        found = people[person].name != SOMEBODY
        sure = min(most, confidence(probability, weights.confidence)) if found else 0.0
        for i in turn.lines:
            attributed[i] = dataclasses.replace(lines[i], speaker=people[person].name, confidence=sure)
    for i, line in attribute_thoughts(lines, items, people):
        attributed[i] = line
    for i, person in given.items():
        attributed[i] = dataclasses.replace(lines[i], speaker=people[person].name, confidence=1.0)
    narrator = next((person.name for person in people if person.first_person), None)
    return Script(_characters(people, attributed), tuple(attributed), narrator)


def decide(
    lines: Sequence[Line],
    items: Sequence[Turn | Passage],
    people: Sequence[Person],
    known: Mapping[int, int],
    weights: Weights,
    opinions: Mapping[int, Opinion] = MappingProxyType({}),
) -> list[Belief]:
    """Who says each turn, in several passes; `known` has the turns, by number, whose speaker the reader has fixed,
    `opinions` those on which somebody was asked.

    A tag that names somebody is never contradicted, but by the reader.
    """
    beliefs = sure_beliefs(items, people)
    for n, person in known.items():
        beliefs[n] = {person: 1.0}
    known = {n: person for n, belief in enumerate(beliefs) for person in belief}
    earlier = beliefs
    for model in weights.passes:
        earlier, beliefs = beliefs, list(marginals(weigh(items, people, beliefs), model, known, opinions))
    return review(lines, items, earlier, beliefs, weights.review)


def _opinions(
    lines: Sequence[Line],
    items: Sequence[Turn | Passage],
    people: Sequence[Person],
    known: Mapping[int, int],
    weights: Weights,
    ask: Ask,
) -> dict[int, Opinion]:
    """What is asked does not hang on what the reader has fixed, so that a correction asks nothing anew."""
    beliefs = decide(lines, items, people, {}, weights)
    sure = {n: person for n, belief in enumerate(sure_beliefs(items, people)) for person in belief}
    return second_opinions(lines, items, people, beliefs, sure, {**sure, **known}, ask)


def sure_beliefs(items: Sequence[Turn | Passage], people: Sequence[Person]) -> list[Belief]:
    """What the tags alone tell: a name with a verb of saying, and the narrator's "I said"."""
    narrators = Narrators(people)
    beliefs: list[Belief] = []
    for item in items:
        if not isinstance(item, Turn):
            continue
        tag = item.tags[0] if item.tags else None
        speaker = None
        if tag is not None and tag.word == "I":
            speaker = narrators.at(item.paragraph)
        elif tag is not None and tag.kind is MentionKind.NAME and tag.speech == 2 and len(tag.people) == 1:
            speaker = tag.people[0]
        beliefs.append({} if speaker is None else {speaker: 1.0})
    return beliefs


def _person(name: str, people: list[Person]) -> int:
    """The person whom a correction names; somebody new where nobody has that name."""
    words = tuple(name.split())
    for index, person in enumerate(people):
        if person.name == name:
            return index
    for index, person in enumerate(people):
        if words in person.forms:
            return index
    people.append(Person(name, forms={words}))
    return len(people) - 1


def _characters(people: Sequence[Person], lines: Sequence[Line]) -> tuple[Character, ...]:
    said = Counter(line.speaker for line in lines if line.speaker is not None)
    found = [
        Character(
            name=person.name,
            aliases=tuple(sorted({" ".join(words) for words in person.forms} - {person.name})),
            pronouns=person.pronouns,
            lines=said[person.name],
        )
        for person in people
        if said[person.name] or person.mentions > 1
    ]
    return tuple(sorted(found, key=lambda character: -character.lines))
