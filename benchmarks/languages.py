"""Who says what in other languages than English: per story, the share of spoken lines that have the right speaker.

    python benchmarks/languages.py              our own stories, and the shared cases where they are
    python benchmarks/languages.py --wrong      and every line that is wrong

Our own are in `languages/`, marked as those in `stories/`. The shared ones tell who speaks line after line; of lines
that are parted otherwise than there, as many count as can be laid beside each other in order.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from stories import gold_of

from audiofic import api
from audiofic.attribute import attribute
from audiofic.language import primary
from audiofic.model import Kind, Line
from audiofic.read import read_bytes

OWN: Final = Path(__file__).parent / "languages"
SHARED: Final = Path(__file__).parents[2] / "shared" / "cases" / "languages"
_WHO: Final = re.compile(r"\?\((\S+)\)|\((\S+) thinks\)|(\S+)")


def main() -> None:
    wrong = "--wrong" in sys.argv
    sums: dict[str, list[int]] = {}
    for name, right, total, errors in [*own(), *shared()]:
        print(f"{name:22} {right:3} of {total:3}  {right / total:6.1%}")
        for error in errors if wrong else ():
            print(f"    {error}")
        counted = sums.setdefault(primary(name.split("/")[1].partition("-")[0]), [0, 0])
        counted[0] += right
        counted[1] += total
    print("\nper language")
    for language, (right, total) in sorted(sums.items()):
        print(f"{language:22} {right:3} of {total:3}  {right / total:6.1%}")


def own() -> Iterator[tuple[str, int, int, list[str]]]:
    """Name, right ones, all, and what is wrong, of each of our own stories."""
    for path in sorted(OWN.glob("*.txt")):
        gold, lines = gold_of(path)
        work = read_bytes(gold["text"].encode(), path.name)
        said = {line.start: line for line in attribute(lines, work.metadata).lines}
        names = {one["id"]: {one["name"], *one["aliases"]} for one in gold["characters"]}
        errors = [
            f"{said[quote['start']].text[:50]!r}: {said[quote['start']].speaker}, not {quote['speaker']}"
            for quote in gold["quotes"]
            if not _is(said[quote["start"]].speaker, names[quote["speaker"]])
        ]
        yield f"own/{path.stem}", len(gold["quotes"]) - len(errors), len(gold["quotes"]), errors


def shared() -> Iterator[tuple[str, int, int, list[str]]]:
    """The same of the shared cases."""
    if not SHARED.is_dir():
        print("the shared cases are not beside the checkout: skipped")
        return
    for row in (SHARED / "INDEX.txt").read_text(encoding="utf-8").splitlines():
        name, _, rest = row.partition(":")
        if not rest.strip():
            continue
        expected = [next(filter(None, match.groups())) for match in _WHO.finditer(rest)]
        spoken = [
            line for line in api.script(SHARED / f"{name}.txt").lines if line.kind in (Kind.DIALOGUE, Kind.THOUGHT)
        ]
        right = _in_order(expected, spoken)
        errors = [f"{len(spoken)} lines, not {len(expected)}"] if len(spoken) != len(expected) else []
        errors += [f"{line.kind} {line.speaker}: {line.text[:60]}" for line in spoken] if right < len(expected) else []
        yield f"shared/{name}", right, len(expected), errors


def _is(speaker: str | None, names: set[str]) -> bool:
    words = {word for name in names for word in name.casefold().split()}
    return speaker is not None and bool({*speaker.casefold().split()} & words)


def _in_order(expected: Sequence[str], spoken: Sequence[Line]) -> int:
    """The most lines that have the speaker expected, both in order."""
    best = [0] * (len(spoken) + 1)
    for who in expected:
        row = [0]
        for n, line in enumerate(spoken):
            hit = _is(line.speaker, {who}) or (not who.isascii() and who in (line.speaker or ""))
            row.append(max(best[n + 1], row[n], best[n] + hit))
        best = row
    return best[-1]


if __name__ == "__main__":
    main()
