"""`audiofic doctor --report`: what helps to find a fault, and nothing of who has it."""

from __future__ import annotations

import getpass
import platform
import socket
from pathlib import Path

import pytest

from audiofic import __version__, engines
from audiofic.cli import run
from audiofic.cli.private import without_names


def test_it_tells_what_works_and_not_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "Quill Featherby" / "My Stories"
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "ffmpeg").write_text(f"#!/bin/sh\necho {home}/bin/ffmpeg: no libavdevice >&2; exit 127\n")
    (home / "bin" / "ffmpeg").chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USER", "quill")
    monkeypatch.setenv("LOGNAME", "quill")
    monkeypatch.setenv("PATH", str(home / "bin"))
    monkeypatch.setenv("AUDIOFIC_CACHE", str(home / "The Secret Fic" / "cache"))
    monkeypatch.setattr(engines, "names", lambda: ["tone"])
    run(["doctor", "--report"])
    first, tone, works, fails, cache = capsys.readouterr().out.splitlines()
    assert first.startswith(f"audiofic {__version__}, CPython {platform.python_version()}, ")
    assert tone.split()[:3] == ["works", "engine", "tone"]
    assert works.startswith("works   ffmpeg")
    assert works.endswith("of imageio-ffmpeg (<path>)")
    assert fails.startswith("fails   ffmpeg")
    assert "no libavdevice" in fails
    assert cache == "works   cache        0 clips, 0 MB in <path>"
    for private in ("Quill", "Featherby", "quill", "Stories", "Secret", "Fic", str(tmp_path)):
        assert private not in first + tone + works + fails + cache


@pytest.mark.parametrize(
    ("told", "reported"),
    [
        ("5.1.9 of this system (/usr/bin/ffmpeg)", "5.1.9 of this system (/usr/bin/ffmpeg)"),
        ("/usr/bin/ffmpeg and /opt/homebrew/bin/ffmpeg", "/usr/bin/ffmpeg and /opt/homebrew/bin/ffmpeg"),
        ("no model in /srv/My Stories/a fic: fetch it", "no model in <path>: fetch it"),
        ("'/media/jo/a fic.html' is damaged", "'<path>' is damaged"),
        (r"C:\Users\Jo Quill\fic.html; try again", "<path>; try again"),
        (r"\\server\share\fic (1) is damaged", "<path> (1) is damaged"),
        ("~/fics/a.html, ~jo/b.html", "<path>, <path>"),
        ("file:///tmp/a fic.txt: no such file", "<path>: no such file"),
        ("http://jo:key@tts.example.org:8880/v1?x=/y does not answer", "<address> does not answer"),
        ("24 of 28 voices, and/or 1.52.0", "24 of 28 voices, and/or 1.52.0"),
    ],
)
def test_paths_and_addresses_are_left_out(told: str, reported: str) -> None:
    assert without_names(told) == reported


def test_names_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOFIC_OPENAI_URL", "https://tts.quill.example:8880/v1")
    for name in ("USER", "LOGNAME"):
        monkeypatch.setenv(name, "quill")
    assert getpass.getuser() == "quill"
    told = f"tts.quill.example:8880, model x; tts.quill.example; Quill's on {socket.gethostname()}, not tranquillity"
    assert without_names(told) == "<address>, model x; <address>; <user>'s on <machine>, not tranquillity"


def test_home_is_left_out_wherever_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/usr/home/Jo (the quill)")
    assert without_names("/usr/home/Jo (the quill)/fics/x: gone") == "<path>: gone"
    assert without_names("/usr/home/Jo (the quill): gone") == "<path>: gone"
