"""How often `audiofic` names the right speaker, and how quickly, on every labelled set: nothing or characters given.

What counts is the lower of name and cluster, by document: a person who is split in two is right by name, but heard in
two voices.

    python benchmarks/attribution.py [pdnc quoteli litbank seed seeds stories kept]

The shipped weights have seen LitBank, QuoteLi3 and our own stories: the figures of those flatter. For figures on unseen
authors: `python benchmarks/train_attribution.py --cross-validate`.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections import Counter
from collections.abc import Iterator
from statistics import fmean
from types import ModuleType
from typing import Any

import corpora

from audiofic.attribute import attribute
from audiofic.attribute.attribution import sure_beliefs, write_script
from audiofic.attribute.turns import Turn
from audiofic.attribute.weights import shipped
from audiofic.model import Kind, Metadata, Script
from audiofic.read import read_bytes
from audiofic.segment import segment


def main() -> None:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} CPUs ({platform.machine()}), load average {load:.1f}; "
        "one process; words per second of processor time for reading, segmenting and attributing"
    )
    score = corpora.scorer()
    for corpus in sys.argv[1:] or corpora.CORPORA:
        measure(corpus, score)


def measure(corpus: str, score: ModuleType) -> None:
    """Print the figures of a corpus, and of its documents where they are long."""
    totals = {"nothing given": Counter[Any](), "characters given": Counter[Any]()}
    lower: dict[str, list[float]] = {people: [] for people in totals}
    contradicted = 0
    wrong = Counter[str]()
    words, seconds = 0, 0.0
    documents = 0
    for document in corpora.load(corpus):
        started = time.process_time()
        lines = segment(read_bytes(document.gold["text"].encode(), "story.txt"))
        script = attribute(lines, Metadata())
        seconds += time.process_time() - started
        words += document.words
        documents += 1
        found = corpora.read_found(document, score)
        wrong.update(errors(found, script))
        contradicted += contradictions(found, script)
        given = corpora.read_given(document, score)
        scripts = {
            "nothing given": script,
            "characters given": write_script(lines, given.items, given.people, {}, shipped()),
        }
        for people, read in scripts.items():
            scored = score.score_doc(document.gold, prediction(document.id, read))
            totals[people].update(scored)
            lower[people].append(corpora.lower(scored, score))
            if corpus != "litbank":
                print(f"  {document.id[:30]:30} {people:17}", figures(scored, score), flush=True)
    if not documents:
        return
    for people, total in totals.items():
        print(f"{corpus:32} {people:17} lower {fmean(lower[people]):.1f} ", figures(total, score))
    print(f"{corpus:32} {documents} documents, {words:,} words, {words / seconds:,.0f} words/s")
    print(f"{corpus:32} tags with a name that are contradicted: {contradicted}")
    print(f"{corpus:32} turns wrong:", ", ".join(f"{kind} {count}" for kind, count in wrong.most_common()))


def errors(reading: corpora.Reading, script: Script) -> Iterator[str]:
    """For each turn with the wrong speaker, nothing given, what there was to go by."""
    turns = [item for item in reading.items if isinstance(item, Turn)]
    for turn, label in zip(turns, reading.labels, strict=True):
        if label is None or script.lines[turn.lines[0]].speaker in {reading.people[person].name for person in label}:
            continue
        if not label:
            yield "speaker not found in the story"
        elif turn.tags:
            yield f"tag with a {turn.tags[0].kind.name.lower()}"
        elif turn.beats:
            yield f"action of a {turn.beats[0].kind.name.lower()}"
        else:
            yield "nothing but the turn"


def contradictions(reading: corpora.Reading, script: Script) -> int:
    """How many turns are somebody else's than their tag says."""
    turns = [item for item in reading.items if isinstance(item, Turn)]
    sure = sure_beliefs(reading.items, reading.people)
    return sum(
        script.lines[turn.lines[0]].speaker not in {reading.people[person].name for person in belief}
        for turn, belief in zip(turns, sure, strict=True)
        if belief
    )


def prediction(name: str, script: Script) -> dict[str, Any]:
    """The script as the scorer wants it."""
    quotes = [
        {"start": line.start, "end": line.end, "speaker": line.speaker}
        for line in script.lines
        if line.kind in (Kind.DIALOGUE, Kind.MESSAGE)
    ]
    return {"id": name, "quotes": quotes}


def figures(scored: Counter[Any], score: ModuleType) -> str:
    """Quotations right by name, in all and by type, and by cluster, in percent; then spans found."""
    metrics = score.metrics(scored)
    right = "  ".join(
        f"{kind} {100 * metrics[kind]['grp_name']:.1f}" for kind in ("all", *score.TYPES) if kind in metrics
    )
    right += f"  cluster {100 * metrics['all']['grp_cluster']:.1f}"
    return f"{right}  spans F1 {100 * metrics['span_f1']:.1f}"


if __name__ == "__main__":
    main()
