"""Bytes of all kinds: text is told from text, letters that were broken on the way are whole, and a guess is told."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiofic.cli import run
from audiofic.model import Work
from audiofic.read import read_bytes
from audiofic.read.decode import decode
from audiofic.read.mend import letters, markup, plain

ENGLISH = "“It’s late,” said Mara—and the café was shut… He did not answer her at all.\n"
RUSSIAN = "Марта поставила фонарь на пол. «Кто там?» — спросил Тимофей с лестницы.\n"
UKRAINIAN = "Марта поставила ліхтар на підлогу. — Хто там? — спитав Тиміш зі сходів.\n"
CHINESE = "林月把灯放在地上。九点了，雨已经下了三天。“谁在那里？”陈海在楼梯上问。\n"
TAIWANESE = "林月把燈放在地上。九點了，雨已經下了三天。「誰在那裡？」陳海在樓梯上問。\n"
JAPANESE = "月子はランプを床に置いた。雨はもう三日も降っていた。「誰だ？」と海斗が聞いた。\n"
KOREAN = "마르타는 등불을 바닥에 놓았다. 비는 벌써 사흘째 내리고 있었다.\n"
POLISH = "Marta postawiła lampę na podłodze. „Kto tam?” – zapytał Tomasz. Źle, cóż, ćma.\n"
FRENCH = "Marthe posa la lanterne à côté de l’été. « Ce n’est pas possible », pensa-t-elle.\n"
GREEK = "Η Μάρθα άφησε τη λάμπα στο πάτωμα. Ήταν εννιά και έβρεχε.\n"


def texts(work: Work) -> list[str]:
    return [block.text for _, _, block in work.blocks()]


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(
    ("text", "encoding", "called"),
    [
        (ENGLISH, "cp1252", "Windows-1252"),
        (ENGLISH, "mac_roman", "Mac OS Roman"),
        (FRENCH, "cp1252", "Windows-1252"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (RUSSIAN, "koi8_r", "KOI8-R"),
        (RUSSIAN, "cp866", "IBM 866"),
        (UKRAINIAN, "cp1251", "Windows-1251"),
        (CHINESE, "gb18030", "GB18030"),
        (TAIWANESE, "big5", "Big5"),
        (JAPANESE, "cp932", "Shift-JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (KOREAN, "cp949", "EUC-KR"),
        (POLISH, "cp1250", "Windows-1250"),
        (GREEK, "cp1253", "Windows-1253"),
    ],
)
def test_bytes_are_told_apart_and_the_guess_is_told(text: str, encoding: str, called: str, count: int) -> None:
    data = text.encode(encoding, errors="ignore")
    work = read_bytes(data * count, "a.txt")
    assert texts(work)[0] == data.decode(encoding).strip()
    (remark,) = (remark for remark in work.remarks if called in remark)
    assert called in remark


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_what_needs_no_guess(encoding: str) -> None:
    work = read_bytes((ENGLISH * 3).encode(encoding), "a.txt")
    assert texts(work)[0] == ENGLISH.strip()
    assert not work.remarks


def test_the_guess_is_told_by_scenes_and_by_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_bytes(RUSSIAN.encode("koi8_r", errors="ignore"))
    (tmp_path / "voices.yaml").write_text("engine: tone\n", encoding="utf-8")
    assert run(["scenes", "a.txt"]) == 0
    assert "KOI8-R" in capsys.readouterr().err
    assert run(["build", "a.txt", "--format", "txt"]) == 0
    assert "KOI8-R" in capsys.readouterr().err


def test_a_file_in_two_encodings() -> None:
    mostly = ENGLISH.encode() * 20 + "“Rope,” said Joss.\n".encode("cp1252")
    assert texts(read_bytes(mostly, "a.txt"))[-1] == "“Rope,” said Joss."
    page = "<p>“Tide,” said Mara.</p>".encode() + "<p>“Rope,” said Joss.</p>".encode("cp1252") + b"<p>.</p>"
    assert texts(read_bytes(page, "a.html"))[:2] == ["“Tide,” said Mara.", "“Rope,” said Joss."]


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, FRENCH, "„Grüß Gott“, sagte Jürgen – spät…\n"])
@pytest.mark.parametrize("wrong", ["cp1252", "latin-1", "cp1251"])
def test_letters_that_were_decoded_wrongly(text: str, wrong: str) -> None:
    try:
        broken = text.encode().decode(wrong)
    except UnicodeDecodeError:
        broken = "".join(bytes((byte,)).decode(wrong, errors="ignore") or chr(byte) for byte in text.encode())
    assert letters(broken) == text


@pytest.mark.parametrize(
    "text", [ENGLISH, RUSSIAN, CHINESE, JAPANESE, KOREAN, POLISH, FRENCH, GREEK, "NÃO! Ãé. Ça va?"]
)
def test_right_letters_stay(text: str) -> None:
    assert letters(text) == text


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("\x93Rope,\x94 said Joss. It\x92s late\x85", "“Rope,” said Joss. It’s late…"),
        ("â€œTide,â€ said Mara. Itâ€™s late.", "“Tide,” said Mara. It’s late."),
        ("=E2=80=9CTide is in,=E2=80=9D said Mara, and the rope=\n lay.", "“Tide is in,” said Mara, and the rope lay."),
        ("\ufffdTide,\ufffd said Mara. It\ufffds late.", "“Tide,” said Mara. It’s late."),
        ("?Tide,? said Mara. It?s late. ?Is it??", "“Tide,” said Mara. It’s late. “Is it?”"),
    ],
)
def test_broken_letters(broken: str, whole: str) -> None:
    assert letters(broken) == whole


@pytest.mark.parametrize("text", ["Is it? No. Was it? Who knows?", "2 = 3? x=5", "He said: ?", "¿Qué? ¿Quién?"])
def test_questions_stay(text: str) -> None:
    assert letters(text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It&#8217;s late &ndash; fish &amp; chips &lt;3 AT&T;", "It’s late – fish & chips <3 AT&T;"),
        ("[center][b]Low[/b][/center] and [i]wait[/i], [url=http://x]here[/url]", "Low"),
        ("un[i]believ[/i]able and <i>so</i>", "unbelievable and _so_"),
        ("[Illustration] [quote] [1] <3 a < b", "[Illustration] [quote] [1] <3 a < b"),
        ("one<br>two <b>bold</b>", "one\ntwo **bold**"),
    ],
)
def test_markup_in_plain_text(text: str, said: str) -> None:
    assert said in plain(text)
    assert "[/" not in plain(text)


def test_forum_markup_is_heard_as_it_was_seen() -> None:
    work = read_bytes(
        b"[b]Low Water[/b]\n\nThen we [i]wait[/i].\n\n[hr]\n\n[quote]Tide.[/quote]\n\n[img]x.png[/img]\n", "a.txt"
    )
    assert texts(work)[-2:] == ["Then we wait.", "Tide."]
    assert [span.text for _, _, block in work.blocks() for span in block.spans if span.italic] == ["wait"]
    assert len(work.chapters[-1].scenes) == 2


def test_pages_that_were_escaped_twice() -> None:
    page = "<p>He &lt;i&gt;never&lt;/i&gt; said it, I &lt;3 you.</p><p>It&amp;rsquo;s late, A&amp;B; &amp;amp; C.</p>"
    assert markup(page) == "<p>He <i>never</i> said it, I &lt;3 you.</p><p>It&rsquo;s late, A&amp;B; &amp; C.</p>"


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded(data: bytes) -> None:
    assert isinstance(decode(data), str)


@pytest.mark.parametrize("piece", ["[b", "&lt;i", "â€", "&amp;#", "[i]", "?a", "<i ", "=E2=80=9C"])
def test_mending_is_linear(piece: str) -> None:
    def cpu(count: int) -> float:
        text = piece * count
        start = time.process_time()
        for mended in (letters, markup, plain):
            mended(text)
        return time.process_time() - start

    assert cpu(40_000) < 8 * max(cpu(10_000), 0.05)
