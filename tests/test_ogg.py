"""Ogg pages, ours and mutagen's."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pytest
from encoded_chapters import beep
from hypothesis import given
from hypothesis import strategies as st
from mutagen.ogg import OggPage

from audiofic import audio
from audiofic.errors import EncoderError
from audiofic.package.codecs.ogg import header_pages, packets, page
from audiofic.package.codecs.opus import Opus

SIZES = st.one_of(st.integers(1, 600), st.sampled_from([254, 255, 256, 510, 255 * 255 - 1, 255 * 255, 200_000]))


@given(st.lists(SIZES, min_size=2, max_size=5), st.lists(st.integers(1, 1500), min_size=1, max_size=40))
def test_mutagen_reads_what_we_write(
    tmp_path_factory: pytest.TempPathFactory, heads: list[int], sound: list[int]
) -> None:
    pages: list[bytes] = []
    for number, size in enumerate(heads):
        pages += header_pages(len(pages), bytes([number]) * size)
    pages.append(page(len(pages), 960, [b"s" * size for size in sound], last=True))
    file = io.BytesIO(b"".join(pages))
    found = [OggPage(file) for _ in pages]
    assert not file.read()
    assert [each.sequence for each in found] == list(range(len(pages)))
    assert [each.first for each in found] == [True] + [False] * (len(pages) - 1)
    assert [each.last for each in found] == [False] * (len(pages) - 1) + [True]
    assert all(after.continued != before.complete for before, after in pairwise(found))
    assert all(each.position == (-1 if not each.complete else 0) for each in found[:-1])
    assert [each.write() for each in found] == pages, "with their checksums"
    path = tmp_path_factory.mktemp("ogg") / "x.ogg"
    path.write_bytes(file.getvalue())
    assert [len(packet) for packet in packets(path)] == heads + sound
    assert [len(packet) for packet in OggPage.to_packets(found)] == heads + sound


def test_packets_are_those_that_mutagen_finds(tmp_path: Path) -> None:
    path = _chapter(tmp_path)
    with path.open("rb") as file:
        found = [OggPage(file)]
        while not found[-1].last:
            found.append(OggPage(file))
    assert list(packets(path)) == OggPage.to_packets(found)


def test_any_damage_is_seen(tmp_path: Path) -> None:
    whole = _chapter(tmp_path).read_bytes()
    path = tmp_path / "damaged.opus"
    places = [*range(0, 200, 7), *range(200, len(whole), len(whole) // 60)]
    for place in places:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(EncoderError, match="is damaged"):
            list(packets(path))
        path.write_bytes(whole[:place])
        with pytest.raises(EncoderError, match="is damaged"):
            list(packets(path))
    path.write_bytes(whole + b"more")
    with pytest.raises(EncoderError, match="is damaged"):
        list(packets(path))


def _chapter(folder: Path) -> Path:
    path = folder / "chapter.opus"
    with audio.encoder(24000, {path: Opus().encoder(24000)}) as encoder:
        encoder.write(beep(3, 24000))
    return path
