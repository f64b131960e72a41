"""Any audiobook → what is in it, how loud it is, what is wrong with it, and a picture of that."""

from __future__ import annotations

from audiofic.check.findings import Finding
from audiofic.check.header import Header, read_header
from audiofic.check.measure import Measurement
from audiofic.check.picture import draw
from audiofic.check.report import Report, check

__all__ = ["Finding", "Header", "Measurement", "Report", "check", "draw", "read_header"]
