"""How a browser is led into the studio without the secret on its command line, which all users of a machine can see."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_PAGE: Final = '<!doctype html><meta http-equiv="refresh" content="0;url={url}"><title>audiofic</title>'


@contextmanager
def door(url: str, folder: Path) -> Iterator[Path]:
    """A page in `folder` that only this user can read, and that leads to `url`; it is gone in the end.

    Not in the folder for temporary files: browsers in a sandbox (Snap, Flatpak) see another one there. Raises OSError
    where nothing can be written.
    """
    descriptor, name = tempfile.mkstemp(prefix="audiofic-studio-", suffix=".html", dir=folder.absolute())
    page = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(_PAGE.format(url=url))
        yield page
    finally:
        page.unlink(missing_ok=True)
