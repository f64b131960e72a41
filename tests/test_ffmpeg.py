"""Every ffmpeg that a machine may have: which is used, what is said of the rest, and how a build ends."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from read_back import read_back

from audiofic import audio, engines
from audiofic.audio import program
from audiofic.cli import run
from audiofic.errors import EncoderError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the ffmpegs here are shell scripts")

BANNER = "echo 'ffmpeg version 99.1-ours Copyright' >&2"
ELF_OF_ANOTHER_MACHINE = b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x02\0\xb7\0\x01" + bytes(43)

FAULTS: dict[str, tuple[str | bytes, str]] = {
    "a missing library": (
        "echo 'ffmpeg: error while loading shared libraries: libavdevice.so.59: not found' >&2; exit 127",
        "does not start (ffmpeg: error while loading shared libraries: libavdevice.so.59: not found)",
    ),
    "no program": (b"\x7fELF and nothing more", "does not start (Exec format error)"),
    "a program for another machine": (ELF_OF_ANOTHER_MACHINE, "does not start (Exec format error)"),
    "a script without its interpreter": (b"#!/nonexistent/sh\n", "does not start (No such file or directory)"),
    "a crash": ("kill -ILL $$", "does not start (it ended with signal 4 and without a word)"),
    "silence": ("exit 0", "does not answer as ffmpeg does"),
    "nonsense": ("echo hello; echo hello >&2", "does not answer as ffmpeg does"),
    "nonsense without end": ("while :; do echo 'hello, is it me?' >&2; done", "does not answer as ffmpeg does"),
    "nonsense without end, aside": ("while :; do echo hello; done", "does not answer within 1 seconds"),
    "a hang": ("/bin/sleep 1000", "does not answer within 1 seconds"),
    "a hang after the first word": (f"{BANNER}; exec /bin/sleep 1000", "does not answer within 1 seconds"),
    "a hang in silence": ("exec /bin/sleep 1000 >&- 2>&-", "does not answer within 1 seconds"),
    "nothing written": (BANNER, "ends as if all were well, and writes nothing"),
    "no Opus": (
        f"{BANNER}; echo \"[error] Unknown encoder 'libopus'\" >&2; exit 1",
        "cannot encode (Unknown encoder 'libopus')",
    ),
}


def put(folder: Path, content: str | bytes) -> Path:
    """An ffmpeg into that folder: a shell script, or bytes as they are."""
    folder.mkdir(exist_ok=True)
    path = folder / "ffmpeg"
    path.write_bytes(content if isinstance(content, bytes) else f"#!/bin/sh\n{content}\n".encode())
    path.chmod(0o755)
    return path


@pytest.fixture
def bundled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Nothing on the PATH, so only the ffmpeg that imageio-ffmpeg brings."""
    monkeypatch.delenv("IMAGEIO_FFMPEG_EXE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return audio.ffmpeg().path


@pytest.fixture
def story(bundled: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A story's file in the current folder, for the engine `tone`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIOFIC_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(program, "TRIAL_SECONDS", 1)
    monkeypatch.setattr(engines, "names", lambda: ["tone"])  # doctor need not ask the others
    Path("story.txt").write_text('"You came," said Anna. She looked at the river.\n', encoding="utf-8")
    Path("voices.yaml").write_text("engine: tone\n", encoding="utf-8")
    return "story.txt"


@pytest.mark.parametrize("fault", FAULTS)
def test_one_that_does_not_work_is_passed_over_and_doctor_tells_why(
    fault: str, story: str, bundled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, told = FAULTS[fault]
    path = put(tmp_path / "bin", content)
    assert run(["build", story]) == 0
    assert read_back(Path(capsys.readouterr().out.strip())).seconds > 1
    run(["doctor"])
    said = "".join(capsys.readouterr().out.split())  # long lines of a table are folded
    assert f"({bundled})" in said
    assert "".join(f"fails ffmpeg {path} is passed over: it {told}".split()) in said


def test_one_that_may_not_be_run_is_passed_over(story: str, bundled: str, tmp_path: Path) -> None:
    path = put(tmp_path / "bin", BANNER)
    path.chmod(0o644)
    assert audio.ffmpeg().path == bundled
    assert audio.ffmpeg().passed_over == ((str(path), "does not start (Permission denied)"),)


def test_one_that_writes_where_nobody_sees_it_is_passed_over(story: str, bundled: str, tmp_path: Path) -> None:
    """What runs in a sandbox has a folder for temporary files of its own."""
    elsewhere = f"""
for argument; do
    case "$argument" in file:*/encoded) set -- "$@" file:{tmp_path}/elsewhere;; *) set -- "$@" "$argument";; esac
    shift
done
exec {bundled} "$@"
"""
    path = put(tmp_path / "bin", elsewhere)
    assert audio.ffmpeg().path == bundled
    assert audio.ffmpeg().passed_over == ((str(path), "ends as if all were well, and writes nothing"),)
    assert (tmp_path / "elsewhere").read_text().startswith("#")


def test_the_first_on_the_path_that_works_is_used(
    bundled: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put(tmp_path / "broken", "exit 1")
    own = put(tmp_path / "own", f'{BANNER}; exec {bundled} -hide_banner "$@"')
    put(tmp_path / "later", f'exec {bundled} "$@"')
    folders = [tmp_path / "none", *(tmp_path / name for name in ("broken", "own", "later"))]
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, folders)))
    found = audio.ffmpeg()
    assert (found.path, found.version, found.bundled) == (str(own), "99.1-ours", False)
    assert [path for path, _ in found.passed_over] == [str(tmp_path / "broken" / "ffmpeg")]


def test_the_bundled_one_stands_in(bundled: str) -> None:
    found = audio.ffmpeg()
    assert "imageio_ffmpeg" in found.path
    assert found.bundled
    assert found.version[0].isalnum()


def test_what_imageio_ffmpeg_is_told_to_take_stands_in(
    bundled: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = put(tmp_path / "own", f'exec {bundled} "$@"')
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(own))
    assert audio.ffmpeg().path == str(own)


def test_nothing_in_the_current_folder_is_run(bundled: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    put(tmp_path / "here", f'touch {tmp_path}/was-run; exec {bundled} "$@"')
    monkeypatch.chdir(tmp_path / "here")
    for path in ("", ".", f":{tmp_path / 'bin'}:."):
        monkeypatch.setenv("PATH", path)
        assert audio.ffmpeg().path == bundled
    assert not (tmp_path / "was-run").exists()


def test_each_is_tried_once(bundled: str, tmp_path: Path) -> None:
    put(tmp_path / "bin", f"echo tried >> {tmp_path}/trials; exit 1")
    for _ in range(3):
        assert audio.run_ffmpeg(["-version"])
    assert (tmp_path / "trials").read_text() == "tried\n"


def test_none_at_all(
    story: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    assert run(["build", story]) == 3
    assert "ffmpeg is missing; install it, or run: pip install imageio-ffmpeg" in capsys.readouterr().err


def test_none_that_works_and_then_one_that_was_mended(
    story: str, bundled: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    path = put(tmp_path / "bin", "echo no libavdevice >&2; exit 127")
    assert run(["build", story]) == 3
    assert f"no ffmpeg works here: {path} does not start (no libavdevice); mend it" in capsys.readouterr().err
    assert run(["doctor"]) == 3
    assert "no ffmpeg works here" in capsys.readouterr().out
    put(tmp_path / "bin", f'exec {bundled} "$@"')
    assert run(["build", story]) == 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_one_that_hangs_ends_with_all_that_it_started(story: str, bundled: str, tmp_path: Path) -> None:
    put(tmp_path / "bin", f"/bin/sleep 1000 & echo $! > {tmp_path}/pid; wait")
    assert audio.ffmpeg().path == bundled
    stat = Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}/stat")
    assert not stat.exists() or ") Z " in stat.read_text()


# What passes the trial, and fails at its work.

AFTER_THE_TRIAL = 'case "$*" in *framecrc*) exec {bundled} "$@";; esac; '


@pytest.mark.parametrize("format_", ["m4b", "wav"])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("exit 0", "ended as if all were well"),
        ("/bin/cat >/dev/null", "ended as if all were well"),
        ("/bin/sleep 1000", "ffmpeg did nothing for 1 seconds"),
        ("/bin/cat >/dev/null; /bin/sleep 1000", "ffmpeg did nothing for 1 seconds"),
        ("exit 7", "ffmpeg failed: it ended with exit code 7 and without a word; try again"),
    ],
)
def test_a_build_ends_in_a_sentence(
    content: str, told: str, format_: str, story: str, bundled: str,
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(program, "STEP_SECONDS", 1)
    monkeypatch.setattr(program, "JOB_SECONDS", 1)
    put(tmp_path / "bin", AFTER_THE_TRIAL.format(bundled=bundled) + content)
    assert run(["build", story, "--format", format_]) == 3
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said
    assert not list((tmp_path / "output").rglob(f"*.{format_}"))


def test_work_that_is_short_ends_in_a_sentence(bundled: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    clip = audio.silence(0.5, 24000)
    put(tmp_path / "bin", AFTER_THE_TRIAL.format(bundled=bundled) + "/bin/cat >/dev/null")
    with pytest.raises(EncoderError, match="gave no loudness"):
        audio.loudness(clip)
    with pytest.raises(EncoderError, match=r"gave no sound of .*x\.mp3"):
        audio.decode(tmp_path / "x.mp3")
    monkeypatch.setattr(program, "JOB_SECONDS", 1)
    put(tmp_path / "bin", AFTER_THE_TRIAL.format(bundled=bundled) + "/bin/sleep 1000")
    with pytest.raises(EncoderError, match="ffmpeg did nothing for 1 seconds"):
        audio.loudness(clip)


def test_a_check_that_stands_still_ends_in_a_sentence(
    story: str, bundled: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", story]) == 0
    book = capsys.readouterr().out.strip()
    monkeypatch.setattr(program, "STEP_SECONDS", 1)
    for content in ("/bin/sleep 1000", "exec >&-; /bin/sleep 1000"):
        measuring = f'case "$*" in *ebur128*) {content};; esac; exec {bundled} "$@"'
        put(tmp_path / "bin", AFTER_THE_TRIAL.format(bundled=bundled) + measuring)
        assert run(["check", book]) == 3
        assert "ffmpeg did nothing for 1 seconds" in capsys.readouterr().err


def test_whoever_takes_long_over_a_line_does_not_make_ffmpeg_late(
    bundled: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Only our waits for ffmpeg are counted, not its waits for us."""
    monkeypatch.setattr(program, "STEP_SECONDS", 1)
    pcm, path = bytes(2 * 24000), tmp_path / "x.wav"
    with audio.encoder(24000, {path: ["-f", "wav"]}) as ffmpeg:
        ffmpeg.write(pcm)
        time.sleep(3)
        ffmpeg.write(pcm)
    assert audio.decode(path).pcm == 2 * pcm
