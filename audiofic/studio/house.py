"""The studio as one web application: the library at the door, and behind it a page for each work."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import anyio
from anyio import to_thread
from anyio.abc import TaskGroup
from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates
from starlette.types import Receive, Scope, Send

from audiofic.errors import AudioficError
from audiofic.studio.app import HANDLERS, HERE, application, modules
from audiofic.studio.desk import Desk
from audiofic.studio.works import ALONE, Works

LOOK: Final = 1.0
"""Seconds between two looks at the files of the works that are open."""


def house(works: Works) -> Starlette:
    """The whole studio."""
    pages, door = _Library(works), _Works(works)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            door.tasks = tasks
            tasks.start_soon(_watch, works)
            tasks.start_soon(to_thread.run_sync, works.resume)
            if works.alone is not None:
                tasks.start_soon(to_thread.run_sync, works.alone.warm)
            yield
            tasks.cancel_scope.cancel()

    get = ["GET"]
    return Starlette(
        routes=[
            Route("/", pages.page, methods=get),
            Route("/api/library", pages.library, methods=get),
            Route("/api/library", pages.add, methods=["POST"]),
            Route("/api/library/{work}", pages.remove, methods=["DELETE"]),
            Route("/api/library/{work}/cover", pages.cover, methods=get),
            Route("/api/library/{work}/build", pages.build, methods=["POST"]),
            Route("/api/events", pages.events, methods=get),
            Mount("/work/{work}", door),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ],
        exception_handlers=HANDLERS,
        lifespan=lifespan,
    )


async def _watch(works: Works) -> None:
    """Look at the files for ever."""
    while True:
        await anyio.sleep(LOOK)
        for desk in works.open():
            await to_thread.run_sync(desk.project.look)


class _Works:
    """Leads to the pages of a work, which is opened for the first who comes."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self._templates = Jinja2Templates(HERE / "templates")
        self._apps: dict[Desk, Starlette] = {}
        self.tasks: TaskGroup | None = None
        """While the studio is served: what goes on beside the pages."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HttpRequest(scope, receive)
        work = scope["path_params"]["work"]
        still = self._works.open()
        self._apps = {desk: app for desk, app in self._apps.items() if desk in still}
        try:
            desk = await to_thread.run_sync(self._works.desk, work)
        except AudioficError as error:
            if "text/html" not in request.headers.get("accept", ""):
                raise
            context = {"message": str(error)}
            await self._templates.TemplateResponse(request, "wrong.html", context, 400)(scope, receive, send)
            return
        if desk not in self._apps:
            self._apps[desk] = application(desk)
            if work != ALONE and self.tasks is not None:
                self.tasks.start_soon(to_thread.run_sync, desk.warm)
        await self._apps[desk](scope, receive, send)


class _Library:
    """A method for each address of the library."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self._there = works.library
        self._templates = Jinja2Templates(HERE / "templates")

    async def page(self, request: HttpRequest) -> Response:
        context = {"modules": modules("library.js"), "alone": self._works.alone is not None}
        return self._templates.TemplateResponse(request, "library.html", context)

    async def library(self, _: HttpRequest) -> Response:
        def shown() -> list[object]:
            return [self._works.shown(entry) for entry in self._there.entries()]

        return JSONResponse(await to_thread.run_sync(shown))

    async def events(self, _: HttpRequest) -> Response:
        return StreamingResponse(self._works.events.stream({"type": "hello"}), media_type="text/event-stream")

    async def add(self, request: HttpRequest) -> Response:
        """Take the story in that the body is; `name` is its file's."""
        name = request.query_params.get("name", "")[:300]
        added = await to_thread.run_sync(self._there.add, await request.body(), name)
        shown = self._works.shown(added.entry)
        self._works.events.tell({"type": "work", "work": shown})
        return JSONResponse({"work": shown, "new": added.new, "news": added.news})

    async def remove(self, request: HttpRequest) -> Response:
        work = request.path_params["work"]
        await to_thread.run_sync(self._works.forget, work)
        kept = await to_thread.run_sync(self._there.remove, work)
        self._works.events.tell({"type": "gone", "id": work})
        return JSONResponse({"kept": str(kept)})

    async def cover(self, request: HttpRequest) -> Response:
        picture = await to_thread.run_sync(self._there.thumbnail, request.path_params["work"])
        return Response(picture, media_type="image/jpeg")

    async def build(self, request: HttpRequest) -> Response:
        """Build a work as it was built last, or else as M4B."""
        entry = self._there.get(request.path_params["work"])
        desk = await to_thread.run_sync(self._works.desk, entry.id)
        await to_thread.run_sync(desk.build, entry.built.formats if entry.built else ("m4b",), None)
        return JSONResponse({})
