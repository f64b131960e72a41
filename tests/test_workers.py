"""The workers: calls in processes that may die."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from audiofic.errors import UtteranceError, WorkerError
from audiofic.synthesize import executor
from audiofic.synthesize.workers import Workers

TESTS = str(Path(__file__).parent)


def die() -> None:
    os._exit(3)


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def hang(path: str = "") -> None:
    if path:
        Path(path).touch()
    time.sleep(600)


def refuse(reason: str) -> None:
    raise UtteranceError(reason)


class TwoArgumentsError(Exception):
    """Cannot be unpickled: its constructor wants more than pickle gives it."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} and {second}")


def refuse_oddly() -> None:
    raise TwoArgumentsError("one", "two")


def unpicklable() -> object:
    return threading.Lock()


def swallow_interrupt() -> str:
    os.kill(os.getpid(), signal.SIGINT)
    return "still here"


def test_a_call_runs_elsewhere_and_its_process_is_used_again() -> None:
    with Workers(1, timeout=60) as workers:
        first = workers.submit(os.getpid).result()
        assert first != os.getpid()
        assert workers.submit(os.getpid).result() == first
        assert workers.submit(divmod, 17, 5).result() == (3, 2)
        assert list(workers.map(abs, [-1, -2, -3])) == [1, 2, 3]


def test_a_process_is_started_only_when_it_is_needed() -> None:
    with Workers(4, timeout=60) as workers:
        assert multiprocessing.active_children() == []
        for _ in range(3):
            workers.submit(os.getpid).result()
        assert len(multiprocessing.active_children()) == 1


@pytest.mark.parametrize(("fault", "told"), [(die, "exit status 3"), (crash, "SIGSEGV")])
def test_a_process_that_dies_is_replaced(fault: object, told: str) -> None:
    with Workers(1, timeout=60) as workers:
        before = workers.submit(os.getpid).result()
        with pytest.raises(WorkerError, match=told):
            workers.submit(fault).result()  # type: ignore[arg-type]
        assert workers.submit(os.getpid).result() != before


def test_a_call_that_hangs_is_stopped_and_its_process_replaced() -> None:
    with Workers(1, timeout=2) as workers:
        with pytest.raises(WorkerError, match="more than 2 seconds"):
            workers.submit(hang).result()
        assert workers.submit(abs, -1).result() == 1


def test_a_hanging_call_stops_nobody_else() -> None:
    with Workers(2, timeout=3) as workers:
        hanging = workers.submit(hang)
        assert [workers.submit(abs, -n).result() for n in range(20)] == list(range(20))
        with pytest.raises(WorkerError):
            hanging.result()


def test_an_exception_comes_back_and_the_process_is_fresh_afterwards() -> None:
    with Workers(1, timeout=60) as workers:
        before = workers.submit(os.getpid).result()
        with pytest.raises(UtteranceError, match="not this"):
            workers.submit(refuse, "not this").result()
        assert workers.submit(os.getpid).result() != before


def test_what_cannot_be_pickled_is_an_error_of_the_call() -> None:
    with Workers(1, timeout=60) as workers:
        with pytest.raises(RuntimeError, match="TwoArgumentsError: one and two"):
            workers.submit(refuse_oddly).result()
        with pytest.raises(TypeError, match="pickle"):
            workers.submit(unpicklable).result()
        with pytest.raises(Exception, match="pickle"):
            workers.submit(lambda: 1).result()
        assert workers.submit(abs, -1).result() == 1


def test_an_interrupt_leaves_the_children_alone() -> None:
    with Workers(1, timeout=60) as workers:
        assert workers.submit(swallow_interrupt).result() == "still here"


def test_shutdown_leaves_no_process() -> None:
    workers = Workers(2, timeout=60)
    wait([workers.submit(time.sleep, 0.1) for _ in range(4)])
    assert multiprocessing.active_children() != []
    workers.shutdown()
    assert multiprocessing.active_children() == []


def test_shutdown_can_give_up_calls_under_way(tmp_path: Path) -> None:
    workers = Workers(1, timeout=600)
    hanging = workers.submit(hang, str(tmp_path / "begun"))
    waiting = workers.submit(abs, -1)
    while not (tmp_path / "begun").exists():
        time.sleep(0.01)
    workers.shutdown(cancel_futures=True)
    assert waiting.cancelled()
    assert isinstance(hanging.exception(), WorkerError)
    assert multiprocessing.active_children() == []


def test_a_parent_that_is_killed_leaves_no_process() -> None:
    """The children hold the parent's standard output: it comes to its end only when all of them are gone."""
    script = (
        "import sys, test_workers, audiofic.synthesize.workers as w\n"
        "pool = w.Workers(2, timeout=600)\n"
        "pool.submit(print, 'idle', flush=True).result()\n"
        "pool.submit(test_workers.hang)\n"
        "print('ready', flush=True)\n"
        "sys.stdin.read()\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([TESTS, *sys.path])}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        assert [parent.stdout.readline() for _ in range(2)] == ["idle\n", "ready\n"]
        parent.kill()
        assert parent.communicate(timeout=60) == ("", None)


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text("import audiofic.synthesize.workers as w\nw.Workers(1, timeout=60).submit(abs, -1).result()\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, env=environment, timeout=120, check=False
    )
    assert run.returncode == 1
    assert '`if __name__ == "__main__":`' in run.stderr


def test_engines_that_need_no_process_run_in_threads() -> None:
    with executor(2, isolated=False, timeout=60) as threads:
        assert isinstance(threads, ThreadPoolExecutor)
        assert threads.submit(os.getpid).result() == os.getpid()
    with executor(2, isolated=True, timeout=60) as processes:
        assert isinstance(processes, Workers)
