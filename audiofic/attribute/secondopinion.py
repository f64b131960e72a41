"""A second opinion on the doubtful turns: what is asked, and how much an answer weighs.

Whoever is asked sees stretches of the story as numbered lines, with the people who are about. Some turns whose speaker
a tag tells are asked, too, without their narration: as often as these answers are right, so much the others weigh.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from audiofic.attribute.guesses import SOMEBODY
from audiofic.attribute.scenery import Narrators
from audiofic.attribute.talk import Belief
from audiofic.attribute.turns import Passage, Turn
from audiofic.characters import Person
from audiofic.model import Kind, Line

UNKNOWN: Final = "?"
"""Stands for the speaker of a line that is asked."""
NARRATION: Final = ""

_DOUBTFUL: Final = 0.9
"""A turn whose likeliest speaker has less is asked."""
_BEFORE: Final = 6
_AFTER: Final = 2
"""Turns and passages around a doubtful turn that are shown."""
_LONGEST: Final = 8_000
"""Characters of one question: many a model at home takes 4,096 tokens."""
_LONGEST_LINE: Final = 600
_MOST_ROWS: Final = 40
_MOST_PEOPLE: Final = 24
_HIDDEN: Final = 2
"""Of so many turns whose speaker is sure, one is asked as if it were not."""
_PRIOR: Final = 0.5
"""Right answers, and wrong ones, that everybody has given already (Jeffreys)."""
_FIRMEST: Final = 4.0
"""Nats that an answer weighs at most."""


class Row(NamedTuple):
    """A line of a question."""

    speaker: str
    """A name, `UNKNOWN` or `NARRATION`."""
    text: str


@dataclass(slots=True)
class Question:
    """A stretch of the story in which somebody's speaker is asked."""

    rows: list[Row] = field(default_factory=list)
    """They are numbered from 1."""
    turns: dict[int, int] = field(default_factory=dict)
    """Number of each line that is asked → its turn."""
    people: list[str] = field(default_factory=list)
    """Who may be answered."""
    narrator: str = ""
    """Who of them says "I" in the narration, if anybody does."""


Ask = Callable[[Sequence[Question]], Sequence[Mapping[int, str]]]
"""For each question, number of a line → a name of its people, as far as there is an answer."""


class Opinion(NamedTuple):
    """Somebody's answer for a turn."""

    person: int
    nats: float
    """How much it weighs."""


def second_opinions(
    lines: Sequence[Line],
    items: Sequence[Turn | Passage],
    people: Sequence[Person],
    beliefs: Sequence[Belief],
    sure: Mapping[int, int],
    known: Mapping[int, int],
    ask: Ask,
) -> dict[int, Opinion]:
    """Turn → what was answered, where the answers are of use.

    `beliefs`: what is believed without it; `sure`: turn → who its tag names; `known`: these and whom the reader has
    fixed, which tell how good the answers are.
    """
    index: dict[str, int] = {}
    for i, person in enumerate(people):
        index.setdefault(person.name, i)
    asked = list(questions(lines, items, people, beliefs, sure))
    given = {
        question.turns[number]: index[name]
        for question, answers in zip(asked, ask(asked), strict=True)
        for number, name in answers.items()
        if number in question.turns and name in question.people
    }
    tried = [n for n in given if n in known]
    nats = weight(sum(given[n] == known[n] for n in tried), len(tried))
    return {n: Opinion(person, nats) for n, person in given.items() if n not in known and nats}


def weight(right: int, tried: int) -> float:
    """What an answer of somebody adds, in nats, of whose `tried` answers so many were right.

    Whoever is wrong is taken to name the next likely person, so an answer that is right half of the time tells nothing.
    """
    share = (right + _PRIOR) / (tried + 2 * _PRIOR)
    return min(max(math.log(share / (1 - share)), 0.0), _FIRMEST)


def questions(
    lines: Sequence[Line],
    items: Sequence[Turn | Passage],
    people: Sequence[Person],
    beliefs: Sequence[Belief],
    sure: Mapping[int, int],
) -> Iterator[Question]:
    """The story around its doubtful turns, in pieces."""
    shown = _Shown(lines, items, people, beliefs, sure)
    doubtful = [time for time, n in shown.numbers.items() if n not in sure and _is_doubtful(beliefs[n])]
    for start, stop in _spans(doubtful, len(items)):
        yield from shown.cut(range(start, stop), set(doubtful))


def _is_doubtful(belief: Belief) -> bool:
    return max(belief.values(), default=0.0) < _DOUBTFUL


def _spans(doubtful: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    """Stretches of items around the doubtful ones; those that touch are one."""
    start = stop = 0
    for time in doubtful:
        if stop and time - _BEFORE > stop:
            yield start, stop
            stop = 0
        if not stop:
            start = max(0, time - _BEFORE)
        stop = min(end, time + 1 + _AFTER)
    if stop:
        yield start, stop


class _Shown:
    """How turns and passages are shown."""

    def __init__(
        self,
        lines: Sequence[Line],
        items: Sequence[Turn | Passage],
        people: Sequence[Person],
        beliefs: Sequence[Belief],
        sure: Mapping[int, int],
    ) -> None:
        self._lines, self._items, self._people, self._beliefs, self._sure = lines, items, people, beliefs, sure
        self._narrators = Narrators(people)
        times = [time for time, item in enumerate(items) if isinstance(item, Turn)]
        self.numbers = {time: n for n, time in enumerate(times)}
        """Time of each turn → its number."""
        self._hidden = set(list(sure)[::_HIDDEN])
        self._starts = list(self._first_lines())

    def _first_lines(self) -> Iterator[int]:
        """The index of each item's first line; the end of all lines at last."""
        first: dict[int, int] = {}
        for i, line in enumerate(self._lines):
            first.setdefault(line.paragraph, i)
        begun: set[int] = set()
        for item in self._items:
            again = isinstance(item, Turn) and item.paragraph in begun
            yield item.lines[0] if again and isinstance(item, Turn) else first[item.paragraph]
            begun.add(item.paragraph)
        yield len(self._lines)

    def cut(self, span: range, doubtful: Collection[int]) -> Iterator[Question]:
        """Questions about a span of items, each no longer than is allowed and with some context before it."""
        times: list[int] = []
        size = context = 0
        for time in span:
            length = len(self._row(time, asked=False).text)
            if len(times) > context and (size + length > _LONGEST or len(times) == _MOST_ROWS):
                yield self._question(times, doubtful, context)
                times = times[-_BEFORE:]
                size, context = sum(len(self._row(before, asked=False).text) for before in times), len(times)
            times.append(time)
            size += length
        yield self._question(times, doubtful, context)

    def _question(self, times: Sequence[int], doubtful: Collection[int], context: int) -> Question:
        """`context`: so many of the turns and passages at the beginning are only shown."""
        question = Question()
        present: dict[int, None] = {}
        for place, time in enumerate(times):
            n = self.numbers.get(time)
            asked = place >= context and n is not None and (time in doubtful or n in self._hidden)
            question.rows.append(self._row(time, asked=asked))
            if asked and n is not None:
                question.turns[len(question.rows)] = n
            present.update(dict.fromkeys(self._present(time)))
        names = dict.fromkeys(self._people[i].name for i in present)
        question.people = list(names)[:_MOST_PEOPLE]
        narrator = self._narrators.at(self._items[times[-1]].paragraph)
        if narrator is not None and self._people[narrator].name in question.people:
            question.narrator = self._people[narrator].name
        return question

    def _row(self, time: int, *, asked: bool) -> Row:
        """An item as a line. What is asked though it is sure is shown without the narration that tells."""
        item = self._items[time]
        lines = self._lines[self._starts[time] : self._starts[time + 1]]
        if isinstance(item, Passage):
            return Row(NARRATION, _short(lines))
        n = self.numbers[time]
        if n not in self._sure:
            return Row(UNKNOWN, _short(lines))
        if asked:
            return Row(UNKNOWN, _short([line for line in lines if line.kind is not Kind.NARRATION]))
        return Row(self._people[self._sure[n]].name, _short(lines))

    def _present(self, time: int) -> Iterator[int]:
        """Who is about: the speakers that are likely, and all who are mentioned."""
        item = self._items[time]
        if isinstance(item, Turn):
            belief = self._beliefs[self.numbers[time]]
            yield from (person for person in belief if self._people[person].name != SOMEBODY)
            mentions = [*item.tags, *item.beats, *item.others]
            yield from item.speech.vocatives
        else:
            mentions = [mention for sentence in item.sentences for mention in sentence.mentions]
        for mention in mentions:
            yield from mention.people[:1]


def _short(lines: Sequence[Line]) -> str:
    text = " ".join(" ".join(line.text for line in lines).split())
    half = _LONGEST_LINE // 2
    return text if len(text) <= _LONGEST_LINE else f"{text[:half]} … {text[-half:]}"
