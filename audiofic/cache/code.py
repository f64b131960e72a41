"""Our own code as a part of a key: what other code has made is not used."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from types import ModuleType


@functools.cache
def code_key(*modules: ModuleType) -> str:
    """A digest of the source of modules, and of all that is in packages."""
    digest = hashlib.sha256()
    for module in modules:
        source = Path(module.__file__ or "")
        for file in sorted(source.parent.rglob("*.py")) if source.name == "__init__.py" else [source]:
            digest.update(file.read_bytes())
    return digest.hexdigest()
