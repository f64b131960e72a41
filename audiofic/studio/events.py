"""What happens, told to every page that is open, as server-sent events."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from typing import Any, Final

HEARTBEAT: Final = 15.0
"""Seconds after which an idle stream says that it is alive, and notices that nobody listens any more."""
_BACKLOG: Final = 200
"""Events that a page may be behind; then it is cut off, asks again, and reads everything anew."""

Event = dict[str, Any]


class Events:
    """Tells events to those who listen; `tell` may be called from any thread."""

    def __init__(self) -> None:
        self._listeners: dict[asyncio.Queue[Event | None], asyncio.AbstractEventLoop] = {}
        self._lock = threading.Lock()

    def tell(self, event: Event) -> None:
        """Send an event to every page."""
        with self._lock:
            for queue, loop in self._listeners.items():
                loop.call_soon_threadsafe(_put, queue, event)

    @property
    def heard(self) -> bool:
        """Whether anybody listens."""
        return bool(self._listeners)

    def close(self) -> None:
        """End all streams."""
        with self._lock:
            for queue, loop in self._listeners.items():
                loop.call_soon_threadsafe(_put, queue, None)

    async def stream(self, first: Event) -> AsyncIterator[bytes]:
        """`first`, and then every event as it comes, in the format of server-sent events."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue(_BACKLOG)
        with self._lock:
            self._listeners[queue] = asyncio.get_running_loop()
        try:
            yield _encoded(first)
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), HEARTBEAT)
                except TimeoutError:
                    yield b": alive\n\n"
                    continue
                if event is None:
                    return
                yield _encoded(event)
        finally:
            with self._lock:
                del self._listeners[queue]


def _put(queue: asyncio.Queue[Event | None], event: Event | None) -> None:
    if queue.full():
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)
    else:
        queue.put_nowait(event)


def _encoded(event: Event) -> bytes:
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()
