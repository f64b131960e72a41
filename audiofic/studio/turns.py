"""Who may build: one at a time, in the order in which they asked."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_LOOK: Final = 0.2
"""Seconds between two looks whether somebody who waits has given up."""


class Turns:
    """A queue of threads."""

    def __init__(self) -> None:
        self._queue: deque[object] = deque()
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, given_up: threading.Event) -> Iterator[bool]:
        """Wait for one's turn, and have it until the end of the block; False if `given_up` was set before it came."""
        ticket = object()
        with self._changed:
            self._queue.append(ticket)
            while self._queue[0] is not ticket and not given_up.is_set():
                self._changed.wait(_LOOK)
        try:
            yield not given_up.is_set()
        finally:
            with self._changed:
                self._queue.remove(ticket)
                self._changed.notify_all()
