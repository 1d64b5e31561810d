"""Who answered, and whether the right tools were called with the right arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from evals.cases.case import Expectation, ToolMatcher, Tools
from evals.cases.matchers import fits_under
from evals.cases.roles import (
    stranger,
    strangers,
    tools_covering,
    tools_filling,
    tools_forbidden_by,
)
from evals.metrics.seen import Seen
from evals.metrics.verdicts import verdict
from evals.results import ToolRow, Verdict


def routing(seen: Seen, expect: Expectation) -> Iterator[Verdict]:
    """Judge who answered; the safety gate counts as an agent of its own."""
    if expect.agent is None:
        return
    agent = seen.agent or ("safety" if _answered_by_gate(seen) else None)
    reason = f"wanted {expect.agent}, got {agent}"
    yield verdict("routing", agent == expect.agent, reason)


def _answered_by_gate(seen: Seen) -> bool:
    return any(klass != "normal" for klass in seen.safety)


def tools(seen: Seen, expect: Expectation) -> Iterator[Verdict]:
    """Judge expected, forbidden and other calls."""
    wanted = expect.tools
    called = ", ".join(seen.tool_names) or "nothing"
    used: set[int] = set()
    if wanted.expected:
        found = _in_order(seen, wanted) if wanted.order != "any" else _in_any_order(seen, wanted)
        unknown = strangers(each.name for each in wanted.expected)
        problem = unknown or (found if isinstance(found, str) else "")
        used = set() if isinstance(found, str) else set(found)
        yield verdict("tools_expected", not problem, problem or f"called {called}")
    if wanted.forbidden:
        unknown = strangers(wanted.forbidden)
        wrong = [name for name in seen.tool_names if name in banned_tools(wanted)]
        reason = f"called {', '.join(wrong)}" if wrong else f"called {called}"
        yield verdict("tools_forbidden", not (wrong or unknown), unknown or reason)
    if {"expected", "extra"} & wanted.model_fields_set:
        extra = _unwanted(seen, wanted, used)
        reason = f"beside what was wanted: {', '.join(extra)}" if extra else f"called {called}"
        yield verdict("tools_extra", not extra, reason)


def banned_tools(wanted: Tools) -> frozenset[str]:
    """Return the tools that a turn may not call."""
    known = (name for name in wanted.forbidden if stranger(name) is None)
    return frozenset(tool for name in known for tool in tools_forbidden_by(name))


def matches(wanted: ToolMatcher, call: ToolRow) -> bool:
    """Tell whether a call is what is wanted: its tool, and every argument that is named."""
    if stranger(wanted.name) is not None or call.name not in tools_covering(wanted.name):
        return False
    arguments: Mapping[str, object] = call.arguments
    if wanted.exact_args and set(arguments) != set(wanted.args):
        return False
    return all(
        name in arguments and fits_under(name, matcher, arguments[name])
        for name, matcher in wanted.args.items()
    )


def _in_any_order(seen: Seen, wanted: Tools) -> Sequence[int] | str:
    """Return the calls that were wanted, or what is missing.

    The same name twice needs two calls. Two roles may share one call, because one of our tools can
    do the work of both.
    """
    used: list[int] = []
    ordered = sorted(wanted.expected, key=lambda each: each.name)
    for _, same in groupby(ordered, key=lambda each: each.name):
        group = list(same)
        found = _assigned(group, seen.tools)
        if found is None:
            return _missing(group, seen.tools)
        used += found
    return used


def _assigned(group: Sequence[ToolMatcher], calls: Sequence[ToolRow]) -> list[int] | None:
    """Return a different call for each matcher, or None (Kuhn 1955, augmenting paths)."""
    owner: dict[int, int] = {}

    def place(n: int, tried: set[int]) -> bool:
        for i, call in enumerate(calls):
            if i in tried or not matches(group[n], call):
                continue
            tried.add(i)
            if i not in owner or place(owner[i], tried):
                owner[i] = n
                return True
        return False

    if not all(place(n, set()) for n in range(len(group))):
        return None
    return list(owner)


def _in_order(seen: Seen, wanted: Tools) -> Sequence[int] | str:
    """Return the calls in the wanted order, or what breaks it."""
    if wanted.order == "exact":
        pairs = list(zip(wanted.expected, seen.tools, strict=False))
        if len(wanted.expected) == len(seen.tools) and all(matches(w, c) for w, c in pairs):
            return range(len(seen.tools))
        return f"wanted exactly {_told(wanted.expected)}, called {', '.join(seen.tool_names)}"
    used: list[int] = []
    for each in wanted.expected:
        after = used[-1] + 1 if used else 0
        found = next(
            (i for i in range(after, len(seen.tools)) if matches(each, seen.tools[i])), None
        )
        if found is None:
            if not any(matches(each, call) for call in seen.tools):
                return _missing([each], seen.tools)
            called = ", ".join(seen.tool_names)
            return f"wanted {_told(wanted.expected)} in this order, called {called}"
        used.append(found)
    return used


def _missing(group: Sequence[ToolMatcher], calls: Sequence[ToolRow]) -> str:
    for each in group:
        unknown = stranger(each.name)
        if unknown is not None:
            return unknown
        filling = tools_covering(each.name)
        if not filling:
            return f"no tool fills the role {each.name!r}"
        alike = [call for call in calls if call.name in filling]
        if len(alike) < len(group):
            called = ", ".join(call.name for call in calls) or "nothing"
            return f"missing {each.name} ({len(alike)} of {len(group)}), called {called}"
        if not any(matches(each, call) for call in alike):
            return f"{each.name}: {_difference(each, alike[0])}"
    return f"missing one of {_told(group)}"


def _difference(wanted: ToolMatcher, call: ToolRow) -> str:
    wrong = [
        f"{name}={call.arguments.get(name, 'absent')!r}"
        for name, matcher in wanted.args.items()
        if name not in call.arguments or not fits_under(name, matcher, call.arguments[name])
    ]
    extra = sorted(set(call.arguments) - set(wanted.args)) if wanted.exact_args else []
    told = [*wrong, *(f"{name} was not wanted" for name in extra)]
    return f"{call.name} was called with {', '.join(told) or 'other arguments'}"


def _told(wanted: Sequence[ToolMatcher]) -> str:
    return ", ".join(each.name for each in wanted)


def _unwanted(seen: Seen, wanted: Tools, used: set[int]) -> list[str]:
    """Return calls that nobody wanted and that are not fine either."""
    known = [each.name for each in wanted.expected if stranger(each.name) is None]
    names = {tool for name in known for tool in tools_filling(name)}
    others = [call for i, call in enumerate(seen.tools) if i not in used]
    match wanted.extra:
        case "allowed":
            return []
        case "none":
            return [call.name for call in others]
        case "read_only":
            effects = seen.contract.effects
            return [
                call.name
                for call in others
                if effects.get(call.name, "read") != "read" and (used or call.name not in names)
            ]
