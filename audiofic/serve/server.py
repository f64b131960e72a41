"""The server for the local network."""

from __future__ import annotations

import secrets
import socket
from pathlib import Path
from typing import Final

import uvicorn

from audiofic.errors import OutputError
from audiofic.library import Library
from audiofic.package import replacing
from audiofic.serve.site import site

_KEPT: Final = "serve.txt"
"""The file in the library that has the secret."""


def local_address() -> str:
    """This machine's address on the local network; 127.0.0.1 where it is on none. Nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        address: str = probe.getsockname()[0]
        return address


class Server:
    """Offers a library's audiobooks until `stop`."""

    def __init__(
        self, library: Library, address: str, port: int, certificate: Path | None = None, key: Path | None = None
    ) -> None:
        """`certificate` and `key` (PEM): for https. Raises OutputError where the place cannot be used."""
        try:
            self._socket = socket.create_server((address, port))
        except OSError as error:
            reason = error.strerror
            raise OutputError(f"{address}:{port} cannot be used ({reason}); choose another with --port") from error
        secure = certificate is not None
        secret = _secret(library)
        scheme = "https" if secure else "http"
        self.url = f"{scheme}://{address}:{self._socket.getsockname()[1]}/{secret}/"
        """The address of the page; whoever has it can hear the audiobooks."""
        config = uvicorn.Config(
            site(library, secret, secure=secure or address.startswith("127.")),
            log_config=None,
            server_header=False,
            ssl_certfile=certificate,
            ssl_keyfile=key,
            limit_concurrency=64,
            timeout_keep_alive=15,
        )
        try:
            config.load()
        except OSError as error:
            self._socket.close()
            raise OutputError(f"the certificate {certificate} or its key cannot be used: {error}") from error
        self._server = uvicorn.Server(config)

    def serve(self) -> None:
        """Answer until `stop`, or until the process is interrupted, which raises KeyboardInterrupt."""
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._socket.close()

    def stop(self) -> None:
        """Let `serve` end; from any thread."""
        self._server.should_exit = True


def _secret(library: Library) -> str:
    """The same for ever, so that a podcast app finds the feed again; who deletes the file gets another."""
    path = library.folder / _KEPT
    try:
        if secret := path.read_text(encoding="utf-8").strip():
            return secret
    except (OSError, UnicodeDecodeError):
        pass
    secret = secrets.token_urlsafe(18)
    with replacing(path) as part:
        part.write_text(secret, encoding="utf-8")
        part.chmod(0o600)
    return secret
