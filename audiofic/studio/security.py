"""Who may talk to the studio: the browser that was given the address, on this machine, from the studio's own page.

Any web page may send requests to 127.0.0.1, and a name that it owns may be made to lead there (DNS rebinding). So each
request needs the cookie that only the secret address gives, the right Host, and no Origin but our own.
"""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY: Final = 64_000_000
"""Bytes of a request: a story is the largest thing that a page sends."""

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src blob: 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
"""The page takes scripts and styles from files of ours alone, and cannot turn text into markup at all."""

PAGES: Final = ("/", "/work/-/")
"""Where the secret address may lead: to the library, or to the story that the studio was opened with."""

_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_ENTRANCE: Final = '<!doctype html><meta http-equiv="refresh" content="0;url={path}"><title>audiofic</title>'
"""Goes on to the page without the token. A redirect would not do: after a click on a link in some other page, browsers
count it as that page's, and send no strict cookie along."""
_UNSAFE: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Guard:
    """Lets through what comes from the studio's own page, and puts its rules on every answer."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app = app
        self._host = f"127.0.0.1:{port}"
        self._origin = f"http://{self._host}"
        self._token = token
        self._cookie = f"audiofic-{port}"  # cookies know no ports
        self._session = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_rules(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await (self._answer(scope) or self._app)(scope, receive, with_rules)

    def _answer(self, scope: Scope) -> Response | None:
        """What a request gets that does not reach the studio."""
        headers = Headers(scope=scope)
        if headers.get("host") != self._host:
            return _refusal(f"The studio is at {self._origin} and nowhere else.")
        origin = headers.get("origin")
        if origin not in ((self._origin,) if scope["method"] in _UNSAFE else (None, self._origin)):
            return _refusal("The studio takes orders from its own page only.")
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] in PAGES and secrets.compare_digest(given.encode(), self._token.encode()):
            response = HTMLResponse(_ENTRANCE.format(path=scope["path"]))
            response.set_cookie(self._cookie, self._session, httponly=True, samesite="strict")
            return response
        if not secrets.compare_digest(self._presented(headers).encode(), self._session.encode()):
            return _refusal("This page is private: open the address that audiofic printed when the studio started.")
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return _refusal("The studio is not part of other pages.")
        length = headers.get("content-length", "0")
        if "transfer-encoding" in headers or not length.isdecimal() or int(length) > MAX_BODY:
            return PlainTextResponse("This is too large.", 413)
        return None

    def _presented(self, headers: Headers) -> str:
        """The session's secret, as the browser sends it."""
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return ""
        return cookie.value if cookie else ""


def _refusal(sentence: str) -> Response:
    return PlainTextResponse(sentence, 403)
