"""Which character says each quotation.

A conversation is decided as a whole: each turn's candidates are weighed on the evidence around it, and a beam
search over the turns finds the likeliest sequence of speakers.
"""

from __future__ import annotations

from audiofic.attribute.decode import attribute

__all__ = ["attribute"]
