"""Builds programmes, revises them, and says what the next session is."""
