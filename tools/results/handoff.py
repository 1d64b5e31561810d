"""What comes back of handing a part of a message on."""

from __future__ import annotations

from typing import Literal

from tools.results.shape import Data


class HandedOff(Data):
    """Who answers a part of the message next."""

    to: Literal["planner", "form_critic", "nutrition"]
