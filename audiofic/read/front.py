"""What stands before the first chapter and is no story: title, author, date, and the names of a book's own pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from audiofic.model import Chapter, LeftOut, Metadata, Reason, Work
from audiofic.read.flow import folded
from audiofic.read.headings import CONTENTS
from audiofic.read.repeats import says_title
from audiofic.read.titles import ends_a_sentence, is_chapter

_LONGEST = 100  # characters of a line
_MOST = 12  # lines
_PAGES = re.compile(
    r"cover(?: page| image)?|title ?page|titelseite|copyright(?: page)?|imprint|start(?: reading)?", re.IGNORECASE
)
_DATE = re.compile(
    r"\W*(?:\w{3,12}\W{1,2})?\d{1,4}[-./ ]\w{1,12}\.?,?[-./ ]\d{1,4}\W*|\W*\w{3,12} \d{1,2}(?:st|nd|rd|th)?, \d{4}\W*"
)
_BY = re.compile(r"(?:(?:a|an) [\w ]{3,20} |written )?(?:by|von|par|por|de|di):?\s(?=\S)", re.IGNORECASE)


def without_front(work: Work) -> Work:
    """The work without the lines before its first chapter that are its title, its authors, a date or the names of pages
    such as "Cover"; where nothing else tells title and authors, these lines do."""
    chapters = list(work.chapters)
    metadata = work.metadata
    front: list[LeftOut] = []
    blocks = 0
    while len(chapters) > 1 and (told := _told(chapters[0], metadata)) is not None:
        metadata, lines = told
        front += lines
        blocks += sum(len(scene.blocks) for scene in chapters.pop(0).scenes)
    if not front:
        return work
    gone = len(work.chapters) - len(chapters)
    rest = (
        replace(part, chapter=max(0, part.chapter - gone), paragraph=max(0, part.paragraph - blocks))
        for part in work.left_out
    )
    return replace(work, metadata=metadata, chapters=tuple(chapters), left_out=(*front, *rest))


def _told(chapter: Chapter, metadata: Metadata) -> tuple[Metadata, list[LeftOut]] | None:
    """What a chapter tells of the work if it is none; None where it is one."""
    texts = [block.text for scene in chapter.scenes for block in scene.blocks]
    lines = [folded(line) for text in texts for line in text.split("\n") if line.strip()]
    if len(lines) > _MOST or is_chapter(chapter.title) or any(map(_is_prose, lines)):
        return None
    rest = _unknown(lines, metadata)
    if rest and not metadata.title:
        if chapter.title not in {"", rest[0]}:
            return None
        metadata = replace(metadata, title=rest[0])
        rest = _unknown(rest, metadata)
    if rest and not metadata.authors:
        metadata = replace(metadata, authors=(_BY.sub("", rest[0]),))
        rest = _unknown(rest, metadata)
    if rest:
        return None
    return metadata, [LeftOut(line, _reason(line, metadata), 0, 0) for line in lines]


def _is_prose(line: str) -> bool:
    return len(line) > _LONGEST or ends_a_sentence(line) or line[:1] in '"“«„—–'


def _unknown(lines: Sequence[str], metadata: Metadata) -> list[str]:
    return [line for line in lines if not _is_known(line, metadata)]


def _is_known(line: str, metadata: Metadata) -> bool:
    plain = line.replace("\\", "")
    return (
        says_title(plain, metadata)
        or _BY.sub("", plain).casefold() in {author.casefold() for author in metadata.authors}
        or _DATE.fullmatch(line) is not None
        or _PAGES.fullmatch(line) is not None
        or CONTENTS.fullmatch(line) is not None
    )


def _reason(line: str, metadata: Metadata) -> Reason:
    if CONTENTS.fullmatch(line):
        return Reason.CONTENTS
    return Reason.TITLE if says_title(line, metadata) else Reason.FRONT_MATTER
