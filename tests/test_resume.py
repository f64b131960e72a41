"""Builds that are killed, disturbed or starved: the next one takes up where they stopped, and sounds the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import faulty
import pytest

from audiofic import cache, pipeline
from audiofic.cli import run
from audiofic.corrections import Corrections
from audiofic.read import read_bytes
from audiofic.synthesize import this_machine
from audiofic.voices import VoicesFile

STORY = "".join(
    f"Chapter {number}\n\n"
    f'"Is it {number} already?" asked Anna. She counted the steps to the {number}th lamp.\n\n'
    f'"Nearly {number + 1}," Tom answered. "Come along."\n\n'
    for number in range(1, 5)
)

SHORT = STORY[: STORY.index("Chapter 3")]

KILLED = """
import os, random, signal, sys, time
from pathlib import Path
from audiofic import pipeline
from audiofic.corrections import Corrections
from audiofic.read import read
from audiofic.voices import VoicesFile

folder, story = Path(sys.argv[1]), Path(sys.argv[2])
show = pipeline.stage(read(story), VoicesFile(engine="tone"), Corrections())
DELICATE = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.utime", "subprocess.Popen", "fcntl.flock")
count, last, child = 0, 0, False


def watch(event, arguments):
    global count
    if child and event in DELICATE:
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)


sys.addaudithook(watch)


def start(cache, output, moment=0):
    '''A build in a process of its own, killed at the `moment`th of its steps that touch files or start a process.'''
    global last, child
    os.environ["AUDIOFIC_CACHE"] = str(folder / cache)
    pid = os.fork()
    if pid:
        return pid
    child, last, code = True, moment, 1
    try:
        result = pipeline.build(show, folder / output, ["m4b"], jobs=2, report=lambda progress: None)
        code = bool(result.failures)
    finally:
        (folder / f"count-{output}").write_text(str(count)) if child and not moment else None
        os._exit(code)


def end(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def book(output):
    found = [path for path in (folder / output).rglob("*.m4b")]
    return found[0].read_bytes() if found else None
"""


def script(body: str, tmp_path: Path, text: str = STORY) -> None:
    """Run a script whose builds are processes of their own, forked from one that has already loaded all it needs."""
    (tmp_path / "story.txt").write_text(text, encoding="utf-8")
    (tmp_path / "script.py").write_text(KILLED + body, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "script.py", str(tmp_path), str(tmp_path / "story.txt")]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_build_killed_at_any_moment_goes_on_and_sounds_as_if_it_had_not_been(tmp_path: Path) -> None:
    script(
        """
assert end(start("undisturbed", "whole")) == 0
whole, steps = book("whole"), int((folder / "count-whole").read_text())
moments = random.Random(20).sample(range(1, steps), 20)
for turn, moment in enumerate(moments):
    cache = f"cache-{turn // 4}"  # four kills to a cache: each goes on with what the one before has left
    code = end(start(cache, f"out-{turn // 4}", moment))
    assert code in (0, -signal.SIGKILL), code
    assert book(f"out-{turn // 4}") in (None, whole), f"a half audiobook after {moment} of {steps} steps"
for number in range(5):
    assert end(start(f"cache-{number}", f"out-{number}")) == 0
    assert book(f"out-{number}") == whole, f"cache-{number} gives other sound"
    assert not list((folder / f"cache-{number}" / "builds").iterdir()), "a killed build has left its folder"
""",
        tmp_path,
        SHORT,
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_two_builds_of_one_story_at_once(tmp_path: Path) -> None:
    script(
        """
assert end(start("undisturbed", "whole")) == 0
both = [start("cache", "out"), start("cache", "out")]
assert [end(pid) for pid in both] == [0, 0]
assert book("out") == book("whole")
""",
        tmp_path,
    )


def build(folder: Path, text: str = STORY, **settings: object) -> tuple[pipeline.Result, pipeline.Progress]:
    show = pipeline.stage(read_bytes(text.encode(), "story.txt"), VoicesFile(engine="tone", **settings), Corrections())
    steps: list[pipeline.Progress] = []
    result = pipeline.build(show, folder, ["m4b"], jobs=2, report=steps.append)
    return result, steps[-1]


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AUDIOFIC_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def noise(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


def test_a_clip_that_was_overwritten_with_noise_is_spoken_again(tmp_path: Path, own_cache: Path) -> None:
    build(tmp_path / "out")
    louder, _ = build(tmp_path / "expected", narrator={"volume": 0.5})
    for chapter in (own_cache / "chapters").rglob("*.*"):
        chapter.unlink()
    clips = sorted((own_cache / "clips").rglob("*.wav"))
    noise(clips[len(clips) // 2])
    again, progress = build(tmp_path / "again", narrator={"volume": 0.5})
    assert again.paths[0].read_bytes() == louder.paths[0].read_bytes()
    assert progress.cached < progress.total


@pytest.mark.parametrize("suffix", [".aac", ".json"])
def test_a_chapter_that_was_overwritten_with_noise_is_made_again(tmp_path: Path, own_cache: Path, suffix: str) -> None:
    first, _ = build(tmp_path / "out")
    for path in (own_cache / "chapters").rglob(f"*{suffix}"):
        noise(path)
    again, _ = build(tmp_path / "again")
    assert again.paths[0].read_bytes() == first.paths[0].read_bytes()


def test_a_new_chapter_leaves_the_others_as_they_are(tmp_path: Path, own_cache: Path) -> None:
    """What has not changed is not read, either: all clips are gone, and only what is new needs any."""
    build(tmp_path / "out")
    for clip in (own_cache / "clips").rglob("*.wav"):
        clip.unlink()
    frames = {path: path.stat().st_ino for path in (own_cache / "chapters").rglob("*.aac")}
    longer = f'{STORY}Chapter 5\n\n"And {5}," said Anna.\n'
    result, _ = build(tmp_path / "out", longer)
    assert {path: path.stat().st_ino for path in frames} == frames
    # What followed the last chapter was the end of the book, and is now the pause before the next.
    assert len(list((own_cache / "chapters").rglob("*.aac"))) == len(frames) + 2
    assert len(result.timelines) == 5


def test_one_changed_voice_makes_only_its_chapters_again(tmp_path: Path, own_cache: Path) -> None:
    lonely = STORY.replace("Tom", "Anna")
    story = f'{lonely}Chapter 5\n\n"I am here," said Zora.\n'
    build(tmp_path / "out", story)
    before = len(list((own_cache / "chapters").rglob("*.aac")))
    build(tmp_path / "out", story, characters={"Zora": {"voice": "tone-777"}})
    assert len(list((own_cache / "chapters").rglob("*.aac"))) == before + 1


def test_what_is_new_is_told(tmp_path: Path, own_cache: Path) -> None:
    def notes(text: str, **settings: object) -> list[str]:
        voices = VoicesFile(engine="tone", **settings)
        show = pipeline.stage(read_bytes(text.encode(), "story.txt"), voices, Corrections())
        steps: list[pipeline.Progress] = []
        pipeline.build(show, tmp_path / "out", ["m4b"], jobs=2, report=steps.append)
        return [step.note for step in steps if step.note]

    assert notes(STORY) == []
    assert notes(STORY) == ["no line is new since the last build"]
    (longer,) = notes(STORY.replace("the 2th lamp", "the second lamp") + 'Chapter 5\n\n"Here," said Anna.\n')
    assert longer == "chapter 5 is new; 1 line of chapter 2 changed; 4 of 27 lines to speak"
    (other,) = notes(STORY, characters={"Tom": {"voice": "tone-777"}})
    assert other == "8 of 24 lines to speak"


def test_a_build_is_stopped_by_its_report_and_keeps_what_is_spoken(tmp_path: Path, own_cache: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(progress: pipeline.Progress) -> None:
        if progress.done:
            raise StoppedError

    text = "\n\n".join(f"Line {number} of a long story, which nobody waits for." for number in range(800))
    show = pipeline.stage(read_bytes(text.encode(), "story.txt"), VoicesFile(engine="tone"), Corrections())
    with pytest.raises(StoppedError):
        pipeline.build(show, tmp_path / "out", ["m4b"], jobs=2, report=stop)
    assert cache.contents(own_cache).clips > 1
    assert not list((own_cache / "chapters").rglob("*.aac"))
    assert not list((tmp_path / "out").rglob("*.m4b"))


def test_a_worker_that_hangs_costs_its_line_and_no_more(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process of its own, as engines run that may hang; it is replaced, and the line is tried three times."""
    monkeypatch.setenv("FAULTY_LOG", str(tmp_path / "log"))
    monkeypatch.setattr(VoicesFile, "loader", property(lambda _: faulty.load))
    text = SHORT.replace("the 2th lamp.", "the 2th lamp.\n\nhang on for a moment.")
    show = pipeline.stage(read_bytes(text.encode(), "story.txt"), VoicesFile(engine="faulty"), Corrections())
    patience = partial(this_machine, timeout=2)
    result = pipeline.build(show, tmp_path / "out", ["m4b"], jobs=2, executors=patience, report=lambda _: None)
    (failure,) = result.failures
    assert failure.startswith("“hang on for a moment.” (line 2.1.4) cannot be spoken")
    assert failure.endswith("it took more than 2 seconds and was stopped")
    assert (tmp_path / "log").read_text().count("hang") == 3
    assert len(result.timelines) == 2
    assert result.paths[0].name == "story (incomplete).m4b"


# --- disks


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 5 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a disk can be mounted only by the superuser")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def remount(place: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", place], check=True)


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story of 6 MB of clips."""
    monkeypatch.chdir(tmp_path)
    lines = (
        f"Line {number} of a story that is long enough to fill a disk which is rather small." for number in range(250)
    )
    (tmp_path / "story.txt").write_text("\n\n".join(lines), encoding="utf-8")
    (tmp_path / "voices.yaml").write_text("engine: tone\n", encoding="utf-8")
    return tmp_path / "story.txt"


def test_a_disk_of_5_mb_ends_the_build_in_one_sentence_and_with_more_room_it_goes_on(
    small_disk: Path, story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIOFIC_CACHE", str(small_disk / "cache"))
    assert run(["build", str(story)]) == 3
    (told,) = [line for line in capsys.readouterr().err.splitlines() if line.startswith("audiofic:")]
    assert "No space left on device" in told
    assert not list(story.parent.rglob("*.m4b"))
    assert not list(small_disk.rglob("*.part"))
    kept = cache.contents(small_disk / "cache").clips
    assert kept > 10
    remount(small_disk, "size=50m")
    assert cache.verify(small_disk / "cache") == (kept, 0)
    assert run(["build", str(story)]) == 0


def test_a_full_output_disk_leaves_no_half_audiobook(
    small_disk: Path, story: Path, own_cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small_disk / "filler").write_bytes(bytes(5 * 2**20 - 100_000))
    assert run(["build", str(story), "-o", str(small_disk / "out")]) == 3
    assert "audiofic: the disk is full (No space left on device); make room on it" in capsys.readouterr().err
    assert not list(small_disk.rglob("*.m4b"))


def test_a_cache_that_can_only_be_read_is_used_and_nothing_is_kept(
    small_disk: Path, story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story.write_text(STORY, encoding="utf-8")
    monkeypatch.setenv("AUDIOFIC_CACHE", str(small_disk / "cache"))
    assert run(["build", str(story), "--chapters", "1"]) == 0
    before = cache.contents(small_disk / "cache")
    remount(small_disk, "ro")
    capsys.readouterr()
    assert run(["build", str(story)]) == 0
    assert capsys.readouterr().err.count("can only be read") == 1
    assert cache.contents(small_disk / "cache") == before
    assert run(["cache", "prune", "--all"]) == 3
    assert "cannot be pruned: Read-only file system" in capsys.readouterr().err
    remount(small_disk, "rw")


# --- sizes


def test_a_paragraph_without_end(tmp_path: Path, own_cache: Path) -> None:
    words = " ".join(f"and then the {number} of them went on" for number in range(1000))
    result, progress = build(tmp_path / "out", f"It began {words}.\n", narrator={"rate": 500})
    assert progress.done == progress.total > 30_000
    assert result.failures == ()


def test_many_tiny_chapters(tmp_path: Path, own_cache: Path) -> None:
    result, _ = build(tmp_path / "out", "".join(f"Chapter {number}\n\nYes.\n\n" for number in range(1, 31)))
    assert len(result.timelines) == 30
