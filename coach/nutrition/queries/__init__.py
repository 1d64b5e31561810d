"""Reads of what was eaten."""

from coach.nutrition.queries.days import Amounts, DayIntake, DayLog, day_log, intakes, total
from coach.nutrition.queries.meal_texts import MealReading, ReadItem, read_meal_text

__all__ = [
    "Amounts",
    "DayIntake",
    "DayLog",
    "MealReading",
    "ReadItem",
    "day_log",
    "intakes",
    "read_meal_text",
    "total",
]
