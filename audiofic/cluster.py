"""Synthesis on a Dask cluster: the same calls as on this machine, on the threads of any number of machines.

What runs there is what would run here (`workers`): an engine that may crash or hang has processes of its own, on each
worker as many as that has threads. Dask gives the lines of a lost worker to the others. The sound comes back to this
machine, which alone has a cache: workers keep nothing and need not share a disk.

https://distributed.dask.org/en/stable/resources.html tells how workers are labelled.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from concurrent.futures import Executor, Future
from types import TracebackType
from typing import Any, Final, ParamSpec, Self, TypeVar

from audiofic import __version__, workers
from audiofic.engines import Engine, Loader
from audiofic.errors import ClusterError

P = ParamSpec("P")
T = TypeVar("T")

GPU: Final = "GPU"
"""The label of workers for engines that are one large model, which a GPU helps."""
_ADDRESS: Final = re.compile(r"(?:tcp|tls|wss?)://[^\s/]+:\d{1,5}")
CONNECT: Final = 15.0
"""Seconds in which the scheduler has to answer, and a first worker to be there."""


class Cluster:
    """The workers of a Dask scheduler, between `with` and its end.

    `load` is how the workers find an engine by its name. Raises ClusterError on entry if the scheduler at `address`
    ("tcp://10.0.0.5:8786") does not answer, has no workers, or has some without this version of audiofic.
    """

    def __init__(self, address: str, load: Loader) -> None:
        self._address = address
        self._client: Any  # a distributed.Client, which has no types
        self._load = load

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

    def executor(self, engine: Engine, jobs: int) -> Executor:  # noqa: ARG002 - each worker has as many as its threads
        """Runs the calls of one engine: `synthesize.Executors`.

        They go to the workers that carry the engine's name as a label, else, if it is one large model, to those with
        the label GPU, else to any. A worker with another version of the engine, which would sound otherwise, raises
        ClusterError.
        """
        offered = {label for worker in self._scheduled().values() for label in worker["resources"]}
        wanted = [engine.name] if engine.isolated else [engine.name, GPU]
        label = next((label for label in wanted if label in offered), None)
        there = functools.partial(_call, self._load, engine.name, engine.version())
        return _ClusterExecutor(self._client, there, {label: 1} if label else None)

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

    def _scheduled(self) -> dict[str, Any]:
        scheduled: dict[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        return scheduled


class _ClusterExecutor(Executor):
    """Calls on the workers of a client, by way of `there`."""

    def __init__(self, client: Any, there: Callable[..., Any], resources: dict[str, int] | None) -> None:
        self._client = client
        self._there = there
        # Two lines may say the same: what was asked for twice is spoken twice, since the first may have failed.
        self._executor = client.get_executor(pure=False, resources=resources)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        if self._client.status != "running":
            raise ClusterError("the cluster is gone; start its scheduler again, and the same command goes on from here")
        future: Future[T] = self._executor.submit(self._there, fn, args, kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._executor.shutdown(wait=wait and not cancel_futures)


# ------------------------------------------------------------------------------------------------------ on the worker


def _version() -> str:
    return __version__


def _call(
    load: Loader, name: str, version: str, fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> T:
    """Call a function beside the engine of that name."""
    import distributed

    isolated, own_version = _engine(load, name)
    worker = distributed.get_worker()
    if own_version != version:
        raise ClusterError(
            f"the worker {worker.address} has {name} in the version {own_version}, and this machine {version}; "
            "install the same on both"
        )
    if not isolated:
        return fn(*args, **kwargs)
    return _processes(worker.state.nthreads).submit(fn, *args, **kwargs).result()


@functools.cache
def _engine(load: Loader, name: str) -> tuple[bool, str]:
    engine = load(name)
    return engine.isolated, engine.version()


@functools.cache
def _processes(count: int) -> Executor:
    """One for all calls of a worker; its processes end with it."""
    return workers.executor(count, isolated=True)
