"""Tries changes of known size on simulated results of many seeds: how often does the gate block?"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Final

from evals.gate.arm import Arm
from evals.gate.decision import judge_arms
from evals.gate.profile import Profile, packaged_profile
from evals.gate.report import GateReport, GateVerdict
from evals.selftest.matrix import Result, Row, expected_of
from evals.selftest.table import Mutant, World
from evals.stats import clopper_pearson
from evals.world import SAFETY, paired

CHUNK: Final = 25
"""Seeds one process takes at a time."""
NOTICED: Final = 0.5
"""Share of the blocked runs in which the expected rule has to be among those that fail. Source: own
choice; a block that mostly has other reasons is luck."""

Judge = Callable[[Arm, Arm, Profile], GateReport]


@dataclass(slots=True)
class Tally:
    """What the gate said of many seeds."""

    seeds: int = 0
    blocked: int = 0
    """Any answer but pass."""
    undecided: int = 0
    """Of the blocked, those without enough evidence."""
    rules: Counter[str] = field(default_factory=Counter[str])
    """How often each rule went against a blocked change."""
    seconds: float = 0.0
    """Processor time."""

    def add(self, other: Tally) -> None:
        """Take another tally in."""
        self.seeds += other.seeds
        self.blocked += other.blocked
        self.undecided += other.undecided
        self.rules.update(other.rules)
        self.seconds += other.seconds

    @property
    def share(self) -> float:
        """Share of the seeds that were blocked."""
        return self.blocked / self.seeds if self.seeds else 0.0


def judged_twice(
    champion: Arm, candidate: Arm, profile: Profile, judge: Judge = judge_arms
) -> GateReport:
    """Judge as the command does: the first epochs, and all of them if those do not decide."""
    first = profile.epochs.first
    early = [arm.first(first, whole=SAFETY) for arm in (champion, candidate)]
    report = judge(early[0], early[1], profile)
    return report if report.more_epochs is None else judge(champion, candidate, profile)


def tally_of(world: World, first: int, count: int, judge: Judge = judge_arms) -> Tally:
    """Judge a change on some seeds.

    Args:
        world: How the candidate truly differs.
        first: The first seed.
        count: How many.
        judge: The gate that is tested.
    """
    profile = packaged_profile("pr")
    tally = Tally()
    began = time.process_time()
    for seed in range(first, first + count):
        report = judged_twice(*paired(seed, world.change), profile, judge)
        tally.seeds += 1
        if report.exit_code:
            tally.blocked += 1
            tally.undecided += report.verdict is GateVerdict.INCONCLUSIVE
            tally.rules.update(r.rule for r in report.rules if r.verdict is not GateVerdict.PASS)
    tally.seconds = time.process_time() - began
    return tally


def row_of_tally(mutant: Mutant, tally: Tally) -> Row:
    """Return the row of a change with its block rate and the bounds of it."""
    low, high = clopper_pearson(tally.blocked, tally.seeds)
    reason = (
        f"blocked in {tally.share:.1%} of {tally.seeds} seeds "
        f"(one-sided 95 % bounds {low:.1%} and {high:.1%}; {tally.undecided} undecided)"
    )
    return Row(
        id=mutant.id,
        kind=mutant.kind,
        harmless=mutant.harmless,
        what=mutant.what,
        harm=mutant.harm,
        result=verdict_on(mutant, tally),
        expected=expected_of(mutant),
        exit_code=None,
        rules=tuple(
            f"{rule} {count / tally.blocked:.0%}" for rule, count in tally.rules.most_common()
        ),
        reason=reason,
        figures={
            "blocked": tally.share,
            "lower": low,
            "upper": high,
            "undecided": float(tally.undecided),
            "seeds": float(tally.seeds),
        },
        seconds=tally.seconds,
    )


def verdict_on(mutant: Mutant, tally: Tally) -> Result:
    """Say whether the gate blocked as often as it has to, and for the right reason."""
    world = mutant.world or World.model_validate({"blocked_at_most": 1.0})
    if world.blocked_at_most is not None:
        is_good = tally.share <= world.blocked_at_most
        return Result.PASSED if is_good else Result.BLOCKED
    if tally.share < (world.blocked_at_least or 0.0):
        return Result.SURVIVED
    rule = mutant.expect.rule if mutant.expect else ""
    noticed = tally.rules[rule] >= NOTICED * tally.blocked
    return Result.KILLED if noticed else Result.WRONG_RULE


def simulate_all(mutants: Sequence[Mutant], jobs: int) -> Iterator[Row]:
    """Yield the row of every statistical change, as they are done, on several processes."""
    if not mutants:
        return
    tallies = {mutant.id: Tally() for mutant in mutants}
    with ProcessPoolExecutor(jobs, mp_context=get_context("forkserver")) as pool:
        try:
            parts = {
                pool.submit(tally_of, world, first, min(CHUNK, world.seeds - first)): mutant
                for mutant in mutants
                if (world := mutant.world) is not None
                for first in range(0, world.seeds, CHUNK)
            }
            for part in as_completed(parts):
                mutant = parts[part]
                tally = tallies[mutant.id]
                tally.add(part.result())
                if mutant.world is not None and tally.seeds == mutant.world.seeds:
                    yield row_of_tally(mutant, tally)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
