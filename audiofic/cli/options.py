"""What several commands share: options, an example at the end of the help, and how a command that makes sound ends."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiofic.api import VOICES_FILE
from audiofic.errors import ExitCode

if TYPE_CHECKING:
    from audiofic.attribute import Consent
    from audiofic.pipeline import Result

story_argument = click.argument("story", type=click.Path(path_type=Path, allow_dash=True))
stories_argument = click.argument(
    "stories", nargs=-1, required=True, metavar="STORY...", type=click.Path(path_type=Path, allow_dash=True)
)
voices_option = click.option(
    "--voices",
    "voices_path",
    type=click.Path(path_type=Path),
    help=f"Who speaks with which voice. Without it, {VOICES_FILE} here or beside the story, if there is one.",
)
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="The folder that gets what is made.",
)
SAMPLES = Path("previews")
"""What is no whole book gets a folder of its own: a library that is pointed at the books would take it for one."""
samples_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=SAMPLES,
    show_default=True,
    help="The folder that gets what is made, which is none of the books'.",
)
engine_option = click.option(
    "--engine",
    metavar="NAME",
    help="Who speaks where voices.yaml names no engine; without it, kokoro where it is installed, else pyttsx3.",
)
_FACTS = (
    ("title", "What the book is called."),
    ("author", "By whom it is; for several, once for each."),
    ("language", "The story's, by its tag or name: en-GB, Deutsch."),
)


def facts_options(command: Any) -> Any:
    """--title, --author and --language, which go before what the file says and what voices.yaml does."""
    for name, text in reversed(_FACTS):
        command = click.option(f"--{name}", multiple=name == "author", help=text)(command)
    return command


yes_option = click.option(
    "--yes", is_flag=True, help="Send parts of the story to the language model of voices.yaml, on another machine, too."
)


def consent(yes: bool) -> Consent:
    """What the user agrees to, who is told on standard error."""
    from audiofic.attribute import Consent
    from audiofic.cli import console

    return Consent(yes, console.tell)


play_option = click.option("--play", is_flag=True, help="Play it, too.")
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=lambda: os.cpu_count() or 1,
    show_default="one for each core",
    help="How many lines to speak at the same time.",
)


def example(text: str) -> Callable[[Any], Any]:
    """An example at the end of a command's help."""

    def add(function: Any) -> Any:
        function.__doc__ = f"{inspect.getdoc(function)}\n\n\b\nExample:\n    {text}\n"
        return function

    return add


def finish(result: Result, *, play: bool = False) -> int:
    """Tell what was made, play it if that is wished, and return the exit code."""
    from audiofic.cli import console

    console.print_result(result)
    if play:
        console.play(result.paths[0])
    return ExitCode.PART_WAY if result.failures else ExitCode.DONE
