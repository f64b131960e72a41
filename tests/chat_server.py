"""A language model on loopback, by OpenAI's chat protocol, whose answers are scripted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler
from typing import Any

from loopback import LoopbackServer, serving

Reply = str | bytes | int | None
"""What the model says; or the whole body; or a status; or nothing at all, ever."""

_ROW = re.compile(r"^(\d+) \(([^()]*)\) (.*)$", re.MULTILINE)


class ChatServer(LoopbackServer):
    """`answer` is asked for each request; what was asked is in `requests`, in order."""

    def __init__(self, answer: Callable[[dict[str, Any]], Reply]) -> None:
        super().__init__(_Handler)
        self.answer = answer
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []


def running(answer: Callable[[dict[str, Any]], Reply]) -> AbstractContextManager[ChatServer]:
    return serving(ChatServer(answer))


def prompt(asked: dict[str, Any]) -> str:
    """What the model is to read."""
    return str(asked["messages"][-1]["content"])


def rows(asked: dict[str, Any]) -> dict[int, tuple[str, str]]:
    """Number of each line → who says it, as far as the question tells, and its text."""
    return {int(number): (who, text) for number, who, text in _ROW.findall(prompt(asked))}


def people(asked: dict[str, Any]) -> list[str]:
    """Who may be answered."""
    return list(json.loads(prompt(asked).partition("People: ")[2].partition("\n")[0]))


def wanted(asked: dict[str, Any]) -> dict[int, str]:
    """The lines that are asked, with their texts."""
    numbers = prompt(asked).partition("Tell who says: ")[2].partition("\n")[0].split(", ")
    return {int(number): rows(asked)[int(number)][1] for number in numbers}


class _Handler(BaseHTTPRequestHandler):
    server: ChatServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(asked)
        self.server.keys.append(self.headers["Authorization"])
        reply = self.server.answer(asked) if self.path == "/v1/chat/completions" else 404
        if reply is None:
            self.server.closing.wait(20)
            self.close_connection = True
            return
        status, body = (reply, b'{"error": {"message": "no such thing"}}') if isinstance(reply, int) else (200, reply)
        if isinstance(body, str):
            body = json.dumps({"choices": [{"message": {"role": "assistant", "content": body}}]}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
