"""Our own stories to learn from: `stories/*.txt`, whose text says in braces who speaks.

    title: The Night Bus
    characters:
      - {id: noor, name: Noor Haddad, aliases: [Noor, "the driver"], gender: f}
      - {id: tam, name: Tam, aliases: [Tam], gender: m}
    narrator: null
    ---
    {tam}“You could ask it nicely,” said Tam.

    {noor}“I did.” Noor kicked the panel. {noor+}“In three languages.”

`{id}` stands before the opening mark of a quotation or before the text of a message, `{id+}` before a further piece of
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from audiofic.model import Kind, Line
from audiofic.read import read_bytes
from audiofic.segment import segment

FOLDER: Final = Path(__file__).parent / "stories"
_LABEL: Final = re.compile(r"(?:[:>–—-] ?|[^\n]\n)$")
"""What stands before the text of a message: its sender, on the same line or on the one above."""
_MARK: Final = re.compile(r"\{(\w+)(\+?)\}")


def gold_of(path: Path) -> tuple[dict[str, Any], list[Line]]:
    """A gold document, of the same shape as those in `seeds/gold` but without types, and the lines of its text.

    A quotation ends where the program sees its end, a message where its line ends. ValueError where a mark stands
    before neither, a quotation of the program has no mark, or a mark names nobody.
    """
    head, _, marked = path.read_text(encoding="utf-8").partition("\n---\n")
    front = yaml.safe_load(head)
    speakers = [(match[1], bool(match[2])) for match in _MARK.finditer(marked)]
    parts = _MARK.split(marked.lstrip("\n"))[::3]
    text = "".join(parts)
    lines = segment(read_bytes(text.encode(), path.name))
    starts = list(_ends(parts))[:-1]
    ends = {start: _end_of_line(text, start) for start in starts if _LABEL.search(text, 0, start)}
    ends |= {line.start: line.end for line in lines if line.kind is Kind.DIALOGUE}
    if wrong := sorted(set(starts) ^ ends.keys()):
        raise ValueError(f"{path}: there is a mark or a quotation, but not both, at {text[wrong[0] :][:40]!r}")
    if unknown := {speaker for speaker, _ in speakers} - {character["id"] for character in front["characters"]}:
        raise ValueError(f"{path}: {', '.join(sorted(unknown))} is not among the characters")
    quotes: list[dict[str, Any]] = []
    latest: dict[str, int] = {}
    for number, (start, (speaker, further)) in enumerate(zip(starts, speakers, strict=True), 1):
        if not further:
            latest[speaker] = number
        quotes.append({"start": start, "end": ends[start], "gid": latest[speaker], "speaker": speaker})
    gold = {
        "id": path.stem,
        "text": text,
        "narrator": front["narrator"],
        "characters": front["characters"],
        "quotes": quotes,
    }
    return gold, lines


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _ends(parts: list[str]) -> Iterator[int]:
    """Where each part ends when they are put together."""
    end = 0
    for part in parts:
        end += len(part)
        yield end
