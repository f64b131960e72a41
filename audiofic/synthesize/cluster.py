"""Synthesis on a Dask cluster: the same calls as on this machine, on the threads of any number of machines.

What runs there is what would run here (`workers`): an engine that may crash or hang has processes of its own, on each
worker as many as that has threads. Dask gives the lines of a lost worker to the others. The sound comes back to this
machine, which alone has a cache: workers keep nothing and need not share a disk.

https://distributed.dask.org/en/stable/resources.html tells how workers are labelled.
"""

from __future__ import annotations

import functools
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent import futures
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, field
from itertools import chain
from types import TracebackType
from typing import Any, Final, ParamSpec, Self, TypeVar

from audiofic import __version__
from audiofic.engines import Engine, Loader
from audiofic.errors import ClusterError, WorkerError
from audiofic.synthesize import workers

P = ParamSpec("P")
T = TypeVar("T")

GPU: Final = "GPU"
"""The label of workers for engines that are one large model, which a GPU helps."""
_ADDRESS: Final = re.compile(r"(?:tcp|tls|wss?)://[^\s/]+:\d{1,5}")
CONNECT: Final = 15.0
"""Seconds in which the scheduler has to answer, and a first worker to be there."""
PATIENCE: Final = 60.0
"""Seconds that lines wait for a worker when all are lost."""
LOOK: Final = 2.0
"""Seconds between two looks at who is there."""
TASK: Final = 0.1
"""Seconds that a task for Dask should take, so that its own cost is little: as many calls as that makes, up to MOST."""
MOST: Final = 10

_GONE: Final = "the cluster is gone; start its scheduler again, and the same command goes on from here"


class Cluster:
    """The workers of a Dask scheduler, between `with` and its end.

    `load` is how the workers find an engine by its name, and `timeout` the seconds that a call may take there if it
    runs in a process of its own. `tell` is called, on any thread, with a sentence for the user. Raises ClusterError on
    entry if the scheduler at `address` ("tcp://10.0.0.5:8786") does not answer, has no workers, or has some without
    this version of audiofic.
    """

    def __init__(
        self, address: str, load: Loader, tell: Callable[[str], None], timeout: float = workers.TIMEOUT
    ) -> None:
        self._address = address
        self._tell = tell
        self._client: Any  # a distributed.Client, which has no types
        self._load = load
        self._timeout = timeout

    def __enter__(self) -> Self:
        if not _ADDRESS.fullmatch(self._address):  # Dask may wait for ever for what it cannot read
            raise ClusterError(
                f"{self._address} is not the address of a Dask scheduler; that looks like tcp://10.0.0.5:8786"
            )
        try:
            import dask

            dask.config.set({"logging.distributed": "critical"})  # read at the import; what matters is raised, too
            import distributed
        except ImportError as error:
            raise ClusterError(f"Dask is not installed here ({error}); run: pip install 'audiofic[cluster]'") from error
        try:
            client: Any = distributed.Client
            self._client = client(self._address, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(
                f"no Dask scheduler answers at {self._address} ({error}); "
                "start one with `dask scheduler` and give the address that it prints"
            ) from error
        try:
            self._check()
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    @property
    def jobs(self) -> int:
        """How many lines the cluster can speak side by side: the threads of all its workers."""
        return sum(self._client.nthreads().values()) or 1

    def executor(self, engine: Engine, jobs: int) -> Executor:
        """Runs the calls of one engine, of which the workers have threads for `jobs`: `synthesize.Executors`.

        They go to the workers that carry the engine's name as a label, else, if it is one large model, to those with
        the label GPU, else to any. A worker with another version of the engine, which would sound otherwise, raises
        ClusterError.
        """
        offered = {label for worker in _scheduled(self._client) for label in worker["resources"]}
        wanted = [engine.name] if engine.isolated else [engine.name, GPU]
        label = next((label for label in wanted if label in offered), None)
        there = functools.partial(_run, self._load, engine.name, engine.version(), self._timeout)
        return _ClusterExecutor(self._client, there, jobs, label, self._tell)

    def _check(self) -> None:
        import distributed

        try:
            self._client.wait_for_workers(1, timeout=CONNECT)
            versions = self._client.run(_version)
        except (TimeoutError, distributed.TimeoutError) as error:
            raise ClusterError(
                f"the scheduler at {self._address} has no workers; start some with `dask worker {self._address} "
                "--no-nanny`, and see that they can reach it"
            ) from error
        except ImportError as error:
            raise ClusterError(f"audiofic is not installed on every worker of {self._address} ({error})") from error
        for worker, version in versions.items():
            if version != __version__:
                raise ClusterError(
                    f"the worker {worker} has audiofic {version}, and this machine {__version__}; "
                    "install the same on both"
                )


def _scheduled(client: Any) -> Sequence[Any]:
    """The workers that the scheduler has."""
    return list(client.scheduler_info(n_workers=-1)["workers"].values())


@dataclass(frozen=True, slots=True)
class _Call:
    function: Callable[[], Any]
    future: Future[Any] = field(default_factory=Future)


class _ClusterExecutor(Executor):
    """Calls on the workers of a client, by way of `there`, which is `_run` for one engine.

    A task costs Dask some milliseconds, whatever is in it. So calls that turn out to be quick wait here while the
    workers have enough to do, until several make one task; what takes longer goes alone, and at once.
    """

    def __init__(
        self, client: Any, there: Callable[..., Any], jobs: int, label: str | None, tell: Callable[[str], None]
    ) -> None:
        self._client = client
        self._tell = tell
        self._there = there
        self._label = label
        self._jobs = jobs
        # Two lines may say the same: what was asked for twice is spoken twice, since the first may have failed.
        self._tasks = client.get_executor(pure=False, resources={label: 1} if label else None)
        self._lock = threading.RLock()
        """Held to look at or change what is below: calls come from many threads, results from Dask's own."""
        self._waiting: deque[_Call] = deque()
        self._under_way: dict[Future[_Results], list[_Call]] = {}
        """By task."""
        self._size = 1
        """Calls that are worth a task."""
        self._over = threading.Event()
        threading.Thread(target=self._watch, name="audiofic-cluster", daemon=True).start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        call = _Call(functools.partial(fn, *args, **kwargs))
        with self._lock:
            self._waiting.append(call)
            self._send()
        return call.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        with self._lock:
            calls = [*chain.from_iterable(self._under_way.values()), *self._waiting]
        if cancel_futures:
            for call in calls:
                call.future.cancel()
        elif wait:
            futures.wait([call.future for call in calls])
        self._over.set()
        self._tasks.shutdown(wait=False)

    def _send(self) -> None:
        if self._client.status != "running":
            self._fail(ClusterError(_GONE))
        while self._waiting and (len(self._waiting) >= self._size or len(self._under_way) < self._jobs):
            taken = [self._waiting.popleft() for _ in range(min(self._size, len(self._waiting)))]
            calls = [call for call in taken if call.future.set_running_or_notify_cancel()]
            if calls:
                task = self._tasks.submit(self._there, [call.function for call in calls])
                self._under_way[task] = calls
                task.add_done_callback(self._receive)

    def _receive(self, task: Future[_Results]) -> None:
        with self._lock:
            calls = self._under_way.pop(task, [])
            try:
                results, seconds = task.result()
            except Exception as error:  # noqa: BLE001 whatever it is, the callers get it
                results = [(True, _told(error))] * len(calls)
            else:
                if not any(failed for failed, _ in results):  # the quickest tells, since the first have to load a model
                    self._size = max(self._size, min(MOST, int(TASK * len(results) / max(seconds, 1e-6))))
            self._send()
        for call, (failed, result) in zip(calls, results, strict=False):  # none if they have been given up
            if failed:
                call.future.set_exception(result)
            else:
                call.future.set_result(result)

    def _watch(self) -> None:
        """Dask waits for ever for a worker that can take a task; we do not."""
        worker = f"worker labelled {self._label}" if self._label else "worker"
        seen, told = time.monotonic(), False
        while not self._over.wait(LOOK):
            if not self._under_way or self._served:
                seen, told = time.monotonic(), False
            elif time.monotonic() - seen > PATIENCE:
                lost = f"the cluster has had no {worker} for {PATIENCE:g} seconds"
                self._fail(ClusterError(f"{lost}; start one, and the same command goes on from here"))
            elif not told:
                told = True
                self._tell(f"the cluster has no {worker} now: start one; the build waits {PATIENCE:g} seconds for it")

    @property
    def _served(self) -> bool:
        """Whether there is a worker that can take a task."""
        return any(self._label in (None, *worker["resources"]) for worker in _scheduled(self._client))

    def _fail(self, error: ClusterError) -> None:
        """End all calls."""
        with self._lock:
            calls = [*chain.from_iterable(self._under_way.values()), *self._waiting]
            self._waiting.clear()
            self._under_way.clear()
        for call in calls:
            if call.future.running() or call.future.set_running_or_notify_cancel():
                call.future.set_exception(error)


def _told(error: Exception) -> Exception:
    """What Dask's error means here."""
    import distributed

    if isinstance(error, CancelledError):
        return ClusterError(_GONE)
    if isinstance(error, distributed.KilledWorker):
        return WorkerError("the workers of the cluster that were given it died")
    return error


# ------------------------------------------------------------------------------------------------------ on the worker

_Results = tuple[list[tuple[bool, Any]], float]
"""Of each call whether it failed, and what it returned or raised; the seconds that all took."""


def _version() -> str:
    return __version__


def _run(load: Loader, name: str, version: str, timeout: float, calls: Sequence[Callable[[], Any]]) -> _Results:
    """Make the calls beside the engine of that name, one after the other."""
    import distributed

    isolated, own_version = _engine(load, name)
    worker = distributed.get_worker()
    if own_version != version:
        raise ClusterError(
            f"the worker {worker.address} has {name} in the version {own_version}, and this machine {version}; "
            "install the same on both"
        )
    start = time.perf_counter()
    results: list[tuple[bool, Any]] = []
    for call in calls:
        try:
            processes = _processes(worker.state.nthreads, timeout) if isolated else None
            results.append((False, processes.submit(call).result() if processes else call()))
        except Exception as error:  # noqa: BLE001 whatever it is, the caller gets it
            results.append((True, workers.portable(error)))
    return results, time.perf_counter() - start


@functools.cache
def _engine(load: Loader, name: str) -> tuple[bool, str]:
    engine = load(name)
    return engine.isolated, engine.version()


@functools.cache
def _processes(count: int, timeout: float) -> Executor:
    """One for all calls of a worker; its processes end with it."""
    return workers.executor(count, isolated=True, timeout=timeout)
