"""The package of an EPUB: its pages in reading order, their style sheets, its table of contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from audiofic.read.epub.archive import Archive, MissingError, resolved
from audiofic.read.flow import folded
from audiofic.read.source import Source

_PAGE_ENDINGS = (".xhtml", ".html", ".htm", ".xht", ".xml", ".dtb")
_PAGE_TYPES = frozenset(
    "application/xhtml+xml application/html+xml text/html text/xhtml application/xml text/xml application/x-dtbook+xml "
    "text/x-oeb1-document text/x-oeb-document application/xhtml".split()
)
_NO_PAGE = ("image/", "font/", "audio/", "video/", "text/css", "application/x-dtbncx", "application/javascript")
_NCX = "application/x-dtbncx+xml"
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_MOST_PAGES = 20_000
"""Pages of a spine: a chapter of ten million words has fewer."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file that the package document lists."""

    path: str
    media_type: str
    """In small letters, without parameters; empty where the package tells none."""
    properties: frozenset[str]
    linear: bool = True
    """Whether it is on the line of reading."""

    @property
    def is_page(self) -> bool:
        """Whether it may be a page, by its type, or by its ending where the type says nothing of use."""
        if self.media_type in _PAGE_TYPES:
            return True
        return self.path.lower().endswith(_PAGE_ENDINGS) and not self.media_type.startswith(_NO_PAGE)


@dataclass(frozen=True, slots=True)
class Target:
    """A place that the table of contents points to."""

    path: str
    anchor: str
    """An id in the file; empty for its top."""
    title: str


class Container:
    """An opened EPUB. Every method raises StoryError where nothing can be made of the book."""

    def __init__(self, source: Source) -> None:
        self.archive = Archive(source)
        self._package_path = self._find_package()
        if self.archive.locked(self._package_path):
            raise self.archive.drm()
        try:
            self.package = self.archive.xml(self._package_path)
        except MissingError as error:
            raise self.archive.damaged(str(error)) from error

    def _find_package(self) -> str:
        """Where the package document is: as container.xml says, or the only one that there is."""
        packages = self.archive.ending_in(".opf")
        try:
            roots = self.archive.xml("META-INF/container.xml").iterfind(".//{*}rootfile")
            paths = [resolved("", root.get("full-path", ""))[0] for root in roots]
        except MissingError as error:
            if not packages:
                raise self.archive.damaged(str(error)) from error
            paths = []
        named = next((name for path in paths if (name := self.archive.name_of(path))), None)
        if named is None and not packages:
            raise self.archive.damaged(f"it lacks its file {next(iter(paths), '')!r}")
        return named or packages[0]

    @cached_property
    def items(self) -> dict[str, Item]:
        """The files of the manifest, by id."""
        return {
            item.get("id", ""): Item(
                self._path(item.get("href", "")),
                item.get("media-type", "").partition(";")[0].strip().lower(),
                frozenset(item.get("properties", "").split()),
            )
            for item in self.package.iterfind(".//{*}manifest/{*}item")
        }

    @cached_property
    def spine(self) -> list[Item]:
        """The pages in reading order, each once; all pages that are listed, where the package orders none."""
        found: dict[str, Item] = {}
        for reference in self.package.iterfind(".//{*}spine/{*}itemref"):
            item = self.items.get(reference.get("idref", ""))
            if item is not None and item.is_page and len(found) < _MOST_PAGES:
                linear = reference.get("linear") != "no"
                found.setdefault(item.path, Item(item.path, item.media_type, item.properties, linear))
        if not found:
            found = {item.path: item for item in self.items.values() if item.is_page}
        return list(found.values())

    @cached_property
    def guide(self) -> dict[str, str]:
        """EPUB 2's roles of pages, by path: "cover", "toc", "title-page"; an anchor means a place and not the page."""
        references = self.package.iterfind(".//{*}guide/{*}reference")
        return {
            self._path(reference.get("href", "")): reference.get("type", "").lower()
            for reference in references
            if "#" not in reference.get("href", "")
        }

    @cached_property
    def contents(self) -> list[Target]:
        """The table of contents, its nested entries in line: EPUB 3's navigation document, else EPUB 2's NCX."""
        for item in self.items.values():
            if "nav" in item.properties and (targets := self._targets(item.path, self._nav)):
                return targets
        for item in self.items.values():
            if (item.media_type == _NCX or item.path.lower().endswith(".ncx")) and (
                targets := self._targets(item.path, self._ncx)
            ):
                return targets
        return []

    def _targets(self, path: str, read: Any) -> list[Target]:
        try:
            return [target for target in read(path, self.archive.xml(path)) if target.title]
        except MissingError:
            return []

    def _nav(self, path: str, root: etree._Element) -> Iterator[Target]:
        navs = list(root.iterfind(".//{*}nav"))
        roles = [f"{nav.get(_EPUB_TYPE, '')} {nav.get('role', '')}".split() for nav in navs]
        wanted = [nav for nav, role in zip(navs, roles, strict=True) if "toc" in role or "doc-toc" in role]
        untold = [nav for nav, role in zip(navs, roles, strict=True) if not role]
        for nav in (wanted or untold)[:1]:
            for link in nav.iterfind(".//{*}a"):
                yield self._target(path, link.get("href", ""), "".join(link.itertext()))

    def _ncx(self, path: str, root: etree._Element) -> Iterator[Target]:
        for point in root.iterfind(".//{*}navMap//{*}navPoint"):
            content = point.find("{*}content")
            if content is not None:
                yield self._target(path, content.get("src", ""), point.findtext("{*}navLabel/{*}text") or "")

    def _target(self, base: str, reference: str, title: str) -> Target:
        path, anchor = resolved(base, reference)
        return Target(self.archive.name_of(path) or path, anchor, folded(title))

    def _path(self, reference: str) -> str:
        path = resolved(self._package_path, reference)[0] if reference else ""
        return self.archive.name_of(path) or path
