"""What an agent is told of the tools over running and other endurance training."""

from __future__ import annotations

from tools import cardio, labels_endurance, pace_conversion, paces, races
from tools.arguments.endurance import (
    CardioHistoryArgs,
    ConvertPaceArgs,
    HeartRateZonesArgs,
    LogCardioArgs,
    RacePlanArgs,
    RacePredictionArgs,
    TrainingPacesArgs,
)
from tools.results.endurance import (
    CardioHistory,
    ConvertedPace,
    HeartRateZones,
    LoggedCardio,
    RacePlan,
    RacePrediction,
    TrainingPaces,
)
from tools.spec import ToolSpec

LOG_CARDIO = ToolSpec(
    name="log_cardio",
    description=(
        "Store one run, ride, row, swim or other endurance session that the athlete says they did "
        "in this turn's message, or put the last one right with `corrects`. Returns it with its "
        "pace, the week's distance and the last session of about the same distance."
    ),
    args=LogCardioArgs,
    run=cardio.log_cardio,
    effect="write",
    data=LoggedCardio,
    returns=labels_endurance.LOG_CARDIO,
)

CARDIO_HISTORY = ToolSpec(
    name="cardio_history",
    description=(
        "Return the newest endurance sessions, the distance of the last weeks and its change, the "
        "longest session, the trend of the pace, and how far the next week and its long run may "
        "go. Call it for questions about what was run and before advice on how much to run."
    ),
    args=CardioHistoryArgs,
    run=cardio.cardio_history,
    data=CardioHistory,
    returns=labels_endurance.CARDIO_HISTORY,
)

TRAINING_PACES = ToolSpec(
    name="training_paces",
    description=(
        "Return easy, marathon, threshold, interval and repetition pace from a recent race, or "
        "from the best timed run of the log when none is told, and whether a pace the athlete "
        "asks about is right for its kind."
    ),
    args=TrainingPacesArgs,
    run=paces.training_paces,
    data=TrainingPaces,
    returns=labels_endurance.TRAINING_PACES,
)

RACE_PREDICTION = ToolSpec(
    name="race_prediction",
    description=(
        "Return the time to expect over a distance, with its band, from a recent race or the log; "
        "with a goal time also its pace, its splits and how far it is from that time."
    ),
    args=RacePredictionArgs,
    run=races.race_prediction,
    data=RacePrediction,
    returns=labels_endurance.RACE_PREDICTION,
)

CONVERT_PACE = ToolSpec(
    name="convert_pace",
    description=(
        "Return a pace for a kilometre, a mile, 500 m and 100 m and as speed, and the time it "
        "gives over a distance or the distance it gives in a time; or the pace of a time over a "
        "distance; or a distance in the other unit."
    ),
    args=ConvertPaceArgs,
    run=pace_conversion.convert_pace,
    data=ConvertedPace,
    returns=labels_endurance.CONVERT_PACE,
)

HEART_RATE_ZONES = ToolSpec(
    name="heart_rate_zones",
    description=(
        "Return five heart rate zones from threshold, resting and maximal heart rate or age, and "
        "the rates at percentages the athlete asked for. Says when heart rate is no guide."
    ),
    args=HeartRateZonesArgs,
    run=paces.heart_rate_zones,
    data=HeartRateZones,
    returns=labels_endurance.HEART_RATE_ZONES,
)

RACE_PLAN = ToolSpec(
    name="race_plan",
    description=(
        "Return the weeks up to a race: distance, long run, lighter weeks and taper, from what is "
        "run a week now. It stores nothing."
    ),
    args=RacePlanArgs,
    run=races.race_plan,
    data=RacePlan,
    returns=labels_endurance.RACE_PLAN,
)
