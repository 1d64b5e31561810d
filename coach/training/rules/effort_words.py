"""What words about effort stand for on the RPE scale."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

Effort = Literal["easy", "grinder", "failure"]
RPE_OF: Mapping[Effort, Decimal] = {
    "easy": Decimal(6),
    "grinder": Decimal("9.5"),
    "failure": Decimal(10),
}
"""RPE that a word is taken for.

Source: Zourdos 2016 (J Strength Cond Res 30:267), whose scale has four to six repetitions left at 5
to 6, none left but perhaps more load at 9.5, and maximal effort at 10; which word belongs to which
is an own choice: a "grinder" is a last repetition that barely moved.
"""


def rpe_of_reserve(left: Decimal) -> Decimal:
    """Return the RPE of a set with `left` repetitions in reserve, at least 1.

    Source:
        Zourdos 2016: RIR = 10 - RPE.
    """
    return max(Decimal(1), Decimal(10) - left)
