"""`audiofic setup`: all of Kokoro in one step, and the fastest way to run it here."""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from audiofic.cli import console, run
from audiofic.engines import Voice, archives, kokoro_ways, load, setup
from audiofic.engines.kokoro import KokoroEngine
from audiofic.engines.kokoro_ways import CPU, Way
from audiofic.engines.voicepacks import KOKORO_MODEL, KOKORO_VOICES, kokoro_folder
from audiofic.errors import EngineError, NotInstalledError

STORY = '"You came," said Anna.\n\n"I said I would," said Tom.\n'


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of one's own, with nothing in it, and a short measurement."""
    monkeypatch.setenv("AUDIOFIC_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(setup, "TEXT", "At once.")
    return tmp_path / "data"


@pytest.fixture
def whole(data: Path, kokoro_data: Path) -> Path:
    """The folder of Kokoro with its model and voices."""
    pytest.importorskip("kokoro_onnx", reason="kokoro-onnx is not installed: pip install 'audiofic[kokoro]'")
    return kokoro_data / "kokoro"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What pip was asked to install, which it was not."""
    asked: list[str] = []

    def pip_install(requirements: Sequence[str], folder: Path) -> None:
        asked.extend(requirements)

    monkeypatch.setattr(setup, "pip_install", pip_install)
    return asked


def test_kokoro_comes_in_one_step_and_runs_the_fastest_way(
    whole: Path, data: Path, installed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["setup", "--from", str(whole)]) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert "About 190 MB to fetch" in said
    assert "GPL-3.0-or-later" in said
    assert "This machine speaks 1,000 words in about" in said
    assert not installed
    kept = json.loads((data / "kokoro" / "fastest.json").read_text())
    assert kept["model"] == "int8"
    assert Way(**kept) in kokoro_ways.candidates([CPU])
    engine = load("kokoro")
    assert isinstance(engine, KokoroEngine)
    assert engine._way() == Way(**kept)
    assert run(["setup"]) == 0  # a second time fetches nothing
    assert "fetching" not in capsys.readouterr().err


@pytest.mark.usefixtures("data")
def test_the_packages_come_first_as_the_extra_has_them(installed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    def broken(**_: object) -> None:
        raise EngineError("no network")

    monkeypatch.setattr(importlib.metadata, "version", absent)
    monkeypatch.setattr(setup, "install_kokoro", broken)
    said: list[str] = []
    with pytest.raises(EngineError, match="no network"):
        setup.set_up_kokoro(say=said.append)
    assert [wanted.partition("<")[0].partition(">")[0] for wanted in installed] == ["kokoro-onnx"]
    assert said == [f"installing {installed[0]}"]


def test_pip_installs_into_the_environment_of_this_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def fake(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        ran.append(command)
        return subprocess.CompletedProcess(
            command, 1, stderr=b"WARNING: slow\nERROR: Could not install: [Errno 28] No space left on device\nbye\n"
        )

    monkeypatch.setattr(subprocess, "run", fake)
    with pytest.raises(EngineError, match=r"x>=1 cannot be fetched \(ERROR: .*No space left on device\)"):
        archives.pip_install(["x>=1"], tmp_path)
    assert ran[0][:4] == [sys.executable, "-m", "pip", "install"]
    assert ran[0][-1] == "x>=1"
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(EngineError, match="pip is missing"):
        archives.pip_install(["x>=1"], tmp_path)


def test_a_model_as_kokoro_onnx_publishes_it_speaks(whole: Path, data: Path, tmp_path: Path) -> None:
    published = tmp_path / "published"
    published.mkdir()
    shutil.copy(whole / KOKORO_MODEL, published / "kokoro-v1.0.onnx")  # what it holds is not looked at
    shutil.copy(whole / KOKORO_VOICES, published / "voices-v1.0.bin")
    speed = setup.set_up_kokoro(published)
    assert speed.way.model == "fp32"
    assert speed.seconds > 0
    engine = KokoroEngine()
    assert engine.version().startswith("kokoro-v1.0 with")
    assert engine.synthesize("At once.", Voice("kokoro", "af_heart")).seconds > 0.3
    with pytest.raises(NotInstalledError, match="Kokoro's model int8 is not in"):
        KokoroEngine(model="int8").version()


def test_a_model_that_is_none_is_told(whole: Path, data: Path, tmp_path: Path) -> None:
    published = tmp_path / "published"
    published.mkdir()
    (published / "kokoro-v1.0.onnx").write_bytes(b"half")
    shutil.copy(whole / KOKORO_VOICES, published / "voices-v1.0.bin")
    with pytest.raises(EngineError, match="Kokoro does not load"):
        setup.set_up_kokoro(published)


def test_a_provider_that_is_not_here_is_told_with_those_that_are(whole: Path, data: Path) -> None:
    shutil.copytree(whole, kokoro_folder())
    engine = load("kokoro", provider="CUDA")
    with pytest.raises(EngineError, match="ONNX Runtime has no CUDAExecutionProvider here, but"):
        engine.synthesize("At once.", Voice("kokoro", "af_heart"))
    assert isinstance(load("kokoro", provider="CPU"), KokoroEngine)


@pytest.mark.parametrize("damaged", ["", "{}", "[1]", '{"model": "int8", "provider": "x", "threads": 0, "calls": 0}'])
def test_what_was_kept_and_is_damaged_is_measured_for_nothing(data: Path, damaged: str) -> None:
    kokoro_folder().mkdir(parents=True)
    (kokoro_folder() / KOKORO_MODEL).write_bytes(b"")
    (kokoro_folder() / "fastest.json").write_text(damaged)
    assert kokoro_ways.way() == Way("int8")
    kokoro_ways.keep(Way("int8", CPU, 2, 1))
    assert kokoro_ways.way() == Way("int8", CPU, 2, 1)
    assert kokoro_ways.way(provider="XExecutionProvider") == Way("int8", "XExecutionProvider")
    assert kokoro_ways.way(model="fp32") is None


def test_a_gpu_is_measured_too(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kokoro_folder().mkdir(parents=True)
    (kokoro_folder() / KOKORO_MODEL).write_bytes(b"")
    monkeypatch.setattr("os.cpu_count", lambda: 6)
    ways = kokoro_ways.candidates(["CUDAExecutionProvider", "AzureExecutionProvider", CPU])
    assert {(way.provider, way.threads, way.calls) for way in ways} == {
        ("CUDAExecutionProvider", 1, 2), (CPU, 1, 6), (CPU, 2, 3), (CPU, 4, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (Way("int8", CPU, 1, 2), "int8 on CPU, 1 thread a call, 2 side by side"),
        (Way("fp32", "CUDAExecutionProvider", 4, 1), "fp32 on CUDA, 4 threads a call"),
    ],
)
def test_a_way_is_told_in_words(way: Way, said: str) -> None:
    assert str(way) == said


def test_a_busy_machine_is_told_to_be_measured_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getloadavg", lambda: (99.0, 0.0, 0.0))
    said: list[str] = []
    with pytest.raises(EngineError, match="Kokoro's model is not here"):
        setup.fastest(said.append)
    assert "busy" in said[0]


def test_a_build_on_a_terminal_tells_of_it_once(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_text(STORY, encoding="utf-8")
    Path("voices.yaml").write_text("credits: no\n", encoding="utf-8")
    build = ["build", "story.txt", "--format", "wav"]
    assert run(build) == 0
    assert "audiofic setup" not in capsys.readouterr().err  # no terminal
    monkeypatch.setattr(type(console.err), "is_terminal", True)
    assert run([*build, "--engine", "pyttsx3"]) == 0
    assert "audiofic setup" not in capsys.readouterr().err  # it was chosen
    for told in (1, 0):
        assert run(build) == 0
        assert capsys.readouterr().err.count("audiofic setup (about 190 MB, once)") == told
