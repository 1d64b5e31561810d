"""A judge that asks a language model, and trusts neither the reply nor the answer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from coach.errors import ExternalFailure
from coach.safety.rules.text import visible
from evals.judge.port import Judgement

PROMPT_VERSION: Final = "1.0.0"
Ask = Callable[[str, str], str]
"""Sends a system prompt and a message to a model; returns its text."""
_JSON: Final = re.compile(r"\{.*\}", re.DOTALL)
FLIPPED: Final = "answers differently when the parts are read in another order"


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    reason: str
    verdict: Literal["pass", "fail"]


@dataclass(frozen=True, slots=True)
class AskingJudge:
    """Asks twice, with the parts in two orders; only two passes are a pass."""

    ask: Ask
    model: str
    """`<provider>:<model>`, which may not be the model under test."""

    def verdict(self, criterion: str, user: str, reply: str, facts: Sequence[str]) -> Judgement:
        """Tell whether a reply meets a criterion; an answer that changes with the order fails.

        Raises:
            ExternalFailure: The model failed, or its answer cannot be read.
        """
        parts = {"MESSAGE": user, "FACTS": "\n".join(facts) or "none", "REPLY": reply}
        first = self._answer(criterion, parts, ("MESSAGE", "FACTS", "REPLY"))
        if first.verdict == "fail":
            return Judgement(passed=False, reason=first.reason)
        second = self._answer(criterion, parts, ("REPLY", "FACTS", "MESSAGE"))
        if second.verdict == "fail":
            return Judgement(passed=False, reason=f"{FLIPPED}: {second.reason}")
        return Judgement(passed=True, reason=first.reason)

    def _answer(self, criterion: str, parts: dict[str, str], order: Sequence[str]) -> _Answer:
        told = "\n\n".join(marked(name, parts[name]) for name in order)
        text = self.ask(prompt_text(), f"Criterion: {criterion}\n\n{told}\n\nDoes it meet it?")
        return _read(text)


def prompt_text() -> str:
    """Return the judge's prompt."""
    path = files("evals.judge") / f"prompt-{PROMPT_VERSION}.md"
    return path.read_text(encoding="utf-8")


def prompt_sha() -> str:
    """Return the hash of the prompt, in hex: a calibration holds for this wording only."""
    return hashlib.sha256(prompt_text().encode()).hexdigest()


def marked(name: str, text: str) -> str:
    """Return a part between marks that its own text cannot contain.

    The code is a hash of the text, so whoever writes the text cannot know the mark that ends it.
    """
    plain = visible(text)
    code = hashlib.sha256(f"{name}:{plain}".encode()).hexdigest()[:16]
    return f"<<<{name} {code}\n{plain}\n{code} {name}>>>"


def _read(text: str) -> _Answer:
    found = _JSON.search(text)
    try:
        return _Answer.model_validate_json(found.group() if found else text)
    except ValidationError as exc:
        raise ExternalFailure(
            f"the judge's answer cannot be read: {text[:120]!r}.",
            way_out="Choose a judge that answers in JSON; an unread answer counts as no verdict.",
            code="judge_unreadable",
        ) from exc
