"""The ZIP archive that an EPUB is. Nothing is ever unpacked to the disk, and nothing outside of it is opened, whatever
its files say; how they are spelt does not matter, as in every program that opens e-books."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from audiofic.errors import StoryError
from audiofic.read import archive
from audiofic.read.source import ADVICE, Source

_FONT_SCRAMBLING = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}


class MissingError(StoryError):
    """A file is not in the archive, or does not unpack."""


class Archive:
    """The files in an EPUB, by paths as its other files spell them."""

    def __init__(self, source: Source) -> None:
        """Raises StoryError where the archive does not open."""
        self._source = source
        try:
            self._zip = archive.Archive(source, "EPUB")
        except archive.DamagedError as error:
            raise self.damaged(str(error)) from error
        self._names = {name: name for name in self._zip.names}
        for name in [*self._names]:
            for spelling in _spellings(name):
                self._names.setdefault(spelling, name)

    def damaged(self, reason: str) -> StoryError:
        return self._source.error(f"this EPUB is damaged: {reason}; download it again")

    def name_of(self, path: str) -> str | None:
        """What the archive calls a file."""
        return next((self._names[each] for each in (path, *_spellings(path)) if each in self._names), None)

    def ending_in(self, ending: str) -> list[str]:
        """The files whose names end so, in the archive's order."""
        return [name for name in self._zip.names if name.lower().endswith(ending)]

    def read(self, path: str) -> bytes:
        """The unpacked file. Raises MissingError where there is none, StoryError where the book unpacks to too much."""
        name = self.name_of(path)
        if name is None:
            raise MissingError(f"it lacks its file {path!r}")
        try:
            return self._zip.unpack(name)
        except archive.DamagedError as error:
            raise MissingError(str(error)) from error

    def xml(self, path: str) -> etree._Element:
        """The root of an XML file, mended where it can be. Raises MissingError."""
        data = self.read(path).lstrip(b"\xef\xbb\xbf \t\r\n")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise MissingError(f"its file {path!r} is no XML ({error})") from error
        if root is None:
            raise MissingError(f"its file {path!r} is no XML")
        return root

    def locked(self, path: str) -> bool:
        """Whether the shop has locked a file, by what `encryption.xml` says or the archive itself."""
        name = self.name_of(path)
        return name is not None and (name in self._zip.locked or self._locks_all or name in self._locked_names)

    @property
    def has_rights(self) -> bool:
        """Whether a shop's licence lies in the archive."""
        return self.name_of("META-INF/rights.xml") is not None or self.name_of("META-INF/sinf.xml") is not None

    @property
    def _locks_all(self) -> bool:
        return "" in self._locked_names

    @property
    def _locked_names(self) -> set[str]:
        if not hasattr(self, "_locks"):
            self._locks = {self.name_of(path) or "" for path in self._encrypted()}
        return self._locks

    def _encrypted(self) -> Iterator[str]:
        """The paths of what is really locked, and not only a scrambled font; empty for what names nothing."""
        try:
            root = self.xml("META-INF/encryption.xml")
        except MissingError:
            return
        for entry in root.iterfind(".//{*}EncryptedData"):
            method = entry.find("{*}EncryptionMethod")
            if method is None or method.get("Algorithm") in _FONT_SCRAMBLING:
                continue
            reference = entry.find(".//{*}CipherReference")
            yield reference.get("URI", "") if reference is not None else ""

    def drm(self) -> StoryError:
        return self._source.error(f"this EPUB is locked by its shop (DRM) and cannot be read; {ADVICE}")


def resolved(base: str, reference: str) -> tuple[str, str]:
    """The path in the archive, and the anchor, that a reference in the file `base` means."""
    path, _, anchor = reference.strip().replace("\\", "/").partition("#")
    if not path:
        return base, unquote(anchor)
    if "://" in path[:20]:
        return "", ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path))), unquote(anchor)


def _spellings(path: str) -> Iterator[str]:
    """A path as others may write it, from the nearest spelling to the farthest."""
    plain = path.replace("\\", "/").strip().lstrip("/")
    yield posixpath.normpath(plain)
    for text in (plain, unquote(plain), _as_utf8(plain)):
        yield unicodedata.normalize("NFC", posixpath.normpath(text.strip())).casefold()


def _as_utf8(path: str) -> str:
    """The name that a ZIP program wrote in UTF-8 without saying so, and that was read as a PC's old letters."""
    try:
        return path.encode("cp437").decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return path
