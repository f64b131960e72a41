"""Turns of a conversation: what one person says in one paragraph, with the evidence around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from audiofic.attribute.mentions import Kind, Mention, Reader, Sentence
from audiofic.attribute.speech import Speech, read_speech
from audiofic.script import Kind as LineKind
from audiofic.script import Line

_LEADING: Final = frozenset(["", ",", ":", "—", "–", "-"])
"""How a sentence ends that goes on in the quotation after it."""
_NEAR: Final = 4
"""Words from the verb of saying to the quotation, where no comma or colon leads over to it."""


@dataclass(slots=True)
class Turn:
    """The quotations of one paragraph that one person says."""

    lines: list[int]
    """Indexes of the dialogue lines."""
    paragraph: int
    """The first one, where a quotation goes on over several."""
    scene: tuple[int, int]
    tags: list[Mention] = field(default_factory=list)
    """Subjects of a verb of saying beside a quotation, the surest first."""
    beats: list[Mention] = field(default_factory=list)
    """Subjects of other sentences in the paragraph, the nearest first."""
    others: list[Mention] = field(default_factory=list)
    """Everybody else who is mentioned in the paragraph."""
    speech: Speech = field(default_factory=Speech)

    def absorb(self, other: Turn) -> None:
        """Go on with a later paragraph's quotations."""
        self.lines += other.lines
        self.tags += other.tags
        self.beats += other.beats
        self.others += other.others
        self.speech.absorb(other.speech)


@dataclass(slots=True)
class Passage:
    """A paragraph without speech."""

    paragraph: int
    sentences: list[Sentence]


def read_turns(lines: Sequence[Line], reader: Reader) -> list[Turn | Passage]:
    """The story as turns and passages between them, in order."""
    items: list[Turn | Passage] = []
    lead: Sentence | None = None
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
        if isinstance(before, Turn) and isinstance(first, Turn) and _goes_on(before, first, lines):
            before.absorb(first)
            del found[0]
        items += found
        last = narrated.get(end - 1)
        lead = last[-1] if last and last[-1].end in (":", ",") else None
        start = end
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
    spoken = [i for i in range(start, end) if lines[i].kind is LineKind.DIALOGUE]
    if not spoken:
        yield Passage(lines[start].paragraph, [s for sentences in narrated.values() for s in sentences])
        return
    turns: list[Turn] = []
    for i in spoken:
        tag = _tag(lines, i, start, end, narrated)
        last = turns[-1] if turns else None
        if last is None or (tag and last.tags and _differ(tag, last.tags[0])):
            last = Turn([], lines[i].paragraph, scene)
            turns.append(last)
        last.lines.append(i)
        if tag:
            last.tags.append(tag)
        read_speech(last.speech, lines[i].text, reader)
    if lead is not None and spoken[0] == start and not turns[0].tags:
        tag = _tag_before(lead)
        if tag:
            turns[0].tags.append(tag)
    for turn in turns:
        turn.tags.sort(key=lambda mention: (-mention.speech, mention.kind))
        _gather(turn, start, end, narrated, alone=len(turns) == 1)
        yield turn


def _goes_on(before: Turn, turn: Turn, lines: Sequence[Line]) -> bool:
    """Whether a turn begins with the rest of the quotation that the turn before it ends with."""
    contradict = before.tags and turn.tags and _differ(before.tags[0], turn.tags[0])
    return lines[turn.lines[0]].continued and not contradict


def _tag(lines: Sequence[Line], i: int, start: int, end: int, narrated: dict[int, list[Sentence]]) -> Mention | None:
    """The subject of the speech tag beside the quotation: after it, else before it."""
    if i + 1 < end and narrated.get(i + 1):
        tag = _tag_after(narrated[i + 1][0], finished=lines[i].text.rstrip("”\"’'»").endswith("."))
        if tag is not None:
            return tag
    if i > start and narrated.get(i - 1):
        return _tag_before(narrated[i - 1][-1])
    return None


def _tag_after(sentence: Sentence, *, finished: bool) -> Mention | None:
    """`finished`: the quotation ends in a full stop, so that what follows is rarely its tag."""
    for mention in sentence.mentions:
        if mention.position > 4 and not sentence.opening:
            return None
        if mention.subject:
            if sentence.opening and mention.position <= 6:
                mention.speech = max(mention.speech, sentence.opening)
            elif finished:
                mention.speech = min(mention.speech, 1)
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
    for i in ordered:
        sentences = narrated[i]
        for sentence in sentences if i > first else reversed(sentences):
            subject = sentence.subject
            for mention in sentence.mentions:
                if id(mention) not in tags:
                    (turn.beats if mention is subject else turn.others).append(mention)
