"""A speech server on loopback that speaks tones, and misbehaves on demand: the text's first word says how.

`busy-2` misbehaves so for the first two requests with that text, and then speaks; without a number it goes on for ever.
"""

from __future__ import annotations

import io
import json
import socket
import time
import wave
from collections import Counter
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler
from typing import Any

from loopback import LoopbackServer, serving

from audiofic import audio
from audiofic.engines import Voice
from audiofic.engines.tone import ToneEngine

VOICES = {"af_heart": 220, "af_bella": 260, "am_puck": 110, "bm_George": 130, "Narrator": 170}


SECONDS_A_CHARACTER = 0.03


class SpeechServer(LoopbackServer):
    """What was asked of it is in `requests`, in order."""

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.times: list[float] = []
        self.counts: Counter[str] = Counter()
        self.listed: object = {"voices": list(VOICES)}
        """What /v1/audio/voices gives; None for a server that has no such thing."""
        self.lists_at = "/v1/audio/voices"
        """Where it lists its voices."""
        self.silent_default = False
        """Whether it says every name that it does not know in one voice."""
        self.ignores_speed = False
        self.wanted_key: str | None = None
        self.rate = 24000
        self.streams = False
        """Whether it writes the headers of its WAVs before it knows how long they get."""

    @property
    def says_any(self) -> bool:
        return self.silent_default or self.listed is None


def running() -> AbstractContextManager[SpeechServer]:
    return serving(SpeechServer())


class _Handler(BaseHTTPRequestHandler):
    server: SpeechServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def do_GET(self) -> None:
        if not self._let_in():
            return
        if self.path == self.server.lists_at and self.server.listed is not None:
            body = (
                self.server.listed if isinstance(self.server.listed, bytes) else json.dumps(self.server.listed).encode()
            )
            self._answer(200, body, "application/json")
        elif self.path == "/v1/models":
            self._answer(200, b'{"data": []}', "application/json")
        else:
            self._error(404, "Not Found")

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(asked)
        self.server.keys.append(self.headers["Authorization"])
        self.server.times.append(time.monotonic())
        if not self._let_in():
            return
        if self.path != "/v1/audio/speech":
            self._error(404, "Not Found")
            return
        text: str = asked["input"]
        self.server.counts[text] += 1
        fault, _, times = text.split(maxsplit=1)[0].rstrip(".").partition("-")
        handle = getattr(self, f"_{fault}", None)
        if handle and (not times or self.server.counts[text] <= int(times)):
            handle(self._speech(asked))
        elif (
            asked["voice"].partition("+")[0] not in VOICES
            and self.server.listed is not None
            and not self.server.silent_default
        ):
            self._error(400, f"Voice {asked['voice']!r} not found")
        else:
            self._answer(200, self._speech(asked), "audio/wav")

    def _let_in(self) -> bool:
        wanted = self.server.wanted_key
        if wanted is None or self.headers["Authorization"] == f"Bearer {wanted}":
            return True
        self._error(401, f"Incorrect API key provided: {self.headers['Authorization']}.\x1b[31m")
        return False

    def _speech(self, asked: dict[str, Any]) -> bytes:
        hertz = VOICES.get(asked["voice"].partition("+")[0], 150)
        voice = Voice("tone", f"tone-{hertz}", speed=1.0 if self.server.ignores_speed else asked.get("speed", 1.0))
        clip = audio.resample(ToneEngine().synthesize(asked["input"] * 3, voice), self.server.rate)
        file = io.BytesIO()
        with wave.open(file, "wb") as wav:
            wav.setparams((1, 2, clip.rate, 0, "NONE", ""))
            wav.writeframes(clip.pcm)
        sound = file.getvalue()
        return sound[:40] + b"\xff\xff\xff\xff" + sound[44:] if self.server.streams else sound

    def _answer(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _error(self, status: int, message: str, **headers: str) -> None:
        self._answer(status, json.dumps({"error": {"message": message}}).encode(), "application/json", **headers)

    # --- faults

    def _busy(self, _: bytes) -> None:
        self._error(429, "Rate limit reached", Retry_After="0")

    def _later(self, _: bytes) -> None:
        self._error(429, "You exceeded your current quota", Retry_After="3600")

    def _dated(self, _: bytes) -> None:
        self._error(503, "Overloaded", Retry_After="Thu, 01 Jan 2015 00:00:00 GMT")

    def _undated(self, _: bytes) -> None:
        self._error(503, "Overloaded", Retry_After="Fri, 31 Dec 9999 23:59:59 -1200")

    def _broken(self, _: bytes) -> None:
        self._answer(500, b"<html><style>p {}</style><h1>Internal\nServer Error</h1></html>", "text/html")

    def _refuse(self, _: bytes) -> None:
        self._answer(422, json.dumps({"detail": [{"msg": "input too odd"}]}).encode(), "application/json")

    def _page(self, _: bytes) -> None:
        self._answer(200, b"<!DOCTYPE html><title>Sign in to Wi-Fi</title>", "text/html; charset=utf-8")

    def _garbage(self, _: bytes) -> None:
        self._answer(200, b"\x00\x01nothing that sounds" * 100, "audio/wav")

    def _unreadable(self, _: bytes) -> None:
        self._answer(200, b"RIFF" + b"\x07" * 500, "audio/wav")

    def _list(self, _: bytes) -> None:
        self._answer(200, b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n", "audio/mpegurl")

    def _nothing(self, _: bytes) -> None:
        self._answer(200, b"", "audio/wav")

    def _mute(self, sound: bytes) -> None:
        self._answer(200, sound[:40] + bytes(4), "audio/wav")

    def _seldom(self, sound: bytes) -> None:
        """A header that says one sample a second."""
        self._answer(200, sound[:24] + (1).to_bytes(4, "little") + sound[28:], "audio/wav")

    def _elsewhere(self, _: bytes) -> None:
        self._error(307, "moved", Location="http://192.0.2.1/v1/audio/speech")

    def _cut(self, sound: bytes) -> None:
        """Fewer bytes than the Content-Length says."""
        self.send_response(200)
        self.send_header("Content-Type", "audio/wav")
        self.send_header("Content-Length", str(len(sound)))
        self.end_headers()
        self.wfile.write(sound[: len(sound) // 2])
        self._hang_up()

    def _headless(self, sound: bytes) -> None:
        """Fewer bytes than the WAV's header says, of an answer without a length."""
        self.send_response(200)
        self.send_header("Content-Type", "audio/wav")
        self.end_headers()
        self.wfile.write(sound[: len(sound) // 2])
        self._hang_up()

    def _chunks(self, sound: bytes) -> None:
        """A chunked answer that ends in the middle."""
        self.send_response(200)
        self.send_header("Content-Type", "audio/wav")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"%x\r\n%s\r\n1000\r\n%s" % (100, sound[:100], sound[100:150]))
        self._hang_up()

    def _close(self, _: bytes) -> None:
        self._hang_up()

    def _hang(self, _: bytes) -> None:
        self.server.closing.wait(20)
        self._hang_up()

    def _drip(self, sound: bytes) -> None:
        """A byte at a time: each comes in time, and all of them never."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(sound)))
        self.end_headers()
        self._slowly(sound)

    def _dripping(self, _: bytes) -> None:
        """A header that never ends."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: ")
        self._slowly(b"a" * 60_000)

    def _slowly(self, data: bytes) -> None:
        for byte in data:
            if self.server.closing.wait(0.05):
                break
            self.wfile.write(bytes([byte]))
        self._hang_up()

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)
