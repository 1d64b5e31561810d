"""Conversations: threads, runs, their events and feedback on them."""
