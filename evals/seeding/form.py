"""Writes filmed sets: the video, its analysis, and a finding for each value, fault and gap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from statistics import median
from uuid import uuid5

from coach.form.model import (
    FaultCode,
    Finding,
    FindingStatus,
    FormAnalysis,
    Video,
    VideoStatus,
    View,
)
from coach.form.ports import AnalysisResult
from coach.identity import FindingId, VideoId
from evals.cases.fixture import Told
from evals.cases.fixture_form import ERRORS, METRIC, FaultFixture, FormFixture
from evals.seeding.place import Place, slug
from vision.features import MIN_VISIBILITY
from vision.measurement import CLEAR_VISIBILITY, HOW_TO_FILM
from vision.recognise import Exercise, exercise_named

EVENING = time(18)
REP_S = 4.0
"""Length of a repetition whose phases are not told. Source: 2 s down and 2 s up, ACSM 2009."""
HASH = "fixture"
UNITS = {"deg": "deg", "deg_per_s": "deg/s", "pct": "%", "m_per_s": "m/s", "reps": "rep"}
CONCENTRIC = "concentric_s"
READ_FROM = {
    FaultCode.SHALLOW_DEPTH: "thigh_angle_at_bottom_deg",
    FaultCode.FORWARD_LEAN: "trunk_lean_max_deg",
    FaultCode.TEMPO_COLLAPSE: "speed_loss_pct",
    FaultCode.DEPTH_FADE: "depth_change_deg",
}
"""The metric an analysis puts a fault on."""


def seed_form(place: Place, told: Told) -> tuple[VideoId, ...]:
    """Write all videos; return those of `form_analyses`, in order."""
    earlier = len(told.form_history)
    for n, video in enumerate(told.form_history):
        weeks_ago = timedelta(weeks=earlier - n)
        _write(place, f"earlier_video:{n}", video, place.now - weeks_ago)
    return tuple(
        _write(
            place,
            f"video:{n}",
            video,
            place.now - timedelta(minutes=1) * (len(told.form_analyses) - n - 1),
        )
        for n, video in enumerate(told.form_analyses)
    )


def _write(place: Place, kind: str, told: FormFixture, usual: datetime) -> VideoId:
    video_id = VideoId(place.id(kind))
    dated = told.when is not None or told.days_ago is not None
    filmed = told.moment(place.now, EVENING) if dated else usual
    error = told.error
    place.uow.videos.add(
        Video(
            id=video_id,
            user_id=place.user_id,
            created_at=filmed,
            file_name=f"{slug(told.exercise)}.mp4",
            content_type="video/mp4",
            size_bytes=1,
            blob_key=None,
            status=VideoStatus.FAILED if error else VideoStatus.ANALYSED,
            exercise_hint=told.exercise,
            load_kg=told.load_kg,
            logged_rpe=told.logged_rpe,
            error_code=error.code if error else None,
            error_message=(error.message or ERRORS.get(error.code, "")) if error else None,
        )
    )
    if error is None:
        place.uow.findings.replace(place.user_id, _result(told, video_id, filmed))
    return video_id


def analysed_exercise(name: str) -> str:
    """Return the exercise as an analysis names it; one that no camera knows keeps its own name."""
    known = exercise_named(name)
    return slug(name) if known is Exercise.UNKNOWN else known.value


def _result(told: FormFixture, video_id: VideoId, filmed: datetime) -> AnalysisResult:
    reps = told.rep_count if told.rep_count is not None else len(told.reps)
    timed = [
        sum(seconds or 0.0 for name, seconds in rep.metrics.items() if name.endswith("_s"))
        for rep in told.reps
    ]
    analysis = FormAnalysis(
        video_id=video_id,
        exercise=analysed_exercise(told.exercise),
        exercise_confidence=1.0,
        view=View(told.view),
        reps=reps,
        duration_s=told.duration_s or sum(timed) or REP_S * reps,
        model_hash=HASH,
        rules_hash=HASH,
        analysed_at=filmed,
    )
    return AnalysisResult(analysis, tuple(_Findings(told, video_id).all()))


@dataclass(frozen=True, slots=True)
class _Findings:
    """Makes the findings of one video."""

    told: FormFixture
    video_id: VideoId

    def all(self) -> list[Finding]:
        """Return values of repetitions and set, with their faults, and what cannot be judged."""
        found = [
            self._value(metric, value, rep.rep or number)
            for number, rep in enumerate(self.told.reps, start=1)
            for metric, value in rep.metrics.items()
        ]
        found += [self._value(name, value, None) for name, value in self._of_set().items()]
        for fault, rep in self._faults():
            self._mark(found, fault, rep)
        found += [self._gap(metric, reason) for metric, reason in self.told.not_assessable.items()]
        # What is told twice, of a repetition and beside it, is one finding.
        once: dict[FindingId, Finding] = {}
        for finding in found:
            once.setdefault(finding.id, finding)
        return list(once.values())

    def _of_set(self) -> dict[str, float | None]:
        """Return what an analysis says of the set: medians of angles, and the loss of speed."""
        columns: dict[str, list[float]] = {}
        for rep in self.told.reps:
            for metric, value in rep.metrics.items():
                if value is not None:
                    columns.setdefault(metric, []).append(value)
        angles = {name: median(values) for name, values in columns.items() if name.endswith("_deg")}
        lifts = [seconds for seconds in columns.get(CONCENTRIC, []) if seconds > 0]
        loss = {"speed_loss_pct": 100 * (1 - min(lifts) / max(lifts))} if len(lifts) > 1 else {}
        return {**angles, **loss, **self.told.metrics}

    def _faults(self) -> Iterator[tuple[FaultFixture, int | None]]:
        for fault in self.told.faults:
            yield from ((fault, rep) for rep in (fault.reps or (fault.rep,)))
        for number, rep in enumerate(self.told.reps, start=1):
            yield from ((fault, rep.rep or number) for fault in rep.faults)

    def _value(self, metric: str, value: float | None, rep: int | None) -> Finding:
        if value is None:
            return self._gap(metric, "It could not be measured here.", rep)
        status, reason = self._seen(metric)
        if status is FindingStatus.NOT_ASSESSABLE:
            return self._gap(metric, reason, rep)
        low, high = self._band(metric, value)
        return replace(
            self._blank(metric, rep),
            status=status,
            value=value,
            unit=_unit(metric),
            low=low,
            high=high,
            confidence=self.told.visibility,
            reason=reason,
        )

    def _seen(self, metric: str) -> tuple[FindingStatus, str]:
        """Return how far joints this visible carry an angle; times need none of them."""
        if metric.endswith("_deg") and self.told.visibility < MIN_VISIBILITY:
            return FindingStatus.NOT_ASSESSABLE, f"The joints are hidden. {HOW_TO_FILM}"
        if metric.endswith("_deg") and self.told.visibility < CLEAR_VISIBILITY:
            return FindingStatus.LOW_CONFIDENCE, "A joint is partly hidden."
        return FindingStatus.OK, ""

    def _band(self, metric: str, value: float) -> tuple[float | None, float | None]:
        """Return the error band: told for angles, one frame at each end for times."""
        if metric.endswith("_deg"):
            return value - self.told.band, value + self.told.band
        if metric.endswith("_s") and not metric.endswith("_per_s"):
            edge = 1 / self.told.fps
            return max(0.0, value - edge), value + edge
        return None, None

    def _mark(self, found: list[Finding], fault: FaultFixture, rep: int | None) -> None:
        """Put a fault on the value it was read from, or add it as a finding of its own."""
        known = FaultCode(fault.fault) if fault.fault in set(FaultCode) else None
        marked: dict[str, object] = {
            "fault": known,
            "severity": fault.severity,
            "reason": fault.notes or ("" if known else fault.fault),
        }
        if fault.threshold is not None:
            marked["threshold"] = fault.threshold
        read_from = fault.metric or (READ_FROM.get(known) if known else None)
        for n, finding in enumerate(found):
            same = finding.metric == read_from and finding.rep == rep
            if same and finding.fault == known is not None:
                return
            if same and finding.fault is None and finding.value is not None:
                found[n] = replace(
                    finding, **{**marked, "reason": marked["reason"] or finding.reason}
                )  # pyright: ignore[reportArgumentType] - each value has its field's type
                return
        metric = fault.metric or slug(fault.fault)
        whole = replace(
            self._blank(metric, rep, str(fault.fault)),
            value=fault.value,
            unit=_unit(metric) if fault.value is not None else "",
            confidence=self.told.visibility if fault.confidence is None else fault.confidence,
        )
        found.append(replace(whole, **marked))  # pyright: ignore[reportArgumentType] - each value has its field's type

    def _gap(self, metric: str, reason: str, rep: int | None = None) -> Finding:
        return replace(
            self._blank(metric, rep, "gap"), status=FindingStatus.NOT_ASSESSABLE, reason=reason
        )

    def _blank(self, metric: str, rep: int | None, kind: str = "") -> Finding:
        where = "" if rep is None else f":{rep}"
        return Finding(
            id=FindingId(uuid5(self.video_id, f"{metric}{where}{kind and ':' + kind}")),
            video_id=self.video_id,
            metric=metric,
            view=View(self.told.view),
            status=FindingStatus.OK,
            model_hash=HASH,
            rules_hash=HASH,
            rep=rep,
        )


def _unit(metric: str) -> str:
    """Return the unit a metric's name ends in."""
    for ending, unit in UNITS.items():
        if metric.endswith(ending):
            return unit
    return metric.rpartition("_")[2] if METRIC.fullmatch(metric) else ""
