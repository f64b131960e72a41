"""The commands as a person types them: what they make, what they say, and every mistake that can be made."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from read_back import read_back

from audiofic import audio
from audiofic.cli import commands, console, run
from audiofic.errors import EngineError, ExitCode

STORY = """\
"You came," said Anna. She looked at the river.

"I said I would," Tom answered.

* * *

"Then hold the lamp," said Anna.
"""
SAMPLE = Path(__file__).parents[1] / "seeds" / "table-round.html"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a story and a voices.yaml that asks for the exact engine."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIOFIC_CACHE", str(tmp_path / "cache"))
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "voices.yaml").write_text("engine: tone\n", encoding="utf-8")
    return tmp_path


def test_build_writes_the_audiobook_and_says_where(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "story.txt", "--format", "m4b,mp3"]) == 0
    said = capsys.readouterr()
    paths = [Path(line) for line in said.out.splitlines()]
    assert [path.name for path in paths] == ["story.m4b", "story.mp3"]
    assert all(read_back(path).seconds > 1 for path in paths)
    assert "2 chapters" in said.err


def test_many_jobs_make_the_same_audiobook_as_one(here: Path) -> None:
    for jobs in ("1", "64"):
        assert run(["build", "story.txt", "--jobs", jobs, "-o", jobs]) == 0
        assert run(["cache", "prune", "--all"]) == 0
    one, many = (next(Path(jobs).rglob("*.m4b")).read_bytes() for jobs in ("1", "64"))
    assert one == many


def test_no_escape_code_runs_in_what_went_wrong(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "\x1b[2J\u202estory.txt"]) == 1
    said = capsys.readouterr().err
    assert "[2Jstory.txt" in said
    assert not {"\x1b", "\u202e"} & set(said)


def test_build_reads_standard_input(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    assert run(["build", "-"]) == 0
    assert (here / "output" / "Unknown author" / "stdin" / "stdin.m4b").exists()


def test_preview_writes_the_scene(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preview", "story.txt", "1.2"]) == 0
    by_place = Path(capsys.readouterr().out.strip())
    assert by_place.suffix == ".wav"
    assert run(["preview", "story.txt", "2"]) == 0
    assert Path(capsys.readouterr().out.strip()) == by_place


def test_preview_plays_with_what_the_system_has(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    player = here / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text(f'#!/bin/sh\necho "$@" > {here}/asked\nexec cat > {here}/played\n', encoding="utf-8")
    player.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(player) if name == "aplay" else None)
    monkeypatch.setenv("PATH", f"{player.parent}{os.pathsep}{os.environ['PATH']}")
    assert run(["preview", "story.txt", "1", "--play"]) == 0
    written = audio.decode(Path(capsys.readouterr().out.strip()))
    assert (here / "played").read_bytes() == written.pcm
    assert "-r 16000" in (here / "asked").read_text(encoding="utf-8")


@pytest.mark.parametrize("end", ["exit 1", "cat > /dev/null; echo audio open failed >&2"])
def test_a_player_that_fails_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], end: str
) -> None:
    player = here / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text(f"#!/bin/sh\necho ALSA lib confmisc.c >&2\n{end}\n", encoding="utf-8")
    player.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(player) if name == "aplay" else None)
    monkeypatch.setenv("PATH", f"{player.parent}{os.pathsep}{os.environ['PATH']}")
    for command in (["preview", "story.txt", "1", "--play"], ["audition", "story.txt", "Anna", "--play"]):
        assert run(command) == 3
        said = capfd.readouterr()
        assert Path(said.out.strip()).exists()
        assert "aplay cannot play here" in said.err
        assert "ALSA" not in said.err


@pytest.mark.parametrize("content", ["#!/bin/sh\nexec /bin/sleep 1000\n", "#!/nonexistent/sh\n"])
def test_a_player_that_hangs_or_does_not_start_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    player = here / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text(content, encoding="utf-8")
    player.chmod(0o755)
    monkeypatch.setenv("PATH", str(player.parent))
    monkeypatch.setattr(console, "PATIENCE", 1)
    assert run(["preview", "story.txt", "1", "--play"]) == 3
    assert "aplay cannot play here" in capsys.readouterr().err
    (here / "short.wav").write_bytes(bytes(44))
    with pytest.raises(EngineError, match="aplay cannot play here"):
        console.play(here / "short.wav")


def test_preview_without_a_player_says_where_the_file_is(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(here / "nothing"))
    assert run(["preview", "story.txt", "1", "--play"]) == 3
    said = capsys.readouterr()
    assert "no player is installed" in said.err
    assert Path(said.out.strip()).exists()


def test_scenes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["scenes", "story.txt"]) == 0
    said = capsys.readouterr().out
    assert "1.1" in said
    assert "1.2" in said
    assert '"Then hold the lamp," said Anna.' in said


def test_what_is_left_out_is_told_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story, voices = tmp_path / "low.html", tmp_path / "own.yaml"
    story.write_text("<h1>Low Water</h1><p>The tide came in.</p><p><a href='https://a.example'>Me</a></p>", "utf-8")
    assert run(["scenes", "--left-out", str(story)]) == 0
    said = capsys.readouterr().out
    assert "sign-off" in said
    assert "read: {also: [sign-off, title]}" in said
    voices.write_text("read: {also: [sign-off, title]}", "utf-8")
    assert run(["scenes", "--left-out", str(story), "--voices", str(voices)]) == 0
    assert capsys.readouterr().out == "Nothing is left out.\n"


def test_script_names_the_speakers(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["script", "story.txt"]) == 0
    said = capsys.readouterr().out
    assert 'Anna | "You came,"' in said
    assert 'Tom | "I said I would,"' in said


def test_script_json_is_the_door_for_programs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["script", "story.txt", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {character["name"] for character in document["characters"]} == {"Anna", "Tom"}
    spoken = [line for line in document["lines"] if line["kind"] == "dialogue"]
    assert [line["speaker"] for line in spoken] == ["Anna", "Tom", "Anna"]
    assert [STORY[line["start"] : line["end"]] for line in document["lines"]] == [
        line["text"] for line in document["lines"]
    ]
    assert all(0 <= line["confidence"] <= 1 for line in document["lines"])
    assert all(line["speaker"] is None for line in document["lines"] if line["kind"] == "narration")


def test_cast_writes_voices_yaml_and_a_second_time_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cast", "story.txt", "--write"]) == 0
    assert "wrote Anna, Tom" in capsys.readouterr().out
    written = (here / "voices.yaml").read_text(encoding="utf-8")
    assert "Anna:" in written
    assert written.startswith("engine: tone\n")
    assert run(["cast", "story.txt", "--write"]) == 0
    assert "everybody is in it" in capsys.readouterr().out
    assert (here / "voices.yaml").read_text(encoding="utf-8") == written


def test_cast_writes_the_voices_yaml_that_it_is_told_to(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cast", "story.txt", "--write", "--voices", "mine.yaml"]) == 0
    assert "mine.yaml: wrote Anna, Tom" in capsys.readouterr().out
    assert run(["cast", "story.txt", "--voices", "mine.yaml"]) == 0
    assert (here / "voices.yaml").read_text(encoding="utf-8") == "engine: tone\n"


def test_a_name_in_voices_yaml_that_may_be_misspelt_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "voices.yaml").write_text("engine: tone\ncharacters: {Ana: {voice: tone-220}, Ron: {voice: tone-90}}\n")
    assert run(["cast", "story.txt"]) == 0
    said = capsys.readouterr().err
    assert "Ana has a voice and says nothing here; if that is Anna," in said
    assert "Ron" not in said


def test_voices_beside_the_story_are_found_from_elsewhere(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "elsewhere").mkdir()
    monkeypatch.chdir(here / "elsewhere")
    assert run(["cast", "../story.txt"]) == 0
    assert "tone-" in capsys.readouterr().out


def test_audition_writes_one_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audition", "story.txt", "Anna"]) == 0
    assert Path(capsys.readouterr().out.strip()).suffix == ".wav"
    _fails(["audition", "story.txt", "Zed"], here, capsys, "nobody called 'Zed'")


def test_voices_lists_and_says(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["voices", "--engine", "tone", "--say", "Good evening."]) == 0
    told = dict(line.split(": ") for line in capsys.readouterr().out.splitlines() if ".wav" in line)
    assert told["tone-180"].endswith("tone-180.wav")
    assert {Path(path).resolve() for path in told.values()} == set((here / "previews/voices/tone").resolve().iterdir())


def test_samples_are_played_one_after_the_other(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    player = here / "player"
    player.write_text(f'#!/bin/sh\necho "$2" >> {here}/asked\n', encoding="utf-8")
    player.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(player) if name == "aplay" else None)
    assert run(["voices", "--engine", "tone", "--play"]) == 2
    assert run(["voices", "--engine", "tone", "--say", "Good evening.", "--play"]) == 0
    played = (here / "asked").read_text().split()
    assert sorted(played) == sorted(map(str, Path("previews/voices/tone").iterdir()))


def test_doctor_finds_all_well(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "engine pyttsx3" in said
    assert "ffmpeg" in said
    assert "fails" not in said


def test_an_escape_code_in_a_story_does_not_reach_the_terminal(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "story.txt").write_text('"Hi\x1b[2J\x1b]0;owned\x07," said Anna.\n\n' + STORY * 4, encoding="utf-8")
    for command in ("script", "scenes", "cast"):
        assert run([command, "story.txt"]) == 0
        said = capsys.readouterr()
        assert "\x1b" not in said.out + said.err
        assert "\x07" not in said.out + said.err


# Every mistake: one line that says what is wrong, exit code 1, and nothing half-written.

NO_STORIES: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n \n", "empty"),
    ("dots.txt", b"... --- !!!\n", "no words"),
    ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
    (
        "login.html",
        b'<html><body><form action="/users/login"><h2>Log In</h2><input name="user[login]"></form></body></html>',
        "log-in",
    ),
    ("page.html", b"<html><head><title>x</title></head><body><nav>Home</nav></body></html>", "no story"),
]


@pytest.mark.parametrize(("name", "data", "word"), NO_STORIES)
def test_a_file_that_is_no_story(
    here: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, word: str
) -> None:
    (here / name).write_bytes(data)
    _fails(["build", name], here, capsys, word)


def test_a_story_that_is_not_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _fails(["build", "nowhere.html"], here, capsys, "nowhere.html")


def test_an_address_for_a_story(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "https://archiveofourown.org/works/1"]) == 1
    assert (
        "https://archiveofourown.org/works/1: this is an address, and audiofic reads files" in capsys.readouterr().err
    )


def test_a_folder_for_a_story(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "empty").mkdir()
    _fails(["build", "empty"], here, capsys, "there is no story in this folder")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("engine: [", ["voices.yaml:1:"]),
        ("engin: tone\n", ["voices.yaml:1:1", "did you mean 'engine'"]),
        ("engine: kokoroo\n", ["voices.yaml:1:9", "kokoroo"]),
        ("engine: tone\nnarrator: {voice: tone-9999}\n", ["voices.yaml:2:19", "tone-9999"]),
        ("engine: tone\nnarrator: en-us+f3\n", ["voices.yaml:2:11", "write narrator: {voice: en-us+f3}"]),
        ("engine: tone\nnarrator: {voice: en-us+f3}\n", ["voices.yaml:2:19", "write engine: espeak beside it"]),
        ("engine: tone\nnarrator: {rate: 9000, pitch: x}\n", ["voices.yaml:2:18", "voices.yaml:2:31"]),
    ],
)
def test_a_voices_yaml_that_is_wrong(
    here: Path, capsys: pytest.CaptureFixture[str], text: str, words: list[str]
) -> None:
    (here / "voices.yaml").write_text(text, encoding="utf-8")
    _fails(["build", "story.txt"], here, capsys, *words)


def test_voices_that_are_named_and_not_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _fails(["build", "story.txt", "--voices", "other.yaml"], here, capsys, "other.yaml")


def test_an_output_that_cannot_be_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "taken").write_text("", encoding="utf-8")
    _fails(["build", "story.txt", "-o", "taken"], here, capsys, "taken")


def test_chapters_and_scenes_that_are_not_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _fails(["build", "story.txt", "--chapters", "9"], here, capsys, "from 1 to 2")
    _fails(["preview", "story.txt", "9"], here, capsys, "no scene 9")
    _fails(["preview", "story.txt", "1.9"], here, capsys, "no scene 1.9")


def test_a_cover_that_is_no_picture(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _fails(["build", "story.txt", "--cover", "story.txt"], here, capsys, "no JPEG or PNG")
    _fails(["build", "story.txt", "--cover", "none.png"], here, capsys, "none.png")


def _fails(command: list[str], here: Path, capsys: pytest.CaptureFixture[str], *words: str) -> None:
    before = _files(here)
    assert run(command) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    for word in words:
        assert word in said.err
    assert _files(here) == before


def _files(here: Path) -> list[Path]:
    """All but what is kept for the next time: sound, and who has which voice."""
    return sorted(path for path in here.rglob("*") if "cache" not in path.parts and not path.match("*.cast.yaml"))


@pytest.mark.parametrize(
    "command",
    [
        ["bild"],
        ["build"],
        ["build", "story.txt", "--format", "m4x"],
        ["build", "story.txt", "--format", ","],
        ["build", "story.txt", "--chapters", "5-2"],
        ["build", "story.txt", "--chapters", "first"],
        ["build", "story.txt", "--jobs", "0"],
        ["preview", "story.txt", "second"],
    ],
)
def test_wrong_usage_ends_with_2(here: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    assert run(command) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("name", [None, *commands.commands])
def test_help_has_an_example_and_is_in_the_readme(name: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"] if name else ["--help"]) == 0
    assert "audiofic " in capsys.readouterr().out.split("Usage: ", 1)[1].split("\n", 1)[1]
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    assert name is None or f"audiofic {name}" in readme


def test_paragraphs_of_a_help_begin_below_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--help"]) == 0
    told = capsys.readouterr().out
    assert "\n  Make the audiobook" in told
    assert "\n  What is spoken is kept" in told


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from audiofic.cli import run; run(['--help'])\n"
        "print(sorted({'bs4', 'lxml', 'pydantic', 'rich', 'yaml', 'pydub', 'pyttsx3'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_interrupted_keeps_what_was_spoken(here: Path) -> None:
    """Ctrl-C in the middle of a real build: exit code 130, no traceback, no audiobook, and the clips are kept."""
    import signal

    (here / "story.txt").write_text(STORY * 400, encoding="utf-8")
    (here / "voices.yaml").write_text("engine: pyttsx3\n", encoding="utf-8")
    environment = {**os.environ, "AUDIOFIC_CACHE": str(here / "cache")}
    process = subprocess.Popen(
        [sys.executable, "-m", "audiofic", "build", "story.txt", "--jobs", "1"],
        env=environment, cwd=here, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    while process.poll() is None and not list((here / "cache").rglob("*.wav")):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    out, rest = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in rest
    assert out == ""
    assert not list(here.rglob("*.m4b"))
    assert list((here / "cache").rglob("*.wav"))


def test_a_file_in_place_of_a_command_wants_the_build(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(SAMPLE)]) == ExitCode.USAGE
    assert f"say what to do with it: audiofic build {SAMPLE}" in capsys.readouterr().err
    assert run(["https://example.org/works/1"]) == ExitCode.USAGE
    assert "say what to do with it: audiofic fetch https://example.org/works/1" in capsys.readouterr().err
    assert run(["biuld", str(SAMPLE)]) == ExitCode.USAGE
    assert "there is no command 'biuld'; did you mean: audiofic build" in capsys.readouterr().err


def test_a_misspelt_engine_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "voices.yaml").write_text("engine: Kokoro\n", encoding="utf-8")
    assert run(["build", "story.txt"]) == ExitCode.INPUT
    assert "voices.yaml:1:9: there is no engine 'Kokoro'; did you mean 'kokoro'?" in capsys.readouterr().err


def test_some_chapters_and_single_scenes_do_not_lie_among_the_books(here: Path) -> None:
    (here / "s.md").write_text("".join(f"# Chapter {n}\n\nIt rained.\n\n" for n in range(1, 6)), encoding="utf-8")
    assert run(["build", "s.md", "--engine", "tone", "--format", "wav", "--chapters", "1,3-4"]) == 0
    assert run(["preview", "s.md", "2", "--engine", "tone"]) == 0
    assert not (here / "output").exists()
    assert {path.name for path in (here / "previews").rglob("*.wav")} == {
        "s (chapters 1, 3-4).wav",
        "s (scene 2.1).wav",
    }


def test_a_terminal_that_does_not_know_every_letter_shows_the_others() -> None:
    command = [sys.executable, "-m", "audiofic", "script", str(SAMPLE)]
    done = subprocess.run(command, env=os.environ | {"PYTHONIOENCODING": "ascii"}, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"leave him be, he?s thinking" in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        ["script", "story.txt", "-o", "story.txt"],
        ["cast", "story.txt", "--save-pack", "story.txt"],
        ["cast", "story.txt", "--write", "--voices", "./story.txt"],
        ["check", "story.txt", "--picture", "story.txt"],
    ],
)
def test_nothing_is_written_over_what_it_is_made_from(
    here: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert run(command) == ExitCode.INPUT
    assert "story.txt would be written over itself; name another file" in capsys.readouterr().err
    assert (here / "story.txt").read_text(encoding="utf-8") == STORY


def test_who_is_to_audition_may_be_misspelt(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audition", "story.txt", "Anma", "--engine", "tone"]) == ExitCode.INPUT
    assert "nobody called 'Anma' says anything in this story; did you mean 'Anna'?" in capsys.readouterr().err
