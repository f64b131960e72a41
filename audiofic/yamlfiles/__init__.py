"""YAML with the line and column of everything, checked by pydantic models, and edits that keep comments."""

from __future__ import annotations

from audiofic.yamlfiles.yamledit import Entry, change
from audiofic.yamlfiles.yamlfile import Document, Place, Trail, Value, compose, dump, flow, load, parse, save
from audiofic.yamlfiles.yamlmodel import Section, read, salvage, schema

__all__ = [
    "Document",
    "Entry",
    "Place",
    "Section",
    "Trail",
    "Value",
    "change",
    "compose",
    "dump",
    "flow",
    "load",
    "parse",
    "read",
    "salvage",
    "save",
    "schema",
]
