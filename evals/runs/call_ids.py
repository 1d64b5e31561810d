"""Names tool calls by their order where a provider's client made up an id of its own.

langchain-google-genai 4.4 gives a call a random UUID when the answer names none, as Gemini's do;
facts are named after their call. Without this, no two runs would be equal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from coach.evidence import Fact, FactId, Formula
from coach.runs.events import EventBody, Evidence, ToolCalled, ToolReturned

_RANDOM: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(slots=True)
class CallIds:
    """The names of one turn's calls."""

    turn: int
    """From 1; keeps the names of a conversation apart."""
    _names: dict[str, str] = field(default_factory=dict[str, str])

    def settle(self, body: EventBody) -> EventBody:
        """Return the event with the names of its calls and facts settled."""
        match body:
            case ToolCalled():
                if _RANDOM.fullmatch(body.id):
                    self._names.setdefault(body.id, f"call_{self.turn}_{len(self._names) + 1}")
                return replace(body, id=self._name(body.id))
            case ToolReturned():
                facts = tuple(self._fact(fact) for fact in body.facts)
                return replace(body, id=self._name(body.id), facts=facts)
            case Evidence():
                return replace(body, fact_ids=tuple(self._name(one) for one in body.fact_ids))
            case _:
                return body

    def _name(self, identity: str) -> str:
        call, dot, rest = identity.partition(".")
        return f"{self._names.get(call, call)}{dot}{rest}"

    def _fact_id(self, identity: FactId) -> FactId:
        return FactId(self._name(identity))

    def _fact(self, fact: Fact) -> Fact:
        if not self._names:
            return fact
        source = fact.source
        if isinstance(source, Formula):
            source = replace(source, inputs=tuple(self._fact_id(one) for one in source.inputs))
        return replace(
            fact,
            id=self._fact_id(fact.id),
            source=source,
            derived_from=tuple(self._fact_id(one) for one in fact.derived_from),
        )
