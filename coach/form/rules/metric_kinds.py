"""What a metric is about, by its name, and which way is deeper or better."""

from __future__ import annotations

import re
from typing import Final, Literal

Kind = Literal[
    "depth",
    "lockout",
    "lean",
    "hip_rise",
    "knee_travel",
    "knees_in",
    "heels",
    "elbows",
    "asymmetry",
    "bar_path",
    "spine",
    "lifting",
    "lowering",
    "pause",
    "rep_time",
    "speed",
    "speed_loss",
    "depth_change",
    "range",
    "count",
    "other",
]
"""What a metric is about; `lifting` and `lowering` are durations, `speed` is a velocity."""

_KINDS: Final[tuple[tuple[Kind, str], ...]] = (
    ("count", r"^reps$"),
    ("asymmetry", r"asym|symmetr|imbalance|hip_shift|left_right|right_left|side_diff|tilt"),
    ("speed_loss", r"(?:speed|velocity|tempo)_(?:loss|drop)"),
    ("depth_change", r"depth_(?:change|fade|loss|drop)"),
    ("hip_rise", r"hips?_(?:rise|shoot|up|lead)|(?:hip|shoulder)_(?:shoulder|hip)"),
    ("knees_in", r"valgus|knees?_(?:in|cave|medial|inward)|knee_separation|varus"),
    ("knee_travel", r"knees?_(?:\w+_)?(?:travel|forward|over_?toes?|past_?toes?)|shin|tibia"),
    ("heels", r"heel"),
    ("bar_path", r"bar_?(?:path|drift|deviation|forward|travel)|bar_"),
    ("spine", r"spine|spinal|lumbar|butt_wink|pelvi|round|back_angle_change"),
    ("lockout", r"lock_?out|at_top|_top_|max_(?:elbow|knee|hip)|(?:elbow|knee|hip)\w*_max"),
    ("lean", r"lean|trunk|torso|back_angle"),
    ("elbows", r"elbow_(?:flare|swing|drift|tuck)|flare|upper_arm"),
    ("lifting", r"(?:concentric|lift\w*|up|ascent|press|pull)_(?:\w+_)?m?s$"),
    ("lowering", r"(?:eccentric|lower\w*|down|descent|negative)_(?:\w+_)?m?s$"),
    ("pause", r"pause|bottom_s$|hold_s$"),
    ("rep_time", r"^rep_(?:\w+_)?s$|^duration|cycle"),
    ("speed", r"velocity|speed|_m_s$|_m_per_s$"),
    ("range", r"range|(?:^|_)rom(?:_|$)"),
    ("depth", (r"depth|thigh|at_bottom|bottom|below_(?:knee|parallel)|(?:hip|knee|elbow)\w*"
     r"(?:angle|flexion)|min_(?:knee|hip|elbow)|(?:knee|hip|elbow)_min|hip_(?:crease|height)")),
)  # fmt: skip
_RULES: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern)) for kind, pattern in _KINDS
)
_LARGER_IS_DEEPER: Final = re.compile(r"flexion|below|depth_(?:cm|m|pct)|range|rom")
DURATIONS: Final[frozenset[Kind]] = frozenset({"lifting", "lowering", "pause", "rep_time"})


def kind_of(metric: str) -> Kind:
    """Return what a metric is about; `other` where its name tells nothing.

    Args:
        metric: As in docs/reference/metrics.md, or as another analyser names it.
    """
    name = metric.casefold()
    for kind, rule in _RULES:
        if rule.search(name):
            return kind
    return "other"


def shallower_when_larger(metric: str) -> bool:
    """Tell whether a larger value of a depth means less depth.

    Joint angles open on the way up (180 degrees is straight), flexion and centimetres below the
    knee are counted the other way round.
    """
    return _LARGER_IS_DEEPER.search(metric.casefold()) is None
