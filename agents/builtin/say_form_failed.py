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
    own = _by_words(data.error)
    why, film = ("", own) if own else _FAILURES.get(data.error_code, ("", _USUAL))
    again = wish.mood != "look" or _GUESS.search(folded(wish.seed))
    return reply(
        paragraph(
            f"The analysis of the video{what} of {day(data.filmed_on)} failed.",
            why or _sentence(data.error),
        ),
        "Without it I can judge nothing, and a guess would be no help to you." if again else None,
        film,
    )


def _by_words(error: str) -> str | None:
    """Return how to film again by what the analysis says went wrong; None if it names no cause."""
    plain = folded(error)
    found = [advice for rule, advice in _CAUSES if rule.search(plain)]
    return paragraph("Film the set again:", *found[:2], _ALSO) if found else None


def _sentence(text: str) -> str:
    told = text.strip()
    return told if not told or told.endswith((".", "!", "?")) else f"{told}."


_ALSO: Final = "Keep the phone at hip height to your side, with the whole body in view."
_CAUSES: Final = tuple(
    (re.compile(words), advice)
    for words, advice in (
        (
            r"\bdark|\blight|\bbright|\bdim\b|exposure",
            "with more light, which comes from behind the camera and not from behind you.",
        ),
        (
            (
                r"\btwo (?:people|persons|athletes)|\bseveral (?:people|persons)|\bmore than one"
                r"|\bmultiple|\bother person|\bpeople\b|\bpersons\b"
            ),
            ("alone in the picture, so ask others to stay out of it and stand clear of mirrors."),
        ),
        (
            (
                r"\bcrop|\bcut off|out of (?:the )?(?:frame|picture|view)|\bnot (?:fully )?(?:in"
                r"|visible)|\bhead\b|\bfeet\b|\blegs\b|\bwhole body|\bframe\b(?! rate)"
            ),
            (
                "with the phone further back, so that head and both feet stay in the picture "
                "from the first rep to the last."
            ),
        ),
        (
            r"\btoo short|\bshorter than|\bno (?:full |complete )?rep|\bseconds? long",
            ("as one whole set: start before the first rep and stop after the last one is racked."),
        ),
        (r"\btoo long|\blonger than", "as one set, cut to it from the first rep to the re-rack."),
        (
            r"\bshak|\bblur|\bmoving camera|\bunsteady|\bmotion\b",
            ("with the phone standing still, on a bench or a tripod, and not held in the hand."),
        ),
        (
            r"\bframe rate|\bfps\b|\bframes per second",
            "at the usual frame rate of the phone or above.",
        ),
        (
            r"\boccl|\bhidden|\bblocked|\bbehind the|\bin the way|\bplates?\b|\brack\b",
            "with nothing between the camera and your hips, knees and ankles.",
        ),
        (
            r"\bfar away|\btoo far|\btoo small|\bdistance",
            "from nearer, so that you fill most of the height of the picture.",
        ),
    )
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
