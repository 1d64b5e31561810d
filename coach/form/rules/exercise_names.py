"""Whether the name of an exercise and that of a video mean the same movement."""

from __future__ import annotations

import re
from typing import Final

_OTHER_MOVES: Final = frozenset(
    {"split", "bulgarian", "pistol", "sissy", "wrist", "nordic", "leg", "hamstring", "calf"}
)
"""Words that make another movement of one with the same last word: a leg curl is no curl."""
_SAME: Final = {
    "squats": "squat", "deadlifts": "deadlift", "dl": "deadlift", "rdl": "romanian deadlift",
    "rdls": "romanian deadlift", "curls": "curl", "rows": "row", "lunges": "lunge", "dips": "dip",
    "presses": "press", "ohp": "overhead press", "pushup": "push up", "pushups": "push up",
    "pullup": "pull up", "pullups": "pull up", "chinups": "pull up", "chinup": "pull up",
    "chin": "pull", "ups": "up", "jacks": "jack", "thrusts": "thrust", "raises": "raise",
    "extensions": "extension", "lifts": "lift", "swings": "swing",
}  # fmt: skip
"""Words by the one they stand for. Source: common gym usage."""
_PLAIN: Final = frozenset(
    {"barbell", "dumbbell", "machine", "cable", "smith", "the", "my", "back", "conventional",
     "high", "low", "bar", "flat", "bb", "db", "competition"}
)  # fmt: skip
"""Words that leave the movement what it is."""


def same_exercise(wanted: str, filmed: str) -> bool:
    """Tell whether a video of `filmed` answers a question about `wanted`.

    The plain movement answers for its variants ("back squat", "squat") and the other way round; a
    word that makes another movement of it parts them ("leg curl", "curl"; "split squat", "squat").

    Args:
        wanted: As the athlete says it; empty stands for any exercise.
        filmed: As the analysis names it, such as `bench_press`.
    """
    one, other = _words(wanted), _words(filmed)
    if not one:
        return not wanted.strip()
    if (one ^ other) & _OTHER_MOVES:
        return False
    mine, theirs = one - _PLAIN or one, other - _PLAIN or other
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _words(name: str) -> frozenset[str]:
    plain = re.sub(r"[^a-z]+", " ", name.casefold()).split()
    found = frozenset(word for each in plain for word in _SAME.get(each, each).split())
    return found - {"press"} if "bench" in found else found
