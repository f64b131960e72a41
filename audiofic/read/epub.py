"""EPUB 2 and 3: AO3's own downloads and any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace

from bs4 import BeautifulSoup, Tag

from audiofic.model import Metadata, Reason, Work
from audiofic.read import ao3
from audiofic.read.binding import assemble
from audiofic.read.container import Container, Item, Target
from audiofic.read.decode import decode
from audiofic.read.flow import Draft, Paragraph, Piece, folded, omitted, says_title
from audiofic.read.headings import chapters
from audiofic.read.markup import attribute, flow, paragraphs, parse
from audiofic.read.source import Source

_PAGES = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml"}
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_ASIDE_ROLES = re.compile(r"\b(cover|title-?page|toc|copyright-?page|colophon|imprint|landmarks|lo[it]|index)\b")
_ASIDE_TITLES = re.compile(
    r"cover( page| image)?|title ?page|(table of )?contents|toc|copyright( page| notice)?|imprint|colophon|"
    r"about the (author|publisher)|also by .{0,80}|navigation|information",
    re.IGNORECASE,
)
_SELF_CLOSED = re.compile(r"<(?!(?:br|hr|img|wbr|meta|link|col|input)\b)([A-Za-z][\w:.-]*)(\s[^<>]*?)?/>")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def recognises(source: Source) -> bool:
    if not source.data.startswith(b"PK"):
        return False
    return (
        source.suffix == ".epub"
        or b"mimetypeapplication/epub+zip" in source.data[:128]
        or b"META-INF/container.xml" in source.data
    )


def read(source: Source) -> Work:
    book = Container(source)
    metadata = _metadata(book)
    pages = [(item, _page(book, item)) for item in book.spine if item.media_type in _PAGES]
    told, drafts = ao3.read_pages(page for _, page in pages if ao3.holds_work(page))
    if any(draft.has_text for draft in drafts):
        metadata = _merged(told, metadata)
    else:
        drafts = _chapters(book, pages, metadata)
    work = assemble(metadata, ao3.titled(drafts), source.stem, _cover(book))
    if not work.chapters:
        raise source.error("this EPUB holds no story text; download it again, or as HTML")
    return work


def _page(book: Container, item: Item) -> BeautifulSoup:
    """`<a id="x"/>` is whole in XHTML; HTML, as which it is read since so much of it is broken, would leave it open."""
    return parse(_SELF_CLOSED.sub(r"<\1\2></\1>", decode(book.read(item.path))))


def _chapters(book: Container, pages: list[tuple[Item, BeautifulSoup]], metadata: Metadata) -> list[Draft]:
    """The chapters as the table of contents has them, or as the headings have where it divides nothing."""
    targets: dict[str, list[Target]] = {}
    for target in book.contents:
        targets.setdefault(target.path, []).append(target)
    drafts = [Draft()]
    for item, page in pages:
        here = targets.get(item.path, [])
        if _is_aside(book, item, page, here):
            continue
        for title, pieces in _divided(page, here):
            if title is None:
                drafts[-1].pieces.extend(pieces)
            else:
                drafts.append(Draft(title, pieces))
    _take_title_out(drafts, metadata)
    if len(drafts) <= 2:
        return chapters([piece for draft in drafts for piece in draft.pieces])
    return drafts


def _take_title_out(drafts: list[Draft], metadata: Metadata) -> None:
    """Take the first heading out where it is the book's own title: who reads the book has said that already."""
    draft = next((draft for draft in drafts if draft.has_text), None)
    if draft is None:
        return
    first = next(piece for piece in draft.pieces if isinstance(piece, Paragraph))
    if first.level and says_title(first.block.text, metadata):
        draft.pieces = [omitted(first, Reason.TITLE) if piece is first else piece for piece in draft.pieces]
        if says_title(draft.title, metadata):
            draft.title = ""


def _divided(page: BeautifulSoup, targets: list[Target]) -> Iterator[tuple[str | None, list[Piece]]]:
    """A page's pieces, by the entry of the table of contents that they stand under; None goes on from before."""
    titles = {target.anchor: target.title for target in targets}
    title = titles.pop("", None)
    pieces: list[Piece] = []
    for piece in flow(page.body or page, frozenset(titles)):
        anchor = next(iter(piece.anchors), None) if isinstance(piece, Paragraph) else None
        if anchor is not None:
            if title is not None or _has_text(pieces):
                yield title, pieces
            title, pieces = titles[anchor], []
        pieces.append(piece)
    yield title, pieces


def _has_text(pieces: list[Piece]) -> bool:
    return any(isinstance(piece, Paragraph) for piece in pieces)


def _is_aside(book: Container, item: Item, page: BeautifulSoup, targets: list[Target]) -> bool:
    """Whether a page is no part of the story: the cover, the table of contents, the imprint."""
    if "nav" in item.properties or _ASIDE_ROLES.search(book.guide.get(item.path, "")):
        return True
    marked = [page.body, *(page.body.find_all(True, recursive=False) if page.body else ())]
    roles = " ".join(attribute(tag, "epub:type") for tag in marked if isinstance(tag, Tag))
    if _ASIDE_ROLES.search(roles):
        return True
    return bool(targets) and all(_ASIDE_TITLES.fullmatch(target.title) for target in targets)


def _metadata(book: Container) -> Metadata:
    def texts(name: str) -> tuple[str, ...]:
        elements = book.package.iterfind(f".//{{http://purl.org/dc/elements/1.1/}}{name}")
        return tuple(filter(None, (folded("".join(element.itertext())) for element in elements)))

    def first(name: str) -> str:
        return next(iter(texts(name)), "")

    description = first("description")
    published = _DATE.match(first("date"))
    addresses = (text for text in (*texts("source"), *texts("identifier")) if text.startswith(("http:", "https:")))
    return Metadata(
        title=first("title"),
        authors=texts("creator"),
        url=next(addresses, ""),
        tags=texts("subject"),
        series=tuple(_series(book)),
        language=first("language"),
        published=published[0] if published else "",
        summary=paragraphs(parse(description)) if "<" in description else description,
    )


def _series(book: Container) -> Iterator[str]:
    """EPUB 3's collections and Calibre's own fields, in AO3's words."""
    metas = list(book.package.iterfind(".//{*}metadata/{*}meta"))
    calibre = {meta.get("name"): meta.get("content", "") for meta in metas}
    if name := calibre.get("calibre:series"):
        yield _part(calibre.get("calibre:series_index", ""), name)
        return
    for meta in metas:
        if meta.get("property") == "belongs-to-collection":
            refined = [other for other in metas if other.get("refines") == f"#{meta.get('id')}"]
            positions = (other.text or "" for other in refined if other.get("property") == "group-position")
            yield _part(next(positions, ""), folded(meta.text or ""))


def _part(position: str, name: str) -> str:
    number = position.strip().removesuffix(".0")
    return f"Part {number} of {name}" if number else name


def _merged(ours: Metadata, package: Metadata) -> Metadata:
    """AO3's own page tells more than the package document, which fills in what the page lacks."""
    if not ours.title:
        return package
    lacking = {name.name: getattr(package, name.name) for name in fields(ours) if not getattr(ours, name.name)}
    if any((ours.fandoms, ours.characters, ours.relationships)):
        lacking.pop("tags", None)  # the package's subjects are all tags in one heap
    return replace(ours, **lacking)


def _cover(book: Container) -> bytes | None:
    """The cover picture, where the book names one that is a JPEG or PNG."""
    metas = book.package.iterfind(".//{*}metadata/{*}meta")
    named = {meta.get("content", "") for meta in metas if meta.get("name") == "cover"}
    for name, item in book.items.items():
        if ("cover-image" in item.properties or name in named) and book.holds(item.path):
            picture = book.read(item.path)
            if picture.startswith(_PICTURES):
                return picture
    return None
