"""Use cases that write the food log."""

from coach.nutrition.commands.meals import MealEntry, food_for, log_meal, meal_id, replace_meal
from coach.nutrition.commands.targets import accept_check_in

__all__ = ["MealEntry", "accept_check_in", "food_for", "log_meal", "meal_id", "replace_meal"]
