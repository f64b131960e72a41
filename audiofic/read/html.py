"""Web pages: those of known houses, and any other, whose story is where the prose is, with the chapters that its
headings make."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from audiofic.model import BlockKind, Metadata, Reason, Work
from audiofic.read.article import mark_surroundings
from audiofic.read.binding import Volume, bind
from audiofic.read.flow import Draft, Paragraph, Piece, folded, omitted
from audiofic.read.front import without_front
from audiofic.read.headings import chapters, with_numerals
from audiofic.read.houses import ao3, house_of
from audiofic.read.markup import Page, apply, attribute, calm, reveal, settle
from audiofic.read.no_story import is_notice, why_no_story
from audiofic.read.repeats import headed, once, says_title
from audiofic.read.source import Source
from audiofic.read.tidy import tidied
from audiofic.read.titles import is_chapter
from audiofic.read.works import Works

_ENDINGS = {".html", ".htm", ".xhtml", ".xht"}
_PAGE = re.compile(
    r"(?:<\?xml\b|<!doctype\s+html|<!--|<(?:html|head|body|title|meta|div|p|h[1-6]|article)\b)", re.IGNORECASE
)
_RETRY_LATER = "Retry later"
"""All that AO3 says when it has too much to do."""
_BLOCK_TAG = re.compile(r"</p>|<br\s{0,4}/?>|</div>", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Whether a text is a page or a piece of one: it begins like one, or has several tags that end paragraphs."""
    if _PAGE.match(text.lstrip("\ufeff \t\r\n")):
        return True
    return sum(1 for _ in zip(range(3), _BLOCK_TAG.finditer(text), strict=False)) == 3


def recognises(source: Source) -> bool:
    if source.text.strip() == _RETRY_LATER:
        return True
    if source.suffix in {".md", ".markdown"}:  # Markdown may hold HTML
        return _PAGE.match(source.text.lstrip()) is not None and "<body" in source.text
    return looks_like_html(source.text) or (source.suffix in _ENDINGS and "<" in source.text)


def read(source: Source) -> Work:
    return read_page(source, source.text)


def read_page(source: Source, text: str, sheets: Sequence[str] = ()) -> Work:
    """The story in a page whose text is given, with the style sheets that it links to."""
    page = Page(text)
    prepare([("", page)], {"": sheets})
    settle([("", page)])
    works = Works()
    if house := house_of(page):
        house.mark(page, works)
    elif ao3.is_other_page(page) or text.strip() == _RETRY_LATER:
        raise source.error(ao3.why_no_work(page) or why_no_story(text))
    else:
        mark_surroundings(page)
    works.take(page)
    works.fill_in(_metadata(page))
    work = bind([_divided(volume, whole=house is not None) for volume in works.volumes], source.stem)
    if house is None:
        work = without_front(work)
    only_headings = all(block.kind is BlockKind.HEADING for _, _, block in work.blocks())
    if not work.chapters or (only_headings and is_notice(text)):
        raise source.error(why_no_story(text))
    return work


def prepare(pages: Sequence[tuple[str, Page]], sheets: Mapping[str, Sequence[str]]) -> None:
    """Do what a browser does before it shows pages: their styles, their scripts that reveal addresses."""
    for path, page in pages:
        apply(page, sheets.get(path, ()))
        reveal(page)
    calm([page for _, page in pages])


def _divided(volume: Volume, *, whole: bool) -> Volume:
    """The chapters that the page names, or those that its headings make; what a house gives as one chapter is `whole`
    unless its headings say otherwise."""
    drafts = tidied(volume.drafts)
    if len(drafts) > 1 or (whole and not _says_chapters(drafts[0])):
        return Volume(volume.metadata, list(map(titled, drafts)))
    metadata, pieces = with_title(volume.metadata, drafts[0].pieces)
    return Volume(metadata, noted(chapters(pieces), drafts[0].notes))


def _says_chapters(draft: Draft) -> bool:
    return sum(is_chapter(each.title) for each in chapters(draft.pieces)) > 1


def titled(draft: Draft) -> Draft:
    """A chapter that has a title, with it as its heading."""
    pieces = with_numerals(draft.pieces)
    title = once(draft.title)
    return Draft(title, headed(title, pieces) if draft.has_text else pieces, draft.notes)


def noted(drafts: list[Draft], notes: Mapping[str, str]) -> list[Draft]:
    """The chapters of a work with what was told of the one that they were: what comes first with the first of them."""
    full = [draft for draft in drafts if draft.has_text]
    for name, text in notes.items() if full else ():
        full[-1 if name == "end_notes" else 0].notes[name] = text
    return drafts


def with_title(metadata: Metadata, pieces: list[Piece]) -> tuple[Metadata, list[Piece]]:
    """Take a page's first heading for the work's title, and out of the story, where it can't be a chapter's: it stands
    at the top, no other is as high, and the page has either named it the title or has no other name for it."""
    first = next((piece for piece in pieces if isinstance(piece, Paragraph)), None)
    if first is None or not first.level:
        return metadata, pieces
    title = first.block.text
    rivals = sum(isinstance(piece, Paragraph) and 0 < piece.level <= first.level for piece in pieces)
    named = says_title(title, metadata) or metadata.title.casefold().startswith(title.casefold())
    if rivals > 1 or is_chapter(title) or (first.level > 1 and not named):
        return metadata, pieces
    if metadata.title and title.casefold() not in metadata.title.casefold():
        return metadata, pieces
    return replace(metadata, title=title), [
        omitted(first, Reason.TITLE) if piece is first else piece for piece in pieces
    ]


def _metadata(page: Page) -> Metadata:
    told = dict(page.metas())

    def content(*names: str) -> str:
        return next((folded(told[name]) for name in names if told.get(name, "").strip()), "")

    author = content("author", "dc.creator", "article:author", "books:author")
    address = content("og:url")
    return Metadata(
        title=content("og:title") or page.title,
        authors=(author,) if author and not author.startswith("http") else (),
        url=address if address.startswith("http") else "",
        language=attribute(page.soup.html, "lang") if page.soup.html else "",
        summary=content("description", "og:description"),
    )
