"""Finished audiobooks on the local network: a page for the phone, and podcast feeds. Nothing else of the library can be
reached, and nothing can be changed.

    library ─ feed, page, files ─▶ phone
"""

from __future__ import annotations

from audiofic.serve.feed import feed
from audiofic.serve.server import Server, local_address

__all__ = ["Server", "feed", "local_address"]
