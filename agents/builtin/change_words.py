"""What is said when a programme changes, and when it cannot."""

from __future__ import annotations

from typing import Final

AWAY: Final = (
    "A week away costs you next to nothing: strength and muscle are largely kept for longer than "
    "that. In a room do push-ups, split squats, hip bridges on one leg and rows under a table, and "
    "end each set a few repetitions before failure.\n\n"
    "No programme is active and your log is empty, so I set no loads. Tell me how many days you "
    "can train there, and I build one for exactly that."
)
LEADS: Final = {
    "missed_weeks": "Pick up where you stopped, without making up for anything.",
    "short_week": "That is enough to keep going this week.",
    "travel": (
        "Here is your programme for the trip. You will not lose your gains: even less work keeps "
        "strength and muscle for that long."
    ),
    "deload": "",
    "new_days": "Changed for good.",
    "drop": "It is out, and what it trained is trained otherwise.",
    "next_block": "Your next block begins now.",
    "resume": "Welcome back to your usual programme.",
}
REFUSALS: Final = {
    "no_programme": (
        "No programme is active and your log is empty, so there is nothing to change yet. Tell me "
        "how many days a week you can train and with what, and I build one for exactly that."
    ),
    "not_in_programme": "That exercise is not in your programme, so nothing had to change.",
    "not_temporary": "You are on your usual programme already, so it simply goes on.",
    "temporary_programme": (
        "You are on a programme for a short time just now. Say \u201cback to normal\u201d first, "
        "and I change the days for good after that."
    ),
    "trip_range": "A trip can last up to eight weeks here. When are you back?",
    "days_range": (
        "That is not fewer days than your programme has, so it stays as it is. Do the sessions in "
        "order on the days you have."
    ),
    "days_needed": "How many days can you train this week?",
    "clearance_first": (
        "Before more training a clinician should agree to it, because of what you told me about "
        "your health. Easy walking is fine until then."
    ),
}
