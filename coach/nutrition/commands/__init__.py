"""Use cases that write the food log."""

from coach.nutrition.commands.meals import MealEntry, food_for, log_meal, meal_id, replace_meal

__all__ = ["MealEntry", "food_for", "log_meal", "meal_id", "replace_meal"]
