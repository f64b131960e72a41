"""Chats that are typed as plain paragraphs: `Sam: on my way`, one under the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audiofic.language.en.lexicon import PRONOUNS, SPEECH_VERBS

_SENDER = re.compile(
    r"\s*(?:[\[(][^\])\n]{1,20}[\])]\s*)?"  # the time
    r"(?:<(?P<nick>[^<>\s]{1,30})>\s*"
    r"|@?(?P<name>[^\W\d_][\w.’'@-]*(?: [^\W\d_][\w.’'-]*){0,2})(?: \([^)\n]{1,20}\))?\s*:\s+)(?=\S)"
)
_LONGEST_SENDER = 80
_FEWEST_MESSAGES = 3
"""In a row; fewer may be anything that has a colon."""
_MOST_SENDERS = 0.75
"""Share of the messages: names recur, as the items of a list do not."""


class Message(NamedTuple):
    """Offsets into the paragraph's text."""

    start: int
    body: int
    """Where the sender's part, "Sam: ", ends; the same as `start` where there is none."""
    end: int
    sender: str = ""


def messages(text: str) -> list[Message]:
    """The messages of a paragraph: one a line if every line names a sender, else one in all."""
    found = list(_lines(text))
    if all(message.body > message.start for message in found):
        return found
    sender = _sender(text, 0)
    return [Message(0, sender.end() if sender else 0, len(text), _name(sender))]


def chats(texts: Sequence[str]) -> list[bool]:
    """Which of these consecutive paragraphs belong to a chat."""
    found = [False] * len(texts)
    names: list[str] = []
    start = 0
    for i in range(len(texts) + 1):
        senders = _senders(texts[i]) if i < len(texts) else []
        names += senders
        if senders:
            continue
        if len(names) >= _FEWEST_MESSAGES and len(set(names)) <= _MOST_SENDERS * len(names):
            found[start:i] = [True] * (i - start)
        names, start = [], i + 1
    return found


def _lines(text: str) -> Iterator[Message]:
    start = 0
    for line in text.splitlines(keepends=True):
        sender = _sender(text, start) if line.strip() else None
        yield Message(start, sender.end() if sender else start, start + len(line), _name(sender))
        start += len(line)


def _senders(text: str) -> list[str]:
    """Who sent the messages of a paragraph; empty if it is none. Speech after a colon is no message."""
    if _sender(text, 0) is None:
        return []
    names: list[str] = []
    for start, body, _, _ in messages(text):
        sender = _sender(text, start)
        if sender is None or text[body] in "\"“”„«‘'":
            return []
        name = _name(sender)
        if any(word in SPEECH_VERBS or word.lower() in PRONOUNS for word in name.split()):
            return []
        names.append(name)
    return names


def _name(sender: re.Match[str] | None) -> str:
    return (sender["nick"] or sender["name"]) if sender else ""


def _sender(text: str, start: int) -> re.Match[str] | None:
    if text.find(":", start, start + _LONGEST_SENDER) < 0 and text.find(">", start, start + _LONGEST_SENDER) < 0:
        return None  # most paragraphs
    return _SENDER.match(text, start, start + _LONGEST_SENDER)
