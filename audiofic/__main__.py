"""The command `audiofic`, and `python -m audiofic`.

Every worker process runs this file once more, under another name, before it does anything: so nothing is loaded here.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line, and end the process with the command's exit code."""
    from audiofic.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
