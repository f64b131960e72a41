"""How long lines take on a Dask cluster of two local workers, against two processes of our own pool.

    python benchmarks/cluster.py [ENGINE VOICE]

Without arguments, pyttsx3 as en-gb. Both start before the clock does; the two take turns, each with a new cache. CPU
seconds are of all processes together, scheduler and workers included.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from machine import cpu_seconds, describe

from audiofic.cache import ClipCache
from audiofic.engines import Loader, Voice
from audiofic.normalize import sentences, spoken
from audiofic.read import read
from audiofic.synthesize import Executors, Synthesizer, Utterance, this_machine
from audiofic.synthesize.cluster import Cluster

ROOT = Path(__file__).parents[1]
STORY = ROOT / "seeds" / "table-round.html"
RUNS = 5
JOBS = 2


def main() -> None:
    engine, voice = sys.argv[1:3] if len(sys.argv) > 2 else ("pyttsx3", "en-gb")
    asked = list(utterances(Voice(engine, voice)))
    print(describe())
    print(f"{len(asked)} sentences of {STORY.name}, spoken by {engine} as {voice}")
    import distributed

    with (
        distributed.LocalCluster(
            n_workers=JOBS, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as local,
        Cluster(local.scheduler_address, Loader(), print) as cluster,
    ):
        pool, dask = [], []
        for _ in range(RUNS):
            pool.append(seconds(asked, this_machine))
            dask.append(seconds(asked, cluster.executor))
    for what, at in (("seconds", 0), ("CPU seconds", 1)):
        ours, theirs = (statistics.median(run[at] for run in runs) for runs in (pool, dask))
        print(f"{what}: process pool {ours:.2f}, Dask {theirs:.2f}, {theirs / ours:.2f} of it")


def utterances(voice: Voice) -> list[Utterance]:
    """Every sentence of the story."""
    texts = (
        spoken(sentence, {}, language="en")
        for chapter in read(STORY).chapters
        for scene in chapter.scenes
        for block in scene.blocks
        for sentence in sentences(block.text)
    )
    return [Utterance(text, voice, "", text) for text in texts if text]


def seconds(asked: list[Utterance], executors: Executors) -> tuple[float, float]:
    """What all of them take once the workers have spoken a first line each: on the clock, and of the processors."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Synthesizer(ClipCache(Path(folder)), JOBS, Loader(), executors) as synthesizer,
    ):
        warm = [Utterance(f"Ready {number}.", asked[0].voice, "", "") for number in range(2 * JOBS)]
        for spoken_ in synthesizer.synthesize(warm):
            assert spoken_.clip, spoken_.error
        start, cpu = time.perf_counter(), cpu_seconds()
        for spoken_ in synthesizer.synthesize(asked):
            assert spoken_.clip, spoken_.error
        return time.perf_counter() - start, cpu_seconds() - cpu


if __name__ == "__main__":
    import dask

    dask.config.set({"distributed.worker.daemon": False, "logging.distributed": "critical"})
    main()
