"""The addresses of one work in the studio, and what each does; they are relative to where the work is."""

from __future__ import annotations

import functools
import re
from collections.abc import AsyncIterator, Generator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

import anyio
from anyio import to_thread
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request as HttpRequest
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from audiofic.check import draw
from audiofic.errors import AudioficError, OutputError
from audiofic.library import MEDIA, Place
from audiofic.package import FORMATS, usable_cover
from audiofic.studio import edits, recordings, requests
from audiofic.studio.desk import Desk
from audiofic.studio.project import ConflictError
from audiofic.studio.requests import Request

HERE = Path(__file__).parent

T = TypeVar("T", bound=Request)


@functools.cache
def modules(entry: str) -> list[str]:
    """The files of a page's program: `entry`, and all that it imports, so that a browser can fetch them at once."""
    found: dict[str, None] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            text = (HERE / "static" / name).read_text(encoding="utf-8")
            waiting += re.findall(r'^import .*?"\./([\w-]+\.js)";', text, re.MULTILINE)
    return sorted(found)


def application(desk: Desk) -> Starlette:
    """A work as a web application."""
    pages = _Pages(desk)
    get, post = ["GET"], ["POST"]
    return Starlette(
        routes=[
            Route("/", pages.page, methods=get),
            Route("/api/story", pages.story, methods=get),
            Route("/api/events", pages.events, methods=get),
            Route("/api/line/{index:int}", pages.line, methods=get),
            Route("/api/sample/{index:int}", pages.sample, methods=get),
            Route("/api/voices", pages.voices, methods=get),
            Route("/api/speakers", pages.speakers, methods=post),
            Route("/api/merge", pages.merge, methods=post),
            Route("/api/split", pages.split, methods=post),
            Route("/api/voice", pages.voice, methods=post),
            Route("/api/pronouns", pages.pronouns, methods=post),
            Route("/api/lock", pages.lock, methods=post),
            Route("/api/suggest", pages.suggest, methods=post),
            Route("/api/undo", pages.undo, methods=post),
            Route("/api/redo", pages.redo, methods=post),
            Route("/api/cover", pages.cover, methods=get),
            Route("/api/cover", pages.set_cover, methods=["PUT", "DELETE"]),
            Route("/api/build", pages.build, methods=post),
            Route("/api/build", pages.cancel, methods=["DELETE"]),
            Route("/api/loudness", pages.loudness, methods=get),
            Route("/api/place", pages.place, methods=["PUT"]),
            Route("/api/recording", pages.recording, methods=get),
            Route("/recording/{number:int}", pages.recorded, methods=get),
            Route("/download/{number:int}", pages.download, methods=get),
        ],
        exception_handlers=HANDLERS,
    )


async def _told(_: HttpRequest, error: Exception) -> Response:
    status = 409 if isinstance(error, ConflictError) else 400
    return JSONResponse({"error": str(error)}, status)


async def _malformed(_: HttpRequest, error: Exception) -> Response:
    assert isinstance(error, ValidationError)  # noqa: S101 what it is registered for
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return JSONResponse({"error": f"{place}: {first['msg'].removeprefix('Value error, ')}"}, 422)


async def _refused(_: HttpRequest, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 what it is registered for
    return JSONResponse({"error": error.detail}, error.status_code)


HANDLERS: Final[Mapping[Any, Any]] = {AudioficError: _told, ValidationError: _malformed, HTTPException: _refused}
"""What is answered where something goes wrong: always a sentence."""


class _Pages:
    """A method for each address."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._project = desk.project
        self._templates = Jinja2Templates(HERE / "templates")

    async def page(self, request: HttpRequest) -> Response:
        context = {"title": self._project.show.work.title, "formats": list(FORMATS), "modules": modules("main.js")}
        return self._templates.TemplateResponse(request, "page.html", context)

    async def story(self, _: HttpRequest) -> Response:
        return Response(await to_thread.run_sync(self._desk.story), media_type="application/json")

    async def events(self, _: HttpRequest) -> Response:
        return StreamingResponse(self._desk.events.stream(self._desk.hello()), media_type="text/event-stream")

    # --- sound

    async def line(self, request: HttpRequest) -> Response:
        show, index = self._project.show, request.path_params["index"]
        return await _sound(self._desk.speakers.line(show, index))

    async def sample(self, request: HttpRequest) -> Response:
        """A line of somebody's (`name`, or else the narrator's) as it would sound with another voice."""
        show, query = self._project.show, request.query_params
        role = edits.role(show, query.get("name"))
        asked = requests.Sound.model_validate({key: query[key] for key in requests.Sound.model_fields if key in query})
        voice = role.voice
        voice = replace(voice, engine=asked.engine or voice.engine, name=asked.voice or voice.name)
        if asked.rate is not None:
            voice = replace(voice, rate=asked.rate, speed=1.0)
        if asked.pitch is not None:
            voice = replace(voice, pitch=asked.pitch)
        volume = role.volume if asked.volume is None else asked.volume
        heard = replace(role, voice=voice, volume=volume)
        return await _sound(self._desk.speakers.sample(show, request.path_params["index"], heard))

    async def voices(self, _: HttpRequest) -> Response:
        return JSONResponse(await to_thread.run_sync(self._desk.voices))

    # --- edits

    async def speakers(self, request: HttpRequest) -> Response:
        lines = (await body(request, requests.SpeakersRequest)).lines
        names = {name or "The narrator" for name in lines.values()}
        who = f"{names.pop()} says" if len(names) == 1 else "Others say"
        what = f"{len(lines)} lines" if len(lines) > 1 else "a line"
        return await self._edit(f"{who} {what}", edits.speakers(lines))

    async def merge(self, request: HttpRequest) -> Response:
        asked = await body(request, requests.MergeRequest)
        return await self._edit(f"{asked.other} is {asked.name}", edits.merged(asked.name, asked.other))

    async def split(self, request: HttpRequest) -> Response:
        asked = await body(request, requests.NameRequest)
        return await self._edit(f"{asked.name} is somebody else", edits.split(asked.name))

    async def voice(self, request: HttpRequest) -> Response:
        asked = await body(request, requests.VoiceRequest)
        label = f"Another voice for {asked.name or 'the narrator'}"
        return await self._edit(label, edits.settings(asked.name, asked.sound.entries()))

    async def pronouns(self, request: HttpRequest) -> Response:
        asked = await body(request, requests.PronounsRequest)
        label = f"The pronouns of {asked.name} are {asked.pronouns or 'those that the story tells'}"
        return await self._edit(label, edits.settings(asked.name, {"pronouns": asked.pronouns}))

    async def lock(self, request: HttpRequest) -> Response:
        asked = await body(request, requests.LockRequest)
        who = asked.name or "the narrator"
        if asked.locked:
            return await self._edit(f"The voice of {who} is locked", edits.locked(asked.name))
        return await self._edit(f"The voice of {who} is free", edits.unlocked(asked.name))

    async def suggest(self, request: HttpRequest) -> Response:
        name = (await body(request, requests.NameRequest)).name
        voice = await to_thread.run_sync(self._desk.suggestion, name)
        return await self._edit(f"Another voice for {name}", edits.voiced(name, voice))

    async def undo(self, _: HttpRequest) -> Response:
        await to_thread.run_sync(self._project.undo)
        return self._revision()

    async def redo(self, _: HttpRequest) -> Response:
        await to_thread.run_sync(self._project.redo)
        return self._revision()

    async def _edit(self, label: str, edit: edits.Edit) -> Response:
        await to_thread.run_sync(self._project.apply, label, edit)
        return self._revision()

    def _revision(self) -> Response:
        return JSONResponse({"revision": self._desk.revision})

    # --- the audiobook

    async def cover(self, _: HttpRequest) -> Response:
        picture = await to_thread.run_sync(self._desk.picture)
        return Response(picture, media_type="image/png" if picture.startswith(b"\x89PNG") else "image/jpeg")

    async def set_cover(self, request: HttpRequest) -> Response:
        picture = await request.body() if request.method == "PUT" else None
        if picture is not None and not await to_thread.run_sync(usable_cover, picture):
            raise OutputError("this is no JPEG or PNG picture; save it as one of these")
        self._desk.cover = picture
        return JSONResponse({})

    async def build(self, request: HttpRequest) -> Response:
        asked = await body(request, requests.BuildRequest)
        unknown = [name for name in asked.formats if name not in FORMATS]
        if unknown:
            raise OutputError(f"there is no format {unknown[0]}; these are: {', '.join(FORMATS)}")
        chapters = None if asked.first is None else range(asked.first, (asked.last or asked.first) + 1)
        self._desk.build(asked.formats, chapters)
        return JSONResponse({})

    async def cancel(self, _: HttpRequest) -> Response:
        self._desk.builds.cancel()
        return JSONResponse({})

    async def loudness(self, _: HttpRequest) -> Response:
        """The picture of the last audiobook's loudness."""
        report = self._desk.builds.status.report
        if report is None:
            raise HTTPException(404, "no audiobook has been measured")
        return Response(await to_thread.run_sync(draw, report), media_type="image/svg+xml")

    async def recording(self, _: HttpRequest) -> Response:
        """The audiobook for the player: its files, its chapters as they lie in them, and what is heard when."""
        found = await to_thread.run_sync(self._desk.ledger.recording)
        shown = await to_thread.run_sync(recordings.shown, found) if found else None
        return JSONResponse(shown)

    async def recorded(self, request: HttpRequest) -> Response:
        """A file of the audiobook, or the part of it that a player asks for."""
        found = await to_thread.run_sync(self._desk.ledger.recording)
        files = recordings.playable(found) if found else ()
        number = request.path_params["number"]
        if number >= len(files) or not files[number].is_file():
            raise HTTPException(404, "there is no such audiobook any more: build it again")
        return FileResponse(files[number], media_type=MEDIA[files[number].suffix])

    async def place(self, request: HttpRequest) -> Response:
        """Where the listener stops."""
        asked = await body(request, requests.PlaceRequest)
        await to_thread.run_sync(self._desk.ledger.stopped_at, Place(line=asked.line, audiobook=asked.audiobook))
        return JSONResponse({})

    async def download(self, request: HttpRequest) -> Response:
        paths = self._desk.builds.status.paths
        number = request.path_params["number"]
        if number >= len(paths) or not paths[number].is_file():
            raise HTTPException(404, "this build made no such file")
        return FileResponse(paths[number], filename=paths[number].name)


async def body(request: HttpRequest, model: type[T]) -> T:
    """The body of a request, checked. Raises ValidationError, and HTTPException where it is no JSON."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise HTTPException(415, "the studio takes JSON")
    return model.model_validate_json(await request.body())


async def _sound(parts: Generator[bytes]) -> Response:
    """Sound as it comes. The first part is waited for, so that what cannot be spoken is an error and no silence."""
    first = await to_thread.run_sync(next, parts)

    async def stream() -> AsyncIterator[bytes]:
        try:
            part: bytes | None = first
            while part:
                yield part
                part = await to_thread.run_sync(next, parts, None)
        finally:
            with anyio.CancelScope(shield=True):
                await to_thread.run_sync(parts.close)

    return StreamingResponse(stream(), media_type="application/octet-stream")
