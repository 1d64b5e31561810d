"""Reads of what was eaten."""

from coach.nutrition.queries.days import Amounts, DayLog, day_log, total

__all__ = ["Amounts", "DayLog", "day_log", "total"]
