"""A page of the web or of an e-book → paragraphs, gaps and what is left out: what a browser would show of it, less what
nobody reads aloud."""

from __future__ import annotations

from audiofic.read.markup.addresses import reveal
from audiofic.read.markup.footnotes import settle
from audiofic.read.markup.messages import calm
from audiofic.read.markup.page import Page
from audiofic.read.markup.styles import apply
from audiofic.read.markup.tree import (
    BLOCKS,
    UNRENDERED,
    attribute,
    begin,
    block_of,
    classes,
    leave_out,
    line,
    parse,
    rendered,
    roles,
)
from audiofic.read.markup.walk import flow, paragraphs

__all__ = [
    "BLOCKS",
    "UNRENDERED",
    "Page",
    "apply",
    "attribute",
    "begin",
    "block_of",
    "calm",
    "classes",
    "flow",
    "leave_out",
    "line",
    "paragraphs",
    "parse",
    "rendered",
    "reveal",
    "roles",
    "settle",
]
