"""Pages that people save instead of the story, and what to tell them."""

from __future__ import annotations

import re

_DOWNLOAD = "use Download → HTML or EPUB"
_KINDS = (
    (
        re.compile(r"adult content\. If you (?:proceed|continue)|view_adult=true"),
        f"this is AO3's adult-content warning and not the work: press Proceed, then {_DOWNLOAD}",
    ),
    (
        re.compile(r"Retry later|Error \d{3}|responding too slowly|Just a moment|Shields are up|system errors"),
        "this is an error page of AO3 and not the work: wait a while and download it again",
    ),
    (
        re.compile(
            r"only available to registered users|sessions-new|<h\d[^>]{0,80}>\s*Log [Ii]n|/users/login|"
            r"<input[^>]{1,200}type=[\"']?password"
        ),
        f"this looks like an AO3 log-in page: log in, open the work, then {_DOWNLOAD}",
    ),
)


def why_no_story(text: str) -> str:
    """What a web page that holds no story probably is, and what to do about it; from its HTML."""
    for pattern, reason in _KINDS:
        if pattern.search(text):
            return reason
    return f"this page holds no story text: open the work itself, then {_DOWNLOAD}"
