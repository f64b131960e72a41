"""Every command that README and docs show works as it is typed, on the story of the demo."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import click
import pytest

from audiofic.cli import commands, run

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ENDLESS_OR_FAR = {"fetch", "serve", "setup", "studio"}
"""Commands that want the network or run until they are stopped: they are parsed, and no more."""


def shown(page: str) -> list[str]:
    """The commands in a page's blocks, without what is said of them behind two blanks, and in its sentences."""
    blocks = re.findall(r"```\w*\n[\s\S]*?```|^(?: {4}.*\n)+", page, re.MULTILINE)
    sentences = re.sub(r"```\w*\n[\s\S]*?```", "", page)
    found = [line for block in blocks for line in re.findall(r"^(?: {4})?(audiofic .+)$", block, re.MULTILINE)]
    found += re.findall(r"`(audiofic [a-z][^`]*)`", sentences)
    return list(dict.fromkeys(re.split(r"\s{2,}", command)[0] for command in found))


COMMANDS = [
    (page.name, command) for page in PAGES if page.name != "cookbook.md" for command in shown(page.read_text("utf-8"))
]
"""The cookbook's recipes are whole, and tested as such: test_cookbook.py."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the commands name: the demo's story under several names, and a player that hears all."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIOFIC_CACHE", str(tmp_path / "cache"))
    story = ROOT / "seeds" / "the-night-kitchen.html"
    for copy in ("story.html", "a.html", "folder/1.html"):
        (tmp_path / copy).parent.mkdir(exist_ok=True)
        shutil.copy(story, copy)
    shutil.make_archive("works", "zip", "folder")
    (tmp_path / "FOLDER").mkdir()
    for empty in ("cert.pem", "key.pem"):
        (tmp_path / empty).touch()
    Path("voices.yaml").write_text("engine: tone\n", encoding="utf-8")
    player = tmp_path / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text('#!/bin/sh\nfor last; do :; done\nexec cat "$last" > /dev/null\n', encoding="utf-8")
    player.chmod(0o755)
    monkeypatch.setenv("PATH", str(player.parent), prepend=":")
    which = shutil.which
    monkeypatch.setattr(
        "shutil.which",
        lambda name, *more, **named: None if name in ("ffplay", "paplay") else which(name, *more, **named),
    )
    return tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="the stand-in for a player is Linux's")
@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_a_command(page: str, command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, name, *words = shlex.split(command.replace("STORY", "story.html"))
    if name not in commands.commands:
        assert command == "audiofic --help"
        return
    known = commands.commands[name]
    if name in ENDLESS_OR_FAR or "--cluster" in words:
        known.make_context(name, words)
        return
    if not words and any(isinstance(each, click.Argument) and each.required for each in known.params):
        return  # a sentence names the command, and does not show how it is typed
    if name == "check" and words:
        assert run(["build", "story.html"]) == 0
        shutil.move("output/breadknife/The Night Kitchen/The Night Kitchen.m4b", "book.m4b")
    if "--script" in words:
        assert run(["script", "story.html", "-o", words[-1]]) == 0
    if name == "voices":
        words += ["--engine", "tone"]  # the others have hundreds
    code = run([name, *words])
    told = capsys.readouterr()
    if name == "check" and words:  # sine tones are no speech: what it finds in them is told, not an error
        assert "audiofic:" not in told.err
        assert told.out
    else:
        assert code == 0, told.err


def test_the_pages_show_commands_and_what_they_show_is_there() -> None:
    assert len(COMMANDS) > 40
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)|(?:src|srcset)=\"([^\"]+)\"", page.read_text("utf-8")):
            assert (page.parent / "".join(target)).exists(), f"{page.name} shows {''.join(target)}"


def test_the_samples_are_small() -> None:
    samples = sorted((ROOT / "docs").glob("sample-*.opus"))
    assert [path.name for path in samples] == ["sample-kokoro.opus", "sample-pyttsx3.opus"]
    assert all(path.stat().st_size < 300_000 for path in samples)
