"""Labels of the facts that the tools over endurance training mint."""

from __future__ import annotations

from tools.labels import ATHLETE
from tools.spec import FactLabel

_LENGTHS = ("km", "mile", "m", "yd")


def _lengths(label: str, meaning: str) -> tuple[FactLabel, ...]:
    return tuple(FactLabel(label, unit, ATHLETE, meaning) for unit in _LENGTHS)


def _texts(*labels: str) -> tuple[FactLabel, ...]:
    meaning = "a time or a pace as it is written, such as 52:30 or 5:15 min/km"
    return tuple(FactLabel(label, None, ATHLETE, meaning) for label in labels)


SESSION = (
    FactLabel("session day", None, ATHLETE, "day of the session"),
    *_lengths("distance", "distance of the session, dated by as_of"),
    *_texts("time", "pace"),
    FactLabel("mean heart rate", "bpm", ATHLETE, "mean of the session"),
    FactLabel("session RPE", "RPE", ATHLETE, "exertion of the whole session"),
)
RESULT = (
    *SESSION,
    *_lengths("race distance", "distance of a race"),
    *_texts("race time"),
)
LOG_CARDIO = (
    *SESSION,
    *_lengths("week distance", "seven days up to today"),
    *_lengths("previous week distance", "the seven days before"),
)
CARDIO_HISTORY = (
    *SESSION,
    *_lengths("week distance", "seven days; as_of is the last one"),
    *_lengths("longest session", "longest session of these days"),
    *_lengths("weekly distance change", "last seven days minus the seven before"),
    FactLabel("weekly distance change", "%", ATHLETE, "the same in percent"),
    *_lengths("measured week", "week that the next one is measured by"),
    *_lengths("next week, low", "lower end of what the next week may be"),
    *_lengths("next week, high", "upper end of it"),
    *_lengths("longest single run", "longest run that fits such a week"),
    *_lengths("planned week", "week the athlete has in mind"),
    FactLabel("planned change", "%", ATHLETE, "how much more that week is"),
    FactLabel("growth a week", "%", ATHLETE, "usual growth of a week"),
    FactLabel("week start", None, ATHLETE, "first of seven days"),
    FactLabel("week end", None, ATHLETE, "last of seven days"),
    FactLabel("sessions", "session", ATHLETE, "sessions in these days"),
    FactLabel("days since last session", "day", ATHLETE, "age of the newest session"),
    *_texts("recent pace", "earlier pace"),
)
TRAINING_PACES = (
    *RESULT,
    FactLabel("VDOT", None, ATHLETE, "running ability, about one point of error"),
    *(
        label
        for name in ("easy", "marathon", "threshold", "interval", "repetition")
        for label in (
            *_texts(f"{name} pace", f"{name} lap"),
            FactLabel(f"{name} speed", "km/h", ATHLETE, "the pace as speed"),
            FactLabel(f"{name} speed", "mph", ATHLETE, "the pace as speed"),
        )
    ),
    *_texts("pace asked about"),
    FactLabel("lap", "m", ATHLETE, "length of the lap that its times are for"),
)
RACE_PREDICTION = (
    *RESULT,
    *_texts(
        *(
            f"{race} {label}"
            for race in ("marathon", "half marathon")
            for label in (
                *("predicted time", "predicted time, fast end", "predicted time, slow end"),
                *("predicted time by Riegel", "predicted time by VDOT", "predicted pace"),
            )
        ),
        *("predicted time", "predicted time, fast end", "predicted time, slow end"),
        *("predicted time by Riegel", "predicted time by VDOT", "predicted pace"),
        *("goal time", "goal pace", "split time", "gap to the goal", "key session"),
    ),
    *_lengths("split", "mark of an even race"),
    FactLabel("gap to the goal", "s", ATHLETE, "goal and prediction apart"),
)
CONVERT_PACE = (
    *_texts("pace", "time", "speed", "time of 100 m", "time of 400 m", "time of 500 m"),
    *_lengths("distance", "distance the pace is held for"),
    FactLabel("split distance", "m", ATHLETE, "length that a split is for"),
    *_lengths("distance covered", "how far the pace leads in the time told"),
    FactLabel("speed", "km/h", ATHLETE, "the pace as speed"),
    FactLabel("speed", "mph", ATHLETE, "the pace as speed"),
)
HEART_RATE_ZONES = (
    FactLabel("age", "year", ATHLETE, "age the maximum stands on"),
    FactLabel("maximal heart rate", "bpm", ATHLETE, "measured, or expected at this age"),
    FactLabel("resting heart rate", "bpm", ATHLETE, "as told"),
    FactLabel("threshold heart rate", "bpm", ATHLETE, "as told"),
    FactLabel("error of the maximum", "bpm", ATHLETE, "standard error of the expected maximum"),
    FactLabel("easy effort", "RPE", ATHLETE, "ends of easy on the scale of 10"),
    FactLabel("hard effort", "RPE", ATHLETE, "where hard begins"),
    *_texts("first session"),
    FactLabel("zone", None, ATHLETE, "number of a zone, 1 is the easiest"),
    FactLabel("zone low", "bpm", ATHLETE, "lower end of a zone"),
    FactLabel("zone high", "bpm", ATHLETE, "upper end of a zone"),
    FactLabel("low asked for", "bpm", ATHLETE, "at the lower percentage"),
    FactLabel("high asked for", "bpm", ATHLETE, "at the upper percentage"),
    FactLabel("low percent", "%", ATHLETE, "as told"),
    FactLabel("high percent", "%", ATHLETE, "as told"),
)
RACE_PLAN = (
    *_lengths("race distance", "distance of the race"),
    FactLabel("weeks to the race", "week", ATHLETE, "weeks left"),
    FactLabel("taper", "week", ATHLETE, "weeks of less distance before the race"),
    FactLabel("week", None, ATHLETE, "number of a week of the plan"),
    *_lengths("week distance planned", "distance of a week of the plan"),
    *_lengths("long run planned", "longest run of that week"),
    *_lengths("week distance now", "what is run a week now"),
    *_lengths("largest week", "the plan's largest week"),
    *_lengths("longest run planned", "the plan's longest run"),
)
