"""Turns of a conversation: what one person says in one paragraph, with the evidence around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from audiofic.attribute.mentions import Kind, Mention, Reader, Sentence
from audiofic.script import Kind as LineKind
from audiofic.script import Line

_VOCATIVE_BEFORE = re.compile(
    r"(?:^|[,.!?;…—–-])[\s“\"‘'«]*(?:(?:oh|ah|hey|hi|hello|yes|no|my|dear|dearest|you|okay|and|but|well|sorry|thanks?|"
    r"damn|god|please|now|come|listen|look)[ ,]\s*){0,3}$",
    re.IGNORECASE,
)
_NAME_WANTED = re.compile(
    r"\b(?:is|was|am|are|be|to|with|and|or|of|for|the|like|about|by|at|from|than|as|in|on|not|named|called|i|see|saw|told|"
    r"tell|loves?|know|(?:i|it|that)[’'](?:m|s))\s$",
    re.IGNORECASE,
)
"""A word that a name completes, so that the name is no address."""
_VOCATIVE_AFTER = re.compile(r"\s*(?:[,.!?;…”\"’'»—–-]|$)")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Turn:
    """The quotations of one paragraph that one person says."""

    lines: list[int]
    """Indexes of the dialogue lines."""
    paragraph: int
    scene: tuple[int, int]
    continued: bool
    tags: list[Mention] = field(default_factory=list)
    """Subjects of a verb of saying beside a quotation, the surest first."""
    beats: list[Mention] = field(default_factory=list)
    """Subjects of other sentences in the paragraph, the nearest first."""
    others: list[Mention] = field(default_factory=list)
    """Everybody else who is mentioned in the paragraph."""
    vocatives: set[int] = field(default_factory=set)
    """People who are spoken to."""
    spoken_of: set[int] = field(default_factory=set)
    """People who are named in the speech but not spoken to."""
    words: int = 0


@dataclass(slots=True)
class Passage:
    """A paragraph without speech."""

    paragraph: int
    sentences: list[Sentence]


def read_turns(lines: Sequence[Line], reader: Reader) -> Iterator[Turn | Passage]:
    """The story as turns and passages between them, in order."""
    start = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and lines[end].paragraph == lines[start].paragraph:
            continue
        yield from _paragraph(lines, start, end, reader)
        start = end


def _paragraph(lines: Sequence[Line], start: int, end: int, reader: Reader) -> Iterator[Turn | Passage]:
    spoken = [i for i in range(start, end) if lines[i].kind is LineKind.DIALOGUE]
    narrated = {
        i: reader.sentences(lines[i].text)
        for i in range(start, end)
        if lines[i].kind in (LineKind.NARRATION, LineKind.THOUGHT)
    }
    if not spoken:
        yield Passage(lines[start].paragraph, [sentence for sentences in narrated.values() for sentence in sentences])
        return
    turns: list[Turn] = []
    for i in spoken:
        tag = _tag(i, start, end, narrated)
        last = turns[-1] if turns else None
        if last is None or (tag and last.tags and _differ(tag, last.tags[0])):
            last = Turn([], lines[i].paragraph, (lines[i].chapter, lines[i].scene), lines[i].continued)
            turns.append(last)
        last.lines.append(i)
        if tag:
            last.tags.append(tag)
        _read_speech(last, lines[i].text, reader)
    for turn in turns:
        turn.tags.sort(key=lambda mention: (-mention.speech, mention.kind))
        _gather(turn, start, end, narrated, alone=len(turns) == 1)
        yield turn


def _tag(i: int, start: int, end: int, narrated: dict[int, list[Sentence]]) -> Mention | None:
    """The subject of the speech tag beside the quotation: after it, else before it."""
    if i + 1 < end and narrated.get(i + 1):
        sentence = narrated[i + 1][0]
        tag = _tag_after(sentence)
        if tag is not None:
            return tag
    if i > start and narrated.get(i - 1):
        sentence = narrated[i - 1][-1]
        if sentence.end in ("", ",", ":", "—", "–", "-"):
            for mention in reversed(sentence.mentions):
                if mention.subject and mention.speech:
                    return mention
    return None


def _tag_after(sentence: Sentence) -> Mention | None:
    for mention in sentence.mentions:
        if mention.position > 4 and not sentence.first_verb:
            return None
        if mention.subject:
            if sentence.first_verb and mention.position <= 5:
                mention.speech = max(mention.speech, sentence.first_verb)
            return mention if mention.speech else None
    return None


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
    ordered = sorted((i for i in narrated if lower <= i < upper), key=lambda i: min(abs(i - first), abs(i - last)))
    for i in ordered:
        sentences = narrated[i]
        for sentence in sentences if i > first else reversed(sentences):
            subject = sentence.subject
            for mention in sentence.mentions:
                if mention in turn.tags:
                    continue
                (turn.beats if mention is subject else turn.others).append(mention)


def _read_speech(turn: Turn, text: str, reader: Reader) -> None:
    turn.words += len(_WORD.findall(text))
    for start, end, people in reader.names.find(text):
        called = (
            _VOCATIVE_BEFORE.search(text, max(0, start - 40), start) or _ends_speech(text, start, end)
        ) and _VOCATIVE_AFTER.match(text, end)
        if called and not text.startswith(("’s", "'s"), end):
            turn.vocatives.update(people)
        else:
            turn.spoken_of.update(people)


def _ends_speech(text: str, start: int, end: int) -> bool:
    """Whether a name is the very last word with no comma before it, which hasty writers leave out."""
    return (
        not text[end:].strip(" .!?…,”\"’'»-—–")
        and text[:start].rstrip()[-1:].isalpha()
        and not _NAME_WANTED.search(text, max(0, start - 20), start)
    )
