"""EPUB 2 and 3: AO3's own downloads, what other programs make, and books that are half broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from bs4 import Tag

from audiofic.model import Metadata, Reason, Work
from audiofic.read.binding import Volume, bind
from audiofic.read.epub.container import Container, Item, Target
from audiofic.read.epub.matter import mark_matter
from audiofic.read.epub.package import cover, metadata
from audiofic.read.epub.pages import page_texts, trees
from audiofic.read.flow import BREAK, PAGE_END, Draft, Gap, Paragraph, Piece, omitted
from audiofic.read.front import without_front
from audiofic.read.headings import chapters
from audiofic.read.houses import house_of
from audiofic.read.html import noted, titled
from audiofic.read.markup import Page, attribute, leave_out, line
from audiofic.read.repeats import says_title
from audiofic.read.source import Source
from audiofic.read.tidy import tidied
from audiofic.read.works import Works

_HEADINGS = ["h1", "h2", "h3", "h4"]
_ENDS = frozenset('.!?…:"”’»)]*')


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
    told = metadata(book)
    texts, missing = page_texts(book, source)
    works = Works()
    _take(book, texts, works, told)
    volumes = [_finished(volume, told) for volume in works.volumes]
    work = without_front(bind(volumes, source.stem, cover(book)))
    if not work.chapters:
        raise (
            book.archive.damaged(missing[0])
            if missing
            else source.error("this EPUB holds no story text; download it again, or as HTML")
        )
    if len(volumes) > 1 and told.title:
        work = replace(work, metadata=replace(work.metadata, title=told.title))
    return replace(work, remarks=tuple(missing))


def _take(book: Container, texts: Sequence[tuple[Item, str]], works: Works, told: Metadata) -> None:
    """Find what each page is, and go through all of them."""
    targets: dict[str, list[Target]] = {}
    for target in book.contents:
        targets.setdefault(target.path, []).append(target)
    divided = len(book.contents) > 1
    no_line = not any(item.linear for item, _ in texts)
    for item, page in trees(book, texts):
        here = targets.get(item.path, [])
        if house := house_of(page):
            house.mark(page, works)
        elif not item.linear and not here and not no_line:
            leave_out(page.body, Reason.ASIDE)
        elif not mark_matter(item, page, book.guide.get(item.path, ""), here[0].title if here else "", told):
            _mark_chapters(page, here, works, divided=divided)
        works.take(page)
        if "_split_" not in item.path:  # so Calibre calls what it has cut
            works.end_page()


def _mark_chapters(page: Page, targets: Sequence[Target], works: Works, *, divided: bool) -> None:
    """Mark where chapters begin: as the contents have it, or, where these pass a page over, as it says itself."""
    body = page.body
    named = {attribute(tag, "name"): tag for tag in page.named("a")} if targets else {}
    places = named | {attribute(tag, "id"): tag for tag in page.tags if "id" in tag.attrs} if targets else {}
    for target in targets if divided else ():
        tag = places.get(target.anchor) if target.anchor else body
        if isinstance(tag, Tag):
            works.begin_chapter(tag, target.title)
    if not targets and divided:
        heading = next(iter(page.named(*_HEADINGS)), None)
        if heading is not None and _is_first(heading, body) and line(heading):
            works.begin_chapter(body, line(heading))


def _is_first(heading: Tag, body: Tag) -> bool:
    """Whether no words stand before a heading."""
    before = heading.find_previous(string=lambda text: bool(text and text.strip()))
    return before is None or not any(parent is body for parent in before.parents)


def _finished(volume: Volume, told: Metadata) -> Volume:
    """A work's chapters with their titles; where nothing names them, those that its headings make."""
    found = _merged(volume.metadata, told)
    drafts = tidied(volume.drafts)
    _take_title_out(drafts, found)
    if len(drafts) > 1:
        return Volume(found, [titled(draft) for draft in drafts])
    by_headings = chapters(drafts[0].pieces)
    if sum(draft.has_text for draft in by_headings) < 2:
        by_headings = chapters(_parted(drafts[0].pieces))
    return Volume(found, noted(by_headings, drafts[0].notes))


def _parted(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with a scene's end where a file ends, and its last paragraph with it."""
    done: list[Piece] = []
    last = ""
    for piece in pieces:
        if isinstance(piece, Paragraph):
            last = piece.block.text
        done.append(Gap(BREAK) if piece == PAGE_END and last[-1:] in _ENDS else piece)
    return done


def _take_title_out(drafts: Sequence[Draft], told: Metadata) -> None:
    """Take the first heading out where it is the book's own title: who reads the book has said that already."""
    draft = next((draft for draft in drafts if draft.has_text), None)
    if draft is None:
        return
    first = next(piece for piece in draft.pieces if isinstance(piece, Paragraph))
    if first.level and says_title(first.block.text, told):
        draft.pieces = [omitted(first, Reason.TITLE) if piece is first else piece for piece in draft.pieces]
        if says_title(draft.title, told):
            draft.title = ""


def _merged(ours: Metadata, package: Metadata) -> Metadata:
    """What a page tells goes before the package document, which fills in what the page lacks."""
    lacking = {name.name: getattr(package, name.name) for name in fields(ours) if not getattr(ours, name.name)}
    if any((ours.fandoms, ours.characters, ours.relationships)):
        lacking.pop("tags", None)  # the package's subjects are all tags in one heap
    return replace(ours, **lacking)
