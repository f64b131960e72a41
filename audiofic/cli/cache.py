"""The commands about what is kept of earlier builds."""

from __future__ import annotations

import click

from audiofic.cli.options import example


@click.group(name="cache", invoke_without_command=True)
@click.pass_context
@example("audiofic cache prune --to 5GB")
def cache(context: click.Context) -> None:
    """Show what is kept of earlier builds: clips and encoded chapters. `prune` makes it smaller, `verify` reads it all.

    What was not used for longest goes when the cache grows over its limit: 20 GB, or what AUDIOFIC_CACHE_LIMIT says.
    """
    if context.invoked_subcommand is None:
        _show()


def _show() -> None:
    import time

    from audiofic import cache
    from audiofic.cli import console

    folder = cache.default_folder()
    found = cache.contents(folder)
    table = console.plain_table("", "")
    table.show_header = False
    for name, value in {
        "folder": str(folder),
        "clips": f"{found.clips:,}",
        "chapters": f"{found.chapters:,}",
        "size": f"{_size(found.size)} of {_size(cache.limit())}",
        "oldest": "–" if found.oldest is None else time.strftime("used on %Y-%m-%d", time.localtime(found.oldest)),
    }.items():
        table.add_row(name, console.clean(value))
    console.out.print(table)


@cache.command()
@click.option("--to", metavar="SIZE", help="How much may stay, such as 5GB; without it, the cache's limit.")
@click.option("--all", "everything", is_flag=True, help="Remove everything.")
@example("audiofic cache prune --to 5GB")
def prune(to: str | None, everything: bool) -> None:
    """Remove what was not used for longest. What a build that runs now needs stays."""
    from audiofic import cache
    from audiofic.cli import console

    if to is not None and everything:
        raise click.UsageError("--to and --all exclude each other")
    try:
        size = 0 if everything else cache.limit() if to is None else cache.size_of(to)
    except ValueError as error:
        raise click.UsageError(f"--to: {error}") from error
    removed = cache.prune(cache.default_folder(), size)
    console.out.print(f"removed {_size(removed)}")


@cache.command()
@example("audiofic cache verify")
def verify() -> None:
    """Read every clip and chapter, and remove what is damaged; the next build makes it anew."""
    from audiofic import cache
    from audiofic.cli import console

    folder = cache.default_folder()
    read, damaged = cache.verify(folder)
    if not read:
        console.out.print(f"nothing is kept in {console.clean(str(folder))}")
        return
    found = f"{damaged} of them damaged, and removed" if damaged else "all of them whole"
    console.out.print(f"read {console.counted(read, 'file')}, {found}")


def _size(size: int) -> str:
    """ "1.2 GB"."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"
