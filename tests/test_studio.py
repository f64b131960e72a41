"""The studio's server: who is let in, what the page is told, and what its orders do to the files."""

from __future__ import annotations

import asyncio
import io
import json
import os
import struct
import threading
import time
import wave
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from starlette.testclient import TestClient

from audiofic.cli import run
from audiofic.engines import Voice, tone
from audiofic.errors import OutputError, StoryError, VoicesError
from audiofic.library import Library
from audiofic.studio import Studio, server
from audiofic.studio.events import Events
from audiofic.studio.house import house
from audiofic.studio.security import MAX_BODY, Guard
from audiofic.studio.views import KINDS
from audiofic.studio.works import ALONE, Works

T = TypeVar("T")

PORT = 4321
ORIGIN = f"http://127.0.0.1:{PORT}"
TOKEN = "open-sesame"  # noqa: S105 of no studio but this

STORY = """\
“Who is there?” asked Mira.

“Only me,” said Tobin. “Let me in.”

“You are late,” she said.

“I know.”

“…”

“Sit down, Tobin,” said Mira.
"""

VOICES = """\
# Mine.
engine: tone  # for all
characters:
  Mira: {voice: tone-200}  # she
"""

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


def opened_with(folder: Path, story: str = "story.txt") -> tuple[Library, Path, Path, Path]:
    """What a studio for one story is given."""
    return Library(folder / "library"), folder / story, folder / "voices.yaml", folder / "out"


class Opened:
    """A studio without a browser."""

    def __init__(self, folder: Path, story: str) -> None:
        self.story = folder / story
        self.voices = folder / "voices.yaml"
        self.corrections = folder / f"{story}.corrections.yaml"
        self.works = Works(*opened_with(folder, story))
        self.desk = self.works.desk(ALONE)
        self.told: list[dict[str, object]] = []
        self.desk.events.tell = self.told.append  # type: ignore[method-assign]
        app = Guard(house(self.works), PORT, TOKEN)
        self.client = TestClient(app, f"{ORIGIN}/work/-", headers={"origin": ORIGIN})

    def enter(self) -> None:
        answer = self.client.get(f"/?token={TOKEN}")
        assert (answer.status_code, TOKEN in answer.text) == (200, False)

    def order(self, path: str, **body: object) -> int:
        """Send an order, and give the status."""
        answer = self.client.post(f"/api/{path}", json=body)
        self.said = answer.json().get("error", "")
        return answer.status_code

    def speaker(self, index: int) -> str | None:
        return self.desk.project.show.script.lines[index].speaker

    def voice(self, name: str) -> Voice:
        return self.desk.project.show.cast.roles[name].voice

    def line(self, words: str) -> int:
        return next(i for i, line in enumerate(self.desk.project.show.script.lines) if words in line.text)

    def sound(self, index: int, **query: object) -> tuple[int, bytes]:
        """Sample rate and samples of a line; with a query, as it would sound."""
        answer = self.client.get(f"/api/{'sample' if query else 'line'}/{index}", params=query)  # type: ignore[arg-type]
        assert answer.status_code == 200, answer.text
        rate, samples, rest = 0, b"", answer.content
        while rest:
            (length,) = struct.unpack_from(">I", rest)
            with wave.open(io.BytesIO(rest[4 : 4 + length])) as part:
                rate, samples = part.getframerate(), samples + part.readframes(part.getnframes())
            rest = rest[4 + length :]
        return rate, samples


@contextmanager
def open_studio(
    folder: Path, voices: str | None = VOICES, story: str = STORY, name: str = "story.txt"
) -> Iterator[Opened]:
    (folder / name).write_text(story, encoding="utf-8")
    if voices is not None:
        (folder / "voices.yaml").write_text(voices, encoding="utf-8")
    opened = Opened(folder, name)
    try:
        yield opened
    finally:
        opened.desk.close()


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Opened]:
    with open_studio(tmp_path) as opened:
        opened.enter()
        yield opened


def alone(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread of its own: a browser of another test may have its loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def until(condition: Callable[[], bool]) -> None:
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it never came to be")


# --- who is let in


def test_nobody_is_let_in_without_the_secret_address(tmp_path: Path) -> None:
    with open_studio(tmp_path) as studio:
        for path in ("/", "/?token=guess", "/api/story", "/static/main.js", "/download/0"):
            assert studio.client.get(path).status_code == 403
        studio.client.cookies.set(f"audiofic-{PORT}", "guess", domain="127.0.0.1")
        assert studio.client.get("/").status_code == 403
        studio.client.cookies.clear()
        studio.enter()
        cookie = studio.client.get(f"/?token={TOKEN}").headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert studio.client.get("/").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"host": f"localhost:{PORT}"},
        {"host": "rebound.example"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_other_pages_are_refused(studio: Opened, headers: dict[str, str]) -> None:
    assert studio.client.post("/api/undo", headers=headers).status_code == 403
    assert studio.client.get("/api/story", headers=headers).status_code == 403


def test_an_order_needs_an_origin_and_json(studio: Opened) -> None:
    del studio.client.headers["origin"]
    assert studio.client.get("/api/story").status_code == 200
    assert studio.client.post("/api/undo").status_code == 403
    plain = studio.client.post("/api/split", content=b'{"name": "Mira"}', headers={"origin": ORIGIN})
    assert plain.status_code == 415
    large = {"origin": ORIGIN, "content-length": str(MAX_BODY + 1)}
    assert studio.client.post("/api/undo", headers=large).status_code == 413


def test_every_answer_has_the_rules_on_it(studio: Opened) -> None:
    studio.client.cookies.clear()
    refused = studio.client.get("/api/story")
    studio.enter()
    for answer in (refused, studio.client.get("/"), studio.client.get("/static/main.js"), studio.client.get("/none")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"


def test_files_beside_its_own_are_out_of_reach(studio: Opened) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/download/0", "/download/-1"):
        assert studio.client.get(path).status_code == 404


def test_the_title_is_text(tmp_path: Path) -> None:
    story = "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title><p>“Yes,” she said.</p>"
    with open_studio(tmp_path, story=story, name="story.html") as studio:
        studio.enter()
        assert "<script>alert" in studio.desk.project.show.work.title
        assert "<script>alert" not in studio.client.get("/").text


# --- what the page is told


def test_the_page_is_told_the_whole_story(studio: Opened) -> None:
    story = studio.client.get("/api/story").json()
    lines = studio.desk.project.show.script.lines
    assert [line[1] for line in story["lines"]] == [line.text for line in lines]
    assert [KINDS[line[0]] for line in story["lines"]] == [line.kind for line in lines]
    assert [story["names"][line[2]] if line[2] >= 0 else None for line in story["lines"]] == [
        line.speaker for line in lines
    ]
    assert story["scenes"] == [[1, 1, 0]]
    mira = next(each for each in story["cast"]["characters"] if story["names"][each["id"]] == "Mira")
    assert mira["voice"] == {"engine": "tone", "name": "tone-200", "rate": 175, "pitch": 50}
    assert mira["given"] is True
    assert all(lines[index].speaker == "Mira" for index in mira["samples"])


def test_the_page_is_told_what_is_left_out(tmp_path: Path) -> None:
    story = "<h1>Low Water</h1><p>“Yes,” she said.</p>" + f"<p><a href='https://a.example'>{'Me ' * 200}</a></p>"
    with open_studio(tmp_path, story=story, name="story.html") as studio:
        studio.enter()
        title, link = studio.client.get("/api/story").json()["leftOut"]
    assert title == [0, "title", "Low Water"]
    assert link[:2] == [0, "sign-off"]
    assert link[2].endswith("Me…")


def test_the_voices_are_told(studio: Opened) -> None:
    engines = {engine["name"]: engine for engine in studio.client.get("/api/voices").json()}
    assert {voice["name"] for voice in engines["tone"]["voices"]} == {
        voice.name for voice in tone.ToneEngine().voices()
    }


def test_the_fake_engine_is_offered_only_where_it_is_used(tmp_path: Path) -> None:
    with open_studio(tmp_path, "engine: espeak\n") as studio:
        studio.enter()
        assert "tone" not in [engine["name"] for engine in studio.client.get("/api/voices").json()]


def test_events_come_to_all_who_listen_until_it_closes() -> None:
    async def listen(events: Events) -> list[str]:
        return [event.decode() async for event in events.stream({"n": 0})]

    async def talk() -> list[list[str]]:
        events = Events()
        listeners = [asyncio.create_task(listen(events)) for _ in range(2)]
        await asyncio.sleep(0)
        threading.Thread(target=lambda: [events.tell({"n": 1}), events.close()]).start()
        return await asyncio.gather(*listeners)

    assert alone(talk()) == [['data: {"n": 0}\n\n', 'data: {"n": 1}\n\n']] * 2


def test_who_falls_behind_is_cut_off() -> None:
    async def fall_behind() -> int:
        events = Events()
        stream = events.stream({})
        await anext(stream)
        for number in range(1000):
            events.tell({"n": number})
        await asyncio.sleep(0.01)
        return len([event async for event in stream])

    assert alone(fall_behind()) < 1000


# --- sound


def test_a_line_is_heard_with_the_pause_after_it(studio: Opened) -> None:
    rate, samples = studio.sound(studio.line("Only me"))
    assert rate == tone.RATE
    assert studio.sound(studio.line("Only me")) == (rate, samples)
    spoken = samples.rstrip(b"\0")
    assert len(samples) - len(spoken) >= 2 * 0.25 * tone.RATE  # the pause within a paragraph
    assert len(samples) - len(spoken) < 2 * 0.3 * tone.RATE


def test_a_line_without_words_is_a_pause(studio: Opened) -> None:
    assert set(studio.sound(studio.line("…"))[1]) == {0}


def test_a_voice_on_trial_is_another_sound_and_changes_nothing(studio: Opened) -> None:
    index, before = studio.line("Who is there"), studio.voices.read_bytes()
    one = studio.sound(index, name="Mira")[1]
    for query in ({"voice": "tone-300"}, {"pitch": 70}, {"rate": 300}, {"volume": 0.5}):
        assert studio.sound(index, name="Mira", **query)[1] != one
    assert studio.voices.read_bytes() == before


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/line/999", 400),
        ("/api/sample/999?rate=100", 400),
        ("/api/sample/0?name=Nobody", 400),
        ("/api/sample/0?rate=9000", 422),
        ("/api/sample/0?engine=none", 400),
        ("/api/sample/0?voice=tone-9", 400),
    ],
)
def test_what_cannot_be_heard_is_told(studio: Opened, path: str, status: int) -> None:
    answer = studio.client.get(path)
    assert (answer.status_code, bool(answer.json()["error"])) == (status, True)


# --- corrections


def test_a_correction_is_written_and_told(studio: Opened) -> None:
    index = studio.line("I know")
    assert studio.order("speakers", lines={index: "Zoe"}) == 200
    assert studio.speaker(index) == "Zoe"
    assert "Zoe" in studio.corrections.read_text(encoding="utf-8")
    event = studio.told[-1]
    assert event["label"] == "Zoe says a line"
    assert event["names"][-1] == "Zoe"  # type: ignore[index]
    assert index in [change[0] for change in event["changes"]]  # type: ignore[attr-defined]
    assert studio.order("speakers", lines={index: None}) == 200
    assert studio.speaker(index) is None


def test_undo_and_redo_restore_the_very_files(studio: Opened) -> None:
    states = [(studio.voices.read_bytes(), None)]
    for path, body in (
        ("speakers", {"lines": {0: "Tobin", studio.line("late"): "Zoe"}}),
        ("merge", {"name": "Mira", "other": "Tobin"}),
        ("voice", {"name": None, "sound": {"rate": 200}}),
    ):
        assert studio.order(path, **body) == 200
        states.append((studio.voices.read_bytes(), studio.corrections.read_bytes()))
    for state in states[-2::-1]:
        assert studio.order("undo") == 200
        assert (
            studio.voices.read_bytes(),
            (studio.corrections.exists() and studio.corrections.read_bytes()) or None,
        ) == state
    assert studio.order("undo") == 200  # nothing is left, and nothing happens
    for state in states[1:]:
        assert studio.order("redo") == 200
        assert (studio.voices.read_bytes(), studio.corrections.read_bytes()) == state
    assert studio.order("undo") == 200
    assert studio.order("split", name="Tobin") == 200
    assert studio.desk.project.redoable is None


def test_two_are_merged_and_parted(studio: Opened) -> None:
    assert studio.order("merge", name="Mira", other="Tobin") == 200
    assert "Tobin" not in studio.desk.project.show.cast.roles
    assert studio.order("split", name="Tobin") == 200
    assert "Tobin" in studio.desk.project.show.cast.roles


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("speakers", {"lines": {999: "Mira"}}, 400),
        ("speakers", {"lines": {}}, 422),
        ("speakers", {"lines": {0: "  "}}, 422),
        ("speakers", {"lines": [0]}, 422),
        ("merge", {"name": "Mira"}, 422),
        ("voice", {"name": "Nobody", "sound": {"rate": 200}}, 400),
        ("voice", {"name": "Mira", "sound": {"rate": 9}}, 422),
        ("voice", {"name": "Mira", "sound": {"voice": "tone-9"}}, 400),
        ("voice", {"name": "Mira", "sound": {"engine": "none"}}, 400),
        ("pronouns", {"name": "Mira", "pronouns": "none of this"}, 422),
        ("pronouns", {"name": "Nobody", "pronouns": "she/her"}, 400),
        ("build", {"formats": ["exe"]}, 400),
        ("suggest", {"name": "Nobody"}, 400),
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(
    studio: Opened, path: str, body: dict[str, object], status: int
) -> None:
    assert studio.order(path, **body) == status
    assert studio.said
    assert studio.voices.read_text(encoding="utf-8") == VOICES
    assert not studio.corrections.exists()
    assert studio.desk.project.undoable is None


# --- voices


def test_a_voice_is_written_into_voices_yaml_and_its_comments_stay(studio: Opened) -> None:
    assert studio.order("voice", name="Mira", sound={"voice": "tone-300", "rate": 190, "pitch": 50}) == 200
    assert studio.voices.read_text(encoding="utf-8") == VOICES.replace(
        "{voice: tone-200}  # she", "{voice: tone-300, rate: 190}  # she"
    )
    assert studio.order("voice", name="Tobin", sound={"engine": "tone", "voice": "tone-90", "volume": 0.8}) == 200
    assert "  Tobin: {voice: tone-90, volume: 0.8}\n" in studio.voices.read_text(encoding="utf-8")
    assert studio.order("voice", name="Tobin", sound={"volume": 1}) == 200
    assert "  Tobin: {voice: tone-90}\n" in studio.voices.read_text(encoding="utf-8")


def test_without_voices_yaml_the_first_change_makes_one(tmp_path: Path) -> None:
    with open_studio(tmp_path, None) as studio:
        studio.enter()
        assert studio.order("voice", name=None, sound={"rate": 200}) == 200
        assert "narrator: {rate: 200}" in studio.voices.read_text(encoding="utf-8")
        assert studio.order("undo") == 200
        assert not studio.voices.exists()


def test_a_locked_voice_stays(studio: Opened) -> None:
    voice = studio.voice("Tobin")
    assert studio.order("lock", name="Tobin", locked=True) == 200
    assert f"  Tobin: {{voice: {voice.name}" in studio.voices.read_text(encoding="utf-8")
    assert studio.voice("Tobin") == voice
    assert studio.desk.project.show.cast.roles["Tobin"].given
    assert studio.order("lock", name="Tobin", locked=False) == 200
    assert studio.voices.read_text(encoding="utf-8") == VOICES + "  Tobin: {}\n"
    assert studio.voice("Tobin") == voice


def test_pronouns_are_written_and_taken_out_again(studio: Opened) -> None:
    assert studio.order("pronouns", name="Tobin", pronouns="Xe/Xem") == 200
    assert studio.voices.read_text(encoding="utf-8") == VOICES + "  Tobin: {pronouns: xe/xem}\n"
    told = json.loads(studio.desk.story())
    (tobin,) = (one for one in told["cast"]["characters"] if told["names"][one["id"]] == "Tobin")
    assert (tobin["pronouns"], tobin["given"]) == ("xe/xem", False)
    assert studio.order("pronouns", name="Tobin", pronouns=None) == 200
    assert studio.order("pronouns", name="Tobin", pronouns="his own") == 422
    assert studio.said.startswith("pronouns: should be written like she/her")
    assert "pronouns" not in studio.voices.read_text(encoding="utf-8")


def test_suggestions_are_others_each_time(studio: Opened) -> None:
    heard = [studio.voice("Tobin")]
    for _ in range(30):
        assert studio.order("suggest", name="Tobin") == 200
        assert studio.voice("Tobin") != heard[-1]
        heard.append(studio.voice("Tobin"))
    assert len(set(heard[:12])) == 12


# --- files changed outside


def test_a_file_that_was_changed_outside_is_never_overwritten(studio: Opened) -> None:
    studio.order("lock", name="Tobin", locked=True)
    mine = VOICES.replace("tone-200", "tone-220")
    studio.voices.write_text(mine, encoding="utf-8")
    assert studio.order("voice", name="Mira", sound={"voice": "tone-300"}) == 409
    assert studio.voices.read_text(encoding="utf-8") == mine
    assert studio.voice("Mira").name == "tone-220"
    assert studio.told[-1]["outside"] is True
    assert studio.order("undo") == 200  # what was done before rests on a file that is no more
    assert studio.voices.read_text(encoding="utf-8") == mine


def test_a_mistake_in_a_file_is_told_until_it_is_mended(studio: Opened) -> None:
    studio.voices.write_text("engine: nine\n", encoding="utf-8")
    studio.desk.project.look()
    assert "voices.yaml:1:9" in str(studio.told[-1]["problem"])
    assert studio.order("split", name="Mira") == 409
    assert "voices.yaml:1:9" in studio.said
    assert studio.voice("Mira").name == "tone-200"
    studio.voices.write_text(VOICES, encoding="utf-8")
    studio.desk.project.look()
    assert studio.told[-1]["problem"] is None
    assert studio.order("split", name="Mira") == 200


def test_a_story_that_has_changed_is_read_anew(studio: Opened) -> None:
    studio.story.write_text(STORY + "\n“Soup?” asked Mira.\n", encoding="utf-8")
    with studio.client:  # its watcher looks
        until(lambda: bool(studio.told))
    assert studio.told[-1]["changes"] is None
    assert studio.speaker(studio.line("Soup")) == "Mira"


# --- the audiobook


def build(studio: Opened, **body: object) -> dict[str, object]:
    assert studio.order("build", **body) == 200
    until(lambda: studio.desk.builds.status.state != "running")
    return studio.desk.builds.status.data()


def test_a_build_reports_and_its_files_can_be_had(studio: Opened) -> None:
    status = build(studio, formats=["mp3", "txt"])
    assert status["state"] == "done", status["message"]
    stages = [event["build"]["stage"] for event in studio.told if event["type"] == "build"]  # type: ignore[index]
    assert stages[-1] == "package"
    for file in status["files"]:  # type: ignore[attr-defined]
        had = studio.client.get(f"/download/{file['id']}")
        assert had.content == (Path(file["folder"]) / file["name"]).read_bytes()
        assert had.headers["content-disposition"].startswith("attachment")
    assert studio.client.get(f"/download/{len(status['files'])}").status_code == 404  # type: ignore[arg-type]
    until(lambda: studio.desk.builds.status.report is not None)
    judged = studio.desk.hello()["build"]
    assert judged["passed"] in (True, False)
    assert judged == {**status, "listening": False, "passed": judged["passed"], "findings": judged["findings"]}
    picture = studio.client.get("/api/loudness")
    assert (picture.headers["content-type"], picture.text[:4]) == ("image/svg+xml", "<svg")


def test_what_a_build_tells_and_doubts_is_told(studio: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    synthesize = tone.ToneEngine.synthesize

    def babble(engine: tone.ToneEngine, text: str, voice: tone.Voice) -> tone.Clip:
        clip = synthesize(engine, text, voice)
        return tone.Clip(clip.pcm * (4 if "soup" in text else 1), clip.rate)

    monkeypatch.setattr(tone.ToneEngine, "synthesize", babble)
    studio.story.write_text(
        STORY + "\n“The soup went on and on, and nobody ever saw its end,” said Mira.\n", encoding="utf-8"
    )
    studio.desk.project.look()
    build(studio, formats=["txt"])
    again = build(studio, formats=["txt"])
    assert again["note"] == "no line is new since the last build"
    assert str(again["message"]).startswith("Listen to this: ““The soup went on")
    studio.client.get(f"/api/line/{studio.line('The soup')}")
    (doubt,) = (event["doubt"] for event in studio.told if event["type"] == "doubt")
    assert doubt == again["message"]


def test_a_build_is_cancelled_and_goes_on(studio: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    speaking, go_on = threading.Event(), threading.Event()
    synthesize = tone.ToneEngine.synthesize

    def wait(engine: tone.ToneEngine, text: str, voice: tone.Voice) -> tone.Clip:
        speaking.set()
        go_on.wait()
        return synthesize(engine, text, voice)

    with monkeypatch.context() as patch:
        patch.setattr(tone.ToneEngine, "synthesize", wait)
        assert studio.order("voice", name="Mira", sound={"voice": "tone-777"}) == 200  # nobody has spoken with it
        assert studio.order("build", formats=["mp3"], first=1, last=1) == 200
        speaking.wait()
        assert studio.order("build", formats=["mp3"]) == 400
        assert studio.client.request("DELETE", "/api/build").status_code == 200
        go_on.set()
        until(lambda: studio.desk.builds.status.state == "cancelled")
    assert studio.client.get("/download/0").status_code == 404
    assert studio.client.get("/api/loudness").status_code == 404
    assert build(studio, formats=["mp3"])["state"] == "done"


def test_a_build_that_fails_tells_why(studio: Opened) -> None:
    status = build(studio, formats=["mp3"], first=7)
    assert status["state"] == "failed"
    assert "no such chapter" in str(status["message"])


def test_the_cover_is_the_readers_or_else_one_is_drawn(studio: Opened) -> None:
    drawn = studio.client.get("/api/cover")
    assert (drawn.headers["content-type"], drawn.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert studio.client.put("/api/cover", content=b"<svg onload=alert(1)>").status_code == 400
    assert studio.client.put("/api/cover", content=PIXEL).status_code == 200
    chosen = studio.client.get("/api/cover")
    assert (chosen.headers["content-type"], chosen.content) == ("image/png", PIXEL)
    assert studio.client.delete("/api/cover").status_code == 200
    assert studio.client.get("/api/cover").content == drawn.content


# --- the server and the command


def test_it_serves_on_this_machine_alone_and_stops(tmp_path: Path) -> None:
    import httpx2

    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "voices.yaml").write_text(VOICES, encoding="utf-8")
    with Studio(
        Library(tmp_path / "library"), tmp_path / "story.txt", tmp_path / "voices.yaml", tmp_path / "out"
    ) as studio:
        port = int(studio.url.split(":")[2].split("/")[0])
        with pytest.raises(OutputError, match="--port"):
            Studio(
                Library(tmp_path / "library"), tmp_path / "story.txt", tmp_path / "voices.yaml", tmp_path / "out", port
            )
        serving = threading.Thread(target=studio.serve)
        serving.start()
        try:
            with httpx2.Client(timeout=30) as client:
                assert client.get(studio.url).text.count("url=/") == 1
                with client.stream("GET", studio.url.split("?")[0] + "api/events") as events:
                    lines = events.iter_lines()
                    first = next(lines)
                    studio.stop()
                    assert list(lines) == [""]
            assert json.loads(first.removeprefix("data: "))["type"] == "hello"
        finally:
            studio.stop()
            serving.join()


def test_what_cannot_be_opened_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(StoryError):
        Studio(*opened_with(tmp_path, "none.txt"))
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "voices.yaml").write_text("engine: [", encoding="utf-8")
    with pytest.raises(VoicesError):
        Studio(*opened_with(tmp_path))


def test_the_command_opens_the_browser_and_ends_with_ctrl_c(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "voices.yaml").write_text(VOICES, encoding="utf-8")
    launched: list[str] = []

    def launch(page: str) -> None:
        assert Path(page).parent == tmp_path
        if os.name == "posix":
            assert Path(page).stat().st_mode & 0o777 == 0o600
        launched.append(Path(page).read_text(encoding="utf-8"))

    def interrupt(_: Studio) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("click.launch", launch)
    monkeypatch.setattr(server.Studio, "serve", interrupt)
    assert run(["studio", str(tmp_path / "story.txt"), "--voices", str(tmp_path / "voices.yaml")]) == 0
    assert run(["studio", str(tmp_path / "story.txt"), "--no-browser", "--voices", str(tmp_path / "voices.yaml")]) == 0
    said = capsys.readouterr()
    assert said.err.count("open until you press Ctrl-C here") == 2
    addresses = said.out.split()
    assert [addresses[0] in page for page in launched] == [True]
    assert not list(tmp_path.glob("*.html"))
    assert addresses[1].startswith("http://127.0.0.1:")
    assert run(["studio", "-"]) == 2


def test_a_heading_is_nobodys(tmp_path: Path) -> None:
    with open_studio(tmp_path, story=f"Chapter 1: Rain\n\n{STORY}") as studio:
        studio.enter()
        assert studio.order("speakers", lines={"0": "Mira"}) == 400
        assert "heading" in studio.said
        assert not studio.corrections.exists()
