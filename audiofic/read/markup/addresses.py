"""E-mail addresses, and whatever has an @ in it, that Cloudflare has hidden from robots: its script would show them."""

from __future__ import annotations

from bs4 import Tag

from audiofic.read.markup.page import Page
from audiofic.read.markup.tree import attribute

_PATH = "/cdn-cgi/l/email-protection#"


def reveal(page: Page) -> None:
    """Put the hidden addresses of a page in the place of "[email protected]"."""
    for tag in filter(_is_hidden, page.tags):
        code = attribute(tag, "data-cfemail") or attribute(tag, "href").partition("#")[2]
        if (address := _decoded(code)) and (tag.name != "a" or "protected]" in tag.get_text()):
            tag.string = address


def _is_hidden(tag: Tag) -> bool:
    return "data-cfemail" in tag.attrs or (
        _PATH in attribute(tag, "href") and tag.find(lambda inner: "data-cfemail" in inner.attrs) is None
    )


def _decoded(code: str) -> str:
    """Each byte is hidden by an exclusive or with the first one."""
    try:
        key, *hidden = bytes.fromhex(code)
        return bytes(byte ^ key for byte in hidden).decode()
    except ValueError:
        return ""
