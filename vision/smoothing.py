"""Gaps filled and jitter removed from landmark and signal series."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vision.track import FloatArray

WINDOW_S = 0.37
"""Length of the smoothing window in seconds: a quarter of a fast repetition (1.5 s), so that its
turning points keep their height. Source: the repetition counter measured in docs/adr/0007."""
POSE_WINDOW_S = 0.25
"""Shorter window for the landmarks that angles are read from. Source: joint motion in lifts lies
below 6 Hz (Winter, Biomechanics and Motor Control of Human Movement, 2009), and this
Savitzky-Golay window passes up to about 5 Hz."""
MEDIAN_FRAMES = 5
"""Single-frame jumps of a landmark are outliers, not motion."""


def fill_gaps(series: FloatArray, missing: NDArray[np.bool_]) -> FloatArray:
    """Interpolate linearly over missing frames; ends repeat the nearest value.

    Args:
        series: (T, ...) any shape.
        missing: (T,) True where `series` holds nothing; not all True.
    """
    if not missing.any():
        return series.copy()
    at = np.arange(len(series), dtype=np.float64)
    flat = series.reshape(len(series), -1).copy()
    for column in flat.T:
        column[missing] = np.interp(at[missing], at[~missing], column[~missing])
    return flat.reshape(series.shape)


def odd_window(rate_hz: float, seconds: float) -> int:
    """Return `seconds` as an odd number of frames."""
    return int(seconds * rate_hz) // 2 * 2 + 1


def smooth(signal: FloatArray, window: int) -> FloatArray:
    """Remove outliers with a median and noise with a quadratic fit over `window` frames.

    Args:
        signal: (T,) without NaN.
        window: Odd number of frames; shortened for short signals, no smoothing below 5.
    """
    # Lazily: it takes 1.6 s to load, in which a worker that starts could take jobs.
    from scipy.signal import medfilt, savgol_filter  # noqa: PLC0415

    out = medfilt(signal, MEDIAN_FRAMES) if len(signal) >= MEDIAN_FRAMES else signal.copy()
    width = min(window, (len(out) // 2) * 2 - 1)
    if width < MEDIAN_FRAMES:
        return np.asarray(out, dtype=np.float64)
    return np.asarray(savgol_filter(out, width, 2), dtype=np.float64)


def smooth_points(points: FloatArray, missing: NDArray[np.bool_], rate_hz: float) -> FloatArray:
    """Return (T, 33, 3) points with gaps filled and every coordinate smoothed."""
    from scipy.signal import savgol_filter  # noqa: PLC0415 - as in `smooth`

    filled = fill_gaps(points, missing)
    width = min(odd_window(rate_hz, POSE_WINDOW_S), (len(filled) // 2) * 2 - 1)
    if width < MEDIAN_FRAMES:
        return filled
    return np.asarray(savgol_filter(filled, width, 2, axis=0), dtype=np.float64)
