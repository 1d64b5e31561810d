"""The skills of the built-in coach in the order in which they are asked; the strictest first."""

from __future__ import annotations

from typing import Any, Final

from agents.builtin.skill import Skill
from agents.builtin.skills import training_log

SKILLS: Final[tuple[Skill[Any], ...]] = (training_log.LOG,)
