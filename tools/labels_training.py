"""The labels of the facts that the strength tools mint beside those of `tools.labels`."""

from __future__ import annotations

from tools import labels
from tools.labels import EXERCISE
from tools.spec import FactLabel

LOG_SETS = (
    *labels.LOG_SETS,
    FactLabel("bar", "mass", EXERCISE, "bar that plates a side were told for"),
    FactLabel("full plate", "mass", EXERCISE, "what one plate was taken for"),
)
