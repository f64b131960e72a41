"""What neural models give, samples between −1 and 1, made into clips, at another pitch if need be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiofic.audio import Clip
from audiofic.engines.engine import Voice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEADROOM = 0.7
"""What every sample is multiplied by. Some voices go a little beyond 1; to turn down only the clips that do so would
change the loudness from clip to clip."""


def pitch_factor(voice: Voice) -> float:
    """By how much the voice's pitch setting raises its frequencies: 50 points are an octave."""
    return 1.0 if voice.pitch is None else 2.0 ** ((voice.pitch - 50) / 50)


def clip(samples: NDArray[np.float32], rate: int, pitch: float = 1.0) -> Clip:
    """The samples as a clip, with all frequencies times `pitch` and its length divided by that: as if a tape ran
    faster. So formants move, too, and it is heard as another person rather than as the same one in another mood.

    Nothing is clipped: what would go beyond full scale is turned down."""
    import numpy as np

    if pitch != 1.0:
        samples = _resampled(samples, round(len(samples) / pitch))
    loudest = float(np.max(np.abs(samples), initial=0.0)) * HEADROOM
    scaled = samples * (32767 * HEADROOM / max(1.0, loudest))
    return Clip(np.rint(scaled).astype("<i2").tobytes(), rate)


def _resampled(samples: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """The same wave in `length` samples. Through its spectrum, cut off where the new rate ends, so nothing is folded
    back; it is taken to be periodic, which does no harm to a clip with silence at its ends."""
    import numpy as np

    spectrum = np.fft.rfft(samples)
    kept = np.zeros(length // 2 + 1, dtype=spectrum.dtype)
    common = min(len(spectrum), len(kept))
    kept[:common] = spectrum[:common]
    return (np.fft.irfft(kept, length) * (length / len(samples))).astype(np.float32)
