"""The script as text that a reader can edit: `1.2.3 Sam | “On my way.”`, a line each.

Only the names are meant to be changed. A "?" before a name marks a doubtful line; narration has no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from audiofic.errors import StoryError
from audiofic.model import Delivery, Kind, Line

DOUBTFUL: Final = 0.6
"""Lines with less confidence are marked."""

_LINE: Final = re.compile(r"\s*(\d+\.\d+\.\d+) +(?:\? *)?(.*?) ?\| ?(.*)")
_HOW: Final = {Kind.THOUGHT: " (thinks)", Kind.MESSAGE: " (writes)"}
_HOWS: Final = re.compile(rf" \((thinks|writes|{'|'.join(Delivery)})\)$")
_NOBODY: Final = frozenset({"", "narrator"})


def is_doubtful(line: Line) -> bool:
    """Whether somebody should look at who says the line."""
    return line.speaker is not None and line.confidence < DOUBTFUL


def _name(line: Line) -> str:
    return (line.speaker or "").replace("|", "/")


def _text(line: Line) -> str:
    """The line's text on one line; that of verse has several."""
    return line.text.replace("\n", " ")


def write(lines: Iterable[Line]) -> Iterator[str]:
    """The lines of the text, without line ends."""
    for line in lines:
        how = f" ({line.delivery})" if line.delivery else _HOW.get(line.kind, "")
        name = f"{'?' if is_doubtful(line) else ' '} {_name(line)}{how} " if line.speaker else ""
        yield f"{line.id:>9} {name}| {_text(line)}"


def changes(text: str, lines: Sequence[Line], file: str) -> dict[int, str | None]:
    """Index and new speaker of each line whose name was changed in the text; None is the narrator.

    Lines may be left out. Raises StoryError where a line is not the script's.
    """
    changed: dict[int, str | None] = {}
    for index, who in _rows(text, lines, file):
        name = _HOWS.sub("", who)
        speaker = None if name in _NOBODY else name
        if (speaker or "") != _name(lines[index]):
            changed[index] = speaker
    return changed


def deliveries(text: str, lines: Sequence[Line], file: str) -> dict[int, Delivery | None]:
    """Index and new delivery of each line of speech where that was changed in the text: "Sam (whisper)", or "Sam" for
    the voice at rest. Raises as `changes` does."""
    changed: dict[int, Delivery | None] = {}
    for index, who in _rows(text, lines, file):
        how = _HOWS.search(who)
        delivery = Delivery(how[1]) if how and how[1] in {*Delivery} else None
        if lines[index].kind is Kind.DIALOGUE and delivery is not lines[index].delivery:
            changed[index] = delivery
    return changed


def _rows(text: str, lines: Sequence[Line], file: str) -> Iterator[tuple[int, str]]:
    """Index of each line in the text, and what stands before its bar."""
    by_id = {line.id: index for index, line in enumerate(lines)}
    for number, row in enumerate(text.splitlines(), start=1):
        if not row.strip():
            continue
        found = _LINE.fullmatch(row)
        if found is None:
            raise StoryError(f"{file}:{number}: this is no line of a script, such as: 1.2.3 Sam | “On my way.”")
        index = by_id.get(found[1])
        if index is None or _text(lines[index]) != found[3].strip():
            raise StoryError(
                f"{file}:{number}: line {found[1]} of the story reads otherwise; "
                "write the script anew, and change only its names"
            )
        yield index, found[2].strip()
