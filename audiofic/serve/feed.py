"""Podcast feeds: RSS 2.0 with Apple's tags and those of Podcasting 2.0, which tells of chapters.

https://podcasters.apple.com/support/823-podcast-requirements, https://podcasting2.org/docs/podcast-namespace
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from audiofic.library import MEDIA, Entry

ITUNES: Final = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST: Final = "https://podcastindex.org/namespace/1.0"
ATOM: Final = "http://www.w3.org/2005/Atom"
_CONTROLS: Final = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}
"""What XML cannot say."""


def feed(entries: Sequence[Entry], base: str, *, title: str = "") -> bytes:
    """The feed of works that have an audiobook: an episode each, or one a chapter where it has a file a chapter.

    `base` is the address, with a slash at its end, below which the server has the files. `title` is the feed's; without
    it, it is the feed of the one work.
    """
    for prefix, uri in (("itunes", ITUNES), ("podcast", PODCAST), ("atom", ATOM)):
        ET.register_namespace(prefix, uri)
    one = entries[0] if entries and not title else None
    name = one.title if one else title
    where = f"{base}{one.id}/feed.xml" if one else f"{base}feed.xml"
    rss = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(rss, "channel")
    _say(channel, "title", name)
    _say(channel, "link", base)
    _say(channel, "description", _described(one) if one else "Audiobooks that audiofic made, to hear by yourself.")
    _say(channel, "language", (one.language if one else "") or "en")
    _say(channel, "generator", "audiofic")
    ET.SubElement(channel, f"{{{ATOM}}}link", {"rel": "self", "type": "application/rss+xml", "href": where})
    _say(channel, f"{{{ITUNES}}}author", ", ".join(one.authors) if one else "audiofic")
    _say(channel, f"{{{ITUNES}}}type", "serial" if one else "episodic")
    _say(channel, f"{{{ITUNES}}}explicit", "false")
    _say(channel, f"{{{ITUNES}}}block", "Yes")
    _say(channel, f"{{{PODCAST}}}locked", "yes")
    ET.SubElement(channel, f"{{{ITUNES}}}category", {"text": "Fiction"})
    if entries:
        ET.SubElement(channel, f"{{{ITUNES}}}image", {"href": f"{base}{entries[0].id}/cover.jpg"})
    for entry in entries:
        files = entry.recordings
        for number, path in enumerate(files):
            _episode(channel, entry, path, number, len(files), base)
    ET.indent(rss)
    body: bytes = ET.tostring(rss, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def _episode(channel: ET.Element, entry: Entry, path: Path, number: int, count: int, base: str) -> None:
    item = ET.SubElement(channel, "item")
    chapter = path.stem if count > 1 else ""
    at = entry.built.at if entry.built else 0.0
    _say(item, "title", chapter or entry.title)
    _say(item, "description", _described(entry))
    url = f"{base}{entry.id}/{number}{path.suffix}"
    ET.SubElement(item, "enclosure", {"url": url, "length": str(path.stat().st_size), "type": MEDIA[path.suffix]})
    guid = ET.SubElement(item, "guid", {"isPermaLink": "false"})
    guid.text = f"{entry.id}/{number}/{entry.built.digest if entry.built else ''}"
    # Episodes of one time would come in any order: each chapter is a second later than the one before.
    _say(item, "pubDate", format_datetime(datetime.fromtimestamp(at + number, UTC)))
    if entry.built and count == 1:
        _say(item, f"{{{ITUNES}}}duration", str(round(entry.built.seconds)))
    _say(item, f"{{{ITUNES}}}author", ", ".join(entry.authors) or "unknown")
    _say(item, f"{{{ITUNES}}}episode", str(number + 1))
    _say(item, f"{{{ITUNES}}}explicit", "false")
    ET.SubElement(item, f"{{{ITUNES}}}image", {"href": f"{base}{entry.id}/cover.jpg"})
    if count == 1:
        chapters = {"url": f"{base}{entry.id}/chapters.json", "type": "application/json+chapters"}
        ET.SubElement(item, f"{{{PODCAST}}}chapters", chapters)


def _described(entry: Entry) -> str:
    by = f" by {', '.join(entry.authors)}" if entry.authors else ""
    about = f", {', '.join(entry.fandoms)}" if entry.fandoms else ""
    return f"{entry.title}{by}{about}. Read by computer voices with audiofic, for listening by yourself."


def _say(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text.translate(_CONTROLS)
