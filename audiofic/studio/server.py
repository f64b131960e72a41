"""The studio as a server on this machine."""

from __future__ import annotations

import logging
import secrets
import socket
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import uvicorn

from audiofic.attribute import Consent
from audiofic.errors import OutputError
from audiofic.library import Library
from audiofic.studio.house import house
from audiofic.studio.security import Guard
from audiofic.studio.works import ALONE, Works
from audiofic.voices import AUTO

ADDRESS: Final = "127.0.0.1"
WORK: Final = f"/work/{ALONE}/"
PARTING: Final = 1
"""Seconds that sound on its way to a page gets to end, when the studio closes."""


class Studio:
    """The studio; use as a context manager.

    `story`: one that is opened where it is, though it is in no library, with its `voices`, a voices.yaml that need not
    exist, and the folder for its audiobooks. Port 0 takes any that is free. `engine`: who speaks where a
    voices.yaml names none.
    """

    def __init__(
        self,
        library: Library,
        story: Path | None = None,
        voices: Path | None = None,
        output: Path = Path("output"),
        port: int = 0,
        engine: str = AUTO,
        consent: Consent | None = None,
    ) -> None:
        """Raises StoryError, VoicesError and EngineError where the story cannot be staged, and OutputError where the
        port is taken."""
        try:
            self._socket = socket.create_server((ADDRESS, port))
        except OSError as error:
            raise OutputError(f"port {port} cannot be used ({error.strerror}); choose another with --port") from error
        try:
            self.works = Works(library, story, voices, output, engine, consent)
        except BaseException:
            self._socket.close()
            raise
        port = self._socket.getsockname()[1]
        token = secrets.token_urlsafe(32)
        page = WORK if story else "/"
        self.url = f"http://{ADDRESS}:{port}{page}?token={token}"
        """The address that opens the studio; whoever has it is let in."""
        config = uvicorn.Config(
            Guard(house(self.works), port, token),
            lifespan="on",
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=PARTING,
        )
        self._server = _Server(config, self.works)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.works.close()
        self._socket.close()

    def serve(self) -> None:
        """Answer pages until `stop`, or until the process is interrupted, which raises KeyboardInterrupt."""
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Let `serve` end; from any thread."""
        self._server.should_exit = True


class _Server(uvicorn.Server):
    """Ends the streams to open pages before it waits for their end."""

    def __init__(self, config: uvicorn.Config, works: Works) -> None:
        super().__init__(config)
        self._works = works

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for events in (self._works.events, *(desk.events for desk in self._works.open())):
            events.close()
        log = logging.getLogger("uvicorn.error")
        level = log.level
        log.setLevel(logging.CRITICAL)  # sound that is cut off now is no mistake
        try:
            await super().shutdown(sockets)
        finally:
            log.setLevel(level)
