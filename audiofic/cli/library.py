"""The commands about the library: the works that a reader has added, which the studio shows, too."""

from __future__ import annotations

from pathlib import Path

import click

from audiofic.cli.options import example


@click.group(name="library", invoke_without_command=True)
@click.pass_context
@example("audiofic library add story.html")
def library(context: click.Context) -> None:
    """List the stories of your library, which `audiofic studio` shows. `add` takes stories in, `remove` takes one out.

    Each is in a folder of its own in your data folder, with its voices, corrections and audiobooks; `where` names the
    story's file, for the other commands:

    \b
        audiofic build "$(audiofic library where night)"
    """
    if context.invoked_subcommand is None:
        from audiofic.cli import console
        from audiofic.library import Library, default_folder

        console.print_library(Library(default_folder()).entries())


@library.command()
@click.argument("stories", nargs=-1, required=True, type=click.Path(path_type=Path))
@example("audiofic library add stories/*.html")
def add(stories: tuple[Path, ...]) -> int:
    """Take STORIES in, files of stories. A newer file of a work that is there updates it, and tells what is
    new."""
    from audiofic.cli import console
    from audiofic.errors import ExitCode, StoryError
    from audiofic.library import Library, default_folder

    there, code = Library(default_folder()), ExitCode.DONE
    for path in stories:
        try:
            added = there.add_file(path)
        except StoryError as error:  # the others are stories all the same
            console.print_error(error)
            code = ExitCode.INPUT
            continue
        what = "added" if added.new else f"updated: {added.news}" if added.news else "is there already"
        console.note(f"{added.entry.title}: {what}")
    return code


@library.command()
@click.argument("work")
@example("audiofic library remove night")
def remove(work: str) -> None:
    """Take a WORK out: by its title or the beginning of it. Its folder is kept until you delete it."""
    from audiofic.cli import console
    from audiofic.library import Library, default_folder

    there = Library(default_folder())
    entry = there.find(work)
    console.note(f"{entry.title} is out of the library; its files are kept in {there.remove(entry.id)}")


@library.command()
@click.argument("work")
@example("audiofic library where night")
def where(work: str) -> None:
    """Print the path of a WORK's story file."""
    from audiofic.cli import console
    from audiofic.library import Library, default_folder

    console.print_path(Library(default_folder()).find(work).story)
