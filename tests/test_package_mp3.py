"""MP3: the contents in its tag, and a file a chapter."""

from __future__ import annotations

from pathlib import Path

import pytest
from encoded_chapters import BOOK, COMMENT, HARD, RATE, beep, chapters, encode, onsets, picture, shown
from mutagen.id3 import ID3
from mutagen.mp3 import MP3, BitrateMode
from read_back import read_back

from audiofic import audio
from audiofic.errors import EncoderError
from audiofic.package import FORMATS, EncodedChapter, package


@pytest.mark.parametrize("count", [1, 255, 256, 300, 600])
def test_the_mp3s_contents_list_every_chapter_in_order(count: int, tmp_path: Path) -> None:
    titles = [f"{number} {HARD[number % len(HARD)]}" for number in range(count)]
    (path,) = package(FORMATS["mp3"], chapters(FORMATS["mp3"], titles, tmp_path), BOOK, tmp_path / "out")
    tag = ID3(path)
    assert tag.version == (2, 3, 0)
    assert [frame.element_id for frame in tag.getall("CTOC") if frame.flags & 2] == ["toc"]

    def leaves(name: str) -> list[str]:
        table = tag[f"CTOC:{name}"]
        assert len(table.child_element_ids) <= 255
        assert table.flags & 1
        return [
            leaf for child in table.child_element_ids for leaf in (leaves(child) if f"CTOC:{child}" in tag else [child])
        ]

    listed = [tag[f"CHAP:{name}"] for name in leaves("toc")]
    assert len(listed) == count
    for title, frame in zip(titles, listed, strict=True):
        assert shown(title).startswith(frame.sub_frames["TIT2"].text[0])
    times = [(frame.start_time, frame.end_time) for frame in listed]
    assert times == sorted(times)
    assert [frame.element_id for frame in tag.getall("CHAP")] == leaves("toc")


def test_mp3_tells_players_its_length(tmp_path: Path) -> None:
    encoded = chapters(FORMATS["mp3"], ["One", "Two"], tmp_path)
    (path,) = package(FORMATS["mp3"], encoded, BOOK, tmp_path / "out")
    found = MP3(path)
    assert found.info.bitrate_mode == BitrateMode.CBR
    assert not found.info.sketchy
    assert found.info.bitrate == pytest.approx(64000, rel=0.02)
    assert found.info.length == pytest.approx(2 * encoded[0].samples / RATE, abs=0.001)
    assert str(found.tags["TDRC"]) == "2024-05-17"
    assert found.tags["COMM::eng"].text == [COMMENT]
    assert audio.decode(path).seconds == pytest.approx(found.info.length, abs=0.05)


def test_a_chapter_that_was_damaged_since(tmp_path: Path) -> None:
    encoded = chapters(FORMATS["mp3"], ["One"], tmp_path)
    encoded[0].path.write_bytes(b"no sound at all")
    with pytest.raises(EncoderError, match="is damaged"):
        package(FORMATS["mp3"], encoded, BOOK, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_a_chapter(tmp_path: Path) -> None:
    from dataclasses import replace

    kind = FORMATS["mp3-chapters"]
    titles = ["One / Two", "", "😀 = ; #", "../../etc"]
    encoded = [encode([kind], title, beep(0.5 + n / 10, RATE), RATE, tmp_path)[0] for n, title in enumerate(titles)]
    book = replace(BOOK, cover=picture("jpg", tmp_path))
    *files, playlist = package(kind, encoded, book, tmp_path / "out")
    folder = tmp_path / "out/quill & Ink and Co/The Lake; or = Two Boats"
    names = ["001 - One - Two.mp3", "002 - Chapter.mp3", "003 - 😀 = ; #.mp3", "004 - …-…-etc.mp3"]
    assert [path.relative_to(folder).as_posix() for path in files] == names
    for number, (path, chapter) in enumerate(zip(files, encoded, strict=True), start=1):
        tag = ID3(path)
        assert tag["TRCK"].text == [f"{number}/4"]
        assert tag["TALB"].text == ["The Lake; or = Two Boats"]
        assert tag["TIT2"].text == [titles[number - 1] or "Chapter 2"]
        assert tag["APIC:"].data == book.cover
        assert MP3(path).info.length == pytest.approx(chapter.samples / RATE, abs=0.001)
        assert len(onsets(path)) == 1
        (mark,) = read_back(path).marks
        assert mark.start == 0
    assert playlist == folder / "The Lake; or = Two Boats.m3u8"
    lines = playlist.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#EXTM3U"
    assert [line for line in lines if not line.startswith("#")] == names


def test_a_file_of_a_chapter_in_which_nothing_is_heard(tmp_path: Path) -> None:
    kind = FORMATS["mp3-chapters"]
    encoded = [*encode([kind], "Silence", b"", RATE, tmp_path), *chapters(kind, ["One"], tmp_path)]
    silent, *_ = package(kind, encoded, BOOK, tmp_path / "out")
    assert ID3(silent)["TIT2"].text == ["Silence"]


def test_a_chapter_that_has_got_another_name_is_not_heard_twice(tmp_path: Path) -> None:
    kind = FORMATS["mp3-chapters"]
    package(kind, chapters(kind, ["One", "Two", "Three"], tmp_path), BOOK, tmp_path / "out")
    (folder,) = (tmp_path / "out").glob("*/*")
    (folder / "004 - mine.mp3").touch()
    playlist = next(folder.glob("*.m3u8"))
    playlist.write_text(playlist.read_text() + "../../../secret.mp3\n/etc/001 - x.mp3\n", encoding="utf-8")
    (tmp_path / "secret.mp3").touch()
    package(kind, chapters(kind, ["One", "Zwei"], tmp_path), BOOK, tmp_path / "out")
    assert sorted(path.name for path in folder.glob("*.mp3")) == ["001 - One.mp3", "002 - Zwei.mp3", "004 - mine.mp3"]
    assert (tmp_path / "secret.mp3").exists()


def test_a_failure_leaves_the_chapters_of_the_earlier_build(tmp_path: Path) -> None:
    kind = FORMATS["mp3-chapters"]
    paths = package(kind, chapters(kind, ["One", "Two"], tmp_path), BOOK, tmp_path / "out")
    before = {path: path.read_bytes() for path in paths}
    lost = EncodedChapter("Drei", tmp_path / "lost", RATE, 4096, 0)
    with pytest.raises(EncoderError, match="No such file"):
        package(kind, [*chapters(kind, ["Eins", "Two"], tmp_path), lost], BOOK, tmp_path / "out")
    assert {path: path.read_bytes() for path in paths[0].parent.iterdir()} == before


def test_a_chapter_that_only_gets_capitals_stays(tmp_path: Path) -> None:
    """Where a disk does not tell them apart, the old name is the new file."""
    kind = FORMATS["mp3-chapters"]
    for title in ("One", "ONE"):
        path, _ = package(kind, chapters(kind, [title], tmp_path), BOOK, tmp_path / "out")
    assert path.with_name("001 - One.mp3").exists()
