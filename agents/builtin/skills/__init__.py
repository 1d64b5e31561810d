"""The skills of the built-in coach, by what they are about."""
