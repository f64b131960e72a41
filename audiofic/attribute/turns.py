"""Turns of a conversation: what one person says in one paragraph, with the evidence around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from audiofic.attribute.mentions import Kind, Mention, Sentence
from audiofic.attribute.speech import Speech
from audiofic.model import Kind as LineKind
from audiofic.model import Line

_LEADING: Final = frozenset(["", ",", ":", "—", "–", "-"])
"""How a sentence ends that goes on in the quotation after it."""
_NEAR: Final = 4
"""Words from the verb of saying to the quotation, where no comma or colon leads over to it."""


class Reader(Protocol):
    """Who reads a language."""

    def sender(self, name: str) -> Mention | None:
        """The sender of a message as the subject of a verb of saying."""

    def hear(self, speech: Speech, text: str, *, message: bool = False) -> None:
        """Add a quotation, or a message, to the speech."""

    def sentences(self, text: str) -> list[Sentence]:
        """The sentences of a stretch of narration."""


@dataclass(slots=True)
class Turn:
    """The quotations of one paragraph that one person says."""

    lines: list[int]
    """Indexes of the dialogue lines."""
    paragraph: int
    """The first one, where a quotation goes on over several."""
    scene: tuple[int, int]
    tags: tuple[Mention, ...] = ()
    """Subjects of a verb of saying beside a quotation, the surest first."""
    beats: tuple[Mention, ...] = ()
    """Subjects of other sentences in the paragraph, the nearest first."""
    others: tuple[Mention, ...] = ()
    """Everybody else who is mentioned in the paragraph."""
    speech: Speech = field(default_factory=Speech)

    def absorb(self, later: Sequence[Turn]) -> None:
        """Go on with the quotations of later paragraphs."""
        parts = (self, *later)
        self.lines = [line for part in parts for line in part.lines]
        self.tags = tuple(tag for part in parts for tag in part.tags)
        self.beats = tuple(beat for part in parts for beat in part.beats)
        self.others = tuple(other for part in parts for other in part.others)
        for part in later:
            self.speech.absorb(part.speech)


@dataclass(slots=True)
class Passage:
    """A paragraph without speech."""

    paragraph: int
    sentences: list[Sentence]


def read_turns(lines: Sequence[Line], reader: Reader) -> list[Turn | Passage]:
    """The story as turns and passages between them, in order."""
    items: list[Turn | Passage] = []
    lead: Sentence | None = None
    going_on: list[Turn] = []  # what the last turn of the items will absorb
    told: Sequence[Mention] = ()  # its first tags
    start = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and lines[end].paragraph == lines[start].paragraph:
            continue
        narrated = {
            i: reader.sentences(lines[i].text)
            for i in range(start, end)
            if lines[i].kind in (LineKind.NARRATION, LineKind.THOUGHT)
        }
        found = list(_paragraph(lines, start, end, narrated, lead, reader))
        before, first = items[-1] if items else None, found[0]
        if isinstance(before, Turn) and isinstance(first, Turn) and _goes_on(told, first, lines):
            going_on.append(first)
            told = told or first.tags
            del found[0]
        if found:
            if isinstance(before, Turn):
                before.absorb(going_on)
            items += found
            going_on, told = [], found[-1].tags if isinstance(found[-1], Turn) else ()
        last = narrated.get(end - 1)
        lead = last[-1] if last and last[-1].end in (":", ",") else None
        start = end
    if items and isinstance(items[-1], Turn):
        items[-1].absorb(going_on)
    return items


def _paragraph(
    lines: Sequence[Line],
    start: int,
    end: int,
    narrated: dict[int, list[Sentence]],
    lead: Sentence | None,
    reader: Reader,
) -> Iterator[Turn | Passage]:
    """`lead`: the last sentence of the paragraph before, where it leads over to this one."""
    scene = (lines[start].chapter, lines[start].scene)
    spoken = [i for i in range(start, end) if lines[i].kind is LineKind.DIALOGUE or lines[i].sender]
    if not spoken:
        yield Passage(lines[start].paragraph, [s for sentences in narrated.values() for s in sentences])
        return
    turns: list[Turn] = []
    tags: list[list[Mention]] = []
    for i in spoken:
        tag = reader.sender(lines[i].sender) if lines[i].sender else _tag(lines, i, start, end, narrated)
        if not turns or (tag and tags[-1] and _differ(tag, tags[-1][0])):
            turns.append(Turn([], lines[i].paragraph, scene))
            tags.append([])
        turns[-1].lines.append(i)
        if tag:
            tags[-1].append(tag)
        reader.hear(turns[-1].speech, lines[i].text, message=lines[i].kind is LineKind.MESSAGE)
    if lead is not None and spoken[0] == start and not tags[0]:
        tag = _tag_before(lead)
        if tag:
            tags[0].append(tag)
    for turn, found in zip(turns, tags, strict=True):
        turn.tags = tuple(sorted(found, key=lambda mention: (-mention.speech, mention.kind)))
        _gather(turn, start, end, narrated, alone=len(turns) == 1)
        yield turn


def _goes_on(told: Sequence[Mention], turn: Turn, lines: Sequence[Line]) -> bool:
    """Whether a turn begins with the rest of the quotation that the turn before it ends with, whose tags are `told`."""
    contradict = told and turn.tags and _differ(told[0], turn.tags[0])
    return lines[turn.lines[0]].continued and not contradict


def _tag(lines: Sequence[Line], i: int, start: int, end: int, narrated: dict[int, list[Sentence]]) -> Mention | None:
    """The subject of the speech tag beside the quotation: after it, else before it."""
    if i + 1 < end and narrated.get(i + 1):
        tag = _tag_after(narrated[i + 1][0], lines[i].text.rstrip("”\"’'»")[-1:])
        if tag is not None:
            return tag
    if i > start and narrated.get(i - 1):
        return _tag_before(narrated[i - 1][-1])
    return None


def _tag_after(sentence: Sentence, end: str) -> Mention | None:
    """`end`: what the quotation ends in. What follows a full stop is rarely its tag, what follows a comma always is."""
    for mention in sentence.mentions:
        if mention.position > 4 and not sentence.opening:
            return None
        if mention.subject:
            if sentence.opening and mention.position <= 6:
                mention.speech = max(mention.speech, sentence.opening)
            elif end == ".":
                mention.speech = min(mention.speech, 1)
            elif end == "," and mention.speech and mention.position <= 1:
                mention.speech = 2
            return mention if mention.speech else None
    return None


def _tag_before(sentence: Sentence) -> Mention | None:
    """The subject of the last verb of saying in a sentence that leads over to a quotation."""
    if sentence.end not in _LEADING:
        return None
    verb, strength = sentence.closing
    if verb < 0 and sentence.end != ":":
        return None
    if verb < 0 or (sentence.end not in (",", ":") and sentence.tokens - verb > _NEAR):
        strength = 1
    for mention in reversed(sentence.mentions):
        if mention.subject and mention.speech:
            mention.speech = min(mention.speech, strength)
            return mention
    subjects = [mention for mention in sentence.mentions if mention.subject and (verb < 0 or mention.position < verb)]
    if not subjects:
        subjects = [m for m in sentence.mentions if not m.prepositional and not m.owner and m.position < verb][:1]
    if not subjects:
        return None
    subjects[-1].speech = strength
    return subjects[-1]


def _differ(a: Mention, b: Mention) -> bool:
    """Two tags in one paragraph that cannot mean one person."""
    if a.speech < 2 or b.speech < 2:
        return False
    if a.kind is Kind.NAME and b.kind is Kind.NAME:
        return not set(a.people) & set(b.people)
    return bool(a.gender and b.gender and a.gender != b.gender) or ("I" in (a.word, b.word) and a.word != b.word)


def _gather(turn: Turn, start: int, end: int, narrated: dict[int, list[Sentence]], *, alone: bool) -> None:
    """Beats: subjects of the sentences around the turn's quotations, nearest first."""
    first, last = turn.lines[0], turn.lines[-1]
    lower, upper = (start, end) if alone else (max(start, first - 1), min(end, last + 2))
    around = (i for i in range(lower, upper) if i in narrated)
    ordered = sorted(around, key=lambda i: min(abs(i - first), abs(i - last)))
    tags = {id(tag) for tag in turn.tags}
    beats: list[Mention] = []
    others: list[Mention] = []
    for i in ordered:
        sentences = narrated[i]
        for sentence in sentences if i > first else reversed(sentences):
            subject = sentence.subject
            for mention in sentence.mentions:
                if id(mention) not in tags:
                    (beats if mention is subject else others).append(mention)
    turn.beats, turn.others = tuple(beats), tuple(others)
