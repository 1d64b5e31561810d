"""How long each repetition takes going down and coming up, and how much slower they get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vision.measurement import Measurement
from vision.reps import Rep
from vision.track import FloatArray, PoseTrack

MOVING_SHARE = 0.1
"""Share of the peak speed from which a phase counts as moving. Source: linear position transducers
start a lift at 0.05 m/s of 0.5 to 1.3 m/s peak (Sanchez-Medina and Gonzalez-Badillo, 2011), and
landmark jitter stays below a tenth of the peak."""
STILL_SHARE = 0.05
"""Share of the way that counts as not yet left or already reached, so that swaying at lockout is
not timed. Source: 5 of about 100 degrees is the jitter of a smoothed angle."""
MIN_PHASE_SHARE = 0.8
"""Share of the repetition's range that a phase must cover to be timed: a set filmed from its middle
on shows parts of phases."""
EDGE_FRAMES = 1
"""Each end of a phase is known to one frame."""
READS_SHORT = 0.25
"""Share by which a phase may last longer than it reads: its slow ends look still, and a nearly
straight joint hides its first degrees. Source: phases of the synthetic athlete, 12 to 20 %."""
MIN_REPS_FOR_LOSS = 2
"""A loss needs a fastest and a slowest lift."""


@dataclass(frozen=True, slots=True)
class Phases:
    """One repetition cut at its most bent and most stretched positions; indices into the track."""

    rep: Rep
    bent: int
    """Frame of the smallest driving angle."""
    bending: tuple[int, int] | None
    """First and last moving frame while the joint closes; None when not filmed."""
    stretching: tuple[int, int] | None
    """First and last moving frame while the joint opens; None when not filmed."""


def _moving(
    angle: FloatArray, speed: FloatArray, first: int, last: int, reach: float
) -> tuple[int, int] | None:
    """Return first and last moving frame on the way from one turning point to the next."""
    way = float(angle[last] - angle[first])
    if last - first < 1 or abs(way) < MIN_PHASE_SHARE * reach:
        return None
    done = (angle[first : last + 1] - angle[first]) / way
    pace = speed[first : last + 1] * np.sign(way)
    slow = MOVING_SHARE * float(pace.max())
    end = int(np.flatnonzero(done >= 1 - STILL_SHARE)[0])
    start = int(np.flatnonzero(done[: end + 1] <= STILL_SHARE)[-1])
    while start > 0 and pace[start - 1] >= slow:
        start -= 1
    while end < len(pace) - 1 and pace[end + 1] >= slow:
        end += 1
    return first + start, first + end


def phases_of(track: PoseTrack, driving_deg: FloatArray, rep: Rep) -> Phases:
    """Cut a repetition by the joint that drives it.

    Args:
        track: The athlete; only its times are used.
        driving_deg: (T,) angle of that joint, smoothed: small bent, large stretched.
        rep: Where the repetition lies.
    """
    speed = np.gradient(driving_deg, track.times_s)
    window = driving_deg[rep.start : rep.end + 1]
    reach = float(window.max() - window.min())

    def lowest(first: int, last: int) -> int:
        return first + int(np.argmin(driving_deg[first : last + 1]))

    def highest(first: int, last: int) -> int:
        return first + int(np.argmax(driving_deg[first : last + 1]))

    def moving(first: int, last: int) -> tuple[int, int] | None:
        return _moving(driving_deg, speed, first, last, reach)

    if rep.complete and driving_deg[rep.bottom] <= (window[0] + window[-1]) / 2:
        bent = lowest(rep.start, rep.end)
        before, after = highest(rep.start, bent), highest(bent, rep.end)
        return Phases(rep, bent, moving(before, bent), moving(bent, after))
    top = highest(rep.start, rep.end)
    bent, bent_after = lowest(rep.start, top), lowest(top, rep.end)
    stretching, bending = moving(bent, top), moving(top, bent_after)
    return Phases(rep, bent if stretching is not None else bent_after, bending, stretching)


def _seconds(track: PoseTrack, span: tuple[int, int]) -> float:
    return float(track.times_s[span[1]] - track.times_s[span[0]])


def _edge(track: PoseTrack) -> float:
    return 2 * EDGE_FRAMES / max(track.frames_per_second, 1.0)


def phase(track: PoseTrack, span: tuple[int, int], metric: str, rep: int) -> Measurement:
    """Return the length of a moving phase in seconds."""
    seconds, edge = _seconds(track, span), _edge(track)
    band = (max(0.0, seconds - edge), seconds * (1 + READS_SHORT) + edge)
    return _duration(track, span, metric, rep, band)


def whole_rep(track: PoseTrack, rep: Rep, number: int) -> Measurement:
    """Return the length of a repetition in seconds, rests at its ends included."""
    span = (rep.start, rep.end)
    seconds, edge = _seconds(track, span), _edge(track)
    return _duration(track, span, "rep_s", number, (max(0.0, seconds - edge), seconds + edge))


def _duration(
    track: PoseTrack,
    span: tuple[int, int],
    metric: str,
    rep: int,
    band: tuple[float, float],
) -> Measurement:
    seen = float(track.seen[span[0] : span[1] + 1].mean())
    return Measurement(
        metric,
        rep,
        _seconds(track, span),
        band,
        "s",
        span,
        round(seen, 3),
    )


def pause(track: PoseTrack, phases: Phases, number: int) -> Measurement | None:
    """Return the rest in the bent position; None when one direction was not filmed."""
    if phases.bending is None or phases.stretching is None:
        return None
    if phases.stretching[0] < phases.bending[1]:
        return None
    span = (phases.bending[1], phases.stretching[0])
    seconds, edge = _seconds(track, span), _edge(track)
    # What the phases beside it read short, the pause reads long.
    beside = _seconds(track, phases.bending) + _seconds(track, phases.stretching)
    band = (max(0.0, seconds - edge - READS_SHORT / 2 * beside), seconds + edge)
    return _duration(track, span, "pause_s", number, band)


def speed_loss(track: PoseTrack, spans: Sequence[tuple[int, int]]) -> Measurement | None:
    """Return the speed loss of a set in percent; None for fewer than two concentric phases.

    Source: loss = 1 - fastest / slowest concentric time, equal range of motion assumed;
    velocity-loss studies since Sanchez-Medina and Gonzalez-Badillo, 2011.
    """
    if len(spans) < MIN_REPS_FOR_LOSS:
        return None
    times = [_seconds(track, span) for span in spans]
    fast, slow = min(times), max(times)
    edge = EDGE_FRAMES / max(track.frames_per_second, 1.0)
    if fast <= edge:
        return None
    low = 100 * (1 - (fast + edge) / max(slow - edge, fast + edge))
    high = 100 * (1 - (fast - edge) / (slow + edge))
    return Measurement(
        "speed_loss_pct",
        None,
        100 * (1 - fast / slow),
        (low, high),
        "%",
        (spans[0][0], spans[-1][1]),
        0.8,
    )
