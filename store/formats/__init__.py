"""Files of other apps: training logs in, as the values the domain knows."""

from store.formats.workout_log import parse_workout_log

__all__ = ["parse_workout_log"]
