"""Where synthesis runs: an Executor of this machine's threads, or of processes that may die.

Engines wrap C libraries that crash and hang. `Workers` runs each call in a process that can be killed, which
`concurrent.futures.ProcessPoolExecutor` does not offer: there one dead process breaks the whole pool, and a call that
hangs stays for ever. Nothing here knows of speech, and callers need no more than `submit` and `shutdown`, so any other
`concurrent.futures.Executor` can stand in for it.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import connection
from queue import LifoQueue
from typing import Any, ParamSpec, TypeVar

from audiofic.errors import EngineError, WorkerError

P = ParamSpec("P")
T = TypeVar("T")

GRACE = 1.0
"""Seconds that a process gets to end by itself, with all that it does at exit, before it is killed."""

STARTUP = 60.0
"""Seconds that a process gets to start."""

TIMEOUT = 60.0
"""Seconds that a call may take."""

_SPAWN = multiprocessing.get_context("spawn")  # a fork would inherit locks that other threads hold, but not the threads
_PROCESSES = threading.Lock()
"""Held to start, kill and reap a process: a start also reaps others, so that their exit codes could get lost."""


def executor(count: int, *, isolated: bool, timeout: float = TIMEOUT) -> Executor:
    """`count` calls side by side: in processes of their own if `isolated`, with at most `timeout` seconds for each
    call; else in threads of this process, where no call can be ended from outside."""
    return Workers(count, timeout) if isolated else ThreadPoolExecutor(count, thread_name_prefix="audiofic")


class Workers(ThreadPoolExecutor):
    """Runs each call in one of `count` child processes, started when they are first needed.

    A future has what the function returned or raised, or WorkerError if the process died of the call or was killed for
    taking more than `timeout` seconds, or EngineError if no process can be started at all. A process in which a call
    failed is not used again, since nobody knows what the failure left behind. Functions, arguments and results have
    to be picklable.
    """

    def __init__(self, count: int, timeout: float) -> None:
        super().__init__(count, thread_name_prefix="audiofic")
        self._workers = [_Worker(timeout) for _ in range(count)]
        self._idle: LifoQueue[_Worker] = LifoQueue()  # the last used first: no more are started than are needed
        for worker in self._workers:
            self._idle.put(worker)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return super().submit(self._call, fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As every executor's; but with `cancel_futures`, calls that do not end within GRACE are killed."""
        super().shutdown(wait=False, cancel_futures=cancel_futures)
        if not wait:
            return
        killer = threading.Timer(GRACE, self._kill)
        if cancel_futures:
            killer.start()
        super().shutdown(wait=True)
        killer.cancel()
        for worker in self._workers:
            worker.stop()

    def _call(self, fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        request = pickle.dumps((fn, args, kwargs))
        worker = self._idle.get()
        try:
            return worker.call(request)  # type: ignore[no-any-return]
        finally:
            self._idle.put(worker)

    def _kill(self) -> None:
        for worker in self._workers:
            worker.kill(for_good=True)


class _Worker:
    """One place at the bench: a child process, and a new one when it has failed. Used by one thread at a time, but
    for `kill`."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._process: Any = None
        self._pipe: connection.Connection
        self._closed = False

    def call(self, request: bytes) -> Any:
        """The child's answer to a pickled (function, args, kwargs)."""
        if self._process is None:
            self._start()
        try:
            self._pipe.send_bytes(request)
            answer = self._pipe.recv_bytes() if self._pipe.poll(self._timeout) else None
        except (EOFError, OSError) as error:
            raise WorkerError(f"the process that it ran in died ({self.stop()})") from error
        if answer is None:
            self.kill()
            self.stop()
            raise WorkerError(f"it took more than {self._timeout:g} seconds and was stopped")
        failed, result = pickle.loads(answer)  # noqa: S301 from our own child
        if failed:
            self.stop()
            raise result
        return result

    def _start(self) -> None:
        self._pipe, theirs = _SPAWN.Pipe()
        with _PROCESSES:
            if self._closed:
                raise WorkerError("it was not begun: the workers are being shut down")
            self._process = _SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
            with _uninterrupted():
                self._process.start()
        theirs.close()
        if not self._pipe.poll(STARTUP):
            self.kill()
        try:
            self._pipe.recv_bytes()
        except (EOFError, OSError):
            raise EngineError(
                f"a worker process does not start ({self.stop()}); a script that starts a build has to do so "
                'under `if __name__ == "__main__":`'
            ) from None

    def kill(self, *, for_good: bool = False) -> None:
        """End the process at once, whatever it does; from any thread. `for_good`: and never start another."""
        with _PROCESSES:
            self._closed |= for_good
            if self._process:
                self._process.kill()

    def stop(self) -> str:
        """Let the process end, and tell how it ended."""
        if self._process is None:
            return "was not running"
        self._pipe.close()
        connection.wait([self._process.sentinel], GRACE)
        self.kill()
        with _PROCESSES:
            self._process.join()
            code = self._process.exitcode
            self._process = None
        return signal.Signals(-code).name if code < 0 else f"exit status {code}"


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C goes to the whole process group. A child inherits what its parent's thread blocks, so it cannot die of it
    before it has said that it ignores it. (Windows has no such mask.)"""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: connection.Connection) -> None:
    """What the child does: answer calls until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides what it means
    threading.Thread(target=_follow_parent, daemon=True).start()
    with suppress(EOFError, ConnectionError):  # the parent has ended, whichever way
        pipe.send_bytes(b"ready")
        while True:
            pipe.send_bytes(_answer(pipe.recv_bytes()))


def _follow_parent() -> None:
    """A parent that was killed closes the pipe, but a call that hangs would never look at it."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        time.sleep(GRACE)
        os._exit(1)


def _answer(request: bytes) -> bytes:
    try:
        function, args, kwargs = pickle.loads(request)  # noqa: S301 from our own parent
        return pickle.dumps((False, function(*args, **kwargs)))
    except Exception as error:  # noqa: BLE001 whatever it is, the caller gets it
        return pickle.dumps((True, portable(error)))


def portable(error: Exception) -> Exception:
    """The error itself if it survives the journey, else its words."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 our own
    except Exception:  # noqa: BLE001 exceptions with arguments of their own fail in many ways
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
