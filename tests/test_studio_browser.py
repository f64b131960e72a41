"""The studio in a real browser: Chromium, driven by Playwright, with sound that really flows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browsing import problems, wait_for

from audiofic.audio import Clip
from audiofic.engines import Voice, tone
from audiofic.library import Library
from audiofic.studio import Studio, door

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
from playwright.sync_api import Browser, BrowserContext, Page, expect  # noqa: E402 it may not be there

STORY = """\
Chapter 1: The Door

“Who is there?” asked Mira.

“Only me,” said Tobin. “Let me in.”

Mira opened the door. The rain came in with him.

“You are late,” she said.

“I know.”

“Sit down, Tobin,” said Mira. “There is soup.”

“There is always soup,” said Tobin.

Chapter 2: The Guest

A knock. Mira looked up. “Another one?” she asked.

“My name is Ansel,” said the guest. “May I come in?”

“Ansel may sit with us,” said Tobin.

“Thank you,” said Ansel.

Old Ansel smiled.
"""

HOSTILE = (
    """\
Chapter 1: <img src=x onerror="window.hacked=1">

“<script>window.hacked = 1</script>,” said Mira.

“Look: <svg onload=window.hacked=1> {{ 7 * 7 }} ${alert(1)},” said <b onclick=alert(1)>Tobin</b>.

“javascript:alert(1),” said Mira. “</span></div><script>window.hacked=1</script>”

"""
    + "And the rain went on. " * 20_000
)


@contextmanager
def studio(folder: Path, story: str = STORY) -> Iterator[Studio]:
    """A running studio for a story in the folder."""
    (folder / "story.txt").write_text(story, encoding="utf-8")
    voices = folder / "voices.yaml"
    if not voices.exists():
        voices.write_text("# Mine.\nengine: tone   # for all\ncharacters: {}\n", encoding="utf-8")
    with Studio(Library(folder / "library"), folder / "story.txt", voices, folder / "out") as opened:
        server = threading.Thread(target=opened.serve)
        server.start()
        try:
            yield opened
        finally:
            opened.stop()
            server.join()


def opened(context: BrowserContext, url: str) -> Page:
    """A page of the studio, with its story."""
    page = context.new_page()
    page.goto(url)
    expect(page.locator(".line").first).to_be_visible()
    return page


def line(page: Page, words: str) -> object:
    return page.locator(".line", has_text=words)


def sound(page: Page) -> tuple[str, float]:
    """What plays, and how far it is."""
    now = page.evaluate(
        "() => [...document.querySelectorAll('audio')].filter((a) => !a.paused).map((a) => [a.src, a.currentTime])[0]"
    )
    return tuple(now) if now else ("", 0.0)  # type: ignore[return-value]


# --- to hear


def test_a_link_in_another_page_leads_in(tmp_path: Path, context: BrowserContext) -> None:
    with studio(tmp_path) as opened_studio:
        page = context.new_page()
        page.route(
            "http://elsewhere.example/", lambda route: route.fulfill(body="<a href>in</a>", content_type="text/html")
        )
        page.goto("http://elsewhere.example/")
        page.locator("a").evaluate("(link, url) => { link.href = url; link.click() }", opened_studio.url)
        expect(page.locator(".line").first).to_be_visible()
        assert "token" not in page.url


def test_the_page_that_the_command_opens_leads_in(tmp_path: Path, context: BrowserContext) -> None:
    with studio(tmp_path) as opened_studio, door(opened_studio.url, tmp_path) as way:
        page = opened(context, way.as_uri())
        assert page.url.startswith(opened_studio.url.split("?")[0])
        assert "token" not in page.url


def test_a_click_is_heard_and_space_plays_on(tmp_path: Path, context: BrowserContext) -> None:
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        heard: list[str] = []
        page.on("request", lambda request: heard.append(request.url) if "/api/line/" in request.url else None)
        page.get_by_role("option", name="Mira: “Sit down, Tobin,”").click()
        wait_for(page, lambda: sound(page)[1] > 0.05)
        assert len(heard) == 1
        expect(page.locator(".speaking")).to_have_text("“Sit down, Tobin,”")
        wait_for(page, lambda: sound(page)[0] == "")

        page.keyboard.press("Home")
        page.keyboard.press("Space")
        wait_for(page, lambda: page.locator(".speaking", has_text="Only me").count() == 1)
        page.keyboard.press("Space")
        wait_for(page, lambda: sound(page)[0] == "")
        expect(page.locator(".speaking")).to_have_count(0)


def test_sound_flows_while_the_rest_is_spoken(
    tmp_path: Path, context: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    last_may_be_spoken = threading.Event()
    synthesize = tone.ToneEngine.synthesize

    def slow(engine: tone.ToneEngine, text: str, voice: Voice) -> Clip:
        if "last" in text:
            last_may_be_spoken.wait()
        return synthesize(engine, text, voice)

    monkeypatch.setattr(tone.ToneEngine, "synthesize", slow)
    sentences = "The rain went on and on over the town that night, and all of the next day. " * 4
    with studio(tmp_path, f"{sentences}Then came the last of it.") as opened_studio:
        page = opened(context, opened_studio.url)
        try:
            page.locator(".line").first.click()
            wait_for(page, lambda: sound(page)[1] > 0.3)
        finally:
            last_may_be_spoken.set()
        wait_for(page, lambda: sound(page)[0] == "")


def test_a_scene_plays_from_its_beginning_to_its_end(tmp_path: Path, context: BrowserContext) -> None:
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        page.get_by_label("Speed").select_option("2")
        page.get_by_role("button", name="Hear Scene 1 of Chapter 2: The Guest").click()
        expect(page.locator(".speaking")).to_have_text("Chapter 2: The Guest")
        wait_for(page, lambda: page.locator(".speaking", has_text="Old Ansel smiled").count() == 1)
        wait_for(page, lambda: sound(page)[0] == "")


# --- to correct


def test_another_speaker_by_keyboard_alone_and_back(tmp_path: Path, context: BrowserContext) -> None:
    corrections = tmp_path / "story.txt.corrections.yaml"
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        page.get_by_role("option", name="“I know.”").click()
        page.keyboard.press("s")
        page.keyboard.type("ans")
        page.keyboard.press("Enter")
        expect(page.get_by_role("option", name="Ansel: “I know.”")).to_be_visible()
        expect(page.locator("#log")).to_contain_text("Ansel says a line")
        assert "I know." in corrections.read_text(encoding="utf-8")

        page.locator("#lines").focus()
        page.keyboard.press("Control+z")
        expect(page.get_by_role("option", name="Tobin: “I know.”")).to_be_visible()
        assert not corrections.exists()
        page.keyboard.press("Control+Shift+z")
        expect(page.get_by_role("option", name="Ansel: “I know.”")).to_be_visible()

        page.reload()
        expect(page.get_by_role("option", name="Ansel: “I know.”")).to_be_visible()


def test_a_selection_and_a_digit_change_several_lines(tmp_path: Path, context: BrowserContext) -> None:
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        page.get_by_role("option", name="“You are late,”").click()
        page.keyboard.press("Shift+ArrowDown")
        page.keyboard.press("Shift+ArrowDown")
        expect(page.locator("#panel .where")).to_contain_text("2 lines")
        names = page.locator("#panel .person .name").all_text_contents()
        page.keyboard.press(str(names.index("Ansel") + 1))
        expect(page.get_by_role("option", name="Ansel: “You are late,”")).to_be_visible()
        expect(page.get_by_role("option", name="Ansel: “I know.”")).to_be_visible()


def test_a_second_page_sees_what_the_first_one_does(tmp_path: Path, context: BrowserContext) -> None:
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        other = opened(context, opened_studio.url.split("?")[0])
        page.get_by_role("option", name="“I know.”").click()
        page.keyboard.press("0")
        expect(other.get_by_role("option", name="“I know.”", exact=True)).to_be_visible()
        expect(other.locator("#undo")).to_have_attribute("title", "Undo: The narrator says a line")


def test_what_is_changed_outside_is_shown_and_kept(tmp_path: Path, context: BrowserContext) -> None:
    voices = tmp_path / "voices.yaml"
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        page.get_by_role("link", name="Cast").click()
        text = "engine: tone\ncharacters:\n  Mira: {voice: tone-333}\n"
        voices.write_text(text, encoding="utf-8")
        expect(page.get_by_role("button", name="tone-333")).to_be_visible()
        voices.write_text("engine: [\n", encoding="utf-8")
        expect(page.locator("#problem")).to_contain_text("voices.yaml:2:1")
        voices.write_text(text, encoding="utf-8")
        expect(page.locator("#problem")).to_be_hidden()
        assert voices.read_text(encoding="utf-8") == text


# --- to cast


def test_another_voice_is_another_sound(tmp_path: Path, context: BrowserContext) -> None:
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        clip = "async (u) => Array.from(new Uint8Array(await (await fetch(u)).arrayBuffer())).join()"
        index = page.get_by_role("option", name="“Who is there?”").get_attribute("data-index")
        before = page.evaluate(clip, f"api/line/{index}")
        page.get_by_role("link", name="Cast").click()
        card = page.get_by_role("listitem", name="Mira")
        card.get_by_role("button", name="choose a voice for Mira").click()
        page.get_by_label("Search voices").fill("220")
        with page.expect_response("**/api/sample/*voice=tone-220*"):
            page.get_by_role("button", name="Hear tone-220").click()
        wait_for(page, lambda: sound(page)[1] > 0)
        page.get_by_role("button", name="Take tone-220").click()
        expect(card.get_by_role("button", name="tone-220")).to_be_visible()
        assert page.evaluate(clip, f"api/line/{index}") != before
        assert (tmp_path / "voices.yaml").read_text(encoding="utf-8") == (
            "# Mine.\nengine: tone   # for all\ncharacters:\n  Mira: {voice: tone-220}\n"
        )

        card.get_by_label("Pronouns of Mira").select_option("they/them")
        expect(page.locator("#status")).to_contain_text("The pronouns of Mira are they/them")
        card.get_by_label("Pronouns of Mira").select_option("other…")
        page.keyboard.type("xe/xem")
        page.keyboard.press("Enter")
        expect(card.locator("select.pronouns")).to_have_value("xe/xem")
        assert "  Mira: {voice: tone-220, pronouns: xe/xem}\n" in (tmp_path / "voices.yaml").read_text(encoding="utf-8")

        card.get_by_label("Pitch").fill("70")
        expect(card).to_contain_text("+20")
        wait_for(page, lambda: "pitch: 70" in (tmp_path / "voices.yaml").read_text(encoding="utf-8"))
        with page.expect_response("**/api/sample/*"):
            card.get_by_role("button", name="Another voice for Mira").click()
        expect(card.get_by_role("button", name="tone-220")).to_have_count(0)
        wait_for(page, lambda: sound(page)[1] > 0)
        card.get_by_role("button", name="Keep the voice of Mira").click()
        expect(card.get_by_role("button", name="Keep the voice of Mira")).to_have_attribute("aria-pressed", "false")


def test_two_are_merged_by_dragging_and_parted_again(tmp_path: Path, context: BrowserContext) -> None:
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        page.get_by_role("link", name="Cast").click()
        tobin, ansel = (page.get_by_role("listitem", name=name, exact=True) for name in ("Tobin", "Ansel"))
        lines = ansel.locator(".facts").inner_text().split(" · ")[0]
        ansel.locator(".head").drag_to(tobin)
        expect(ansel).to_have_count(0)
        tobin.get_by_role("button", name="Ansel is not Tobin, but somebody else", exact=True).click()
        expect(ansel.locator(".facts")).to_contain_text(lines)
        ansel.get_by_role("button", name="Merge Ansel with somebody").click()
        page.get_by_role("dialog").get_by_role("button", name="Mira").click()
        expect(ansel).to_have_count(0)
        page.get_by_role("button", name="Undo").click()
        expect(ansel).to_be_visible()


# --- to build


def test_an_audiobook_is_built_and_can_be_had(tmp_path: Path, context: BrowserContext) -> None:
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        page.get_by_role("link", name="Audiobook").click()
        page.get_by_role("radio", name="Only").check()
        page.get_by_label("From chapter").select_option("2")
        page.get_by_label("m4b").uncheck()
        page.get_by_label("mp3 one file").check()
        page.get_by_role("button", name="Build").click()
        expect(page.locator(".stage")).to_contain_text("Done", timeout=60_000)
        with page.expect_download() as waiting:
            page.locator(".files a").first.click()
        expect(page.get_by_alt_text("Loudness over time")).to_be_visible(timeout=30_000)
        path = tmp_path / "had.mp3"
        waiting.value.save_as(path)
        assert path.read_bytes() in [made.read_bytes() for made in (tmp_path / "out").rglob("*.mp3")]
        page.get_by_role("button", name="Build").click()
        expect(page.get_by_text("no line is new since the last build")).to_be_visible(timeout=60_000)


# --- a long story


def test_of_a_long_story_only_what_is_seen_is_in_the_page(tmp_path: Path, context: BrowserContext) -> None:
    paragraphs = [f"“Number {n},” said Mira. {'It went on and on. ' * (n % 7)}" for n in range(3000)]
    with studio(tmp_path, "\n\n".join(paragraphs)) as opened_studio:
        page = opened(context, opened_studio.url)
        page.locator("#lines").focus()
        for key, seen in (("End", "#line-5999"), ("Home", "#line-0"), ("PageDown", ".line")):
            page.keyboard.press(key)
            expect(page.locator(f"{seen}.current")).to_be_in_viewport()
            assert page.locator(".line").count() < 200
        page.get_by_label("Find in the story").fill("number 1234")
        page.keyboard.press("Enter")
        expect(page.locator(".line.current")).to_have_text("“Number 1234,”")
        expect(page.locator(".line.current")).to_be_in_viewport()
        at = page.locator(".line.current").bounding_box()
        page.get_by_role("link", name="Cast").click()
        page.keyboard.press("/")
        expect(page.get_by_label("Find in the story")).to_be_focused()
        assert page.locator(".line.current").bounding_box() == at
        page.set_viewport_size({"width": 700, "height": 800})
        expect(page.locator(".line").first).to_be_visible()
        page.locator("#lines").evaluate("(list) => { list.scrollTop = list.scrollHeight / 2 }")
        expect(page.get_by_label("Find in the story")).to_be_visible()
        tops = "() => [...document.querySelectorAll('.row')].map((row) => row.getBoundingClientRect().top)"
        wait_for(page, lambda: len(page.evaluate(tops)) > 10)
        drawn = page.evaluate(tops)
        assert drawn == sorted(drawn)


# --- strangers


def test_a_hostile_story_does_nothing(tmp_path: Path, context: BrowserContext) -> None:
    with studio(tmp_path, HOSTILE) as opened_studio:
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page = opened(context, opened_studio.url)
        for view in ("Script", "Cast", "Audiobook"):
            page.get_by_role("link", name=view).click()
        assert page.evaluate("() => window.hacked") is None
        assert page.locator("main script, main img[src=x], main b[onclick]").count() == 0
        page.get_by_role("link", name="Script").click()
        expect(page.locator("#lines")).to_contain_text("<script>window.hacked = 1</script>")
        assert len(page.locator("#lines").inner_text()) < 30_000
        origin = opened_studio.url.split("/work/")[0]
        assert all(url.startswith(origin) for url in asked)
        with pytest.raises(sync_api.Error, match="TrustedHTML"):
            page.evaluate("() => { document.body.innerHTML = '<p>' }")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [420, 1300])
def test_axe_finds_nothing(tmp_path: Path, browser: Browser, axe: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, reduced_motion="reduce", color_scheme=scheme
    )  # type: ignore[arg-type]
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        page.evaluate(axe)

        def check(where: str) -> None:
            assert problems(page) == [], where

        page.get_by_role("option", name="“I know.”").click()
        page.keyboard.press("Shift+ArrowUp")
        check("script")
        page.keyboard.press("s")
        check("who says it")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Keys").click()
        check("keys")
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Cast").click()
        check("cast")
        page.get_by_role("button", name="choose a voice for Tobin").click()
        expect(page.get_by_role("button", name="Take tone-220")).to_be_visible()
        check("voices")
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Audiobook").click()
        check("audiobook")
        page.get_by_role("button", name="Build").click()
        expect(page.locator(".stage")).to_contain_text("Done")
        page.get_by_role("link", name="Listen").click()
        expect(page.locator("#listen .chapters button")).to_have_count(2)
        check("listen")
    context.close()


# --- keys, wherever one has clicked


def test_keys_work_after_the_mouse_was_used(tmp_path: Path, context: BrowserContext) -> None:
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        page.get_by_role("option", name="“I know.”").click()
        page.get_by_role("group", name="Who says it").get_by_role("button", name="Ansel").click()
        expect(page.get_by_role("option", name="Ansel: “I know.”")).to_be_visible()
        page.keyboard.press("0")
        expect(page.get_by_role("option", name="“I know.”", exact=True)).to_be_visible()

        page.get_by_role("button", name="Hear Scene 1 of Chapter 2: The Guest").click()
        expect(page.locator(".speaking")).to_have_count(1)
        wait_for(page, lambda: sound(page)[1] > 0)
        page.keyboard.press("Space")
        wait_for(page, lambda: sound(page)[0] == "")
        at = page.locator(".current").inner_text()
        page.keyboard.press("Space")
        expect(page.locator(".speaking")).to_have_text(at)
        page.keyboard.press("Escape")
        wait_for(page, lambda: sound(page)[0] == "")
        expect(page.locator(".speaking")).to_have_count(0)


def test_escape_ends_a_voice_that_is_heard_in_the_cast(tmp_path: Path, context: BrowserContext) -> None:
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        page.get_by_role("link", name="Cast").click()
        page.get_by_role("button", name="Hear Tobin").click()
        wait_for(page, lambda: sound(page)[1] > 0)
        page.keyboard.press("Escape")
        wait_for(page, lambda: sound(page)[0] == "")


def test_what_is_sought_is_counted_and_marked_as_one_types(tmp_path: Path, context: BrowserContext) -> None:
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        page.keyboard.press("/")
        page.keyboard.type("soup")
        expect(page.locator("#found")).to_have_text("1 of 2")
        expect(page.locator(".current")).to_contain_text("There is soup")
        assert page.evaluate("() => [...CSS.highlights.get('found')].map(String)") == ["soup", "soup"]
        page.keyboard.press("Enter")
        expect(page.locator("#found")).to_have_text("2 of 2")
        page.keyboard.press("Enter")
        expect(page.locator("#found")).to_have_text("1 of 2")
        page.keyboard.type("x")
        expect(page.locator("#found")).to_have_text("nowhere")
        page.keyboard.press("Escape")
        expect(page.locator("#found")).to_have_text("")
        assert page.evaluate("() => CSS.highlights.get('found').size") == 0


def test_a_dialog_closes_when_the_address_changes(tmp_path: Path, context: BrowserContext) -> None:
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        page.get_by_role("button", name="Keys").click()
        expect(page.locator("#keys")).to_be_visible()
        page.evaluate("() => { location.hash = '#/cast' }")
        expect(page.locator("#keys")).to_be_hidden()


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (420, 800)])
def test_the_build_button_is_never_hidden_by_the_player(
    size: tuple[int, int], tmp_path: Path, context: BrowserContext
) -> None:
    with studio(tmp_path) as opened_studio:
        page = opened(context, opened_studio.url)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.get_by_role("link", name="Audiobook").click()
        button = page.get_by_role("button", name="Build")
        button.scroll_into_view_if_needed()
        box, footer = button.bounding_box(), page.locator("footer").bounding_box()
        assert box is not None
        assert footer is not None
        assert box["y"] + box["height"] <= footer["y"]
        on_top = "([x, y]) => document.elementFromPoint(x, y)?.closest('button')?.textContent"
        assert page.evaluate(on_top, [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]) == "Build"
