"""A real browser for tests: Chromium, driven by Playwright; and axe-core, which tells what a page lacks for whoever
cannot see it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

AXE = "axe-core@4.10.3"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed")
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    sync_api.expect.set_options(timeout=30_000)  # a slow machine is no failure
    with sync_api.sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=sandbox)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe(pytestconfig: pytest.Config) -> str:
    """axe-core's script, which is fetched once and kept in pytest's cache."""
    folder = pytestconfig.cache.mkdir("axe")
    script = folder / "package" / "axe.min.js"
    with FileLock(folder / "lock"):
        if not script.exists():
            npm = shutil.which("npm")
            if npm is None:
                pytest.skip("npm, which gets axe-core, is not installed")
            packed = subprocess.run(
                [npm, "pack", "--silent", "--ignore-scripts", AXE], cwd=folder, capture_output=True, check=False
            )
            if packed.returncode:
                pytest.skip("axe-core cannot be fetched here")
            with tarfile.open(folder / packed.stdout.decode().split()[-1]) as archive:
                archive.extractall(folder, filter="data")
    return script.read_text(encoding="utf-8")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1300, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("dialog", lambda dialog: wrong.append(dialog.message))
    yield context
    context.close()
    assert wrong == []


def wait_for(page: Page, condition: Callable[[], bool]) -> None:
    for _ in range(400):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came to be")


def problems(page: Page) -> list[object]:
    """What axe-core, whose script the page has been given, finds wrong."""
    found: list[object] = page.evaluate(
        "async () => (await axe.run()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])"
    )
    return found
