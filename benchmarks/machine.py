"""What a figure was measured on: printed above every benchmark's result."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""Commands are measured as they run where they are installed: with modules that were compiled once."""


def describe() -> str:
    """Cores, load, Python and audiofic, in one line."""
    load = f"{os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{time.strftime('%Y-%m-%d')}, audiofic {version('audiofic')}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {load}"
    )


def median_seconds(action: Callable[[], object], runs: int = 5) -> float:
    """Wall-clock seconds of the median run."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def cpu_seconds() -> float:
    """What this process and all below it, those that have ended included, have computed so far."""
    import psutil

    own = psutil.Process()
    return sum(sum(process.cpu_times()[:4]) for process in (own, *own.children(recursive=True)))
