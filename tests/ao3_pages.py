"""Pages as AO3 serves them, around stories of our own: what the tests of the reader read."""

from __future__ import annotations

from dataclasses import dataclass

TAGS = {
    "Rating": ["Teen And Up Audiences"],
    "Archive Warnings": ["No Archive Warnings Apply", "Creator Chose Not To Use Archive Warnings"],
    "Categories": ["F/F", "Gen"],
    "Fandoms": ["The Lighthouse Books - M. Arden", "Saltmarsh (TV)"],
    "Relationship": ["Ines Varga/Tamsin Reed"],
    "Characters": ["Ines Varga", "Tamsin Reed"],
    "Additional Tags": ["Slow Burn", "Fluff, but make it wet"],
}
CLASSES = ["rating", "warning", "category", "fandom", "relationship", "character", "freeform"]


@dataclass(frozen=True)
class Chapter:
    """A chapter's parts, all but the title as HTML."""

    body: str
    title: str = ""
    summary: str = ""
    notes: str = ""
    end_notes: str = ""


LAKE = Chapter(
    body="""<p>“The lamp is out,” said Ines.</p>
<p>Tamsin looked up. <em>Not again.</em></p>
<hr/>
<p>Morning came.</p>""",
    title="The Lamp",
    summary="<p>In which it is dark.</p>",
    notes="<p>Thanks to my beta!</p><p>She knows who she is.</p>",
    end_notes="<p>More on Sunday.</p>",
)
STORM = Chapter(body="<p>The storm broke the pier.</p><p>“Hold on!” Tamsin shouted.</p>")


def _links(names: list[str]) -> str:
    return ", ".join(f'<a href="http://archiveofourown.org/tags/{name}/works">{name}</a>' for name in names)


def download(
    *chapters: Chapter, byline: str = '<a rel="author" href="/users/quill">quill</a>, <a rel="author">ada</a>'
) -> str:
    """The file of "Download → HTML"."""
    tags = "".join(f"<dt>{group}:</dt>\n<dd>{_links(names)}</dd>\n" for group, names in TAGS.items())
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"
    "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>The Keepers - quill - The Lighthouse Books</title>
<style type="text/css">p.message {{ text-align: center; }}</style>
</head><body>
<div id="preface">
  <h2 class="toc-heading">Preface</h2>
  <p class="message"><b>The Keepers</b><br/>Posted originally on the
  <a href="http://archiveofourown.org/">Archive of Our Own</a> at <a href="http://archiveofourown.org/works/4815162">http://archiveofourown.org/works/4815162</a>.</p>
  <div class="meta">
    <dl class="tags">{tags}
      <dt>Language:</dt><dd>English</dd>
      <dt>Series:</dt><dd>Part 2 of
<a href="http://archiveofourown.org/series/7">The Long Way, Home</a>, Part 1 of
<a href="http://archiveofourown.org/series/8">Beacons</a></dd>
      <dt>Collections:</dt><dd><a href="http://archiveofourown.org/collections/x">Harbour Fest</a></dd>
      <dt>Stats:</dt><dd>Published: 2023-04-05 Completed: 2023-05-06 Words: 1,234 Chapters: {len(chapters)}/?</dd>
    </dl>
    <h1>The  Keepers</h1>
    <div class="byline">by {byline}</div>
    <p>Summary</p>
    <blockquote class="userstuff"><p>Two keepers.</p><p>One <em>lamp</em>.</p></blockquote>
    <p>Notes</p>
    <blockquote class="userstuff"><p>Written at sea.</p></blockquote>
    <div class="endnote-link">See the end of the work for more <a href="#endnotes">notes</a></div>
  </div>
</div>
<div id="chapters" class="userstuff">
{_single(chapters[0]) if len(chapters) == 1 else "".join(map(_downloaded, range(1, len(chapters) + 1), chapters))}
</div>
<div id="afterword">
  <h2 class="toc-heading">Afterword</h2>
  <div class="meta"><div id="endnotes"><p>End Notes</p>
    <blockquote class="userstuff"><p>The sea gives back.</p></blockquote></div></div>
  <p class="message">Please <a href="http://archiveofourown.org/works/4815162/comments/new">drop by the Archive and
  comment</a> to let the creator know if you enjoyed their work!</p>
</div></body></html>"""


def _single(chapter: Chapter) -> str:
    return f'<h2 class="toc-heading">The Keepers</h2>\n<div class="userstuff">{chapter.body}</div>'


def _downloaded(number: int, chapter: Chapter) -> str:
    def note(label: str, text: str) -> str:
        return f'<p>{label}</p><blockquote class="userstuff">{text}</blockquote>' if text else ""

    end = note("Chapter End Notes", chapter.end_notes)
    return f"""<div class="meta group">
  <h2 class="heading">{_heading(number, chapter)}</h2>
  {note("Chapter Summary", chapter.summary)}{note("Chapter Notes", chapter.notes)}
  <div class="endnote-link">See the end of the chapter for <a href="#endnotes{number}">notes</a></div>
</div>
<!--chapter content-->
<div class="userstuff">{chapter.body}</div>
<!--/chapter content-->
{f'<div class="meta" id="endnotes{number}">{end}</div>' if end else ""}"""


def _heading(number: int, chapter: Chapter) -> str:
    return f"Chapter {number}: {chapter.title}" if chapter.title else f"Chapter {number}"


def work_page(*chapters: Chapter) -> str:
    """A saved work page, with one chapter or as "Entire Work"."""
    tags = "".join(
        f'<dt class="{css} tags">{group}:</dt><dd class="{css} tags"><ul class="commas">'
        + "".join(f'<li><a class="tag" href="/tags/{name}/works">{name}</a></li>' for name in names)
        + "</ul></dd>"
        for css, (group, names) in zip(CLASSES, TAGS.items(), strict=True)
    )
    if len(chapters) == 1:
        text = f'<h3 class="landmark heading" id="work">Work Text:</h3><div class="userstuff">{chapters[0].body}</div>'
    else:
        text = "".join(map(_shown, range(1, len(chapters) + 1), chapters))
    return f"""<!DOCTYPE html><html lang="en"><head><title>The Keepers - quill | Archive of Our Own</title>
<script>var kudos = "never";</script></head><body class="logged-out"><div id="outer" class="wrapper">
<ul id="skiplinks"><li><a href="#main">Main Content</a></li></ul>
<header id="header" class="region"><h1 class="heading"><a href="/"><img alt="AO3 logo" src="/l.png"/></a></h1>
<form id="loginform"><input id="user_session_login"/></form></header>
<div id="main" class="works-show region" role="main">
<ul class="work navigation actions"><li class="chapter entire"><a href="/works/4815162?view_full_work=true">Entire
Work</a></li></ul>
<dl class="work meta group">{tags}<dt class="language">Language:</dt><dd class="language" lang="en">English</dd>
<dt class="series">Series:</dt><dd class="series"><span class="series"><a class="previous" href="/works/1">← Previous
Work</a><span class="position">Part 2 of <a href="/series/7">The Long Way, Home</a></span></span></dd>
<dt class="stats">Stats:</dt><dd class="stats"><dl class="stats"><dt class="published">Published:</dt>
<dd class="published">2023-04-05</dd><dt class="words">Words:</dt><dd class="words">1,234</dd>
<dt class="bookmarks">Bookmarks:</dt><dd class="bookmarks"><a href="/works/4815162/bookmarks">9</a></dd></dl></dd></dl>
<div id="workskin"><div class="preface group"><h2 class="title heading">The Keepers</h2>
<h3 class="byline heading"><a rel="author" href="/users/quill">quill</a>, <a rel="author" href="/users/a">ada</a></h3>
<div class="summary module"><h3 class="heading">Summary:</h3><blockquote class="userstuff"><p>Two keepers.</p>
<p>One <em>lamp</em>.</p></blockquote></div>
<div class="notes module"><h3 class="heading">Notes:</h3><ul class="associations"><li>For <a>Robin</a>.</li></ul>
<blockquote class="userstuff"><p>Written at sea.</p></blockquote>
<p class="jump">(See the end of the work for <a href="#work_endnotes">more notes</a>.)</p></div></div>
<div id="chapters" role="article">{text}</div>
<div class="afterword preface group"><div id="work_endnotes" class="end notes module"><h3>Notes:</h3>
<blockquote class="userstuff"><p>The sea gives back.</p></blockquote></div></div></div></div>
<div id="feedback"><h3 class="landmark heading">Actions</h3><div id="kudos"><p class="kudos">pim left kudos!</p></div>
<ol class="thread"><li class="comment"><blockquote class="userstuff"><p>I cried at the pier.</p></blockquote></li></ol>
</div><div id="footer"><h3>About the Archive</h3></div></div></body></html>"""


def _shown(number: int, chapter: Chapter) -> str:
    def note(css: str, label: str, text: str) -> str:
        if not text:
            return ""
        return (
            f'<div class="{css} module"><h3 class="heading">{label}:</h3>'
            f'<blockquote class="userstuff">{text}</blockquote></div>'
        )

    title = f": {chapter.title}" if chapter.title else ""
    end = note("end notes", "Notes", chapter.end_notes)
    return f"""<div class="chapter" id="chapter-{number}"><div class="chapter preface group"><h3 class="title">
<a href="/works/4815162/chapters/{number}">Chapter {number}</a>{title}
</h3>{note("summary", "Summary", chapter.summary)}{note("notes", "Notes", chapter.notes)}</div>
<div class="userstuff module" role="article"><h3 class="landmark heading" id="work">Chapter Text</h3>
{chapter.body}</div>
{f'<div class="chapter preface group">{end}</div>' if end else ""}</div>"""


def fragment(body: str) -> str:
    """What remains when only the story's element is saved."""
    return f"""
    <div id="chapters" role="article">
        <h3 class="landmark heading" id="work">Work Text:</h3>
        <div class="userstuff">{body}</div>
        <!-- end cache -->
    </div>"""
