"""English: the words that tell who speaks, given names, and their short forms."""
