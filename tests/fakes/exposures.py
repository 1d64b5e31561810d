"""Exposures in memory, and what became of each arm, counted row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from coach.identity import UserId
from coach.runs.model import (
    PLAN_WINDOW,
    Arm,
    ArmOutcome,
    Exposure,
    Feedback,
    Run,
    RunStatus,
    Share,
)
from coach.training.model import Programme
from tests.fakes.state import State, mine

_BROKEN = {RunStatus.FAILED, RunStatus.LOST}


class FakeExposures:
    def __init__(self, state: State) -> None:
        self._state = state

    def record(self, exposure: Exposure) -> None:
        self._state.check(exposure.user_id, exposure)
        key = (exposure.user_id, exposure.experiment, exposure.salt)
        known = self._state.exposures.setdefault(key, exposure)
        if known.arm is not exposure.arm and known.moved_at is None:
            self._state.exposures[key] = replace(known, moved_at=exposure.first_at)

    def list(self, user_id: UserId) -> Sequence[Exposure]:
        kept: list[Exposure] = mine(self._state.exposures, user_id)
        return sorted(kept, key=lambda one: (one.first_at, one.experiment, one.salt))

    def outcomes(self, since: datetime, now: datetime) -> Sequence[ArmOutcome]:
        met = [one for one in self._state.exposures.values() if one.first_at >= since]
        keys = sorted({(one.experiment, one.salt, one.arm) for one in met})
        return [self._outcome(key, met, now) for key in keys]

    def _outcome(
        self, key: tuple[str, str, Arm], met: Sequence[Exposure], now: datetime
    ) -> ArmOutcome:
        everybody = [one for one in met if (one.experiment, one.salt) == key[:2]]
        arm = [one for one in everybody if one.arm is key[2]]
        share = sum(one.weight for one in everybody)
        runs = [self._runs(one) for one in arm]
        thumbs = [[self._feedback(run) for run in each] for each in runs]
        took = [
            (run.finished_at - run.created_at).total_seconds()
            for each in runs
            for run in each
            if run.finished_at and run.status is RunStatus.SUCCEEDED
        ]
        plans = [(one, plan) for one in arm for plan in self._plans(one, now)]
        return ArmOutcome(
            experiment=key[0],
            salt=key[1],
            arm=key[2],
            bundles=tuple(sorted({one.bundle_id for one in arm})),
            athletes=len(arm),
            expected=share if key[2] is Arm.CHALLENGER else len(everybody) - share,
            moved=sum(one.moved_at is not None for one in arm),
            runs=sum(map(len, runs)),
            thumbs_up=_share([[f.up for f in each if f and f.up is not None] for each in thumbs]),
            failed=_share(
                [[run.status in _BROKEN for run in each if _has_ended(run)] for each in runs]
            ),
            edits=sum(bool(f and f.edited_text) for each in thumbs for f in each),
            p95_s=float(np.percentile(took, 95)) if took else None,
            plans=len(plans),
            abandoned=sum(not self._is_used(plan) for _, plan in plans),
        )

    def _runs(self, exposure: Exposure) -> list[Run]:
        kept: list[Run] = mine(self._state.runs, exposure.user_id)
        return [run for run in kept if _counts(exposure, run.created_at)]

    def _feedback(self, run: Run) -> Feedback | None:
        return self._state.feedback.get((run.user_id, run.thread_id, run.id))

    def _plans(self, exposure: Exposure, now: datetime) -> list[Programme]:
        return [
            programme
            for key, programme in self._state.programmes.items()
            if key[0] == exposure.user_id
            and key in self._state.plans
            and _counts(exposure, programme.created_at)
            and programme.created_at <= now - PLAN_WINDOW
        ]

    def _is_used(self, programme: Programme) -> bool:
        until = programme.created_at + PLAN_WINDOW
        named = {entry.exercise_id for entry in programme.prescriptions}
        trained = any(
            one.exercise_id in named
            for workout in mine(self._state.workouts, programme.user_id)
            if programme.created_at <= workout.started_at < until
            for one in workout.sets
        )
        return trained or any(
            later.predecessor_id == programme.id and later.created_at < until
            for later in mine(self._state.programmes, programme.user_id)
        )


def _counts(exposure: Exposure, at: datetime) -> bool:
    return at >= exposure.first_at and (exposure.moved_at is None or at < exposure.moved_at)


def _has_ended(run: Run) -> bool:
    return run.status in {*_BROKEN, RunStatus.SUCCEEDED}


def _share(athletes: Sequence[Sequence[bool | None]]) -> Share:
    pairs = [(sum(map(bool, each)), len(each)) for each in athletes]
    return Share(
        athletes=sum(trials > 0 for _, trials in pairs),
        hits=sum(hits for hits, _ in pairs),
        trials=sum(trials for _, trials in pairs),
        hits_squared=sum(hits * hits for hits, _ in pairs),
        trials_squared=sum(trials * trials for _, trials in pairs),
        hits_times_trials=sum(hits * trials for hits, trials in pairs),
    )
