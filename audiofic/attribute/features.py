"""What speaks for and against each candidate for a turn, as numbers with names."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from audiofic.attribute.mentions import Kind, Mention, Sentence
from audiofic.attribute.turns import Passage, Turn
from audiofic.characters import Person

FEATURES: Final = tuple(
    """
    tag_name tag_name_weak tag_pronoun tag_noun tag_other tag_mismatch tag_first_person tag_not_first_person
    tag_antecedent tag_in_paragraph beat_name beat_name_second beat_owner beat_pronoun beat_mismatch
    beat_first_person beat_not_first_person beat_antecedent beat_other mentioned_beside vocative spoken_of
    before_subject before_mention after_subject recency in_scene frequency first_person unnamed same_as_last
    same_as_last_after_gap same_as_second_last same_as_second_last_after_gap same_as_third_last called_by_last
    calls_last spoken_of_by_last continued
    """.split()
)
INDEX: Final = {name: i for i, name in enumerate(FEATURES)}

_WINDOW: Final = 40
"""How many paragraphs back somebody must have been mentioned to be a candidate."""
_MOST: Final = 10
"""How many people are weighed for a turn."""


@dataclass(slots=True)
class Scenery:
    """What the story has said so far: who was mentioned when, and who was the last subject."""

    people: Sequence[Person]
    seen: dict[int, int] = field(default_factory=dict)
    """Person → number of the paragraph (counted in turns and passages) of the last mention, most recent last."""
    subjects: list[int] = field(default_factory=list)
    """The last few named subjects, latest last."""
    last_sentence: Sentence | None = None
    """The sentence before the turn, if only narration stands between."""
    narrator: int | None = None

    def note(self, person: int, time: int, *, subject: bool = False) -> None:
        self.seen.pop(person, None)
        self.seen[person] = time
        if subject and (not self.subjects or self.subjects[-1] != person):
            self.subjects.append(person)
            del self.subjects[:-8]

    def note_sentences(self, sentences: Sequence[Sentence], time: int) -> None:
        for sentence in sentences:
            for mention in sentence.mentions:
                for person in mention.people[:1]:
                    self.note(person, time, subject=mention.subject)

    def note_mentions(self, mentions: Sequence[Mention], time: int) -> None:
        for mention in mentions:
            for person in mention.people[:1]:
                self.note(person, time, subject=mention.subject)

    def fits(self, person: int, mention: Mention) -> bool:
        """Whether a pronoun or noun can mean the person."""
        if mention.word == "I":
            return self.people[person].first_person
        known = self.people[person].pronoun
        return not mention.gender or not known or known == mention.gender or (mention.gender == "they" and not known)

    def antecedent(self, mention: Mention) -> int | None:
        """Whom a pronoun most likely means: the last subject that it fits."""
        for person in reversed(self.subjects):
            if self.fits(person, mention) and self.people[person].pronoun:
                return person
        return None


def candidates(turn: Turn, time: int, scenery: Scenery, following: Sequence[Turn | Passage]) -> list[int]:
    """Who may have said it: those in the paragraph first, then those seen last, then those who come next."""
    found: dict[int, None] = {}
    for mention in (*turn.tags, *turn.beats, *turn.others):
        found.update(dict.fromkeys(mention.people))
    for person in reversed(scenery.seen):
        if len(found) >= _MOST or time - scenery.seen[person] > _WINDOW:
            break
        found[person] = None
    for item in following:
        if len(found) >= _MOST + 2:
            break
        mentions = (
            [*item.tags, *item.beats] if isinstance(item, Turn) else [m for s in item.sentences for m in s.mentions]
        )
        for mention in mentions:
            found.update(dict.fromkeys(mention.people[:1]))
        if isinstance(item, Turn):
            found.update(dict.fromkeys(item.vocatives))
    if scenery.narrator is not None:
        found[scenery.narrator] = None
    return list(found)


def local_features(
    turn: Turn, time: int, person: int, scenery: Scenery, following: Sequence[Turn | Passage]
) -> list[tuple[int, float]]:
    """The features of a candidate that do not depend on who spoke before, as (index, value) of those that are not 0."""
    f: list[tuple[int, float]] = []

    def add(name: str, value: float = 1.0) -> None:
        f.append((INDEX[name], value))

    who = scenery.people[person]
    if turn.tags:
        tag = turn.tags[0]
        _tag_features(add, turn, tag, person, scenery)
    elif turn.beats:
        _beat_features(add, turn, person, scenery)
    if person in turn.vocatives:
        add("vocative")
    elif person in turn.spoken_of:
        add("spoken_of")
    if any(person in mention.people for mention in turn.others):
        add("mentioned_beside")
    if scenery.last_sentence is not None and not turn.tags:
        subject = scenery.last_sentence.subject
        if subject is not None and person in subject.people:
            add("before_subject")
        elif any(person in mention.people for mention in scenery.last_sentence.mentions):
            add("before_mention")
    if following and isinstance(following[0], Passage) and following[0].sentences and not turn.tags:
        subject = following[0].sentences[0].subject
        if subject is not None and person in subject.people:
            add("after_subject")
    ago = time - scenery.seen.get(person, -1000)
    add("recency", math.log1p(min(ago, 60)))
    if ago < 8:
        add("in_scene")
    add("frequency", math.log1p(who.mentions))
    if who.first_person:
        add("first_person")
    if not who.forms:
        add("unnamed")
    return f


def _tag_features(add: Callable[..., None], turn: Turn, tag: Mention, person: int, scenery: Scenery) -> None:
    first_person = scenery.people[person].first_person
    if person in tag.people:
        add("tag_name" if tag.speech == 2 else "tag_name_weak", 1.0 / len(tag.people))
    elif tag.kind is Kind.NAME:
        add("tag_other")
    elif tag.word == "I":
        add("tag_first_person" if first_person else "tag_not_first_person")
    elif first_person or not scenery.fits(person, tag):
        add("tag_mismatch")
    else:
        add("tag_noun" if tag.kind is Kind.NOUN else "tag_pronoun")
        if any(person in beat.people for beat in turn.beats):
            add("tag_in_paragraph")
        elif scenery.antecedent(tag) == person:
            add("tag_antecedent")


def _beat_features(add: Callable[..., None], turn: Turn, person: int, scenery: Scenery) -> None:
    beat = turn.beats[0]
    first_person = scenery.people[person].first_person
    if person in beat.people:
        add("beat_owner" if beat.owner else "beat_name", 1.0 / len(beat.people))
    elif beat.kind is Kind.NAME:
        add("beat_other")
    elif beat.word == "I":
        add("beat_first_person" if first_person else "beat_not_first_person")
    elif beat.kind is Kind.PRONOUN:
        if first_person or not scenery.fits(person, beat):
            add("beat_mismatch")
        else:
            add("beat_pronoun")
            if scenery.antecedent(beat) == person:
                add("beat_antecedent")
    if any(person in later.people for later in turn.beats[1:]):
        add("beat_name_second")


def chain_features(
    turn: Turn, person: int, history: tuple[tuple[int, Turn, int], ...], time: int
) -> list[tuple[int, float]]:
    """The features that depend on the last speakers: `history` has (person, turn, time), latest first."""
    f: list[tuple[int, float]] = []
    if not history:
        return f
    last, last_turn, last_time = history[0]
    gap = time - last_time - 1
    if turn.continued and gap == 0:
        f.append((INDEX["continued"], 1.0 if person == last else -1.0))
        return f
    if person == last:
        f.append((INDEX["same_as_last" if gap == 0 else "same_as_last_after_gap"], 1.0))
    if gap <= 1:
        if person in last_turn.vocatives:
            f.append((INDEX["called_by_last"], 1.0))
        elif person in last_turn.spoken_of:
            f.append((INDEX["spoken_of_by_last"], 1.0))
        if last in turn.vocatives and person != last:
            f.append((INDEX["calls_last"], 1.0))
    if len(history) > 1 and person == history[1][0] and person != last:
        near = time - history[1][2] <= 3
        f.append((INDEX["same_as_second_last" if near else "same_as_second_last_after_gap"], 1.0))
    if len(history) > 2 and person == history[2][0] and person not in (last, history[1][0]):
        f.append((INDEX["same_as_third_last"], 1.0))
    return f
