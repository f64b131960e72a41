"""A parsed page with all its tags in order, by name, id and class: one walk finds what a hundred searches would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Tag

from audiofic.read.markup.tree import attribute, classes, parse


class Page:
    """What is moved or taken out of the page later is still listed."""

    def __init__(self, text: str, *, xml: bool = False) -> None:
        """See `parse`."""
        self.soup: BeautifulSoup = parse(text, xml=xml)
        self.tags: list[Tag] = [node for node in self.soup.descendants if isinstance(node, Tag)]
        self._names: dict[str, list[Tag]] = defaultdict(list)
        self._ids: dict[str, list[Tag]] = defaultdict(list)
        self._classes: dict[str, list[Tag]] = defaultdict(list)
        for tag in self.tags:
            self._names[tag.name].append(tag)
            if tag.attrs:
                if name := attribute(tag, "id"):
                    self._ids[name].append(tag)
                for name in classes(tag):
                    self._classes[name].append(tag)

    @property
    def body(self) -> Tag:
        return self.soup.body or self.soup

    @property
    def title(self) -> str:
        """What stands in the window's frame."""
        return " ".join(self.soup.title.get_text().split()) if self.soup.title else ""

    @property
    def class_names(self) -> Iterable[str]:
        return self._classes.keys()

    def named(self, *names: str) -> list[Tag]:
        """The tags of these names, in order."""
        return self._names.get(names[0], []) if len(names) == 1 else [tag for tag in self.tags if tag.name in names]

    def with_id(self, *ids: str) -> list[Tag]:
        """The tags with one of these ids; those of an id in order."""
        return [tag for name in ids for tag in self._ids.get(name, ())]

    def with_class(self, *names: str) -> list[Tag]:
        """The tags with one of these classes; those of a class in order."""
        return [tag for name in names for tag in self._classes.get(name, ())]

    def metas(self) -> Iterator[tuple[str, str]]:
        """What the head of the page tells of it, by name or property."""
        for tag in self.named("meta"):
            yield (attribute(tag, "name") or attribute(tag, "property")).lower(), attribute(tag, "content")
