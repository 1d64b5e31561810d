"""Measures whether true sentences leave and wrong ones do not, on sentences with their facts."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from decimal import Decimal
from importlib.resources import files
from typing import Any, Final, Literal
from uuid import UUID

import yaml
from pydantic import BaseModel, ConfigDict

from agents.grounding import Grounder, Judgement
from coach.evidence import (
    Fact,
    FactId,
    FindingSource,
    FoodSource,
    Formula,
    LogRow,
    PassageSource,
    Source,
    Statement,
)
from coach.identity import FindingId, FoodId, MessageId, PassageId
from evals.measures.timing import percentile

DEV, FROZEN = "grounding_dev.yaml", "grounding_frozen.yaml"
Kind = Literal["right", "misplaced", "untrue"]
"""`misplaced`: a true number on the wrong exercise, day, side, repetition, label or unit. `untrue`:
a number, difference, share, direction or date that no fact backs."""
KINDS: Final[tuple[Kind, ...]] = ("right", "misplaced", "untrue")
SOURCES: Final[dict[str, Source]] = {
    "log": LogRow("rows", "1"),
    "formula": Formula("rule"),
    "passage": PassageSource(PassageId("p")),
    "food": FoodSource(FoodId("f")),
    "finding": FindingSource(FindingId(UUID(int=1))),
    "statement": Statement("m0"),
}


class Scene(BaseModel):
    """The facts of one turn and sentences about them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scene: str
    today: date
    said: str
    """The athlete's message of the turn."""
    facts: list[list[Any]]
    """Rows of label, value, unit, subject, as_of, source, and, with a band, its two ends."""
    right: list[str | list[str]]
    """A list is a sentence behind the ones that left before it."""
    misplaced: list[str | list[str]]
    untrue: list[str | list[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What grounding made of one sentence."""

    scene: str
    kind: Kind
    sentence: str
    loose: tuple[str, ...]
    """The numbers it found no fact for."""

    @property
    def good(self) -> bool:
        """Whether a true sentence left, or a wrong one did not."""
        return bool(self.loose) != (self.kind == "right")


def shipped_scenes(file: str = DEV) -> tuple[Scene, ...]:
    """Return the scenes of one half."""
    text = files("evals").joinpath("datasets", file).read_text(encoding="utf-8")
    return tuple(Scene.model_validate(row) for row in yaml.safe_load(text))


def measure(scenes: Iterable[Scene]) -> tuple[Answer, ...]:
    """Judge every sentence of some scenes, each as if it were the reply of its turn."""
    return tuple(
        Answer(scene.scene, kind, sentence, judged(scene, before, sentence).unexplained)
        for scene in scenes
        for kind, before, sentence in sentences_of(scene)
    )


def sentences_of(scene: Scene) -> Iterator[tuple[Kind, list[str], str]]:
    """Yield the kind of each sentence, what stands before it, and the sentence."""
    for kind in KINDS:
        told: list[str | list[str]] = getattr(scene, kind)
        for each in told:
            *before, sentence = [each] if isinstance(each, str) else each
            yield kind, before, sentence


def judged(scene: Scene, before: Iterable[str], sentence: str) -> Judgement:
    """Return what grounding says of a sentence behind others; all must hold for it to hold."""
    grounder = grounder_of(scene)
    loose: list[str] = []
    for each in before:
        loose += grounder.judge(each).unexplained
        grounder.accept(each)
    verdict = grounder.judge(sentence)
    return Judgement(verdict.spans, (*loose, *verdict.unexplained))


def grounder_of(scene: Scene) -> Grounder:
    """Return grounding as a turn with the scene's facts starts it, at noon UTC."""
    now = datetime.combine(scene.today, time_of_day(12), UTC)
    facts = tuple(_fact(at, row) for at, row in enumerate(scene.facts, 1))
    return Grounder(facts, scene.said, MessageId("m1"), now)


def _fact(at: int, row: list[Any]) -> Fact:
    label, value, unit, subject, as_of, source, *band = row
    low, high = (Decimal(str(end)) for end in band) if band else (None, None)
    return Fact(
        id=FactId(f"c.{at}"),
        label=label,
        value=Decimal(str(value)) if isinstance(value, int | float) else value,
        unit=unit,
        subject=subject,
        as_of=as_of,
        source=SOURCES[source],
        low=low,
        high=high,
    )


def counts(answers: Iterable[Answer]) -> dict[Kind, tuple[int, int]]:
    """Return how many sentences of each kind there are, and how many were held back."""
    table: dict[Kind, tuple[int, int]] = dict.fromkeys(KINDS, (0, 0))
    for answer in answers:
        count, held = table[answer.kind]
        table[answer.kind] = (count + 1, held + bool(answer.loose))
    return table


def shares(answers: Iterable[Answer]) -> tuple[float, float]:
    """Return the share of the wrong sentences that is caught, and of the right that is blocked."""
    table = counts(answers)
    wrong = [table["misplaced"], table["untrue"]]
    count, held = table["right"]
    return sum(h for _, h in wrong) / sum(n for n, _ in wrong), held / count


@dataclass(frozen=True, slots=True)
class Delay:
    """Milliseconds of processor time that the judgement of the first sentence takes."""

    facts: int
    median_ms: float
    p99_ms: float


def measure_delay(scenes: Iterable[Scene], facts: int = 60) -> Delay:
    """Time the judgement of every sentence as the first of a turn with that many facts.

    Args:
        scenes: Whose sentences are judged; facts of the others fill up each turn.
        facts: How many a turn holds.
    """
    known = tuple(scenes)
    pool = [fact for scene in known for fact in grounder_of(scene).facts]
    took: list[float] = []
    for scene in known:
        own = grounder_of(scene).facts
        filled = (*own, *(f for f in pool if f not in own))[:facts]
        for _, _, sentence in sentences_of(scene):
            grounder = grounder_of(scene)
            grounder.facts = filled
            start = time.thread_time()
            grounder.judge(sentence)
            took.append((time.thread_time() - start) * 1000)
    return Delay(facts, percentile(took, 0.5), percentile(took, 0.99))
