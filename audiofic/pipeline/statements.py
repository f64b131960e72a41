"""What an author says of podfics of a work, and of what else others may do with it: permissions and refusals.

They are shown in the author's own words, and never judged: whether "ask me first" allows something is for a person to
read. A sentence of the notes, or a tag, is such a statement if it names a use that others make of a work, and has a
word by which one allows, refuses or asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from audiofic.model import Reason, Work

LONGEST: Final = 300
"""Characters of a statement that are shown."""
MOST: Final = 8
"""Statements."""

_USES: Final = (
    r"pod-?fic\w{0,6}", r"audio[ -]?(?:books?|fics?|versions?|recordings?)", "text[ -]to[ -]speech", "tts",
    r"record(?:ing)? (?:\w+ ){0,2}(?:it|this|my)", r"re-?post\w{0,3}", r"re-?upload\w{0,3}", r"re-?distribut\w{1,4}",
    r"(?:to|on) (?:\w+ ){0,2}(?:an)?other (?:web)?sites?", "(?:transformative|derivative) works?", r"re-?mix\w{0,3}",
    r"translat\w{1,5}", "chat-?gpt", "llms?", "language models?", "machine learning", r"scrap(?:e[ds]?|ing|ers?)",
)  # fmt: skip
_MACHINES: Final = (r"a\.?i\.?", "artificial intelligence")
_STANCES: Final = (
    "welcomed?", r"permi(?:ssions?|t(?:s|ted)?)", "allow(?:ed|s)?", r"consent\w{0,3}", "free to", "fine", "ok(?:ay)?",
    "encouraged?", "open to", "ask", "please", "let me know", "may", "can", "no", "not", "never", "without", "cannot",
    "(?:do|ca)n['’]?t", r"forbid\w{0,3}", "prohibit(?:s|ed)?", "opt(?:ed|ing)? out", "blanket", "yes",
)  # fmt: skip
_FEEDING: Final = (
    "feed(?:ing)?", "fed", "train(?:ing|ed)?", r"upload\w{0,3}", "put", "us(?:e[ds]?|ing)", "input", "paste", "copy",
    "learning",
)  # fmt: skip


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


_USE: Final = _any(_USES)
"""What others make of a work."""
_STANCE: Final = _any(_STANCES)
"""By which one allows, refuses or asks."""
_MACHINE: Final = _any(_MACHINES)
_FED: Final = _any((*_FEEDING, r"(?:no|not for|anti)[ -]a\.?i\.?\W*\Z"))
"""What is done with a work and a machine; else a mind of metal is a person of the story."""
_MADE: Final = re.compile(r"\b(?:was|were|been) (?:\w+ ){0,2}(?:used|involved|written|made|generated)\b", re.IGNORECASE)
"""How the work came to be, which is no matter of permissions."""
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[^\sa-z])|\n+")


def permissions(work: Work) -> tuple[str, ...]:
    """What the author says of it, each once: the tags', then the notes' in reading order."""
    found = dict.fromkeys(" ".join(text.split()) for text in _said(work) if _is_statement(text))
    return tuple(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…" for text in list(found)[:MOST])


def told(statement: str) -> str:
    """A statement as a sentence for whoever is about to build."""
    return f"the author says: “{statement}”"


def _said(work: Work) -> Iterator[str]:
    metadata = work.metadata
    yield from metadata.tags
    notes = [metadata.notes]
    for chapter in work.chapters:
        notes += [chapter.notes, chapter.end_notes]
    notes.append(metadata.end_notes)
    notes += [part.text for part in work.left_out if part.reason in {Reason.NOTES, Reason.SIGN_OFF}]
    for text in notes:
        yield from _SENTENCES.split(text)


def _is_statement(text: str) -> bool:
    if not _STANCE.search(text):
        return False
    if _USE.search(text):
        return True
    return all(pattern.search(text) for pattern in (_MACHINE, _FED)) and not _MADE.search(text)
