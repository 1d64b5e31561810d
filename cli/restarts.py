"""When a child that died is started again, and when that is given up."""

from __future__ import annotations

from collections import deque

FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 8.0
LIMIT = 5
WINDOW_S = 120.0
"""Five deaths in two minutes are no accident: with these delays, a child that dies at once is
given up after about 16 s."""


class Restarts:
    """The deaths of one child."""

    def __init__(self) -> None:
        self._deaths: deque[float] = deque()

    def delay_s(self, now: float) -> float | None:
        """Note a death at `now` (monotonic seconds); return how long to wait, None to give up."""
        self._deaths.append(now)
        while now - self._deaths[0] > WINDOW_S:
            self._deaths.popleft()
        if len(self._deaths) > LIMIT:
            return None
        return min(LONGEST_DELAY_S, FIRST_DELAY_S * 2 ** (len(self._deaths) - 1))
