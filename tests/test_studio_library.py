"""The studio's library: its orders on the server, and its page in a real browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import problems, wait_for
from starlette.testclient import TestClient

from audiofic.audio import Clip
from audiofic.cli import run
from audiofic.engines import Voice, tone
from audiofic.library import Build, Library
from audiofic.studio import Studio
from audiofic.studio.house import house
from audiofic.studio.security import Guard
from audiofic.studio.turns import Turns
from audiofic.studio.works import IDLE, Works

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PORT = 4321
ORIGIN = f"http://127.0.0.1:{PORT}"
TOKEN = "open-sesame"  # noqa: S105 of no studio but this


def story(*chapters: str, title: str = "Rain", more: str = "") -> bytes:
    chapter = "## Chapter {}: {}\n\n“Wet,” said Mira.\n\n“Very,” said Tobin.\n\n"
    said = "".join(chapter.format(number, name) for number, name in enumerate(chapters, 1))
    return f"---\ntitle: {title}\nauthor: Ada Quill\n{more}---\n\n{said}".encode()


class Opened:
    """The whole studio without a browser."""

    def __init__(self, folder: Path) -> None:
        self.library = Library(folder / "library")
        self.works = Works(self.library, None, None, folder / "out")
        self.told: list[dict[str, object]] = []
        self.works.events.tell = self.told.append  # type: ignore[method-assign]
        self.client = TestClient(Guard(house(self.works), PORT, TOKEN), ORIGIN, headers={"origin": ORIGIN})
        assert self.client.get(f"/?token={TOKEN}").status_code == 200

    def add(self, data: bytes, name: str = "rain.md") -> dict[str, object]:
        answer = self.client.post("/api/library", params={"name": name}, content=data)
        assert answer.status_code == 200, answer.text
        given: dict[str, object] = answer.json()
        return given

    def listed(self) -> dict[str, dict[str, object]]:
        return {work["id"]: work for work in self.client.get("/api/library").json()}

    def quiet(self, work: str) -> None:
        """The work speaks with tones alone."""
        self.library.get(work).voices.write_text("engine: tone\n", encoding="utf-8")


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Opened]:
    opened = Opened(tmp_path)
    yield opened
    opened.works.close()


def until(condition: Callable[[], bool]) -> None:
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it never came to be")


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No voice says anything until the end of the block."""
    may_speak = threading.Event()
    synthesize = tone.ToneEngine.synthesize

    def slow(engine: tone.ToneEngine, text: str, voice: Voice) -> Clip:
        may_speak.wait()
        return synthesize(engine, text, voice)

    monkeypatch.setattr(tone.ToneEngine, "synthesize", slow)
    try:
        yield
    finally:
        may_speak.set()


# --- the server


def test_a_story_is_added_shown_and_opened(studio: Opened) -> None:
    added = studio.add(story("Dawn"))
    assert added["new"]
    assert studio.told[-1]["type"] == "work"
    (work,) = studio.listed().values()
    assert (work["title"], work["authors"], work["state"], work["build"]) == ("Rain", ["Ada Quill"], "new", None)
    studio.quiet("rain")
    assert "<title>Rain" in studio.client.get("/work/rain/", headers={"accept": "text/html"}).text
    assert studio.client.get("/work/rain/api/story").json()["title"] == "Rain"
    assert studio.client.get("/api/library/rain/cover").content.startswith(b"\xff\xd8")
    again = studio.add(story("Dawn", "Dusk"))
    assert (again["new"], str(again["news"]).split(" (")[0]) == (False, "1 new chapter")


def test_a_work_that_is_open_is_read_anew_when_a_newer_file_comes(studio: Opened) -> None:
    studio.add(story("Dawn"))
    studio.quiet("rain")
    desk = studio.works.desk("rain")
    studio.add(story("Dawn", "Dusk"))
    desk.project.look()
    assert len(desk.project.show.work.chapters) == 2


@pytest.mark.parametrize(("data", "said"), [(b"", "empty"), (b"\0\1\2", "binary"), (b"<html></html>", "no")])
def test_what_is_no_story_is_refused_with_a_sentence(data: bytes, said: str, studio: Opened) -> None:
    answer = studio.client.post("/api/library", params={"name": "x.html"}, content=data)
    assert answer.status_code == 400
    assert said in answer.json()["error"]
    assert studio.listed() == {}


@pytest.mark.parametrize("work", ["none", "..", "-", "%2e%2e", "a%00b"])
def test_a_work_that_is_not_there(work: str, studio: Opened) -> None:
    assert studio.client.get(f"/work/{work}/api/story").status_code in (400, 404)
    assert studio.client.get(f"/api/library/{work}/cover").status_code in (400, 404)
    assert studio.client.delete(f"/api/library/{work}").status_code in (400, 404, 405)


def test_a_work_whose_voices_are_wrong_says_so_on_a_page_of_its_own(studio: Opened) -> None:
    studio.add(story("Dawn"))
    studio.library.get("rain").voices.write_text("engine: [\n", encoding="utf-8")
    page = studio.client.get("/work/rain/", headers={"accept": "text/html"})
    assert page.status_code == 400
    assert "voices.yaml:2:1" in page.text
    assert "voices.yaml:2:1" in studio.client.get("/work/rain/api/story").json()["error"]


def test_a_work_is_taken_out(studio: Opened) -> None:
    studio.add(story("Dawn"))
    studio.quiet("rain")
    studio.works.desk("rain")
    assert studio.client.delete("/api/library/rain").status_code == 200
    assert studio.told[-1] == {"type": "gone", "id": "rain"}
    assert (studio.listed(), studio.works.open()) == ({}, [])


def test_builds_wait_for_each_other_and_are_noted(studio: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    for title in ("One", "Two"):
        studio.add(story("Dawn", title=title), f"{title}.md")
        studio.quiet(title.lower())
    with held(monkeypatch):
        for work in ("one", "two"):
            assert studio.client.post(f"/api/library/{work}/build").status_code == 200
        until(lambda: (studio.listed()["one"]["build"] or {}).get("state") == "running")  # type: ignore[attr-defined]
        assert studio.listed()["two"]["build"]["state"] == "waiting"  # type: ignore[index]
        assert studio.client.post("/api/library/two/build").status_code == 400
    until(lambda: [work["state"] for work in studio.listed().values()] == ["built", "built"])
    entry = studio.library.get("two")
    assert [path.suffix for path in entry.audiobook] == [".m4b"]
    assert entry.wanted is None
    assert entry.minutes > 0
    builds = [event["work"]["build"] for event in studio.told if event["type"] == "work"]  # type: ignore[index]
    assert {build["state"] for build in builds if build} == {"waiting", "running"}


def test_a_build_that_waits_can_be_cancelled(studio: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    for title in ("One", "Two"):
        studio.add(story("Dawn", title=title), f"{title}.md")
        studio.quiet(title.lower())
    with held(monkeypatch):
        for work in ("one", "two"):
            studio.client.post(f"/api/library/{work}/build")
        assert studio.library.get("two").wanted == Build(formats=("m4b",))
        studio.client.delete("/work/two/api/build")
        until(lambda: studio.works.desk("two").builds.status.state == "cancelled")
        assert studio.library.get("two").wanted is None


def test_what_was_waiting_goes_on_in_the_next_studio(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    library.add(story("Dawn", "Dusk"), "rain.md")
    library.get("rain").voices.write_text("engine: tone\n", encoding="utf-8")
    library.add(story("Dawn", title="Wrong"), "wrong.md")
    library.get("wrong").voices.write_text("engine: [\n", encoding="utf-8")
    for work in ("rain", "wrong"):
        library.wants(work, Build(formats=("mp3",), first=2, last=2))
    works = Works(library, None, None, tmp_path)
    works.resume()
    until(lambda: library.get("rain").wanted is None)
    assert [path.suffix for path in library.get("rain").audiobook] == [".mp3"]
    assert library.get("wrong").wanted is None
    works.close()


def test_a_studio_that_is_closed_in_mid_build_leaves_it_noted(studio: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.add(story(*"abcdefgh"))
    studio.quiet("rain")
    synthesize = tone.ToneEngine.synthesize

    def slow(engine: tone.ToneEngine, text: str, voice: Voice) -> Clip:
        time.sleep(0.05)
        return synthesize(engine, text, voice)

    monkeypatch.setattr(tone.ToneEngine, "synthesize", slow)
    studio.client.post("/api/library/rain/build")
    until(lambda: studio.works.desk("rain").builds.status.progress.done > 0)
    studio.works.close()
    assert studio.library.get("rain").wanted == Build(formats=("m4b",))


def test_works_that_nobody_looks_at_are_closed(studio: Opened) -> None:
    for number in range(IDLE + 3):
        studio.add(story("Dawn", title=f"Story {number}"), "x.md")
        studio.quiet(f"story-{number}")
        studio.works.desk(f"story-{number}")
    assert len(studio.works.open()) <= IDLE
    assert studio.client.get("/work/story-0/api/story").status_code == 200


def test_where_a_listener_stops_is_kept(studio: Opened) -> None:
    studio.add(story("Dawn"))
    studio.quiet("rain")
    put = studio.client.put("/work/rain/api/place", json={"line": 2, "audiobook": 3.5})
    assert put.status_code == 200
    assert studio.works.desk("rain").hello()["place"] == {"line": 2, "audiobook": 3.5}
    assert studio.client.put("/work/rain/api/place", json={"line": -1}).status_code == 422


def test_turns_come_in_order() -> None:
    turns, order, begun = Turns(), [], threading.Event()

    def take(number: int) -> None:
        with turns.turn(threading.Event()) as mine:
            order.append((number, mine))
            if number == 0:
                begun.wait()

    threads = [threading.Thread(target=take, args=(number,)) for number in range(5)]
    for number, thread in enumerate(threads):
        thread.start()
        until(lambda number=number: len(turns._queue) == number + 1)  # type: ignore[misc]
    begun.set()
    for thread in threads:
        thread.join()
    assert order == [(number, True) for number in range(5)]


# --- the page


@contextmanager
def served(library: Library) -> Iterator[Studio]:
    with Studio(library) as opened:
        server = threading.Thread(target=opened.serve)
        server.start()
        try:
            yield opened
        finally:
            opened.stop()
            server.join()


def entered(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("body:not([aria-busy])")
    return page


def drop(page: Page, files: dict[str, bytes]) -> None:
    """Drop files on the page, as from a desktop."""
    page.evaluate(
        """(files) => {
          const transfer = new DataTransfer();
          for (const [name, text] of Object.entries(files)) transfer.items.add(new File([text], name));
          dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
        }""",
        {name: data.decode() for name, data in files.items()},
    )


def test_from_an_empty_library_to_a_story(tmp_path: Path, context: BrowserContext) -> None:
    from playwright.sync_api import expect

    library = Library(tmp_path / "library")
    with served(library) as studio:
        page = entered(context, studio.url)
        expect(page.get_by_text("Drop stories here")).to_be_visible()
        drop(page, {"rain.md": story("Dawn"), "empty.txt": b""})
        expect(page.get_by_role("log")).to_contain_text("Rain: added")
        expect(page.get_by_role("log")).to_contain_text("empty.txt: this file is empty")
        library.get("rain").voices.write_text("engine: tone\n", encoding="utf-8")
        drop(page, {"rain (2).md": story("Dawn", "Dusk")})
        expect(page.get_by_role("log")).to_contain_text("updated: 1 new chapter")
        page.get_by_role("link", name="Rain").click()
        expect(page.locator(".line").first).to_be_visible()
        page.get_by_role("link", name="All your stories").click()
        expect(page.get_by_role("heading", name="Rain")).to_be_visible()


def test_a_text_is_pasted_and_taken_out_again(tmp_path: Path, context: BrowserContext) -> None:
    from playwright.sync_api import expect

    with served(Library(tmp_path / "library")) as studio:
        page = entered(context, studio.url)
        page.get_by_role("button", name="Paste a text…").click()
        page.get_by_role("textbox", name="Title").fill("A <b>bold</b> one")
        page.get_by_role("textbox", name="Text").fill("“Hello,” said Ann.")
        page.get_by_role("button", name="Add it").click()
        expect(page.locator(".work h3")).to_have_text("A bbold-b one")
        page.get_by_role("button", name="Remove A").click()
        page.get_by_role("button", name="Remove it").click()
        expect(page.locator(".work")).to_have_count(0)


def test_search_sort_and_shelves(tmp_path: Path, context: BrowserContext) -> None:
    from playwright.sync_api import expect

    library = Library(tmp_path / "library")
    for number, title in ((2, "Second"), (1, "First")):
        library.add(story("Dawn", title=title, more=f"series: Part {number} of The Long Way\n"), f"{title}.md")
    library.add(story("Dawn", title="Éclair"), "eclair.md")
    with served(library) as studio:
        page = entered(context, studio.url)
        expect(page.locator(".shelf h2")).to_have_text(["The Long Way", "Other stories"])
        expect(page.locator(".work h3")).to_have_text(["First", "Second", "Éclair"])
        page.get_by_label("Search your stories").fill("ecl ada")
        expect(page.locator(".work h3")).to_have_text(["Éclair"])
        page.get_by_label("Search your stories").fill("nothing like it")
        expect(page.get_by_text("No story of yours")).to_be_visible()
        page.get_by_label("Search your stories").fill("")
        page.get_by_label("Sort").select_option("title")
        page.reload()
        expect(page.get_by_label("Sort")).to_have_value("title")


def test_a_build_is_seen_on_the_page_and_in_its_title(
    tmp_path: Path, context: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    from playwright.sync_api import expect

    library = Library(tmp_path / "library")
    library.add(story("Dawn"), "rain.md")
    library.get("rain").voices.write_text("engine: tone\n", encoding="utf-8")
    with served(library) as studio:
        page = entered(context, studio.url)
        with held(monkeypatch):
            page.get_by_role("button", name="Build Rain").click()
            expect(page.locator(".state")).to_contain_text("Building")
            wait_for(page, lambda: page.title().endswith("% · Rain"))
        expect(page.locator(".state")).to_have_text("Audiobook")
        expect(page.get_by_role("button", name="Build again Rain")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(tmp_path: Path, browser: Browser, axe: str, scheme: str, width: int) -> None:
    library = Library(tmp_path / "library")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    with served(library) as studio:
        page = entered(context, studio.url)
        page.evaluate(axe)
        assert problems(page) == [], "the empty library"
        drop(page, {"rain.md": story("Dawn"), "empty.txt": b""})
        page.locator(".work").wait_for()
        page.locator("#told .wrong").wait_for()
        assert problems(page) == [], "a library of one"
        page.get_by_role("button", name="Paste a text…").click()
        assert problems(page) == [], "a text"
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Remove Rain").click()
        assert problems(page) == [], "to remove"
    context.close()


def test_the_command_opens_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIOFIC_DATA", str(tmp_path))
    monkeypatch.setattr(Studio, "serve", lambda _: None)
    assert run(["studio", "--no-browser"]) == 0
    assert "/?token=" in capsys.readouterr().out


# --- the player of the audiobook


def test_the_audiobook_plays_in_the_page_and_its_place_is_kept(tmp_path: Path, context: BrowserContext) -> None:
    from playwright.sync_api import expect

    library = Library(tmp_path / "library")
    library.add(story("Dawn", "Dusk", "Night"), "rain.md")
    library.get("rain").voices.write_text("engine: tone\n", encoding="utf-8")
    with served(library) as studio:
        page = entered(context, studio.url)
        page.get_by_role("link", name="Rain").click()
        page.get_by_role("link", name="Listen").click()
        expect(page.get_by_text("There is no audiobook of this story yet.")).to_be_visible()
        page.get_by_role("link", name="Make one").click()
        page.get_by_role("button", name="Build").click()
        expect(page.locator(".stage")).to_contain_text("Done")
        page.get_by_role("link", name="Listen").click()
        listen = page.get_by_role("region", name="Listen")
        expect(listen.locator(".chapters button")).to_have_count(3)
        listen.get_by_role("button", name="Play", exact=True).click()
        at = "() => document.querySelector('#listen audio').currentTime"
        wait_for(page, lambda: page.evaluate(at) > 0.2)
        expect(listen.locator(".words .now")).to_have_count(1)
        listen.locator(".chapters button").nth(2).click()
        expect(listen.locator(".title")).to_have_text("Chapter 3: Night")
        expect(listen.locator(".words .now")).to_contain_text("Chapter 3")
        page.keyboard.press("Escape")
        assert page.evaluate("() => document.querySelector('#listen audio').paused")
        until(lambda: (place := library.get("rain").place) is not None and place.audiobook > 3)
        page.reload()
        expect(listen.locator(".title")).to_have_text("Chapter 3: Night")
        listen.get_by_role("button", name="15 seconds back").click()
        expect(listen.locator(".title")).to_have_text("Chapter 1: Dawn")


def test_a_recording_is_sent_in_parts_and_gone_when_its_file_is(studio: Opened) -> None:
    studio.add(story("Dawn", "Dusk"))
    studio.quiet("rain")
    assert studio.client.get("/work/rain/api/recording").json() is None
    assert studio.client.get("/work/rain/recording/0").status_code == 404
    studio.client.post("/api/library/rain/build")
    until(lambda: studio.library.get("rain").state.value == "built")
    found = studio.client.get("/work/rain/api/recording").json()
    assert [chapter["title"] for chapter in found["chapters"]] == ["Chapter 1: Dawn", "Chapter 2: Dusk"]
    first, second = found["chapters"]
    assert 0 <= second["start"] - first["seconds"] < 0.25  # a chapter in a file is whole frames
    assert second["cues"][0][2] == "Chapter 2: Dusk"
    part = studio.client.get("/work/rain/recording/0", headers={"range": "bytes=0-99"})
    assert (part.status_code, len(part.content), part.headers["content-type"]) == (206, 100, "audio/mp4")
    assert studio.client.get("/work/rain/recording/1").status_code == 404
    studio.library.get("rain").audiobook[0].unlink()
    assert studio.client.get("/work/rain/api/recording").json() is None
