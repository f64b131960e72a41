"""Which names are read before messages and the speeches of a play, as `messages:` in voices.yaml asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, takewhile
from typing import Final

from audiofic.model import Kind, Line
from audiofic.voices import Messages

_BETWEEN: Final = 3
"""Lines behind a label, such as a stage direction, among which that one is whom it names."""
_MANY: Final = 3
"""Voices; so many are hard to tell apart by the sound alone."""


def with_names(lines: Sequence[Line], messages: Messages) -> list[Line]:
    """The lines, with the name that is read in the `sender` of each label that has one to say."""
    named = list(lines)
    for _, scene in groupby(range(len(lines)), key=lambda i: (lines[i].chapter, lines[i].scene)):
        inside = list(scene)
        senders = {lines[i].sender.casefold() for i in inside if lines[i].sender}
        when = messages.names if messages.names != "auto" else "changes" if len(senders) >= _MANY else "first"
        heard: list[str] = []
        for i in inside:
            name = _named(lines, i) if lines[i].kind is Kind.LABEL else ""
            if not name:
                continue
            known = heard if when == "first" else heard[-1:] if when == "changes" else []
            if when != "never" and name.casefold() not in known:
                named[i] = replace(lines[i], sender=name)
            heard.append(name.casefold())
    return named


def _named(lines: Sequence[Line], label: int) -> str:
    """Whom a label names; nobody where it only counts."""
    following = takewhile(lambda line: line.kind is not Kind.LABEL, lines[label + 1 : label + 1 + _BETWEEN])
    sender = next((line.sender for line in following if line.sender), "")
    return sender if sender in lines[label].text else ""
