"""The inside of an EPUB: its files, package document and table of contents. Nothing is ever unpacked to the disk,
and nothing outside the ZIP is opened, whatever its files say."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from lxml import etree

from audiofic.errors import StoryError
from audiofic.read.flow import folded
from audiofic.read.source import ADVICE, Source

_LARGEST_FILE = 64 << 20  # bytes, unpacked
_LARGEST_BOOK = 512 << 20
_FONT_SCRAMBLING = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
_TOO_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Item:
    """A file that the package document lists."""

    path: str
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Target:
    """A place that the table of contents points to."""

    path: str
    anchor: str
    """An id in the file; empty for its top."""
    title: str


class Container:
    """An opened EPUB. Every method raises StoryError where the book is damaged."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except _TOO_BROKEN as error:
            raise self.damaged(f"its ZIP archive does not open ({error})") from error
        self._names = set(self._zip.namelist())
        self._refuse_protected()
        roots = self._xml("META-INF/container.xml").iterfind(".//{*}rootfile")
        self._package_path = next((root.get("full-path", "") for root in roots), "")
        self.package = self._xml(self._package_path)

    def damaged(self, reason: str) -> StoryError:
        return self._source.error(f"this EPUB is damaged: {reason}; download it again")

    def read(self, path: str) -> bytes:
        """The unpacked file, which must be one of the archive's."""
        if path not in self._names:
            raise self.damaged(f"it lacks its file {path!r}")
        try:
            with self._zip.open(path) as file:
                data = file.read(_LARGEST_FILE + 1)
        except _TOO_BROKEN as error:
            raise self.damaged(f"its file {path!r} does not unpack ({error})") from error
        self._unpacked += len(data)
        if len(data) > _LARGEST_FILE or self._unpacked > _LARGEST_BOOK:
            raise self._source.error("this EPUB unpacks to more than any book holds and is not read")
        return data

    def holds(self, path: str) -> bool:
        return path in self._names

    @cached_property
    def items(self) -> dict[str, Item]:
        """The files of the manifest, by id."""
        return {
            item.get("id", ""): Item(
                self._resolve(self._package_path, item.get("href", ""))[0],
                item.get("media-type", ""),
                frozenset(item.get("properties", "").split()),
            )
            for item in self.package.iterfind(".//{*}manifest/{*}item")
        }

    @cached_property
    def spine(self) -> list[Item]:
        """The pages in reading order, without those off the line of reading, such as notes in a file of their own."""
        references = self.package.iterfind(".//{*}spine/{*}itemref")
        ids = [reference.get("idref", "") for reference in references if reference.get("linear") != "no"]
        return [self.items[name] for name in ids if name in self.items]

    @cached_property
    def guide(self) -> dict[str, str]:
        """EPUB 2's roles of pages, by path: "cover", "toc", "title-page"."""
        references = self.package.iterfind(".//{*}guide/{*}reference")
        return {
            self._resolve(self._package_path, reference.get("href", ""))[0]: reference.get("type", "").lower()
            for reference in references
        }

    @cached_property
    def contents(self) -> list[Target]:
        """The table of contents, its nested entries in line: EPUB 3's navigation document, else EPUB 2's NCX."""
        for item in self.items.values():
            if "nav" in item.properties and (targets := list(self._nav(item.path))):
                return targets
        for item in self.items.values():
            if item.media_type == "application/x-dtbncx+xml" and self.holds(item.path):
                return list(self._ncx(item.path))
        return []

    def _nav(self, path: str) -> Iterator[Target]:
        if not self.holds(path):
            return
        for nav in self._xml(path).iterfind(".//{*}nav"):
            if nav.get("{http://www.idpf.org/2007/ops}type", "toc") == "toc":
                for link in nav.iterfind(".//{*}a"):
                    yield Target(*self._resolve(path, link.get("href", "")), folded("".join(link.itertext())))
                return

    def _ncx(self, path: str) -> Iterator[Target]:
        for point in self._xml(path).iterfind(".//{*}navMap//{*}navPoint"):
            content = point.find("{*}content")
            title = point.findtext("{*}navLabel/{*}text") or ""
            if content is not None:
                yield Target(*self._resolve(path, content.get("src", "")), folded(title))

    def _resolve(self, base: str, reference: str) -> tuple[str, str]:
        """The path in the archive, and the anchor, that a reference in the file `base` means."""
        try:
            parts = urlsplit(reference)
        except ValueError:
            return "", ""
        path = posixpath.join(posixpath.dirname(base), unquote(parts.path)) if parts.path else base
        return posixpath.normpath(path), unquote(parts.fragment)

    def _xml(self, path: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
        try:
            root = etree.fromstring(self.read(path), parser)
        except etree.XMLSyntaxError as error:
            raise self.damaged(f"its file {path!r} is no XML ({error})") from error
        if root is None:
            raise self.damaged(f"its file {path!r} is no XML")
        return root

    def _refuse_protected(self) -> None:
        protected = "META-INF/rights.xml" in self._names or "META-INF/sinf.xml" in self._names
        protected = protected or any(info.flag_bits & 1 for info in self._zip.infolist())
        if "META-INF/encryption.xml" in self._names:
            methods = self._xml("META-INF/encryption.xml").iterfind(".//{*}EncryptedData/{*}EncryptionMethod")
            protected = protected or any(method.get("Algorithm") not in _FONT_SCRAMBLING for method in methods)
        if protected:
            raise self._source.error(f"this EPUB is locked by its shop (DRM) and cannot be read; {ADVICE}")
