"""What the reader has corrected: who says a line, which names are one person, and what somebody is called.

Corrections stand in a file beside the story and hang on the lines' words, not on their numbers. So they survive a new
chapter, a typo that the author has mended, and a scene that has moved.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from audiofic import yamlfiles
from audiofic.errors import Problem, VoicesError
from audiofic.model import Delivery, Kind, Line
from audiofic.yamlfiles import Document

SUFFIX: Final = ".corrections.yaml"
NARRATOR: Final = "narrator"
"""The speaker of a line that nobody in the story says."""

PLAIN: Final = "plain"
"""The delivery of a line that is said in the voice at rest."""

_HEADER: Final = """\
# What was corrected by ear: `audiofic fix` writes this file, and it may be edited.
# lines: who says a line, and how (`delivery`); `after` and `before` are its neighbours, by which it is found again.
# same: names that are one person, the first is the one to use; apart: names that are somebody by themselves.
# work: whose corrections these are, by which they are found for a newer file of the same work in this folder.
"""
_ALIKE: Final = 0.75
"""How much of a line's words must be left for it to be the same line, where its neighbours are the same."""
_NEIGHBOUR: Final = 60
"""Characters of a neighbour that are kept."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Who says a line."""

    speaker: str | None
    """None for the narrator."""
    text: str
    """The line."""
    after: str
    """The end of the line before it; empty at the very beginning."""
    before: str
    """The beginning of the line that follows it; empty at the very end."""
    delivery: str = ""
    """A `Delivery`, or PLAIN; empty where it is as the text tells it."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that was corrected in a story."""

    fixes: tuple[Fix, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    """Names that are one person; the first of each is what the person is called."""
    apart: tuple[str, ...] = ()
    """Names that are somebody by themselves, and not another name of somebody else."""
    work: str = ""
    """`Work.identity` of the story."""

    def fixed(self, lines: Sequence[Line], index: int, speaker: str | None) -> Corrections:
        """With the speaker of the line at `index` set, in place of what was said of it before."""
        return self.corrected(lines, {index: speaker})

    def corrected(self, lines: Sequence[Line], speakers: Mapping[int, str | None]) -> Corrections:
        """With the speakers of lines set, by index, in place of what was said of them before."""
        placed = {index: fix for index, fix in _place(self.fixes, lines).items() if index in speakers}
        replaced = {id(fix) for fix in placed.values()}
        kept = tuple(fix for fix in self.fixes if id(fix) not in replaced)
        said = {index: fix.delivery for index, fix in placed.items()}
        new = (replace(_fix(lines, i, speaker), delivery=said.get(i, "")) for i, speaker in speakers.items())
        return replace(self, fixes=(*kept, *new))

    def said(self, lines: Sequence[Line], deliveries: Mapping[int, Delivery | None]) -> Corrections:
        """With how lines are said, by index, by whoever says them; None is the voice at rest."""
        placed = {index: fix for index, fix in _place(self.fixes, lines).items() if index in deliveries}
        replaced = {id(fix) for fix in placed.values()}
        kept = tuple(fix for fix in self.fixes if id(fix) not in replaced)
        told = (
            replace(placed.get(index) or _fix(lines, index, lines[index].speaker), delivery=delivery or PLAIN)
            for index, delivery in deliveries.items()
        )
        return replace(self, fixes=(*kept, *told))

    def merged(self, names: Sequence[str]) -> Corrections:
        """With all of `names` one person, who is called by the first; groups that share a name grow together."""
        groups = [group for group in self.same if not set(group) & set(names)]
        joined = dict.fromkeys((*names, *(name for group in self.same if set(group) & set(names) for name in group)))
        apart = tuple(name for name in self.apart if name not in joined)
        return replace(self, same=(*groups, tuple(joined)), apart=apart)

    def split(self, name: str) -> Corrections:
        """With `name` somebody by themselves."""
        same = tuple(tuple(other for other in group if other != name) for group in self.same)
        kept = tuple(group for group in same if len(group) > 1)
        return replace(self, same=kept, apart=tuple(dict.fromkeys((*self.apart, name))))

    def place(self, lines: Sequence[Line]) -> dict[int, str | None]:
        """Index of each line that has been corrected, and who says it. What is not found any more is left out."""
        return {index: fix.speaker for index, fix in _place(self.fixes, lines).items()}

    def deliveries(self, lines: Sequence[Line]) -> dict[int, Delivery | None]:
        """Index of each line of which it was corrected how it is said, and how that is; None is the voice at rest."""
        told = ((index, fix.delivery) for index, fix in _place(self.fixes, lines).items() if fix.delivery)
        return {index: None if delivery == PLAIN else Delivery(delivery) for index, delivery in told}


def path_beside(story: Path) -> Path:
    """Where the corrections of a story are kept."""
    return story.with_name(story.name + SUFFIX)


def find(story: Path, work: str, suffix: str = SUFFIX) -> Path:
    """Where the corrections of a story are, or would be: in its own file, else in that of another file of the same
    `work` (its identity) in the same folder, the last written first. So an updated download keeps them, whatever its
    name. What else is kept of a story so has another `suffix`."""
    own = story.with_name(story.name + suffix)
    if own.exists() or not work:
        return own
    others = [path for path in story.absolute().parent.glob(f"*{suffix}") if _work_of(path) == work]
    return max(others, key=lambda path: path.stat().st_mtime, default=own)


def _work_of(path: Path) -> str:
    """Which work a file's corrections are of; a file that cannot be read is of none."""
    try:
        data = yamlfiles.load(path).data
    except VoicesError:
        return ""
    return str(data.get("work", "")) if isinstance(data, dict) else ""


def _fix(lines: Sequence[Line], index: int, speaker: str | None) -> Fix:
    after = lines[index - 1].text[-_NEIGHBOUR:] if index else ""
    before = lines[index + 1].text[:_NEIGHBOUR] if index + 1 < len(lines) else ""
    return Fix(speaker, lines[index].text, after, before)


def _place(fixes: Iterable[Fix], lines: Sequence[Line]) -> dict[int, Fix]:
    """The corrections that are found, by the index of their line."""
    by_text: dict[str, list[int]] = {}
    by_after: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if line.kind is not Kind.HEADING:
            by_text.setdefault(line.text, []).append(index)
            by_after.setdefault(lines[index - 1].text[-_NEIGHBOUR:] if index else "", []).append(index)
    placed: dict[int, Fix] = {}
    for fix in fixes:
        same = [index for index in by_text.get(fix.text, ()) if index not in placed]
        if same:
            placed[max(same, key=lambda index: _likeness(fix, lines, index))] = fix
            continue
        changed = [
            index
            for index in by_after.get(fix.after, ())
            if index not in placed and difflib.SequenceMatcher(None, fix.text, lines[index].text).ratio() >= _ALIKE
        ]
        if changed:
            placed[changed[0]] = fix
    return placed


def _likeness(fix: Fix, lines: Sequence[Line], index: int) -> float:
    """How well the neighbours of a line fit those of a correction."""
    here = _fix(lines, index, None)
    return sum(
        1.0 if one == other else difflib.SequenceMatcher(None, one, other).quick_ratio() / 2
        for one, other in ((fix.after, here.after), (fix.before, here.before))
    )


# --- the file


def load(path: Path) -> Corrections:
    """Read a corrections file; none at all is no corrections. Raises VoicesError with its mistakes."""
    if not path.exists():
        return Corrections()
    document = yamlfiles.load(path)
    problems = list(document.problems)
    found = _Reading(document, problems)
    corrections = Corrections(found.fixes(), found.same(), found.apart(), found.work())
    if problems:
        raise VoicesError(problems)
    return corrections


def save(path: Path, corrections: Corrections) -> None:
    """Write a corrections file whole, in one step. Raises OutputError."""
    content: dict[str, object] = {}
    if corrections.work:
        content["work"] = corrections.work
    if corrections.same:
        content["same"] = [list(group) for group in corrections.same]
    if corrections.apart:
        content["apart"] = list(corrections.apart)
    if corrections.fixes:
        content["lines"] = [
            {"speaker": fix.speaker or NARRATOR, "text": fix.text, "after": fix.after, "before": fix.before}
            | ({"delivery": str(fix.delivery)} if fix.delivery else {})
            for fix in corrections.fixes
        ]
    yamlfiles.save(path, _HEADER + yamlfiles.dump(content))


@dataclass(slots=True)
class _Reading:
    """What stands in a corrections file, and every mistake in it."""

    document: Document
    problems: list[Problem] = field(default_factory=list)
    data: Mapping[str, object] = field(init=False)

    def __post_init__(self) -> None:
        data = self.document.data or {}
        if not isinstance(data, dict):
            self._wrong((), "a corrections file has the keys work, same, apart and lines")
            data = {}
        for key in data:
            if key not in ("work", "same", "apart", "lines"):
                self._wrong((key,), f"unknown key {key!r}: the keys here are work, same, apart and lines")
        self.data = data

    def fixes(self) -> tuple[Fix, ...]:
        found: list[Fix] = []
        for index, entry in enumerate(self._list(self.data.get("lines"), ("lines",))):
            texts = entry if isinstance(entry, dict) else {}
            speaker, text, after, before = (texts.get(key) or "" for key in ("speaker", "text", "after", "before"))
            if not all(isinstance(part, str) for part in (speaker, text, after, before)) or not (speaker and text):
                self._wrong(("lines", index), "a line needs at least `speaker` and `text`, and both are text")
                continue
            delivery = texts.get("delivery") or ""
            if delivery not in ("", PLAIN, *Delivery):
                self._wrong(("lines", index), f"a delivery is one of {', '.join((PLAIN, *Delivery))}")
                continue
            said_by = None if speaker == NARRATOR else str(speaker)
            found.append(Fix(said_by, str(text), str(after), str(before), str(delivery)))
        return tuple(found)

    def same(self) -> tuple[tuple[str, ...], ...]:
        groups = self._list(self.data.get("same"), ("same",))
        return tuple(self._names(group, ("same", index)) for index, group in enumerate(groups))

    def apart(self) -> tuple[str, ...]:
        return self._names(self.data.get("apart"), ("apart",))

    def work(self) -> str:
        work = self.data.get("work", "")
        if not isinstance(work, str):
            self._wrong(("work",), "this is the address of the work, or its title and authors")
            return ""
        return work

    def _names(self, value: object, trail: tuple[str | int, ...]) -> tuple[str, ...]:
        names = self._list(value, trail)
        if not all(isinstance(name, str) and name.strip() for name in names):
            self._wrong(trail, "this is a list of names, such as [Sam, the barista]")
            return ()
        return tuple(str(name) for name in names)

    def _list(self, value: object, trail: tuple[str | int, ...]) -> list[object]:
        if value is None or isinstance(value, list):
            return value or []
        self._wrong(trail, f"{trail[0]} is a list")
        return []

    def _wrong(self, trail: tuple[str | int, ...], message: str) -> None:
        self.problems.append(self.document.problem(trail, message))
