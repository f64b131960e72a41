"""E-mails and text messages below their headers, `From: Dana Okoye`, `Subject: Re: the kettle`, and whose they are.

The headers are narration. What is below them goes to its signature; without one, as long as it says "I" or "you".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from audiofic.model import BlockKind, Kind
from audiofic.segment.forms.form import Page
from audiofic.segment.piece import Piece

_HEADER: Final = re.compile(
    r"\W{0,3}(?P<key>from|to|cc|bcc|sent|date|received|subject|subj|re|reply-to|time|attachments?)\W{0,2}:"
    r"\W{0,2} ?(?P<value>.*)",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"[(<\[]?[\w.+-]+@[\w.-]+[)>\]]?|[(<\[][^)>\]]*[)>\]]")
_CLOSING: Final = re.compile(
    r"\W{0,3}(?:yours?|love|best|cheers|regards|thanks|sincerely|warmly|take care|xx?x?|sent from my)\b.{0,40}",
    re.IGNORECASE,
)
_SIGNED: Final = re.compile(r"\W{0,4}(?:[–—-]{1,2} ?)?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}\W{0,4}")
_PERSONAL: Final = re.compile(r"\b(?:I|me|my|mine|we|us|our|you|your|yours|u|ur)\b|\b[Ii][’'](?:m|ve|ll|d)\b")
_SPEECH: Final = re.compile(r"\s*[\"“„«]")
_LONGEST: Final = 30
"""In paragraphs; what has no signature by then has none."""


def recognise(page: Page) -> Iterator[tuple[int, list[Piece]]]:
    number = 0
    while number < len(page.blocks):
        end, sender, body = _headers(page, number)
        if not sender:
            number += 1
            continue
        for header in range(number, end):
            if header == end - 1 and body < len(page.texts[header]):
                yield (
                    header,
                    [
                        Piece(Kind.NARRATION, 0, body),
                        Piece(Kind.MESSAGE, body, len(page.texts[header]), sender=sender),
                    ],
                )
            else:
                yield header, [Piece(Kind.NARRATION, 0, len(page.texts[header]))]
        number = end
        whole = end > 0 and body < len(page.texts[end - 1])
        for number in range(end, end if whole else _end(page, end)):
            yield number, [Piece(Kind.MESSAGE, 0, len(page.texts[number]), sender=sender)]
        number = max(end, number + 1) if not whole else end


def _headers(page: Page, start: int) -> tuple[int, str, int]:
    """The block after the headers that begin at `start`, the sender ("" if these are no headers), and where the body
    begins in the last block with headers."""
    sender = ""
    keys: set[str] = set()
    number, body = start, 0
    while number < len(page.blocks) and page.blocks[number].kind is not BlockKind.HEADING:
        at = 0
        for line in page.texts[number].splitlines(keepends=True):
            found = _HEADER.fullmatch(line.rstrip("\n"))
            key = found["key"].casefold() if found else ""
            if not found or key in keys or (not keys and key not in {"from", "to", "date", "subject"}):
                break
            keys.add(key)
            if key == "from":
                sender = _ADDRESS.sub("", found["value"]).strip(' "“”*') or _local(found["value"])
            at += len(line)
        if not at:
            break
        number, body = number + 1, at
        if at < len(page.texts[number - 1]):
            break
    if len(keys) < 2 and body == len(page.texts[max(start, number - 1)]) and number - start < 2:
        return (number, sender, body) if sender and _is_short_message(page, number) else (start, "", 0)
    return number, sender, body


def _is_short_message(page: Page, number: int) -> bool:
    """Whether one "From: Dana" is the head of a text message: another stands after it."""
    return any(
        _HEADER.match(text) and text[:5].casefold().startswith(("from", "to"))
        for text in page.texts[number : number + 3]
    )


def _local(address: str) -> str:
    """A name in place of an address: "d.okoye@…" → "d okoye"."""
    return re.sub(r"[\W_]+", " ", address.partition("@")[0]).strip()


def _end(page: Page, start: int) -> int:
    """Where the body ends that begins with the block `start`."""
    end = start
    for number in range(start, min(len(page.blocks), start + _LONGEST)):
        text = page.texts[number]
        if page.blocks[number].kind is BlockKind.HEADING or _SPEECH.match(text) or _HEADER.match(text):
            break
        signed = _SIGNED.fullmatch(text) is not None
        if number > start and signed and not text.rstrip().endswith(","):
            return number + 1
        if number > start and not (signed or _CLOSING.fullmatch(text) or _PERSONAL.search(text)):
            break
        end = number + 1
    return end
