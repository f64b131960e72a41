"""Names before what they say, a line each: chats (`sam: on my way`), and plays and interviews (`SAM: On my way.`).

One line that looks like that may be anything with a colon. A run of them is told by its names: they recur, or the story
knows them. Between its lines there may be some that are none, such as who joined the chat, or what he did meanwhile.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from audiofic.model import Kind
from audiofic.segment.forms.form import Page
from audiofic.segment.forms.sender import Sender, senders
from audiofic.segment.piece import Piece

_ODD: Final = 3
"""Blocks in a row that are no turns and do not end the run."""
_FEWEST: Final = 3
"""Turns in a run of whose names the story knows none; where it knows them all, two are enough."""
_MOST_NAMES: Final = 0.75
"""Share of the turns: names recur, as the items of a list do not."""
_SENTENCE: Final = re.compile(r"[\W_]*[A-Z0-9].*[.!?…—–\"”’)\]*~-]\s*", re.DOTALL)
_LONGEST_NAME: Final = 40
_MOSTLY: Final = 0.75
_OF_A_CHAT: Final = re.compile(
    r"\b(?:texts?|texted|texting|messages?|messaged|chat|chats|typ(?:ed|ing|es)|phones?|online|server|screen|"
    r"notifications?|dms?|inbox|(?:changed|left|joined|created|added|renamed|named) (?:the|their|his|her)\b)",
    re.IGNORECASE,
)
_OPENS: Final = tuple("\"“”„«‘'「")
_CLOSES: Final = tuple("\"“”»’'」")
_BRACKETED: Final = re.compile(r"\s*(?:\[[^\]\n]{1,120}\]|\([^)\n]{1,120}\)|\*[^*\n]{1,120}\*)\s*(?=\S)")


class _Turn(NamedTuple):
    block: int
    start: int
    sender: Sender
    end: int


def recognise(page: Page) -> Iterator[tuple[int, list[Piece]]]:
    turns: list[_Turn] = []
    for number, text in page.paragraphs():
        found = _turns(page, number, text)
        if found and turns and found[0].block - turns[-1].block > _ODD + 1:
            yield from _run(page, turns)
            turns = []
        turns += found
    yield from _run(page, turns)


def _turns(page: Page, number: int, text: str) -> list[_Turn]:
    """The turns of a block that begins with one. A line without a sender goes on with the turn before it."""
    turns: list[_Turn] = []
    for start, end, found in senders(text, dashed=page.blocks[number].spans[0].bold):
        if found and _is_told(text[found.end : end].strip()):
            return []
        if found and len(found.name) <= _LONGEST_NAME:
            turns.append(_Turn(number, start, found, end))
        elif not turns:
            return []
        else:
            turns[-1] = turns[-1]._replace(end=end)
    return turns


def _is_told(said: str) -> bool:
    """Whether a colon leads from narration to speech: “Sam: ‘Well.’ He sat down.”"""
    return said.startswith(_OPENS) and not said.endswith(_CLOSES)


def _run(page: Page, turns: Sequence[_Turn]) -> Iterator[tuple[int, list[Piece]]]:
    counts = Counter(turn.sender.bare for turn in turns)
    sure = {bare for bare, count in counts.items() if count > 1}
    sure |= {turn.sender.bare for turn in turns if turn.sender.typed or page.names.knows(turn.sender.name)}
    turns = [turn for turn in turns if turn.sender.bare in sure or _beside(turn, turns, sure)]
    if not _is_run(page, turns):
        return
    kind = Kind.DIALOGUE if _is_spoken(page, turns) else Kind.MESSAGE
    blocks: dict[int, list[_Turn]] = {}
    for turn in turns:
        blocks.setdefault(turn.block, []).append(turn)
    for number, inside in blocks.items():
        yield number, [piece for turn in inside for piece in _pieces(page.texts[number], turn, kind)]
    for number in range(turns[0].block + 1, turns[-1].block):
        if number not in blocks and all(span.italic for span in page.blocks[number].spans):
            yield number, [Piece(Kind.NARRATION, 0, len(page.texts[number]))]  # "Sam has left the chat": no thought


def _beside(turn: _Turn, turns: Sequence[_Turn], sure: set[str]) -> bool:
    """Whether a name that comes once stands among others that are sure."""
    near = {other.block: other for other in turns if other is not turn and other.sender.bare in sure}
    return all(abs_ in near for abs_ in (turn.block - 1, turn.block + 1)) or turn.block in near


def _is_run(page: Page, turns: Sequence[_Turn]) -> bool:
    if len(turns) < 2:
        return False
    if all(turn.sender.typed for turn in turns):
        return True
    known = sum(page.names.knows(turn.sender.name) for turn in turns)
    if known == len(turns):
        return True
    if len(turns) < _FEWEST:
        return False
    names = {turn.sender.bare for turn in turns}
    return len(names) <= _MOST_NAMES * len(turns) or known * 2 >= len(turns)


def _is_spoken(page: Page, turns: Sequence[_Turn]) -> bool:
    """Whether it is a play rather than a chat: by names in capitals, by stage directions, else by whole sentences
    that nobody is told to have typed."""
    if any(turn.sender.typed for turn in turns):
        return False
    said = [page.texts[turn.block][turn.sender.end : turn.end] for turn in turns]
    if any(turn.sender.direction for turn in turns) or all(text.startswith(_OPENS) for text in said):
        return True
    names = [turn.sender.name for turn in turns]
    if all(name.isupper() and len(name) > 1 for name in names):
        return not _OF_A_CHAT.search(page.before(turns[0].block))
    whole = sum(_SENTENCE.fullmatch(text) is not None for text in said)
    return whole >= _MOSTLY * len(said) and not _OF_A_CHAT.search(page.before(turns[0].block))


def _pieces(text: str, turn: _Turn, kind: Kind) -> Iterator[Piece]:
    sender = turn.sender
    if sender.direction:
        yield Piece(Kind.LABEL, turn.start, sender.named)
        yield Piece(Kind.NARRATION, sender.named, sender.end)
    else:
        yield Piece(Kind.LABEL, turn.start, sender.end)
    start = sender.end
    if kind is Kind.DIALOGUE and (direction := _BRACKETED.match(text, start, turn.end)):
        yield Piece(Kind.NARRATION, start, direction.end())
        start = direction.end()
    yield Piece(kind, start, turn.end, sender=sender.name)
