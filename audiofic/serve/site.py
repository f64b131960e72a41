"""What the local network may ask for: below an address that holds a secret, finished audiobooks and nothing else."""

from __future__ import annotations

import secrets
import time
from collections import deque
from pathlib import Path
from typing import Final

from anyio import to_thread
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audiofic.check import read_header
from audiofic.errors import AudioficError
from audiofic.library import MEDIA, Entry, Library
from audiofic.serve.feed import feed

HERE: Final = Path(__file__).parent
WRONG: Final = 20
"""Guesses of the secret that an address of the network has in a minute."""
MINUTE: Final = 60.0
_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def site(library: Library, secret: str, *, secure: bool) -> ASGIApp:
    """The web application. `secure`: it is served by https, so that phones can keep the page and its audiobooks."""
    pages = _Pages(library, secret, secure=secure)
    get = ["GET"]
    return _Guard(
        Starlette(
            routes=[
                Route("/", pages.page, methods=get),
                Route("/feed.xml", pages.all, methods=get),
                Route("/manifest.webmanifest", pages.manifest, methods=get),
                Route("/static/{name}", pages.static, methods=get),
                Route("/sw.js", pages.worker, methods=get),
                Route("/{work}/feed.xml", pages.one, methods=get),
                Route("/{work}/cover.jpg", pages.cover, methods=get),
                Route("/{work}/chapters.json", pages.chapters, methods=get),
                Route("/{work}/{file}", pages.file, methods=get),
            ],
            exception_handlers={AudioficError: _gone, HTTPException: _refused},
        ),
        secret,
    )


async def _gone(_: Request, error: Exception) -> Response:
    return PlainTextResponse(str(error), 404)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 what it is registered for
    return PlainTextResponse(error.detail, error.status_code)


class _Pages:
    """A method for each address."""

    def __init__(self, library: Library, secret: str, *, secure: bool) -> None:
        self._library = library
        self._secret = secret
        self._secure = secure
        self._templates = Jinja2Templates(HERE / "templates")

    def _entries(self) -> list[Entry]:
        return [entry for entry in self._library.entries() if entry.recordings]

    def _entry(self, request: Request) -> Entry:
        entry = self._library.get(request.path_params["work"])
        if not entry.recordings:
            raise HTTPException(404, "there is no audiobook of this work any more")
        return entry

    def _base(self, request: Request) -> str:
        return f"{request.url.scheme}://{request.headers['host']}/{self._secret}/"

    async def page(self, request: Request) -> Response:
        works = [
            {
                "id": entry.id,
                "title": entry.title,
                "authors": ", ".join(entry.authors),
                "minutes": round(entry.minutes),
                "files": [
                    {"name": f"{number}{path.suffix}", "title": path.stem, "mb": f"{path.stat().st_size / 1e6:.1f}"}
                    for number, path in enumerate(entry.recordings)
                ],
            }
            for entry in await to_thread.run_sync(self._entries)
        ]
        base, address = f"/{self._secret}/", self._base(request)
        context = {"works": works, "base": base, "feed": f"{address}feed.xml", "secure": self._secure}
        return self._templates.TemplateResponse(request, "page.html", context)

    async def all(self, request: Request) -> Response:
        entries = await to_thread.run_sync(self._entries)
        return _xml(feed(entries, self._base(request), title="Your audiobooks"))

    async def one(self, request: Request) -> Response:
        return _xml(feed([self._entry(request)], self._base(request)))

    async def cover(self, request: Request) -> Response:
        picture = await to_thread.run_sync(self._library.thumbnail, self._entry(request).id)
        return Response(picture, media_type="image/jpeg")

    async def chapters(self, request: Request) -> Response:
        """Chapters as Podcasting 2.0 has them."""
        header = await to_thread.run_sync(read_header, self._entry(request).recordings[0])
        marks = [{"startTime": mark.start, "title": mark.title} for mark in header.marks]
        return JSONResponse({"version": "1.2.0", "chapters": marks}, media_type="application/json+chapters")

    async def file(self, request: Request) -> Response:
        files = {f"{number}{path.suffix}": path for number, path in enumerate(self._entry(request).recordings)}
        path = files.get(request.path_params["file"])
        if path is None:
            raise HTTPException(404, "there is no such file")
        download = path.name if "download" in request.query_params else None
        return FileResponse(path, media_type=MEDIA[path.suffix], filename=download)

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in {path.name for path in (HERE / "static").iterdir()}:
            raise HTTPException(404, "there is no such file")
        return FileResponse(HERE / "static" / name)

    async def worker(self, _: Request) -> Response:
        """Where the page may be kept, the program that keeps it; it has to lie above all that it keeps."""
        return FileResponse(HERE / "static" / "worker.js", media_type="text/javascript")

    async def manifest(self, _: Request) -> Response:
        base = f"/{self._secret}/"
        icon = {"src": f"{base}static/mark.svg", "sizes": "any", "type": "image/svg+xml"}
        told = {"name": "audiofic", "start_url": base, "scope": base, "display": "standalone", "icons": [icon]}
        return JSONResponse(told, media_type="application/manifest+json")


class _Guard:
    """Lets through who knows the secret, which is the first part of the path; who guesses too often has to wait."""

    def __init__(self, app: ASGIApp, secret: str) -> None:
        self._app = app
        self._secret = secret.encode()
        self._wrong: dict[str, deque[float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_rules(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await (self._refusal(scope) or self._app)(self._inside(scope), receive, with_rules)

    def _refusal(self, scope: Scope) -> Response | None:
        guesser = scope["client"][0] if scope.get("client") else ""
        now = time.monotonic()
        wrong = self._wrong.setdefault(guesser, deque(maxlen=WRONG))
        if len(wrong) == WRONG and now - wrong[0] < MINUTE:
            return PlainTextResponse("Too many wrong addresses: wait a minute.", 429)
        given = scope["path"].split("/")[1].encode(errors="replace")
        if not secrets.compare_digest(given, self._secret):
            wrong.append(now)
            if len(self._wrong) > 1000:  # a network has not so many
                self._wrong.clear()
            return PlainTextResponse("There is nothing here: open the address that audiofic printed.", 404)
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("Nothing can be changed here.", 405)
        if "sec-fetch-site" in (headers := Headers(scope=scope)) and headers["sec-fetch-site"] == "cross-site":
            return PlainTextResponse("This is not part of other pages.", 403)
        return None

    def _inside(self, scope: Scope) -> Scope:
        """The request as the application sees it: without the secret."""
        path = "/" + scope["path"].partition("/")[2].partition("/")[2]
        return {**scope, "path": path, "raw_path": path.encode()}


def _xml(data: bytes) -> Response:
    return Response(data, media_type="application/rss+xml")
