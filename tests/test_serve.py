"""Audiobooks on the local network: the feed as its readers want it, who is let in, and a phone without a network."""

from __future__ import annotations

import io
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import podcastparser
import pytest
from lxml import etree
from starlette.testclient import TestClient

import audiofic
from audiofic.cli import run
from audiofic.errors import OutputError
from audiofic.library import Build, Library
from audiofic.serve import Server, local_address
from audiofic.serve.site import WRONG, site
from audiofic.voices import VoicesFile

if TYPE_CHECKING:
    from browsing import BrowserContext

SECRET = "open-sesame"  # noqa: S105 of no server but this
BASE = f"http://192.168.1.7:8765/{SECRET}/"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"


def built(library: Library, title: str, *formats: str) -> None:
    """A work with an audiobook."""
    chapters = "## Chapter 1: Dawn\n\n“Wet,” said Mira.\n\n## Chapter 2: Dusk\n\n“Very,” said Tobin.\n"
    entry = library.add(f"---\ntitle: {title}\nauthor: Ada Quill\n---\n\n{chapters}".encode(), f"{title}.md").entry
    result = audiofic.build(entry.story, entry.audiobooks, formats=formats, voices=VoicesFile(engine="tone"))
    paths = tuple(str(path.relative_to(entry.folder)) for path in result.paths)
    library.built(entry.id, Build(formats=formats, digest=entry.digest, paths=paths, seconds=result.seconds))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(tmp_path_factory.mktemp("served") / "library")
    built(library, "Rain & <Snow>", "m4b")
    built(library, "Wind", "mp3-chapters")
    library.add(b"Nobody has built this.", "unbuilt.txt")
    return library


@pytest.fixture
def client(library: Library) -> TestClient:
    return TestClient(site(library, SECRET, secure=False), BASE)


def test_the_feed_of_all_is_what_podcast_apps_want(client: TestClient) -> None:
    answer = client.get("feed.xml")
    assert answer.headers["content-type"].startswith("application/rss+xml")
    channel = etree.fromstring(answer.content).find("channel")
    assert channel is not None
    for wanted in ("title", "link", "description", "language", f"{ITUNES}explicit", f"{ITUNES}author", f"{ITUNES}type"):
        assert channel.findtext(wanted), wanted
    assert channel.find(f"{ITUNES}image") is not None
    assert channel.find(f"{ITUNES}category") is not None
    assert channel.findtext(f"{PODCAST}locked") == "yes"
    items = channel.findall("item")
    assert max(item.findtext("title", "") for item in items) == "Rain & <Snow>"
    assert len(items) == 3, "a book in one file, and one in a file a chapter"
    assert len({item.findtext("guid") for item in items}) == 3
    for item in items:
        enclosure = item.find("enclosure")
        assert enclosure is not None
        address = enclosure.attrib["url"]
        assert address.startswith(BASE)
        file = client.get(address)
        told = (enclosure.attrib["length"], enclosure.attrib["type"])
        assert (str(len(file.content)), file.headers["content-type"]) == told
        assert item.findtext("pubDate", "").endswith("+0000")
        part = client.get(address, headers={"range": "bytes=10-19"})
        assert (part.status_code, part.content) == (206, file.content[10:20])


def test_a_work_has_its_own_feed_with_chapters_and_a_cover(client: TestClient) -> None:
    channel = etree.fromstring(client.get("rain-snow/feed.xml").content).find("channel")
    assert channel is not None
    assert (channel.findtext("title"), channel.findtext(f"{ITUNES}type")) == ("Rain & <Snow>", "serial")
    chapters = channel.find(f"item/{PODCAST}chapters")
    assert chapters is not None
    found = client.get(chapters.attrib["url"]).json()
    assert [chapter["title"] for chapter in found["chapters"]] == ["Chapter 1: Dawn", "Chapter 2: Dusk"]
    assert found["chapters"][0]["startTime"] == 0
    assert int(channel.findtext(f"item/{ITUNES}duration", "0")) > 0
    assert client.get("rain-snow/cover.jpg").content.startswith(b"\xff\xd8")
    times = [item.findtext("pubDate") for item in etree.fromstring(client.get("wind/feed.xml").content).iter("item")]
    assert len(set(times)) == 2, "chapters keep their order"


def test_a_podcast_client_reads_it(client: TestClient) -> None:
    """With the reader that gPodder uses."""
    read = podcastparser.parse(f"{BASE}wind/feed.xml", io.BytesIO(client.get("wind/feed.xml").content))
    assert (read["title"], read["type"], read["explicit"]) == ("Wind", "serial", False)
    episodes = sorted(read["episodes"], key=lambda episode: episode["published"])
    assert [episode["number"] for episode in episodes] == [1, 2]
    assert [episode["enclosures"][0]["mime_type"] for episode in episodes] == ["audio/mpeg", "audio/mpeg"]
    whole = podcastparser.parse(BASE, io.BytesIO(client.get("rain-snow/feed.xml").content))
    assert whole["episodes"][0]["total_time"] > 0


def test_the_page_lists_what_is_built_and_escapes_what_it_says(client: TestClient) -> None:
    page = client.get("").text
    assert "Rain &amp; &lt;Snow&gt;" in page
    assert "Nobody has built this" not in page
    assert "want https" in page
    assert client.get("rain-snow/0.m4b?download").headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "path",
    [
        "unbuilt/feed.xml",
        "none/feed.xml",
        "rain-snow/9.m4b",
        "rain-snow/0.mp3",
        "static/..%2fsite.py",
        "static/none.js",
        "wind/work.json",
        "rain-snow/..%2f..%2fserve.txt",
    ],
)
def test_nothing_else_is_there(path: str, client: TestClient) -> None:
    assert client.get(path).status_code == 404


def test_nothing_can_be_changed_or_put_into_other_pages(client: TestClient) -> None:
    assert client.post("feed.xml").status_code == 405
    assert client.delete("rain-snow/0.m4b").status_code == 405
    assert client.get("", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    policy = client.get("").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_who_guesses_has_to_wait(library: Library) -> None:
    client = TestClient(site(library, SECRET, secure=False), "http://192.168.1.7")
    for guess in range(WRONG):
        assert client.get(f"/{guess}/feed.xml").status_code == 404
    assert client.get("/another/feed.xml").status_code == 429
    assert client.get(f"/{SECRET}/feed.xml").status_code == 429


def test_a_feed_stays_where_it_is(library: Library) -> None:
    addresses = []
    for _ in range(2):
        server = Server(library, "127.0.0.1", 0)
        server._socket.close()
        addresses.append(server.url.split("/")[3])
    assert addresses[0] == addresses[1] != ""
    assert (library.folder / "serve.txt").stat().st_mode & 0o077 == 0


def test_a_port_that_is_taken_and_a_certificate_that_is_none(library: Library, tmp_path: Path) -> None:
    server = Server(library, "127.0.0.1", 0)
    port = int(server.url.split(":")[2].split("/")[0])
    with pytest.raises(OutputError, match="--port"):
        Server(library, "127.0.0.1", port)
    server._socket.close()
    (tmp_path / "none.pem").write_text("nothing", encoding="utf-8")
    with pytest.raises(OutputError, match="certificate"):
        Server(library, "127.0.0.1", 0, tmp_path / "none.pem", tmp_path / "none.pem")


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("AUDIOFIC_DATA", str(tmp_path))
    monkeypatch.setattr(Server, "serve", lambda server: server._socket.close())
    assert run(["serve", "--port", "0", "--address", "127.0.0.1"]) == 0
    out, err = capfd.readouterr()
    assert "http://127.0.0.1:" in out
    assert "feed.xml" in err
    assert run(["serve", "--cert", __file__]) == 2


def test_an_address_is_found_without_a_network() -> None:
    assert local_address().count(".") == 3


@contextmanager
def served(library: Library) -> Iterator[Server]:
    server = Server(library, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()


def test_a_phone_keeps_an_audiobook_for_the_road(library: Library, context: BrowserContext) -> None:
    """On loopback, which browsers hold for as safe as https."""
    from playwright.sync_api import expect

    with served(library) as server:
        page = context.new_page()
        page.set_viewport_size({"width": 390, "height": 800})
        page.goto(server.url)
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        page.reload()
        row = page.locator("[data-work='rain-snow']")
        row.get_by_role("button", name="Keep on this phone").click()
        expect(row.get_by_role("button", name="Kept on this phone")).to_be_visible()
        context.set_offline(True)
        page.reload()
        expect(page.get_by_role("heading", name="Rain & <Snow>")).to_be_visible()
        heard = page.evaluate(
            """async () => {
              const audio = document.querySelector("[data-work='rain-snow'] audio");
              audio.muted = true;
              await audio.play();
              await new Promise((done) => { setTimeout(done, 500); });
              return audio.currentTime;
            }"""
        )
        assert heard > 0.1
        context.set_offline(False)


def test_the_page_served_by_https_can_be_installed(library: Library, tmp_path: Path) -> None:
    make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -keyout key.pem -out cert.pem".split()
    try:
        subprocess.run(make, cwd=tmp_path, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl, which makes a certificate for the test, is not installed")
    server = Server(library, "127.0.0.1", 0, tmp_path / "cert.pem", tmp_path / "key.pem")
    server._socket.close()
    assert server.url.startswith("https://")
    page = TestClient(site(library, SECRET, secure=True), BASE).get("").text
    assert "Keep on this phone" in page
    assert "want https" not in page
