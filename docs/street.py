"""Draw the rooms of the package and what each leans on, from the code's own imports: `make map`.

Rooms stand on floors: each below all that import it. An arrow that follows from others is left out (a transitive
reduction), so that the picture shows every dependency and can still be read.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import grimp

PACKAGE: Final = "audiofic"
PICTURE: Final = Path(__file__).with_name("street.svg")
WIDTH, BOX, GAP, FLOOR, MARGIN = 1060, 150, 26, 118, 20
HEIGHT: Final = 56
LETTERS: Final = 25
"""On a line of a box."""

STYLE: Final = """
text { font: 12px system-ui, sans-serif; fill: #24292f; text-anchor: middle }
.name { font-weight: 600; font-size: 15px } .what { font-size: 10px; fill: #57606a }
rect { fill: #f6f8fa; stroke: #8c959f } path { fill: none; stroke: #8c959f; stroke-width: 1.2 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .what { fill: #9198a1 } rect { fill: #151b23; stroke: #656c76 } path { stroke: #656c76 }
}
"""


def arrows() -> dict[str, set[str]]:
    """By room, the rooms that it imports."""
    graph = grimp.build_graph(PACKAGE)
    found: dict[str, set[str]] = {}
    for module in graph.modules - {PACKAGE, f"{PACKAGE}.__main__"}:
        room = module.split(".")[1]
        found.setdefault(room, set()).update(
            imported.split(".")[1] for imported in graph.find_modules_directly_imported_by(module) if "." in imported
        )
    return {room: others - {room} for room, others in found.items()}


def floors(leans_on: dict[str, set[str]]) -> list[list[str]]:
    """The rooms, highest floor first, each on the lowest floor that is above all that it leans on."""
    heights: dict[str, int] = {}

    def height(room: str) -> int:
        if room not in heights:
            heights[room] = 1 + max((height(other) for other in leans_on[room]), default=-1)
        return heights[room]

    rows: list[list[str]] = [[] for _ in range(1 + max(map(height, leans_on)))]
    for room in sorted(leans_on):
        rows[-1 - heights[room]].append(room)
    return rows


def reduced(leans_on: dict[str, set[str]]) -> dict[str, set[str]]:
    """The arrows without those that follow from others."""

    def below(room: str) -> set[str]:
        return leans_on[room].union(*(below(other) for other in leans_on[room]))

    return {
        room: {other for other in others if not any(other in below(between) for between in others - {other})}
        for room, others in leans_on.items()
    }


def places(rows: list[list[str]], links: dict[str, set[str]]) -> dict[str, tuple[float, float]]:
    """The middle of each room's box: rows in the order in which the arrows cross the least."""
    at: dict[str, tuple[float, float]] = {}
    for _ in range(8):
        for number, row in enumerate(rows):
            neighbours = {
                room: [x for other, (x, _) in at.items() if other in links[room] or room in links[other]]
                for room in row
            }
            row.sort(key=lambda room: (sum(neighbours[room]) / max(1, len(neighbours[room])), room))
            left = (WIDTH - len(row) * BOX - (len(row) - 1) * GAP) / 2 + BOX / 2
            at |= {room: (left + index * (BOX + GAP), MARGIN + number * FLOOR) for index, room in enumerate(row)}
    return at


def purpose(room: str) -> list[str]:
    """What the room's face says of it, in two short lines at most."""
    folder = Path(__file__).parents[1] / PACKAGE
    face = folder / room / "__init__.py"
    source = (face if face.exists() else folder / f"{room}.py").read_text(encoding="utf-8")
    words = (ast.get_docstring(ast.parse(source)) or "").split("\n\n")[0].split(":")[0].rstrip(".").split()
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) >= LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1]} …"]


def draw() -> str:
    """The picture, as SVG; the same code gives the same picture."""
    leans_on = arrows()
    links = reduced(leans_on)
    rows = floors(leans_on)
    at = places(rows, links)
    parts = [f"<style>{STYLE}</style>"]
    parts.append(
        '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M1 1 7 4 1 7"/></marker>'
    )
    for room in sorted(links):
        for other in sorted(links[room]):
            (x, y), (to, below) = at[room], at[other]
            start, end = y + HEIGHT, below - 2
            bend = (end - start) / 2
            curve = f"M{x:.0f} {start:.0f}C{x:.0f} {start + bend:.0f} {to:.0f} {end - bend:.0f} {to:.0f} {end:.0f}"
            parts.append(f'<path d="{curve}" marker-end="url(#tip)"/>')
    for room, (x, y) in sorted(at.items()):
        parts.append(f'<rect x="{x - BOX / 2:.0f}" y="{y:.0f}" width="{BOX}" height="{HEIGHT}" rx="7"/>')
        parts.append(f'<text class="name" x="{x:.0f}" y="{y + 19:.0f}">{room}</text>')
        for number, line in enumerate(purpose(room)):
            parts.append(f'<text class="what" x="{x:.0f}" y="{y + 34 + 13 * number:.0f}">{escape(line)}</text>')
    height = MARGIN * 2 + FLOOR * (len(rows) - 1) + HEIGHT
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">'
    return "\n".join([head, "<title>The rooms of audiofic and what each leans on</title>", *parts, "</svg>", ""])


def main() -> None:
    PICTURE.write_text(draw(), encoding="utf-8")
    rows = floors(arrows())
    sys.stdout.write(f"{PICTURE.name}: {sum(map(len, rows))} rooms on {len(rows)} floors\n")


if __name__ == "__main__":
    main()
