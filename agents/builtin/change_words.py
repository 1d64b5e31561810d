"""What is said when a programme changes, and when it cannot."""

from __future__ import annotations

from typing import Final

AWAY: Final = (
    "A week away costs you next to nothing: strength and muscle are largely kept for longer than "
    "that. In a room do push-ups, split squats, hip bridges on one leg and rows under a table, and "
    "end each set a few repetitions before failure.\n\n"
    "No programme is active and your log is empty, so I set no loads. Shall I build one for the "
    "days, minutes and equipment you have there?"
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
    "include": "It is in from now on.",
    "emphasis": "Changed for good.",
    "new_kit": "Changed for good.",
    "injury": "Changed, so that it is spared.",
    "next_block": "Your next block begins now.",
    "resume": "Welcome back to your usual programme.",
}
UNCHANGED: Final = {
    "moved": (
        "No harm done: the order counts, not the weekday, and nothing is made up for. Do the "
        "session that is due on your next free day, and leave a day between it and the same lifts."
    ),
    "not_on": (
        "Noted, I keep that day free. Your programme is an order of sessions and no calendar, so "
        "nothing in it has to move: do the next one on the next day that suits you."
    ),
    "less": (
        "I can make it shorter by its minutes or by its days; the main lifts stay, and small "
        "exercises go first."
    ),
    "paused": (
        "It waits for you as it is, nothing runs out. When you are back, tell me how many weeks it "
        "was, and the first week back is an easier one."
    ),
    "ill": (
        "Rest until you are well: no training with a fever, a chesty cough or aching all over. "
        "With a cold of the nose alone an easy session at half the usual sets is fine if the "
        "warm-up feels normal. Nothing is made up for; the programme waits where it stopped."
    ),
    "worry": (
        "No: a lighter or a missed week costs next to nothing. Strength and muscle are kept for "
        "weeks as long as the main lifts are trained now and then at close to their usual load, "
        "and a few easier days often make the next session better."
    ),
    "unclear": "Here is what your programme says now; tell me what in it should change.",
    "look": "This is how it stands now.",
}
"""What is said where the programme stays as it is."""
ASKS: Final = {
    "moved": "If it leaves you with fewer days this week, tell me how many, and I fit the rest in.",
    "less": "How many minutes may a session take, or how many days do you have?",
    "paused": None,
    "ill": "How many days have you been ill?",
    "unclear": (
        "Say it as days, minutes, an exercise out or in, a muscle that should get more, a deload "
        "or a trip."
    ),
    "worry": "Do the next session as it stands, and tell me the sets you get.",
    "look": "Tell me the sets you get, and I set what follows.",
}
REFUSALS: Final = {
    "no_programme": (
        "No programme is active and your log is empty, so there is nothing to change yet. Shall I "
        "build one for the days a week and the equipment you have?"
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
    "muscles_needed": "Which muscle should get more?",
    "equipment_needed": "Which equipment is there now?",
    "no_room": (
        "It finds no place beside what your days hold. Name the exercise it should replace, and I "
        "exchange them."
    ),
    "nothing_fits": (
        "No exercise fits these minutes, injuries and equipment together. Can you give it more "
        "minutes, or name more equipment?"
    ),
    "clearance_first": (
        "Before more training a clinician should agree to it, because of what you told me about "
        "your health. Easy walking is fine until then."
    ),
}
