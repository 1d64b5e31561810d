"""From what athletes said about replies to draft cases that a person labels."""
