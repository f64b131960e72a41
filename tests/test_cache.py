"""The clip cache: whole clips or none."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.audio import Clip
from audiofic.cache import (
    ChapterCache,
    ClipCache,
    Contents,
    KeptChapter,
    contents,
    default_folder,
    prune,
    session,
    size_of,
    verify,
)
from audiofic.cli import run
from audiofic.errors import CacheError

KEY = "ab" + "0" * 62
CLIP = Clip(bytes(range(256)) * 8, 22050)

clips = st.builds(Clip, st.binary(max_size=600).map(lambda data: data[: len(data) // 2 * 2]), st.integers(8000, 48000))


def only_file(folder: Path) -> Path:
    (file,) = (path for path in folder.rglob("*") if path.is_file())
    return file


def test_a_clip_that_was_never_kept_is_none(tmp_path: Path) -> None:
    assert ClipCache(tmp_path / "new").get(KEY) is None
    assert contents(tmp_path / "new") == Contents(0, 0, 0, None)


@given(clip=clips)
def test_a_clip_comes_back_as_it_was(clip: Clip, tmp_path_factory: pytest.TempPathFactory) -> None:
    cache = ClipCache(tmp_path_factory.mktemp("cache"))
    cache.put(KEY, clip)
    assert cache.get(KEY) == clip
    cache.put(KEY, CLIP)
    assert cache.get(KEY) == CLIP


def test_any_player_opens_it(tmp_path: Path) -> None:
    ClipCache(tmp_path).put(KEY, CLIP)
    with wave.open(str(only_file(tmp_path))) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 22050)
        assert sound.readframes(sound.getnframes()) == CLIP.pcm


def test_size_counts_clips_and_bytes(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    for key in ("aa01", "aa02", "bb01"):
        cache.put(key, CLIP)
    found = contents(tmp_path)
    assert found.clips == 3
    assert found.size == sum(path.stat().st_size for path in tmp_path.rglob("*.wav"))
    assert found.size > 3 * len(CLIP.pcm)


@given(data=st.data())
def test_damage_anywhere_is_found_and_removed(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("cache")
    cache = ClipCache(folder)
    cache.put(KEY, CLIP)
    file = only_file(folder)
    whole = file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = data.draw(
        st.sampled_from(
            [
                whole[:at],
                whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :],
                whole[:at] + bytes(len(whole) - at),
                whole + whole[-at - 1 :],
            ]
        ).filter(lambda made: made != whole)
    )
    file.write_bytes(damaged)
    assert cache.get(KEY) is None
    assert not file.exists()
    cache.put(KEY, CLIP)
    assert cache.get(KEY) == CLIP


def test_two_builds_at_once(tmp_path: Path) -> None:
    """Two processes keep and read the same clips: nobody ever sees half a clip, and no file but clips is left."""
    script = (
        "import sys; from pathlib import Path; from audiofic.audio import Clip; from audiofic.cache import ClipCache\n"
        "cache = ClipCache(Path(sys.argv[1]))\n"
        "for turn in range(40):\n"
        "    for n in range(5):\n"
        "        clip = Clip(bytes([n]) * 50_000, 22050)\n"
        "        assert cache.get(f'{n:02}') in (None, clip)\n"
        "        cache.put(f'{n:02}', clip)\n"
        "        assert cache.get(f'{n:02}') == clip\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    builds = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], env=environment) for _ in range(2)]
    assert [build.wait(timeout=120) for build in builds] == [0, 0]
    assert contents(tmp_path).clips == 5
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {".wav"}


def test_a_folder_that_is_none_is_told_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    cache = ClipCache(tmp_path / "file")
    for use in (lambda: cache.put(KEY, CLIP), lambda: cache.get(KEY)):
        with pytest.raises(CacheError, match=r"file \(Not a directory\).*AUDIOFIC_CACHE") as caught:
            use()
        assert caught.value.exit_code == 3


def test_a_read_only_cache_gives_what_it_has_and_tells_what_it_cannot_keep(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere")
    cache = ClipCache(tmp_path)
    cache.put(KEY, CLIP)
    shard = only_file(tmp_path).parent
    shard.chmod(0o500)
    try:
        assert cache.get(KEY) == CLIP
        with pytest.raises(CacheError, match="Permission denied"):
            cache.put("ab01", CLIP)
    finally:
        shard.chmod(0o700)


def test_a_disk_that_takes_no_more_leaves_no_half_clip(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: the kernel refuses in the middle of the write."""
    script = (
        "import resource, sys; from pathlib import Path; from audiofic.audio import Clip\n"
        "from audiofic.cache import ClipCache; from audiofic.errors import CacheError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "cache = ClipCache(Path(sys.argv[1]))\n"
        "cache.put('aa', Clip(bytes(2000), 22050))\n"
        "try:\n"
        "    cache.put('ab', Clip(bytes(20000), 22050))\n"
        "except CacheError as error:\n"
        "    print(error)\n"
        "assert cache.get('ab') is None\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.startswith(f"cannot write clips in {tmp_path} (File too large)")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["aa.wav"]


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOFIC_CACHE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("AUDIOFIC_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder().name == "audiofic"
    assert default_folder().is_relative_to(tmp_path)


# --- upkeep


def keep(folder: Path, count: int, *, age: float = 0.0) -> list[str]:
    """Keep clips of 2,000 bytes or so, which were used `age` seconds ago, each a second after the one before."""
    cache = ClipCache(folder)
    keys = [f"{number:02}{'0' * 62}" for number in range(count)]
    for number, key in enumerate(keys):
        cache.put(key, CLIP)
        (file,) = folder.rglob(f"{key}.wav")
        used = time.time() - age + number
        os.utime(file, (used, used))
    return keys


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    keys = keep(tmp_path, 6, age=1000)
    size = contents(tmp_path).size
    assert ClipCache(tmp_path).get(keys[0]) == CLIP  # now it is the one that was used last
    assert prune(tmp_path, size // 2) == size // 2
    left = [key for key in keys if ClipCache(tmp_path).get(key)]
    assert left == [keys[0], keys[4], keys[5]]
    assert prune(tmp_path, 0) == size // 2
    assert contents(tmp_path) == Contents(0, 0, 0, None)


def test_what_a_running_build_uses_stays(tmp_path: Path) -> None:
    keys = keep(tmp_path, 4, age=1000)
    with session(tmp_path) as build:
        assert build.clips.get(keys[1]) == CLIP
        build.clips.put("ff" * 32, CLIP)
        prune(tmp_path, 0)
        assert contents(tmp_path).clips == 2
        assert build.clips.get(keys[1]) == build.clips.get("ff" * 32) == CLIP
    prune(tmp_path, 0)
    assert contents(tmp_path).clips == 0


def test_what_a_killed_build_has_left_is_cleared_up(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from audiofic.cache import session\n"
        "with session(Path(sys.argv[1])) as build:\n"
        "    (build.scratch / 'chapter.aac').write_bytes(b'half')\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], env=environment, check=False)
    assert list(tmp_path.rglob("chapter.aac"))
    with session(tmp_path) as running, session(tmp_path) as other:
        assert not list(tmp_path.rglob("chapter.aac"))
        assert running.scratch.is_dir()
        assert other.scratch.is_dir()
    assert not list((tmp_path / "builds").iterdir())
    (tmp_path / "builds" / "1700000000-ab.lock").touch()  # a build that was killed between its two last steps
    with session(tmp_path):
        pass
    assert not list((tmp_path / "builds").iterdir())
    part = tmp_path / "clips" / "aa" / "aa.0.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half")
    os.utime(part, (0, 0))
    prune(tmp_path, 10**9)
    assert not part.exists()


def test_verify_removes_what_is_damaged_and_marks_nothing_as_used(tmp_path: Path) -> None:
    keys = keep(tmp_path, 3, age=1000)
    (file,) = tmp_path.rglob(f"{keys[1]}.wav")
    file.write_bytes(os.urandom(file.stat().st_size))
    oldest = contents(tmp_path).oldest
    assert verify(tmp_path) == (3, 1)
    assert verify(tmp_path) == (2, 0)
    assert contents(tmp_path).oldest == oldest


def test_verify_tells_what_it_cannot_remove(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, 1)
    (file,) = tmp_path.rglob("*.wav")
    file.write_bytes(b"")
    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(CacheError, match=r"\.wav is damaged and cannot be removed"):
        verify(tmp_path)


def refused(*_: object, **__: object) -> None:
    """What a folder that can only be read answers, to the superuser, too."""
    raise PermissionError(errno.EACCES, "Permission denied")


def chapter(folder: Path) -> Path:
    """A file of frames on its way into the cache."""
    frames = folder / "frames.aac"
    frames.write_bytes(b"frames")
    return frames


def test_verify_counts_no_chapter_that_nobody_has_described(tmp_path: Path) -> None:
    """A build that runs is about to do that, or it was killed before."""
    cache = ChapterCache(tmp_path)
    kept = cache.put(KEY, ".aac", chapter(tmp_path), KeptChapter(1024, (1000,), ()))
    assert verify(tmp_path) == (1, 0)
    kept.with_suffix(".json").unlink()
    assert verify(tmp_path) == (0, 0)
    assert kept.exists()


@pytest.mark.parametrize(("said", "damaged"), [("1024", "1025"), ("too long", "too bong"), ("{", "["), ("sha256", "x")])
def test_damage_to_what_is_told_of_a_chapter_is_found_too(tmp_path: Path, said: str, damaged: str) -> None:
    cache, described = ChapterCache(tmp_path), KeptChapter(1024, (500, 400), ((1, "it came out too long"),))
    kept = cache.put(KEY, ".aac", chapter(tmp_path), described)
    assert cache.get(KEY, ".aac") == (kept, described)
    note = kept.with_suffix(".json")
    note.write_text(note.read_text(encoding="utf-8").replace(said, damaged), encoding="utf-8")
    assert cache.get(KEY, ".aac") is None
    assert not kept.exists()


def test_what_another_build_has_just_kept_and_has_open_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows replaces no file that is open; of the same key, either will do."""
    clips, chapters = ClipCache(tmp_path), ChapterCache(tmp_path)
    clips.put(KEY, CLIP)
    described = KeptChapter(1024, (1000,), ())
    kept = chapters.put(KEY, ".aac", chapter(tmp_path), described)

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", refuse)
    clips.put(KEY, CLIP)
    assert clips.get(KEY) == CLIP
    frames = chapter(tmp_path)
    assert chapters.put(KEY, ".aac", frames, described) == frames
    assert chapters.get(KEY, ".aac") == (kept, described)
    with pytest.raises(CacheError, match="cannot access"):
        clips.put("cd" * 32, CLIP)
    with pytest.raises(CacheError, match="cannot access"):
        chapters.put("cd" * 32, ".aac", frames, described)
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(
    ("text", "size"), [("0 MB", 0), ("512 B", 512), ("20 GB", 20 * 10**9), ("1.5g", 1_500_000_000), ("3MiB", 3_000_000)]
)
def test_a_size_as_people_write_it(text: str, size: int) -> None:
    assert size_of(text) == size


@pytest.mark.parametrize("text", ["", "much", "-1", "5", "20 XB", "1e9", "9" * 400])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(ValueError, match="a size is a number"):
        size_of(text)


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("AUDIOFIC_CACHE", str(tmp_path))
    monkeypatch.setenv("AUDIOFIC_CACHE_LIMIT", "5 GB")
    keep(tmp_path, 3, age=1000)
    assert run(["cache"]) == 0
    said = capsys.readouterr().out
    assert str(tmp_path) in said
    assert "of 5.0 GB" in said
    assert run(["cache", "verify"]) == 0
    assert "read 3 files, all of them whole" in capsys.readouterr().out
    assert run(["cache", "prune"]) == 0
    assert contents(tmp_path).clips == 3
    assert run(["cache", "prune", "--to", "4kB"]) == 0
    assert contents(tmp_path).clips == 1
    assert run(["cache", "prune", "--all"]) == 0
    assert contents(tmp_path).clips == 0
    assert run(["cache", "verify"]) == 0
    assert f"nothing is kept in {tmp_path}\n" in capsys.readouterr().out
    assert run(["cache", "prune", "--to", "much"]) == 2
    assert run(["cache", "prune", "--to", "5"]) == 2
    assert run(["cache", "prune", "--to", "1GB", "--all"]) == 2
    monkeypatch.setenv("AUDIOFIC_CACHE_LIMIT", "much")
    assert run(["cache"]) == 3
    assert "AUDIOFIC_CACHE_LIMIT: a size is a number" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folders from others by itself")
def test_what_somebody_listens_to_is_nobody_elses_business(tmp_path: Path) -> None:
    folder = tmp_path / "of the user" / "audiofic"
    with session(folder) as build:
        build.clips.put(KEY, CLIP)
    made = [path for path in (folder.parent, folder, *folder.rglob("*")) if path.is_dir()]
    assert len(made) > 3
    assert {path.stat().st_mode & 0o077 for path in made} == {0}
