"""What is new in a work since it was last built, for the listener who waits for the next chapter."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Mapping, Sequence

from audiofic.cache import NoteCache
from audiofic.model import Line, Work
from audiofic.pipeline.matter import END
from audiofic.pipeline.plan import Planner, Section

_FORMAT = 2
"""Goes up when other things are noted of a build."""
_BYTES = 8
"""Of a digest: enough for the lines of one work, and a tenth of the memory that text would take."""


class Edition:
    """A work as it is built now; `sections` are what is built of it, by the chapter's number in the audiobook."""

    def __init__(self, work: Work, sections: Mapping[int, Section], planner: Planner, works: NoteCache) -> None:
        self._works = works
        self._key = hashlib.sha256(f"{_FORMAT} {work.identity or work.name}".encode(errors="replace")).hexdigest()
        self._texts = {number: array("Q", map(_text, _told(section))) for number, section in sections.items()}
        lines = (line for section in sections.values() for line in _told(section))
        self._sounds = array("Q", (int(planner.key(line)[: 2 * _BYTES], 16) for line in lines))

    def news(self) -> str:
        """A sentence that tells what earlier builds of the work did not have; empty if there was none."""
        if not (last := self._works.get(self._key)):
            return ""
        texts, sounds = set(last["texts"]), set(last["sounds"])
        unknown = {number: sum(text not in texts for text in inside) for number, inside in self._texts.items()}
        new = [number for number, count in unknown.items() if count == len(self._texts[number])]
        changed = {number: count for number, count in unknown.items() if count and number not in new}
        unspoken = sum(sound not in sounds for sound in self._sounds)
        told = [*_new(new), *_changed(changed)]
        if not told and not unspoken:
            return "no line is new since the last build"
        return "; ".join([*told, f"{unspoken:,} of {len(self._sounds):,} lines to speak"])

    def remember(self) -> None:
        """Note, once it is built, what is in it; what an earlier build had besides stays known."""
        last = self._works.get(self._key) or {"texts": [], "sounds": []}
        every = [text for inside in self._texts.values() for text in inside]
        now = {"texts": sorted({*last["texts"], *every}), "sounds": sorted({*last["sounds"], *self._sounds})}
        if now != last:
            self._works.put(self._key, now)


def _told(section: Section) -> Iterator[Line]:
    """The section's lines, but for the close, which goes from chapter to chapter as the work grows."""
    return (line for line in section.lines if line.paragraph != END)


def _text(line: Line) -> int:
    return int.from_bytes(hashlib.sha256(line.text.encode(errors="replace")).digest()[:_BYTES])


def _new(chapters: Sequence[int]) -> Iterator[str]:
    if len(chapters) == 1:
        yield f"chapter {chapters[0]} is new"
    elif chapters and chapters[-1] - chapters[0] == len(chapters) - 1:
        yield f"chapters {chapters[0]} to {chapters[-1]} are new"
    elif chapters:
        yield f"{len(chapters)} chapters are new"


def _changed(chapters: Mapping[int, int]) -> Iterator[str]:
    if chapters:
        count = sum(chapters.values())
        where = f"chapter {next(iter(chapters))}" if len(chapters) == 1 else f"{len(chapters)} chapters"
        yield f"{count:,} {'line' if count == 1 else 'lines'} of {where} changed"
