"""The command that offers the audiobooks of the library to the phone."""

from __future__ import annotations

from pathlib import Path

import click

from audiofic.cli.options import example

_PEM = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="The port.")
@click.option("--address", help="The address to serve at; without it, this machine's on the local network.")
@click.option("--cert", type=_PEM, help="A certificate (PEM), for https.")
@click.option("--key", type=_PEM, help="Its key (PEM).")
@example("audiofic serve")
def serve(port: int, address: str | None, cert: Path | None, key: Path | None) -> None:
    """Offer the finished audiobooks of your library to your phone: a page, and podcast feeds.

    Whoever is in your network and has the address, which holds a secret, can hear and download them, and nothing else.
    With --cert and --key the page can be installed and keeps audiobooks for the road. Ctrl-C ends it.
    """
    import segno

    from audiofic.cli import console
    from audiofic.library import Library, default_folder
    from audiofic.serve import Server, local_address

    if (cert is None) != (key is None):
        raise click.UsageError("--cert and --key go together")
    server = Server(Library(default_folder()), address or local_address(), port, cert, key)
    segno.make(server.url).terminal(compact=True)
    click.echo(server.url)
    console.note(f"In a podcast app, subscribe to {server.url}feed.xml")
    console.note("Whoever is in your network and has this address can hear them, until you press Ctrl-C here.")
    try:
        server.serve()
    except KeyboardInterrupt:
        console.note("Nothing is offered any more.")
