"""audiofic turns fan fiction into audiobooks in which every character has a voice of their own."""

__version__ = "0.1.0"
