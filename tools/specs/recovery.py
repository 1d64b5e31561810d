"""What an agent is told of the tools over sleep, soreness and training load."""

from __future__ import annotations

from tools import labels_recovery, load, recovery
from tools.arguments.recovery import (
    LogSleepArgs,
    LogSorenessArgs,
    RecoveryArgs,
    TrainingLoadArgs,
)
from tools.results.recovery import LoggedSleep, LoggedSoreness, Recovery, TrainingLoad
from tools.spec import ToolSpec

LOG_SLEEP = ToolSpec(
    name="log_sleep",
    description=(
        "Store how long the athlete says they slept, from this turn's message. A night told again "
        "replaces the first. Returns the mean of the last nights."
    ),
    args=LogSleepArgs,
    run=recovery.log_sleep,
    effect="write",
    data=LoggedSleep,
    returns=labels_recovery.LOG_SLEEP,
)

LOG_SORENESS = ToolSpec(
    name="log_soreness",
    description=(
        "Store what the athlete says is sore or hurts, 0 to 10, from this turn's message. Returns "
        "earlier reports of the same places. Warning signs belong to the safety gate."
    ),
    args=LogSorenessArgs,
    run=recovery.log_soreness,
    effect="write",
    data=LoggedSoreness,
    returns=labels_recovery.SORENESS,
)

RECOVERY = ToolSpec(
    name="recovery",
    description=(
        "Return the last nights, soreness and pain reports, the change of load, and what they mean "
        "for today: as planned, lighter, or easy or rest. Call it for readiness, tiredness, and "
        "whether to train today."
    ),
    args=RecoveryArgs,
    run=recovery.recovery,
    data=Recovery,
    returns=labels_recovery.RECOVERY,
)

TRAINING_LOAD = ToolSpec(
    name="training_load",
    description=(
        "Return load (exertion times minutes), hard sets and running distance of the last four "
        "weeks, the last week against the ones before, monotony and strain. They describe change; "
        "they predict no injury."
    ),
    args=TrainingLoadArgs,
    run=load.training_load,
    data=TrainingLoad,
    returns=labels_recovery.TRAINING_LOAD,
)
