"""The command line: one function a command, in files by what they are about. Most of what they print is drawn in
`console`."""

from __future__ import annotations

import io
import os
import shlex
import sys
from pathlib import Path

import click

from audiofic import __version__
from audiofic.cli import arguments, book, cache, check, doctor, fetch, library, people, serve, setup, studio, voices
from audiofic.errors import AudioficError, ExitCode


class _Commands(click.Group):
    """Commands in the order in which a listener meets them, not the alphabet's."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A file in place of a command wants the command that most people want; a misspelt one, its name."""
        word = args[0]
        if self.get_command(ctx, word) is None and not word.startswith("-"):
            if "://" in word:
                raise click.UsageError(f"say what to do with it: audiofic fetch {shlex.quote(word)}", ctx)
            if Path(word).exists() or Path(word).suffix:
                raise click.UsageError(f"say what to do with it: audiofic build {shlex.quote(word)}", ctx)
            if near := arguments.meant(word, self.commands):
                raise click.UsageError(f"there is no command {word!r}; did you mean: audiofic {near}", ctx)
        return super().resolve_command(ctx, args)


def run(words: list[str]) -> int:
    """Run a command and return its `ExitCode`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal or pipe may not know every letter
            stream.reconfigure(errors="replace")
    try:
        return commands.main(words, "audiofic", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except AudioficError as error:
        from audiofic.cli import console

        console.print_error(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(
            "\naudiofic: stopped; what has been spoken is kept, and the same command goes on from there", err=True
        )
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # `audiofic script STORY | head`
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - the interpreter flushes it at exit
        return 0


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="audiofic")
def commands() -> None:
    """Turn a story into an audiobook in which every character has a voice of their own.

    STORY is a file saved from AO3, any other EPUB, web page, Word, OpenDocument, RTF, FB2 or Kindle file, PDF (with
    audiofic[pdf]), plain text or Markdown; "-" reads standard input.

    \b
    To begin with:
        audiofic setup                         brings voices that sound like people, once
        audiofic build story.html              makes the audiobook
        audiofic cast story.html --write       writes voices.yaml, where you change the voices
        audiofic preview story.html 1 --play   lets you hear the first scene
    """


for _command in (
    setup.setup,
    book.build,
    book.preview,
    book.scenes,
    people.script,
    people.fix,
    people.show_cast,
    people.audition,
    studio.studio,
    library.library,
    serve.serve,
    fetch.fetch,
    voices.voices,
    check.check,
    cache.cache,
    doctor.doctor,
):
    commands.add_command(_command)
