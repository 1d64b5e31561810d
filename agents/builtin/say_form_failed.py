"""Replies about a video that is not analysed yet, or whose analysis failed."""

from __future__ import annotations

import re
from typing import Final

from agents.builtin.form_words import FormWish
from agents.builtin.say_form_parts import (
    plain_name,
)
from agents.builtin.wording import day, paragraph, reply
from coach.safety.rules.text import folded
from tools.results.form import FormFindings


def not_ready(data: FormFindings, wish: FormWish) -> str:
    """Say why there is nothing to judge, and how to film again."""
    what = "" if data.exercise == "unknown" else f" of your {plain_name(data.exercise)}"
    if data.status != "failed":
        return (
            f"The video{what} of {day(data.filmed_on)} is not analysed yet. Ask me again in a "
            "moment; until then I will not guess what it shows."
        )
    why, film = _FAILURES.get(data.error_code, ("", _USUAL))
    again = wish.mood != "look" or _GUESS.search(folded(wish.seed))
    return reply(
        paragraph(
            f"The analysis of the video{what} of {day(data.filmed_on)} failed.", why or data.error
        ),
        "Without it I can judge nothing, and a guess would be no help to you." if again else None,
        film,
    )


_GUESS: Final = re.compile(r"\b(?:rough\w*|guess|tell me|think)\b")
_USUAL: Final = "Film the set again from the side at hip height with the whole body in view."
_FAILURES: Final = {
    "no_person_detected": (
        "Nobody could be seen in it well enough.",
        (
            "Film the set again in good light, from the side at hip height, with the whole body "
            "in view, then attach it here."
        ),
    ),
    "video_too_long": (
        "The video is too long.",
        "Cut it to one set, from the walk to the bar to the re-rack, and attach it again.",
    ),
    "video_corrupt": (
        "The file cannot be read to its end.",
        "Export the clip again on your phone, or film the next set from the side.",
    ),
    "not_a_video": ("The file is no video.", "Attach the clip itself, as MP4 or MOV."),
    "empty_file": ("The file is empty.", "Attach the clip again once it is saved on your phone."),
    "too_many_pixels": (
        "The picture is too large.",
        "Export the clip in 1080p and attach it again, filmed from the side if you can.",
    ),
    "payload_too_large": (
        "The file is too large.",
        "Cut it to one set or export it smaller, and attach it again.",
    ),
}
