"""Forms that a story borrows: chats, posts, e-mails, scripts. A form is one module here, and a row of `FORMS`.

Each sees a scene and says which of its blocks are of that form, and what is in them. The first to claim a block has it;
what nobody claims is prose.
"""

from __future__ import annotations

from typing import Final

from audiofic.segment.forms import bubbles, mail, posts, screenplay, texts, turns
from audiofic.segment.forms.form import Form, Page
from audiofic.segment.forms.known import Names
from audiofic.segment.piece import Piece

FORMS: Final[tuple[Form, ...]] = (bubbles, posts, mail, screenplay, turns, texts)
"""In the order in which they are asked: those with the plainest marks first."""


def recognise(page: Page) -> dict[int, list[Piece]]:
    """The pieces of each block that is of a form, by the block's number in the scene."""
    found: dict[int, list[Piece]] = {}
    for form in FORMS:
        for number, pieces in form.recognise(page):
            found.setdefault(number, pieces)
    return found


__all__ = ["FORMS", "Form", "Names", "Page", "recognise"]
