"""Synthesis on a real Dask cluster on this machine, whose workers are killed, wrongly labelled or missing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import faulty
import pytest

from audiofic import cluster as cluster_module
from audiofic.audio import Clip
from audiofic.cache import ClipCache
from audiofic.cli import run
from audiofic.cluster import Cluster
from audiofic.engines import Voice
from audiofic.engines.tone import ToneEngine
from audiofic.errors import ClusterError
from audiofic.synthesize import Synthesizer, Utterance, speak

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'audiofic[cluster]'")
dask = pytest.importorskip("dask")

SEEDS = Path(__file__).parents[1] / "seeds"
TONE = Voice("tone", "tone-200")
FAULTY = Voice("faulty", "tone-200")


@pytest.fixture
def local_cluster(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Starts a cluster of processes; `local_cluster(2)` is one with two workers."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    monkeypatch.setenv("FAULTY_LOG", str(tmp_path / "log"))
    monkeypatch.setenv("AUDIOFIC_CACHE", str(tmp_path / "cache"))
    settings = {
        "distributed.worker.daemon": False,  # as the guide has it: engines run in processes of their own
        "distributed.comm.timeouts.connect": "3s",
        "logging.distributed": "critical",
        "temporary-directory": str(tmp_path),
    }
    started: list[Any] = []
    with dask.config.set(settings):

        def start(workers: int, **options: Any) -> Any:
            cluster = distributed.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                silence_logs=False,
                **options,
            )
            started.append(cluster)
            return cluster

        yield start
        for cluster in started:
            cluster.close()


def utterances(*texts: str, voice: Voice = TONE) -> list[Utterance]:
    return [Utterance(text, voice, f"1.1.{number}", text) for number, text in enumerate(texts, start=1)]


def test_a_killed_worker_costs_only_its_running_lines(local_cluster: Callable[..., Any], tmp_path: Path) -> None:
    cache = ClipCache(tmp_path / "cache")
    local = local_cluster(2)
    asked = utterances(*(f"slow line number {number}" for number in range(24)), voice=FAULTY)
    with (
        Cluster(local.scheduler_address, faulty.load) as cluster,
        Synthesizer(cache, cluster.jobs, faulty.load, cluster.executor) as synthesizer,
    ):
        assert cluster.jobs == 2
        clips: list[Clip | None] = []
        for number, spoken in enumerate(synthesizer.synthesize(asked)):
            clips.append(spoken.clip)
            if number == 3:
                victim = next(iter(local.workers.values()))
                os.kill(victim.pid, signal.SIGKILL)
    assert clips == [speak(faulty.load, utterance.text, TONE) for utterance in asked]
    told = (tmp_path / "log").read_text().splitlines()
    assert 24 <= len(told) <= 24 + 8  # what was in the dead worker's hands was said again, and no more


def test_a_line_that_kills_its_process_or_is_refused_does_not_end_the_worker(
    local_cluster: Callable[..., Any], tmp_path: Path
) -> None:
    local = local_cluster(1)
    asked = utterances("crash-once then speak", "refuse this", "speak well", voice=FAULTY)
    with (
        Cluster(local.scheduler_address, faulty.load) as cluster,
        Synthesizer(ClipCache(tmp_path / "cache"), cluster.jobs, faulty.load, cluster.executor) as synthesizer,
    ):
        first, refused, last = synthesizer.synthesize(asked)
    assert first.clip is not None
    assert last.clip is not None
    assert refused.error is not None
    assert "this it does not say" in refused.error


def where() -> str:
    return str(distributed.get_worker().name)


@pytest.mark.parametrize("label", ["tone", "GPU"])
def test_lines_go_to_the_workers_that_are_labelled_for_the_engine(
    label: str, local_cluster: Callable[..., Any]
) -> None:
    def options(name: str, resources: dict[str, int]) -> dict[str, Any]:
        return {"cls": distributed.Worker, "options": {"nthreads": 2, "name": name, "resources": resources}}

    scheduler = {
        "cls": distributed.Scheduler,
        "options": {"host": "127.0.0.1", "port": 0, "dashboard_address": ":0", "dashboard": False},
    }
    workers = {"plain": options("plain", {}), "labelled": options("labelled", {label: 1})}
    with (
        distributed.SpecCluster(workers, scheduler, silence_logs=False) as local,
        Cluster(local.scheduler_address, faulty.load) as cluster,
    ):
        labelled = cluster.executor(ToneEngine(), 4)
        anywhere = cluster.executor(faulty.MissingEngine(), 4)  # isolated: no large model
        assert {labelled.submit(where).result() for _ in range(8)} == {"labelled"}
        assert anywhere.submit(os.getpid).result() != os.getpid()
        labelled.shutdown()
        anywhere.shutdown(cancel_futures=True)
    cluster_module._processes(2).shutdown()  # these workers lived in this process, which does not end yet
    cluster_module._processes.cache_clear()


def test_another_version_of_an_engine_is_refused(local_cluster: Callable[..., Any], tmp_path: Path) -> None:
    class OtherTone(ToneEngine):
        def version(self) -> str:
            return "of long ago"

    local = local_cluster(1, processes=False, protocol="tcp://")
    with (
        Cluster(local.scheduler_address, faulty.load) as cluster,
        Synthesizer(ClipCache(tmp_path), 1, lambda _: OtherTone(), cluster.executor) as synthesizer,
        pytest.raises(ClusterError, match="has tone in the version 1, and this machine of long ago; install the same"),
    ):
        list(synthesizer.synthesize(utterances("Hello")))


def test_a_book_from_a_cluster_is_the_same(local_cluster: Callable[..., Any], tmp_path: Path) -> None:
    voices = tmp_path / "voices.yaml"
    voices.write_text("engine: tone\n")
    command = ["build", str(SEEDS / "late-post.txt"), "--voices", str(voices)]
    assert run([*command, "-o", str(tmp_path / "here")]) == 0
    assert run(["cache", "prune", "--all"]) == 0
    address = local_cluster(2).scheduler_address
    assert run([*command, "-o", str(tmp_path / "there"), "--cluster", address]) == 0
    here, there = ([path.read_bytes() for path in (tmp_path / each).rglob("*.m4b")] for each in ("here", "there"))
    assert here == there
    assert len(here) == 1


def test_what_is_wrong_with_a_cluster_is_told(local_cluster: Callable[..., Any], monkeypatch: Any) -> None:
    monkeypatch.setattr("audiofic.cluster.CONNECT", 0.5)
    with pytest.raises(ClusterError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1 .*`dask scheduler`"):
        Cluster("tcp://127.0.0.1:1", faulty.load).__enter__()
    with pytest.raises(
        ClusterError, match="nonsense://x is not the address of a Dask scheduler; that looks like tcp://"
    ):
        Cluster("nonsense://x", faulty.load).__enter__()
    local = local_cluster(0)
    with pytest.raises(ClusterError, match="has no workers; start some with `dask worker"):
        Cluster(local.scheduler_address, faulty.load).__enter__()
