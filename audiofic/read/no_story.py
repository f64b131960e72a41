"""Pages that people save instead of the story, and what to tell them."""

from __future__ import annotations

import re

_DOWNLOAD = "use Download → HTML or EPUB"
_KINDS = (
    # what its HTML says where no story is found; what its words say, if they are few; what it is
    (
        re.compile(r"adult content\. If you (?:proceed|continue)|view_adult=true"),
        re.compile(r"This work could have adult content\. If you (?:proceed|continue)"),
        f"this is AO3's adult-content warning and not the work: press Proceed, then {_DOWNLOAD}",
    ),
    (
        re.compile(r"Retry later|Error \d{3}|responding too slowly|Just a moment|Shields are up|system errors"),
        re.compile(
            r"\b[45]\d\d:? (?:Bad Gateway|Forbidden|Gateway Time|Internal Server|Not Found|Origin|Service|SSL|Web)"
            r"|Cloudflare is unable|server is available to handle this request|Verifying you are human"
        ),
        "this is a site's error page and not the work: wait a while and download it again",
    ),
    (
        re.compile(
            r"only available to registered users|sessions-new|<h\d[^>]{0,80}>\s*Log [Ii]n|/users/login|"
            r"<input[^>]{1,200}type=[\"']?password"
        ),
        re.compile(r"only available to registered users of the Archive|Forgot your password or user ?name\?"),
        f"this looks like a log-in page: log in, open the work, then {_DOWNLOAD}",
    ),
)


_LONGEST_NOTICE = 2000
"""Characters; a notice is shorter, and of all else that is as short only one that speaks as they do is refused."""


def why_no_story(text: str) -> str:
    """What a web page that holds no story probably is, and what to do about it; from its HTML."""
    for in_html, _, reason in _KINDS:
        if in_html.search(text):
            return reason
    return f"this page holds no story text: open the work itself, then {_DOWNLOAD}"


def is_notice(text: str) -> bool:
    """Whether a web page has the marks of one that people save instead of the story; from its HTML."""
    return any(in_html.search(text) for in_html, _, _ in _KINDS)


def why_notice(words: str) -> str:
    """The same for what was read as a story, and is the notice of a site; empty for any other."""
    if len(words) > _LONGEST_NOTICE:
        return ""
    return next((reason for _, in_words, reason in _KINDS if in_words.search(words)), "")
