"""Which tools to call for the wishes of a message, what goes to another agent, and the reply."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from agents.builtin.answer import answer, excuse
from agents.builtin.languages import NOTICE, was_translated
from agents.builtin.plan import calls_of
from agents.builtin.say_knowledge import Nearness
from agents.builtin.skill import Ask, Call, Found
from agents.builtin.skills.onboarding_answers import reminder
from agents.builtin.transcript import HAND_OFF, Result, Transcript
from agents.builtin.wants import owner_of, serves
from agents.builtin.wording import reply

ROUNDS: Final = 4
"""Times a skill may ask for further calls. Source: own choice; all of them need one or two."""
NOT_MINE: Final = "Ask me about the rest in a message of its own, and I look that up too."


@dataclass(frozen=True, slots=True)
class Served:
    """One wish with what its calls gave, or still have to give."""

    ask: Ask
    found: Found
    missing: tuple[Call, ...] = ()


def serve(asks: Sequence[Ask], seen: Transcript, bound: frozenset[str]) -> tuple[Served, ...]:
    """Return the wishes this agent serves, each with its results and the calls it still needs."""
    return tuple(_served(ask, seen, bound) for ask in asks if _is_mine(ask, seen.agent, bound))


def handed_over(asks: Sequence[Ask], seen: Transcript, bound: frozenset[str]) -> tuple[Call, ...]:
    """Return the calls that give the other wishes to their agents; none twice."""
    others: dict[str, list[str]] = {}
    for ask in asks:
        if not _is_mine(ask, seen.agent, bound):
            others.setdefault(_owner(ask), []).append(ask.text)
    calls = [Call(HAND_OFF, {"to": to, "about": " ".join(t)}) for to, t in others.items()]
    return tuple(call for call in calls if _result_of(call, seen.results) is None)


def compose(
    served: Sequence[Served], asks: Sequence[Ask], seen: Transcript, nearness: Nearness
) -> str:
    """Return the reply to all wishes this agent serves, in their order."""
    alone = len(asks) == 1
    paragraphs = [_said(each, seen, nearness, alone=alone) for each in served]
    given = any(result.tool == HAND_OFF and not result.error for result in seen.results)
    if len(served) < len(asks) and not given:
        paragraphs.append(NOT_MINE)
    still_open = reminder(
        tuple(each.replied for each in seen.exchanges), {ask.name for ask in asks}
    )
    return reply(*paragraphs, NOTICE if was_translated(seen.whole) else None, still_open)


def _is_mine(ask: Ask, agent: str, bound: frozenset[str]) -> bool:
    if ask.skill is not None:
        return ask.skill.serves(agent, bound)
    return serves(agent, ask.intent)


def _owner(ask: Ask) -> str:
    return ask.skill.agents[0] if ask.skill is not None else owner_of(ask.intent)


def _served(ask: Ask, seen: Transcript, bound: frozenset[str]) -> Served:
    found = Found()
    for _ in range(ROUNDS):
        wanted = calls_of(ask) if ask.skill is None else ask.skill.calls(ask.slots, found)
        answers = [(call, _result_of(call, seen.results)) for call in wanted if call.tool in bound]
        known = tuple(r for _, r in answers if r is not None)
        missing = tuple(call for call, r in answers if r is None)
        new = tuple(r for r in known if r not in found.results)
        found = Found((*found.results, *new))
        if missing or not new or ask.skill is None:
            return Served(ask, found, missing)
    return Served(ask, found)


def _result_of(call: Call, results: Iterable[Result]) -> Result | None:
    return next((r for r in results if r.tool == call.tool and _same(r.args, call.args)), None)


def _same(one: object, other: object) -> bool:
    return json.dumps(one, sort_keys=True, default=str) == json.dumps(
        other, sort_keys=True, default=str
    )


def _said(served: Served, seen: Transcript, nearness: Nearness, *, alone: bool) -> str:
    ask, found = served.ask, served.found
    if ask.skill is None:
        own = replace(seen, results=found.results)
        return answer(ask, own if alone else replace(own, text=ask.text), nearness)
    said = ask.skill.say(ask.slots, found)
    if said is not None:
        return said
    failed = next((result for result in found.results if result.error), None)
    return excuse(failed)
