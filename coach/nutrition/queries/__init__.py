"""Reads of what was eaten."""

from coach.nutrition.queries.days import Amounts, DayLog, day_log, total
from coach.nutrition.queries.meal_texts import MealReading, ReadItem, read_meal_text

__all__ = [
    "Amounts",
    "DayLog",
    "MealReading",
    "ReadItem",
    "day_log",
    "read_meal_text",
    "total",
]
