"""Who "the man in the corner" is before anybody says his name: who gives it himself, or is soon called by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from audiofic.attribute.mentions import Kind, Mention
from audiofic.attribute.turns import Passage, Turn
from audiofic.characters import Person

_MOST: Final = 200
"""Nouns back that get the name."""
_REACH: Final = 40
"""Turns and passages back to a noun whose bearer now gives a name."""

Scene = tuple[int, int]


def scenes_of(items: Sequence[Turn | Passage]) -> list[Scene]:
    """The scene of each item; a passage belongs to that of the turn after it."""
    scenes: list[Scene] = []
    scene = (0, 0)
    for item in reversed(items):
        scene = item.scene if isinstance(item, Turn) else scene
        scenes.append(scene)
    return scenes[::-1]


def named_late(items: Sequence[Turn | Passage], people: Sequence[Person]) -> dict[tuple[Scene, str], int]:
    """Scene and noun, "the other man" → the person, who has not been named before.

    Somebody new who says "I’m Constance" is the noun that has just spoken; so is who is called by a new name in answer.
    """
    found: dict[tuple[Scene, str], int] = {}
    scenes = scenes_of(items)
    known: set[int] = set()
    unnamed: list[tuple[int, Mention]] = []
    last = -1
    entering: Mention | None = None
    for time, item in enumerate(items):
        if isinstance(item, Turn):
            tag = item.tags[0] if item.tags else None
            for person in sorted(item.speech.vocatives - item.speech.introduced - known):
                _name(found, unnamed, scenes, time, person, people, least=last)
            noun = tag if tag is not None and tag.kind is Kind.NOUN else None
            if entering is not None and tag is not None and tag.kind is Kind.PRONOUN and tag.gender == entering.gender:
                noun = entering  # "A woman leaned over. “Four of you again?” she said."
            if noun is not None:
                unnamed.append((time, noun))
            names_self = tag is None or not (tag.people or tag.word == "I")
            for person in sorted(item.speech.introduced - known) if names_self else ():
                _name(found, unnamed, scenes, time, person, people, least=time - _REACH)
            known |= item.speech.introduced | item.speech.vocatives | item.speech.spoken_of
            last = time
        for mention in mentions_of(item):
            if mention.kind is Kind.NAME:
                known.update(mention.people)
        entering = next((m for m in mentions_of(item) if m.subject), None) if isinstance(item, Passage) else None
        if entering is not None and not (entering.gender and entering.word.startswith(("a ", "an "))):
            entering = None
    return found


def _name(
    found: dict[tuple[Scene, str], int],
    unnamed: Sequence[tuple[int, Mention]],
    scenes: Sequence[Scene],
    time: int,
    person: int,
    people: Sequence[Person],
    *,
    least: int,
) -> None:
    """Give the name to the last noun that agrees with it, and to those of like kind in the scene."""
    name = ""
    for earlier, noun in islice(reversed(unnamed), _MOST):
        if scenes[earlier] != scenes[time] or (earlier < least and not name):
            return
        agrees = not noun.gender or people[person].pronoun in ("", noun.gender)
        if not name and agrees:
            name = definite(noun)
        if name and agrees and (is_part(definite(noun), name) or is_part(name, definite(noun))):
            found.setdefault((scenes[time], definite(noun)), person)


def definite(noun: Mention) -> str:
    """ "the old woman" for "an old woman" and "his old woman" too."""
    return "the " + noun.word.partition(" ")[2] if " " in noun.word else noun.word


def is_part(name: str, other: str) -> bool:
    """Whether "the round man" is short for "the small round man", or the same."""
    return set(name.split()) <= set(other.split()) and name.rpartition(" ")[2] == other.rpartition(" ")[2]


def mentions_of(item: Turn | Passage) -> Iterator[Mention]:
    """Everybody who is mentioned in the narration of an item."""
    if isinstance(item, Turn):
        yield from (*item.tags, *item.beats, *item.others)
    else:
        for sentence in item.sentences:
            yield from sentence.mentions
