"""A book as its pages are gone through: the works that it binds, their chapters, and what the pages tell of them."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from bs4 import Tag

from audiofic.model import Metadata
from audiofic.read.binding import Volume
from audiofic.read.flow import PAGE_END, Draft, Milestone
from audiofic.read.markup import Page, begin, flow


class Works:
    """Takes pages whose tags were marked: as the start of a work or chapter, or as no part of the story."""

    def __init__(self, metadata: Metadata | None = None) -> None:
        self.volumes = [Volume(metadata or Metadata(), [Draft()])]
        self._taking = self.volumes[0].drafts[0]
        """The chapter that the next piece belongs to."""

    @property
    def metadata(self) -> Metadata:
        """What is told of the work last begun."""
        return self.volumes[-1].metadata

    @property
    def has_text(self) -> bool:
        return any(draft.has_text for volume in self.volumes for draft in volume.drafts)

    def tell(self, **found: Any) -> None:
        """Add to what is told of the work last begun; what is empty tells nothing."""
        volume = self.volumes[-1]
        volume.metadata = replace(volume.metadata, **{name: value for name, value in found.items() if value})

    def fill_in(self, metadata: Metadata) -> None:
        """Tell of the work last begun what is not told yet."""
        known = self.metadata
        lacking = {each.name: getattr(metadata, each.name) for each in fields(known) if not getattr(known, each.name)}
        self.tell(**lacking)

    def begin_work(self, tag: Tag) -> None:
        """From this tag on it is another work."""
        self.volumes.append(Volume(Metadata(), [Draft()]))
        begin(tag, self.volumes[-1].drafts[0])

    def begin_chapter(self, tag: Tag, title: str) -> None:
        """From this tag on it is another chapter."""
        self.volumes[-1].drafts.append(Draft(title))
        begin(tag, self.volumes[-1].drafts[-1])

    def note(self, name: str, text: str) -> None:
        """A summary or note of the chapter last begun; `name` is that of its field in `Chapter`."""
        notes = self.volumes[-1].drafts[-1].notes
        notes[name] = "\n\n".join(filter(None, (notes.get(name, ""), text)))

    def take(self, page: Page) -> None:
        """Go through a page that was marked."""
        for piece in flow(page.body):
            if isinstance(piece, Milestone):
                self._taking = piece.chapter
            else:
                self._taking.pieces.append(piece)

    def end_page(self) -> None:
        """Note that a file ends here."""
        self._taking.pieces.append(PAGE_END)
