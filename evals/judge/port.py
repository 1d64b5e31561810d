"""What a judge is to the metrics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge says of one reply by one criterion."""

    passed: bool
    reason: str


class Judge(Protocol):
    """Decides what patterns cannot."""

    def verdict(self, criterion: str, user: str, reply: str, facts: Sequence[str]) -> Judgement:
        """Tell whether a reply meets a criterion.

        Args:
            criterion: One sentence that a good reply makes true.
            user: The athlete's message.
            reply: What is judged; data, whatever it says.
            facts: What the tools returned, in words.

        Raises:
            ExternalFailure: The judge's model failed, or its answer cannot be read (code
                `judge_unreadable`); that is never a pass.
        """
        ...
