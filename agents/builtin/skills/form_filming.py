"""Says where to put the camera, for what is to be judged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from agents.builtin.form_topics import topics_in
from agents.builtin.form_words import FormWish, was_form
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.wording import lower, paragraph, reply
from agents.sentences import sentences_of
from tools.results.knowledge import KnowledgeFound


@dataclass(frozen=True, slots=True)
class FilmWish:
    """What is to be filmed."""

    exercise: str | None = None
    topics: tuple[str, ...] = ()


_FILM: Final = re.compile(
    r"\b(?:how|where|which|what|wich|best)\b.{0,40}\b(?:film\w*|camera|phone|shoot|tripod|angle to"
    r"|record (?:my\w*|a|it|them|the|that|this|myself)|(?:take|make|get) (?:a|the"
    r"|better) (?:video|clip))"
    r"\b|\bfrom (?:the )?(?:side|front|back)\b.{0,16}\?$|\bwhich side do i film\b"
    r"|\b(?:camera|phone|filming) (?:angle|position|height|setup|distance)\b"
)
_SHOWN: Final = re.compile(r"\b(?:look\w*|see|count|show\w*|judge)\b.{0,30}\b(?:video|clip|film)\b")
_FRONTAL: Final = frozenset({"knees_in", "asymmetry"})


def read(heard: Heard) -> FilmWish | None:
    """Return what the words want to film; None if nothing."""
    plain = heard.plain
    if not _FILM.search(plain) or _SHOWN.search(plain):
        return None
    slots = heard.before.slots if was_form(heard) and heard.before is not None else None
    before = slots.topics if isinstance(slots, FormWish) else ()
    topics = tuple(t for t in topics_in(plain) if t != "unseen") or before
    return FilmWish(heard.exercise, topics)


def calls(wish: FilmWish, found: Found) -> Sequence[Call]:
    """Look up the note on filming."""
    del wish, found
    query = "filming a lift so that it can be judged: phone, camera, side view"
    return [Call("search_knowledge", {"query": query, "limit": 1})]


def say(wish: FilmWish, found: Found) -> str | None:
    """Say the place of the camera, then what else the note says."""
    lift = f"your {lower(wish.exercise)}" if wish.exercise else "a set"
    frontal = bool(_FRONTAL & set(wish.topics))
    lead = (
        f"For knees and for left against right put the phone at hip height and film {lift} "
        "straight "
        "from the front, with both feet and the whole body in view."
        if frontal
        else f"Put the phone at hip height and film {lift} from the side, with the whole body "
        "in view."
    )
    also = (
        "For depth, lean and tempo film another set from the side: one view cannot show both."
        if frontal
        else "For knees and for left against right film another set straight from the front."
    )
    data = found.read("search_knowledge", KnowledgeFound)
    note = (
        [s.strip() for s in sentences_of(data.passages[0].text)] if data and data.passages else []
    )
    told = [s for s in note if re.search(r"metres away|Good light|Press record", s)]
    measured = (
        "From the front I measure repetitions and tempo only, so judge the knees by eye or show a "
        "coach."
        if frontal
        else None
    )
    return reply(
        lead,
        paragraph(also, measured),
        paragraph(*told, "That is coaching practice." if told else None),
        "Next session film your heaviest set like that and attach it here.",
    )


FILM: Final = Skill(
    name="form_filming",
    agents=("form_critic", "planner", "nutrition"),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"search_knowledge"}),
    covers=frozenset({"form_look", "form", "filming"}),
    reason="filming a lift so that it can be judged",
)
