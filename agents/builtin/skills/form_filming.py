"""Says where to put the camera, for what is to be judged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from agents.builtin.form_topics import topics_in
from agents.builtin.form_words import was_form
from agents.builtin.say_filming import Filming, how_to_film
from agents.builtin.skill import Call, Found, Heard, Skill
from tools.results.knowledge import KnowledgeFound


@dataclass(frozen=True, slots=True)
class FilmWish:
    """What is to be filmed."""

    exercise: str | None = None
    topics: tuple[str, ...] = ()
    seed: str = ""


_FILM: Final = re.compile(
    r"\b(?:how|where|which|what|wich|best)\b.{0,40}\b(?:film\w*|camera|phone|shoot|tripod|angle to"
    r"|record (?:my\w*|a|it|them|the|that|this|myself)|(?:take|make|get) (?:a|the"
    r"|better) (?:video|clip))"
    r"\b|\bfrom (?:the )?(?:side|front|back)\b.{0,16}\?$|\bwhich side do i film\b"
    r"|\b(?:camera|phone|filming) (?:angle|position|height|setup|distance)\b"
)
_SHOWN: Final = re.compile(r"\b(?:look\w*|see|count|show\w*|judge)\b.{0,30}\b(?:video|clip|film)\b")


def read(heard: Heard) -> FilmWish | None:
    """Return what the words want to film; None if nothing."""
    if not _FILM.search(heard.plain) or _SHOWN.search(heard.plain):
        return None
    return default(heard)


def default(heard: Heard) -> FilmWish:
    """Return what any message about filming wants to film."""
    slots = heard.before.slots if was_form(heard) and heard.before is not None else None
    topics = tuple(t for t in topics_in(heard.plain) if t != "unseen")
    exercise = heard.exercise or getattr(slots, "exercise", None)
    return FilmWish(exercise, topics or getattr(slots, "topics", ()), heard.text)


def follow(heard: Heard, before: FilmWish) -> FilmWish:
    """Return what a message means that goes on from how to film."""
    del before
    return default(heard)


def calls(wish: FilmWish, found: Found) -> Sequence[Call]:
    """Look up the note on filming."""
    del wish
    if found.asked("search_knowledge"):
        return []
    query = "filming a lift so that it can be judged: phone, camera, side view"
    return [Call("search_knowledge", {"query": query, "limit": 1})]


def say(wish: FilmWish, found: Found) -> str | None:
    """Say the place of the camera, then what else the note says."""
    data = found.read("search_knowledge", KnowledgeFound)
    return how_to_film(Filming(wish.exercise, wish.topics, wish.seed), data)


FILM: Final = Skill(
    name="form_filming",
    agents=("form_critic", "planner", "nutrition"),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"search_knowledge"}),
    default=default,
    follow=follow,
    covers=frozenset({"form_look", "form", "filming"}),
    reason="filming a lift so that it can be judged",
)
