"""How quick the studio is with a story of 300,000 words, in Chromium: first paint, a click to sound, scrolling, memory.

    python benchmarks/studio.py [--words 300000] [--engine tone]

Needs Playwright and the system's Chromium. Each figure is the median of five.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from audiofic.library import Library
from audiofic.studio import Studio

SEEDS = Path(__file__).parents[1] / "seeds"
TIMES = 5


def long_story(words: int) -> str:
    """A plain-text story of about so many words, made of the sample stories, in scenes and chapters."""
    parts = [(SEEDS / name).read_text(encoding="utf-8") for name in ("late-post.txt", "what-was-in-the-cart.txt")]
    chapters: list[str] = []
    count = 0
    while count < words:
        part = parts[len(chapters) % len(parts)]
        chapters.append(f"Chapter {len(chapters) + 1}: Again\n\n{part.strip()}\n")
        count += len(part.split())
    return "\n\n".join(chapters)


def median(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(TIMES))


def first_paint(page: Page) -> float:
    """Seconds from the call for the page until lines of the story are painted."""
    page.reload()
    page.wait_for_selector(".line")
    return float(
        page.evaluate("""() => new Promise((done) => requestAnimationFrame(() => setTimeout(() =>
        done(performance.getEntriesByName('lines')[0].startTime / 1000))))""")
    )


def click_to_sound(page: Page) -> float:
    """Seconds from a click on a line until its sound moves; the line has been heard before."""
    return float(
        page.evaluate("""() => new Promise((done) => {
        const line = [...document.querySelectorAll('.line.narration')][3];
        const sounds = [...document.querySelectorAll('audio')];
        const begin = performance.now();
        line.click();
        const look = () => sounds.some((audio) => !audio.paused && audio.currentTime)
            ? done((performance.now() - begin) / 1000) : requestAnimationFrame(look);
        look();
    })""")
    )


def jump(page: Page) -> float:
    """Seconds from a jump to anywhere in the story until the lines there are painted."""
    return float(
        page.evaluate("""() => new Promise((done) => {
        const list = document.querySelector('#lines');
        list.scrollTop = Math.random() * list.scrollHeight;
        const begin = performance.now();
        requestAnimationFrame(() => setTimeout(() => done((performance.now() - begin) / 1000)));
    })""")
    )


def slowest_frame(page: Page) -> float:
    """Seconds of the slowest frame while the story scrolls by for two seconds, 40 pixels a frame."""
    return float(
        page.evaluate("""() => new Promise((done) => {
        const list = document.querySelector('#lines');
        const begin = performance.now();
        let last = begin;
        let slowest = 0;
        const step = (now) => {
            slowest = Math.max(slowest, now - last);
            last = now;
            list.scrollTop += 40;
            if (now - begin < 2000) requestAnimationFrame(step);
            else done(slowest / 1000);
        };
        requestAnimationFrame(step);
    })""")
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--words", type=int, default=300_000)
    arguments.add_argument("--engine", default="tone")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "story.txt").write_text(long_story(options.words), encoding="utf-8")
        (folder / "voices.yaml").write_text(f"engine: {options.engine}\n", encoding="utf-8")
        begin = time.perf_counter()
        with Studio(
            Library(folder / "library"), folder / "story.txt", folder / "voices.yaml", folder / "out"
        ) as studio:
            print(f"the story is read and cast: {time.perf_counter() - begin:.2f} s")
            server = threading.Thread(target=studio.serve)
            server.start()
            try:
                measure(studio)
            finally:
                studio.stop()
                server.join()


def measure(studio: Studio) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--enable-precise-memory-info"]
        )
        page = browser.new_page(viewport={"width": 1300, "height": 800})
        page.goto(studio.url)
        page.wait_for_selector(".line")
        print(f"first paint of the script:    {median(lambda: first_paint(page)) * 1000:.0f} ms")
        click_to_sound(page)
        page.wait_for_timeout(3000)
        print(f"click to sound, cached:       {median(lambda: click_to_sound(page)) * 1000:.0f} ms")
        print(f"jump to any place:            {median(lambda: jump(page)) * 1000:.0f} ms")
        print(f"slowest frame in scrolling:   {median(lambda: slowest_frame(page)) * 1000:.0f} ms")
        lines = page.evaluate("document.querySelectorAll('.line').length")
        print(f"lines in the page:            {lines} of {len(studio.desk.project.show.script.lines)}")
        correction = time.perf_counter()
        with page.expect_response("**/api/speakers"):
            page.locator(".line.dialogue").first.click()
            page.keyboard.press("2")
        print(f"a correction, neighbours too: {time.perf_counter() - correction:.2f} s")
        print(f"memory of the page's script:  {page.evaluate('performance.memory.usedJSHeapSize') / 1e6:.0f} MB")
        browser.close()
    unit = 1 if sys.platform == "darwin" else 1024
    print(f"memory of the studio:         {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
