"""An HTTP client for a server of speech or of a language model: patient with one that is busy, strict with what it
answers, and bounded in time.

No redirect is followed, no proxy is used, and plain http goes to this machine alone unless the user says otherwise.
"""

from __future__ import annotations

import ipaddress
import json
import os
import random
import re
import socket
import textwrap
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import SplitResult, urlsplit

from audiofic.errors import EngineError, UtteranceError

if TYPE_CHECKING:
    from http.client import HTTPConnection

T = TypeVar("T")

TRIES: Final = 5
BACKOFF: Final = 0.5
"""Seconds until the second try; each further one waits twice as long, give or take some, so that threads part."""
LONGEST_WAIT: Final = 60.0
"""Seconds: a server that asks for a longer pause has a limit that this build has run into."""
CONNECT: Final = 10.0
"""Seconds for a connection to stand."""
MAX_BYTES: Final = 64_000_000
"""Of an answer: 20 minutes of WAV, where a sentence was asked for."""

OPENAI: Final = "https://api.openai.com/v1"

_BUSY: Final = 429
_WANTED: Final = "the address of a server, such as http://127.0.0.1:8880/v1"


def checked_url(text: str) -> str:
    """The address without a slash at its end. Raises ValueError if it is none of a server, or holds a password."""
    parts = _split(text)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"should be {_WANTED}")
    if parts.username is not None or parts.password is not None:
        raise ValueError("should hold no name or password: keys belong in the environment")
    return text.rstrip("/")


def _split(text: str) -> SplitResult | None:
    if not text.isascii() or any(character <= " " or character == "\x7f" for character in text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    return parts if port != 0 else None


def same_server(one: str, other: str) -> bool:
    """Whether two addresses are of one server: scheme, host and port."""
    return urlsplit(one)[:2] == urlsplit(other)[:2]


def trusted_url() -> str:
    """The server that may have the key: the one that the environment names, or OpenAI's. Raises EngineError."""
    try:
        return checked_url(os.environ.get("AUDIOFIC_OPENAI_URL") or OPENAI)
    except ValueError as error:
        raise EngineError(f"the address of the speech server {error}: mend AUDIOFIC_OPENAI_URL") from error


def environment_key() -> str:
    """The key, empty where there is none. Raises EngineError where it cannot be one."""
    key = os.environ.get("AUDIOFIC_OPENAI_KEY", "").strip()
    if not all("!" <= character <= "~" for character in key):
        raise EngineError("AUDIOFIC_OPENAI_KEY is no key: it holds blanks or letters that no key has")
    return key


def key_for(url: str) -> str:
    """The key that is sent to a server: none where it is not to be trusted with it. Raises EngineError."""
    key = environment_key()
    return key if same_server(url, trusted_url()) else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    type: str
    """Content type without parameters, in small letters: "audio/wav"."""
    body: bytes
    retry_after: str = ""
    location: str = ""

    def said(self) -> str:
        """The server's own words, for a message: in one short line, empty if there are none."""
        text = self.body[:20_000].decode(errors="replace")
        try:
            text = _message(json.loads(text))
        except (ValueError, RecursionError):
            text = re.sub(r"<(?:script|style)\b[^<>]*>[^<]*|<[^<>]*>", " ", text)
        printable = "".join(character if character.isprintable() else " " for character in text)
        return textwrap.shorten(printable, 200, placeholder="…")


def _message(data: object) -> str:
    """The message in the error of OpenAI (`error: {message: …}`), FastAPI (`detail: …`), and others."""
    if isinstance(data, dict):
        return next((_message(data[key]) for key in ("error", "detail", "message", "msg") if data.get(key)), "")
    if isinstance(data, list):
        return "; ".join(filter(None, map(_message, data[:3])))
    return str(data)


class DamagedError(Exception):
    """The answer is not what it should be, and may be if it is asked for again.

    The message goes on from "the server".
    """


class _FailedError(Exception):
    """A try that failed: why, as a sentence's end, and what is raised if it was the last."""

    def __init__(self, why: str, kind: type[EngineError], wait: float | None = None) -> None:
        super().__init__(why)
        self.kind = kind
        self.wait = wait
        """Seconds that the server asks for."""


class Gate:
    """Lets the requests of all threads through one by one: not more in a minute than are allowed."""

    def __init__(self, per_minute: int | None) -> None:
        self._interval = 60 / per_minute if per_minute else 0.0
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Until it is this request's turn."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self._interval
        time.sleep(turn - now)

    def close(self, seconds: float) -> None:
        """Let nobody through for so long."""
        with self._lock:
            self._next = max(self._next, time.monotonic() + seconds)


class Server:
    """A server at `url`, which has passed `checked_url`; `key` is sent as a bearer token, unless it is empty.

    `timeout`: seconds that an answer may take from the request to its last byte, and half of what all tries may
    take. `called`: what it is, in messages. `tries`: how often it is asked, at most.
    """

    def __init__(
        self, url: str, key: str, timeout: float, gate: Gate, called: str = "speech server", tries: int = TRIES
    ) -> None:
        self.url = url
        self.called = called
        self.host = urlsplit(url).netloc
        self._key = key
        self._timeout = timeout
        self._gate = gate
        self._tries = tries

    @property
    def here(self) -> bool:
        """Whether it is on this machine."""
        return _is_loopback(urlsplit(self.url).hostname or "")

    @property
    def private(self) -> bool:
        """Whether nobody between here and the server can read along: by https, or on this machine."""
        return self.here or urlsplit(self.url).scheme == "https"

    def get(self, path: str) -> Answer:
        """Ask for what stands at `path` below the address. Raises EngineError."""
        return self._patiently("GET", path, None, lambda answer: answer)

    def post(self, path: str, content: Mapping[str, object], accept: Callable[[Answer], T]) -> T:
        """Send `content` as JSON, and return what `accept` makes of the answer: any but those of a server that is busy
        or broken, which is asked again, as it is if `accept` raises DamagedError.

        Raises EngineError where there is no server or it lets nobody in, and UtteranceError where it fails at this.
        """
        return self._patiently("POST", path, json.dumps(content).encode(), accept)

    def clean(self, text: str) -> str:
        """The text without the key: some servers tell it back."""
        return text.replace(self._key, "…") if self._key else text

    def _patiently(self, method: str, path: str, body: bytes | None, accept: Callable[[Answer], T]) -> T:
        begun = time.monotonic()
        for attempt in range(1, self._tries + 1):
            self._gate.wait()
            try:
                return self._accepted(self._once(method, path, body), accept)
            except _FailedError as failed:
                spent = time.monotonic() - begun > self._timeout * 1.5  # who was late may be late again, once
                if attempt == self._tries or spent or (failed.wait or 0) > LONGEST_WAIT:
                    raise failed.kind(f"the {self.called} {self.host} {failed}") from failed
                if failed.wait is None:
                    time.sleep(BACKOFF * 2 ** (attempt - 1) * random.uniform(0.75, 1.25))  # noqa: S311 - no secret
                else:
                    self._gate.close(failed.wait)
        raise AssertionError

    def _accepted(self, answer: Answer, accept: Callable[[Answer], T]) -> T:
        words = self.clean(answer.said()) if answer.status >= 300 else ""
        told = f": {words}" if words else ""
        if answer.status == _BUSY:
            wait = _seconds(answer.retry_after)
            asks = f", and asks to wait for {wait:.0f} seconds" if wait and wait > LONGEST_WAIT else ""
            why = f"takes no more requests (429){asks}{told}; set requests_per_minute lower, or try again later"
            raise _FailedError(why, EngineError, wait)
        if answer.status >= 500:
            raise _FailedError(f"failed ({answer.status}){told}", UtteranceError, _seconds(answer.retry_after))
        if 300 <= answer.status < 400:
            there = textwrap.shorten(answer.location, 200) or "nowhere"
            raise EngineError(
                f"the {self.called} {self.host} sends elsewhere, to {there!r}: set the url to where it is"
            )
        try:
            return accept(answer)
        except DamagedError as damaged:
            raise _FailedError(str(damaged), UtteranceError) from damaged

    def _once(self, method: str, path: str, body: bytes | None) -> Answer:
        from http.client import HTTPConnection, HTTPException, HTTPSConnection

        parts = urlsplit(self.url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=CONNECT)
        late = threading.Event()
        try:
            try:
                connection.connect()
            except OSError as error:
                why = f"does not answer ({error.strerror or error}); start it, or mend its url"
                raise _FailedError(why, EngineError) from error
            with _time_limit(connection.sock, self._timeout, late):
                connection.request(method, f"{parts.path}{path}", body, self._headers())
                answer = _received(connection)
                if late.is_set():  # what ends with the connection seems to be whole
                    raise TimeoutError
                return answer
        except (OSError, HTTPException, ValueError) as error:
            if late.is_set():
                raise _FailedError(f"took more than {self._timeout:g} seconds", UtteranceError) from error
            raise _FailedError(f"broke off its answer ({error or type(error).__name__})", UtteranceError) from error
        finally:
            connection.close()

    def _headers(self) -> dict[str, str]:
        headers = {"Accept": "audio/*, application/json", "Content-Type": "application/json", "User-Agent": "audiofic"}
        return headers | ({"Authorization": f"Bearer {self._key}"} if self._key else {})


class _time_limit:  # noqa: N801 - reads as the statement that it is used in
    """Shuts the socket after so many seconds: the time limit of a socket itself begins anew with every byte."""

    def __init__(self, sock: socket.socket, seconds: float, late: threading.Event) -> None:
        sock.settimeout(seconds + 1)
        self._sock = sock
        self._late = late
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _shut(self) -> None:
        self._late.set()
        with suppress(OSError):  # the other side was quicker
            # Not that of an SSL socket, which takes its own state apart while another thread is using it.
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)


def _received(connection: HTTPConnection) -> Answer:
    response = connection.getresponse()
    body = response.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise UtteranceError(f"the answer is larger than {MAX_BYTES // 1_000_000} MB, which no line's sound is")
    if response.length:
        raise ValueError(f"{response.length} bytes are missing")
    return Answer(
        response.status,
        response.headers.get_content_type() if "Content-Type" in response.headers else "",
        body,
        response.headers.get("Retry-After", ""),
        response.headers.get("Location", ""),
    )


def _seconds(retry_after: str) -> float | None:
    """What a Retry-After header asks for: seconds, or a date. None where it is missing or neither."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        from email.utils import parsedate_to_datetime

        until = parsedate_to_datetime(retry_after).astimezone(UTC)
    except (ValueError, OverflowError):  # the latter in the year 9999
        return None
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
