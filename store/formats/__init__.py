"""Files of other apps: training, health and food logs in, as the values the domain knows."""

from store.formats.known import parse_workout_log

__all__ = ["parse_workout_log"]
