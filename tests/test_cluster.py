"""Synthesis on a real Dask cluster on this machine, whose workers are killed, wrongly labelled or missing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import faulty
import pytest

from audiofic.audio import Clip
from audiofic.cache import ClipCache, contents
from audiofic.cli import run
from audiofic.engines import Voice
from audiofic.engines.tone import ToneEngine
from audiofic.errors import ClusterError
from audiofic.synthesize import Synthesizer, Utterance
from audiofic.synthesize import cluster as cluster_module
from audiofic.synthesize.cluster import Cluster
from audiofic.synthesize.synthesizer import speak

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
        Cluster(local.scheduler_address, faulty.load, print) as cluster,
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


def test_a_fault_costs_no_other_line_of_its_task(local_cluster: Callable[..., Any], tmp_path: Path) -> None:
    local = local_cluster(1)
    texts = [f"line {number}" for number in range(40)]
    texts[20:28:4] = ["refuse 1", "crash-once 1"]
    with (
        Cluster(local.scheduler_address, faulty.load, print) as cluster,
        Synthesizer(ClipCache(tmp_path / "cache"), cluster.jobs, faulty.load, cluster.executor) as synthesizer,
    ):
        spoken = list(synthesizer.synthesize(utterances(*texts, voice=FAULTY)))
    assert [each.utterance.text for each in spoken] == texts
    assert [each.utterance.text for each in spoken if each.clip is None] == ["refuse 1"]
    assert "this it does not say" in str(spoken[20].error)
    told = (tmp_path / "log").read_text().splitlines()
    assert [told.count(text) for text in texts[18:26]] == [1, 1, 3, 1, 1, 1, 2, 1]


def task() -> str:
    return str(distributed.get_worker().get_current_task())


def test_quick_calls_share_tasks(local_cluster: Callable[..., Any]) -> None:
    local = local_cluster(1)
    with Cluster(local.scheduler_address, faulty.load, print) as cluster, cluster.executor(ToneEngine(), 1) as executor:
        for _ in range(20):
            executor.submit(task).result()  # so that it is known how quick they are
        assert len({future.result() for future in [executor.submit(task) for _ in range(100)]}) < 40


def test_a_line_that_hangs_is_stopped_and_reported(local_cluster: Callable[..., Any], tmp_path: Path) -> None:
    local = local_cluster(1)
    asked = utterances("Before.", "hang on", "After.", voice=FAULTY)
    with (
        Cluster(local.scheduler_address, faulty.load, print, timeout=1.5) as cluster,
        Synthesizer(ClipCache(tmp_path / "cache"), cluster.jobs, faulty.load, cluster.executor) as synthesizer,
    ):
        before, hanging, after = synthesizer.synthesize(asked)
    assert before.clip is not None
    assert after.clip is not None
    assert "(line 1.1.2) cannot be spoken" in str(hanging.error)
    assert "it took more than 1.5 seconds and was stopped" in str(hanging.error)
    assert (tmp_path / "log").read_text().splitlines().count("hang on") == 3


def test_a_line_that_kills_every_worker_is_reported(local_cluster: Callable[..., Any], tmp_path: Path) -> None:
    shared = Voice("shared", "tone-200")
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        local = local_cluster(1)  # its nanny starts it again
        with (
            Cluster(local.scheduler_address, faulty.load, print) as cluster,
            Synthesizer(ClipCache(tmp_path / "cache"), cluster.jobs, faulty.load, cluster.executor) as synthesizer,
        ):
            deadly, after = synthesizer.synthesize(utterances("crash it", "After.", voice=shared))
    assert "the workers of the cluster that were given it died" in str(deadly.error)
    assert after.clip is not None
    assert (tmp_path / "log").read_text().splitlines().count("crash it") == 3


def test_a_cluster_that_loses_all_its_workers_ends_it(
    local_cluster: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "PATIENCE", 1.0)
    monkeypatch.setattr(cluster_module, "LOOK", 0.1)
    cache = ClipCache(tmp_path / "cache")
    local = local_cluster(1)
    told = "the cluster has had no worker for 1 seconds; start one, and the same command goes on from here"
    notes: list[str] = []
    with (
        Cluster(local.scheduler_address, faulty.load, notes.append) as cluster,
        Synthesizer(cache, cluster.jobs, faulty.load, cluster.executor) as synthesizer,
    ):
        stream = synthesizer.synthesize(utterances(*(f"slow {number}" for number in range(40)), voice=FAULTY))
        assert next(stream).clip is not None
        local.scale(0)
        with pytest.raises(ClusterError, match=told):
            list(stream)
    assert notes == ["the cluster has no worker now: start one; the build waits 1 seconds for it"]
    assert contents(cache.folder).clips >= 1


def test_a_scheduler_that_is_lost_ends_it(local_cluster: Callable[..., Any], tmp_path: Path) -> None:
    local = local_cluster(1)
    with (
        Cluster(local.scheduler_address, faulty.load, print) as cluster,
        Synthesizer(ClipCache(tmp_path / "cache"), cluster.jobs, faulty.load, cluster.executor) as synthesizer,
    ):
        stream = synthesizer.synthesize(utterances(*(f"slow {number}" for number in range(40)), voice=FAULTY))
        assert next(stream).clip is not None
        local.close()
        with pytest.raises(ClusterError, match="the cluster is gone; start its scheduler again"):
            list(stream)


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
        Cluster(local.scheduler_address, faulty.load, print) as cluster,
    ):
        labelled = cluster.executor(ToneEngine(), 4)
        anywhere = cluster.executor(faulty.MissingEngine(), 4)  # isolated: no large model
        assert {labelled.submit(where).result() for _ in range(8)} == {"labelled"}
        assert anywhere.submit(os.getpid).result() != os.getpid()
        labelled.shutdown()
        anywhere.shutdown(cancel_futures=True)
    cluster_module._processes(2, 60.0).shutdown()  # these workers lived in this process, which does not end yet
    cluster_module._processes.cache_clear()


def test_another_version_of_an_engine_is_refused(local_cluster: Callable[..., Any], tmp_path: Path) -> None:
    class OtherTone(ToneEngine):
        def version(self) -> str:
            return "of long ago"

    local = local_cluster(1, processes=False, protocol="tcp://")
    with (
        Cluster(local.scheduler_address, faulty.load, print) as cluster,
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
    monkeypatch.setattr("audiofic.synthesize.cluster.CONNECT", 0.5)
    with pytest.raises(ClusterError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1 .*`dask scheduler`"):
        Cluster("tcp://127.0.0.1:1", faulty.load, print).__enter__()
    with pytest.raises(
        ClusterError, match="nonsense://x is not the address of a Dask scheduler; that looks like tcp://"
    ):
        Cluster("nonsense://x", faulty.load, print).__enter__()
    local = local_cluster(0)
    with pytest.raises(ClusterError, match="has no workers; start some with `dask worker"):
        Cluster(local.scheduler_address, faulty.load, print).__enter__()
