"""An open benchmark of who says what in fan fiction: our own stories with gold, and a scorer of their own.

    python benchmarks/fanfiction.py                     # audiofic
    pip install audiobooker-ai
    python benchmarks/fanfiction.py audiobooker-ai      # its rules

Nothing but the text is given. A quotation or message is found where a system has one that covers most of it. Printed is
the lower of two shares of all quotations: those whose speaker has a gold name or alias, and those that are right when
each label is taken for the one character whom it fits best (one to one), as a listener hears voices; the mean over the
stories.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import stories

FOLDERS = ("stories", "kept")
_MOST = 0.5
"""Of a gold quotation, what must be covered."""


class Said(NamedTuple):
    """What a system takes for somebody's speech, as offsets into the text."""

    start: int
    end: int
    speaker: str | None


System = Callable[[str], list[Said]]


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "audiofic"
    system: System = {"audiofic": audiofic, "audiobooker-ai": audiobooker}[name]
    for folder in FOLDERS:
        scores = []
        for path in sorted((stories.FOLDER.parent / folder).glob("*.txt")):
            gold, _ = stories.gold_of(path)
            named, clustered = score(gold, system(gold["text"]))
            scores.append((named, clustered))
            print(f"  {path.stem:32} name {named:5.1f}  cluster {clustered:5.1f}", flush=True)
        names, clusters = zip(*scores, strict=True)
        lower = fmean(map(min, scores))
        print(f"{name:16} {folder:8} name {fmean(names):.1f}  cluster {fmean(clusters):.1f}  lower {lower:.1f}")


def score(gold: dict[str, Any], said: list[Said]) -> tuple[float, float]:
    """Percent of the gold quotations that are right by name, and by cluster; their first piece counts."""
    owners = {
        _folded(name): character["id"]
        for character in gold["characters"]
        for name in (character["name"], *character["aliases"])
    }
    first: dict[Any, dict[str, Any]] = {}
    for quote in gold["quotes"]:
        first.setdefault(quote["gid"], quote)
    labels = [(_label(quote, said), quote["speaker"]) for quote in first.values()]
    named = sum(label is not None and owners.get(_folded(label)) == speaker for label, speaker in labels)
    return 100 * named / len(labels), 100 * _clustered(labels) / len(labels)


def _folded(name: str) -> str:
    return name.casefold().replace("’", "'").replace(".", "").removeprefix("the ")


def _label(quote: dict[str, Any], said: list[Said]) -> str | None:
    """The label of whatever covers most of the quotation."""
    covered = [(min(quote["end"], one.end) - max(quote["start"], one.start), one.speaker) for one in said]
    most, label = max(covered, key=lambda cover: cover[0], default=(0, None))
    return label if most > _MOST * (quote["end"] - quote["start"]) else None


def _clustered(labels: list[tuple[str | None, str]]) -> int:
    """How many are right when each label is one character, so that it fits best in all."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    counts = Counter((label, speaker) for label, speaker in labels if label is not None)
    rows, columns = sorted({label for label, _ in counts}), sorted({speaker for _, speaker in labels})
    table = np.array([[counts[row, column] for column in columns] for row in rows] or [[0]])
    return int(table[linear_sum_assignment(-table)].sum())


def audiofic(text: str) -> list[Said]:
    """Who says what, by this program."""
    from audiofic.attribute import attribute
    from audiofic.model import Kind, Metadata
    from audiofic.read import read_bytes
    from audiofic.segment import segment

    script = attribute(segment(read_bytes(text.encode(), "story.txt")), Metadata())
    kinds = (Kind.DIALOGUE, Kind.MESSAGE)
    return [Said(line.start, line.end, line.speaker) for line in script.lines if line.kind in kinds]


def audiobooker(text: str) -> list[Said]:
    """Who says what, by the rules of audiobooker-ai."""
    from audiobooker import AudiobookProject

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story.txt"
        path.write_text(text, encoding="utf-8")
        project = AudiobookProject.from_text(path)
        project.config.validate_voices_on_render = False
        project.cast("narrator", "any")
        project.compile()
    return list(_utterances(text, project))


def _utterances(text: str, project: Any) -> Iterator[Said]:
    """Its utterances in the text, in their order."""
    end = 0
    for chapter in project.chapters:
        for utterance in chapter.utterances:
            words = utterance.text.strip("“”\"‘’' \n")
            start = text.find(words, end)
            if start >= 0:
                end = start + len(words)
                if str(utterance.speaker).casefold() != "narrator":
                    yield Said(start, end, str(utterance.speaker))


if __name__ == "__main__":
    main()
