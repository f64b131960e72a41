"""Text for strangers' eyes: what it tells of a machine, and not whose that is."""

from __future__ import annotations

import getpass
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

_ADDRESS: Final = re.compile(r"\b(?!file:)[a-z][a-z+.-]*://[^\s'\"<>()]+", re.IGNORECASE)
_PATH: Final = re.compile(
    r"""(?<![\w.>/\\])  # where one begins
    (?:
      (?P<system>/(?:usr|bin|sbin|lib\w*|snap|opt/homebrew)/[^\s:;,()'"]+)
    | (?:[a-z]:|~\w*|file:/*)? [/\\] [^:;,()'"\n]*
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def without_names(text: str) -> str:
    """The text with "<path>" for every path but those of the system's own folders, "<address>" for every address of the
    network and the speech server's, "<user>" and "<machine>" for these names.

    Folders may have blanks in their names, so no letter tells for sure where a path ends: some words behind it are
    rather lost than the end of a name told.
    """
    home = re.escape(str(Path.home()))
    text = re.sub(rf"{home}(?![\w.-])", "/home", text, flags=re.IGNORECASE)
    text = _ADDRESS.sub("<address>", text)
    text = _PATH.sub(lambda found: found["system"] or "<path>" + " " * found[0].endswith(" "), text)
    for name, stand_in in _names():
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", stand_in, text, flags=re.IGNORECASE)
    return text


def _names() -> Iterator[tuple[str, str]]:
    """What is never told, and what stands in its place."""
    server = urlsplit(os.environ.get("AUDIOFIC_OPENAI_URL", ""))
    for name in (server.netloc, server.hostname):
        if name:
            yield name, "<address>"
    yield getpass.getuser(), "<user>"
    yield socket.gethostname(), "<machine>"
