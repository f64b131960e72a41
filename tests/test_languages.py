from __future__ import annotations

import pytest

from audiofic.language import language_tag


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("English", "en"),
        ("Português brasileiro", "pt"),
        ("中文-普通话 國語", "zh"),
        ("Français", "fr"),
        ("Bahasa Indonesia", "id"),
        ("en-GB", "en-GB"),
        ("de", "de"),
        ("", "en"),
        ("Quenya", "en"),
    ],
)
def test_what_files_call_a_language(name: str, tag: str) -> None:
    assert language_tag(name) == tag
