"""Archives and forums that stories are saved from, one a module, and the programs that save them from there.

A house knows its pages by what stands in them, and marks what its page holds: works, chapters, notes, and all that is
no part of a story.
"""

from __future__ import annotations

from typing import Protocol

from audiofic.read.houses import ao3, fanficfare, fanfiction, royalroad, wattpad, xenforo
from audiofic.read.markup import Page
from audiofic.read.works import Works


class House(Protocol):
    """What each module of a house offers."""

    def recognises(self, page: Page) -> bool:
        """Whether it is one of the house's pages, with a story or a piece of one."""

    def mark(self, page: Page, works: Works) -> None:
        """Mark what the page holds, and tell `works` of it."""


HOUSES: tuple[House, ...] = (fanficfare, ao3, xenforo, fanfiction, wattpad, royalroad)
"""In the order in which they are asked whether a page is theirs."""


def house_of(page: Page) -> House | None:
    """Whose page it is; None for any other."""
    return next((house for house in HOUSES if house.recognises(page)), None)
