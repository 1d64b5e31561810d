"""The labels of the facts that the strength tools mint beside those of `tools.labels`."""

from __future__ import annotations

from tools import labels
from tools.labels import ATHLETE, EXERCISE, REP, VIDEO
from tools.spec import FactLabel

LOG_SETS = (
    *labels.LOG_SETS,
    FactLabel("bar", "mass", EXERCISE, "bar that plates a side were told for"),
    FactLabel("full plate", "mass", EXERCISE, "what one plate was taken for"),
)
CAUTIONS = (
    FactLabel("filmed on", None, VIDEO, "day of the video"),
    FactLabel("depth change", "deg", VIDEO, "how much shallower the set became"),
    FactLabel("rep", "rep", REP, "number of the repetition"),
    FactLabel(
        "thigh angle at bottom", "deg", REP, "depth of a repetition, below parallel negative"
    ),
    FactLabel("speed loss", "%", VIDEO, "1 - fastest / slowest"),
    FactLabel("fastest rep", "s", VIDEO, "shortest concentric phase"),
    FactLabel("slowest rep", "s", VIDEO, "longest concentric phase"),
    FactLabel("RPE from speed low", "RPE", VIDEO, "lower end of what the speed loss points to"),
    FactLabel("RPE from speed high", "RPE", VIDEO, "upper end of it"),
    FactLabel("logged RPE", "RPE", VIDEO, "exertion the athlete logged"),
    FactLabel("remembered on", None, ATHLETE, "day a note was made"),
)
NEXT_LOAD = (
    *labels.NEXT_LOAD,
    *CAUTIONS,
    FactLabel("load option", "mass", EXERCISE, "a load that exists, lighter or heavier"),
    FactLabel("option reps", "rep", EXERCISE, "repetitions to do at that load"),
)
SETS_CHANGED = (
    *labels.SET_LABELS,
    FactLabel("sets changed", "set", EXERCISE, "sets that were corrected or deleted"),
)
