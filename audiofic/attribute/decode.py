"""The likeliest sequence of speakers, by beam search."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audiofic.attribute.features import Scenery, candidates, chain_features, local_features
from audiofic.attribute.mentions import Kind, Mention, Reader
from audiofic.attribute.thoughts import attribute_thoughts
from audiofic.attribute.turns import Passage, Turn, read_turns
from audiofic.attribute.weights import WEIGHTS
from audiofic.characters import Person, find_people
from audiofic.script import Character, Line, Script
from audiofic.story import Metadata

_BEAM: Final = 12
_LOOK_AHEAD: Final = 3
"""Paragraphs after the turn that are searched for candidates."""


@dataclass(slots=True)
class _Path:
    """A sequence of speakers up to a turn."""

    score: float
    person: int
    history: tuple[tuple[int, Turn, int], ...]
    """The last three (person, turn, time), latest first."""
    parent: _Path | None


def attribute(lines: Sequence[Line], metadata: Metadata) -> Script:
    """Give each line of dialogue and thought its speaker and the confidence of that."""
    people = find_people(lines, metadata)
    items = list(read_turns(lines, Reader(people)))
    speakers = decode(items, people)
    attributed = list(lines)
    for turn, person, confidence in speakers:
        for index in turn.lines:
            attributed[index] = dataclasses.replace(lines[index], speaker=people[person].name, confidence=confidence)
    for index, line in attribute_thoughts(lines, items, people):
        attributed[index] = line
    return Script(
        _characters(people, attributed), tuple(attributed), next((p.name for p in people if p.first_person), None)
    )


def decode(items: Sequence[Turn | Passage], people: list[Person]) -> list[tuple[Turn, int, float]]:
    """Each turn with its speaker (an index of `people`, which grows by those who have no name) and the confidence."""
    scenery = Scenery(people, narrator=next((i for i, p in enumerate(people) if p.first_person), None))
    nouns: dict[str, int] = {}
    beam: list[_Path] = [_Path(0.0, -1, (), None)]
    turns: list[Turn] = []
    levels: list[list[_Path]] = []
    for time, item in enumerate(items):
        if isinstance(item, Passage):
            scenery.note_sentences(item.sentences, time)
            scenery.last_sentence = item.sentences[-1] if item.sentences else None
            continue
        following = items[time + 1 : time + 1 + _LOOK_AHEAD]
        _name_noun(item, scenery, nouns, people)
        who = candidates(item, time, scenery, following)
        if not who:
            who = [_unknown(people)]
        local = {
            person: sum(WEIGHTS[i] * value for i, value in local_features(item, time, person, scenery, following))
            for person in who
        }
        beam = _extend(beam, item, time, local)
        turns.append(item)
        levels.append(beam)
        scenery.note_mentions([*item.others, *reversed(item.beats), *reversed(item.tags)], time)
        for person in (*item.vocatives, beam[0].person):
            scenery.note(person, time)
        scenery.last_sentence = None
    return _read_back(turns, levels)


def _extend(beam: list[_Path], turn: Turn, time: int, local: dict[int, float]) -> list[_Path]:
    best: dict[tuple[int, int], _Path] = {}
    for path in beam:
        for person, score in local.items():
            total = path.score + score
            for i, value in chain_features(turn, person, path.history, time):
                total += WEIGHTS[i] * value
            key = (person, path.person)
            if key not in best or total > best[key].score:
                best[key] = _Path(total, person, ((person, turn, time), *path.history[:2]), path)
    paths = sorted(best.values(), key=lambda path: -path.score)[:_BEAM]
    top = paths[0].score
    for path in paths:
        path.score -= top
    return paths


def _read_back(turns: list[Turn], levels: list[list[_Path]]) -> list[tuple[Turn, int, float]]:
    """The best path; the confidence of a turn is the share of the paths one turn later that agree."""
    if not turns:
        return []
    chosen: list[int] = []
    step: _Path | None = levels[-1][0]
    while step is not None and step.person >= 0:
        chosen.append(step.person)
        step = step.parent
    chosen.reverse()
    result: list[tuple[Turn, int, float]] = []
    for n, (turn, person) in enumerate(zip(turns, chosen, strict=True)):
        paths = levels[n + 1] if n + 1 < len(levels) else levels[n]
        total = agreeing = 0.0
        for path in paths:
            share = math.exp(path.score)
            decided = path.parent if n + 1 < len(levels) else path
            total += share
            agreeing += share if decided is not None and decided.person == person else 0.0
        result.append((turn, person, agreeing / total))
    return result


def _name_noun(turn: Turn, scenery: Scenery, nouns: dict[str, int], people: list[Person]) -> None:
    """Somebody who speaks and has no name, "the barista", becomes a person of the story."""
    for tag in turn.tags:
        if tag.kind is not Kind.NOUN or tag.people:
            continue
        if any(scenery.fits(person, tag) for person in list(scenery.seen)[-4:]) and _is_epithet(tag):
            continue
        name = "the " + tag.word.split(" ", 1)[1] if " " in tag.word else tag.word
        if name not in nouns:
            person = Person(name)
            if tag.gender:
                person.pronoun_counts[tag.gender] += 5
            nouns[name] = len(people)
            people.append(person)
        people[nouns[name]].mentions += 1
        tag.people = (nouns[name],)


_EPITHETS: Final = frozenset(
    """
    man boy woman girl lady gentleman guy blond blonde brunette redhead ginger other elder younger teenager
    wizard witch friend speaker
    """.split()
)


def _is_epithet(mention: Mention) -> bool:
    words = mention.word.split()
    return words[0] in ("the", "his", "her") and words[-1] in _EPITHETS


def _unknown(people: list[Person]) -> int:
    """The person who speaks where nobody has been mentioned at all."""
    for index, person in enumerate(people):
        if person.name == "Somebody":
            return index
    people.append(Person("Somebody"))
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
