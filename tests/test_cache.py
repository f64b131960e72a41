"""The clip cache: whole clips or none."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.audio import Clip
from audiofic.cache import ClipCache, default_folder
from audiofic.errors import CacheError

KEY = "ab" + "0" * 62
CLIP = Clip(bytes(range(256)) * 8, 22050)

clips = st.builds(Clip, st.binary(max_size=600).map(lambda data: data[: len(data) // 2 * 2]), st.integers(8000, 48000))


def only_file(folder: Path) -> Path:
    (file,) = (path for path in folder.rglob("*") if path.is_file())
    return file


def test_a_clip_that_was_never_kept_is_none(tmp_path: Path) -> None:
    assert ClipCache(tmp_path / "new").get(KEY) is None
    assert ClipCache(tmp_path / "new").size() == (0, 0)


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
    count, size = cache.size()
    assert count == 3
    assert size == sum(path.stat().st_size for path in tmp_path.rglob("*.wav"))
    assert size > 3 * len(CLIP.pcm)


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
    assert ClipCache(tmp_path).size()[0] == 5
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
