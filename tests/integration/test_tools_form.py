"""Tools over videos, knowledge and memories, on a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from coach.errors import RetryableToolError
from coach.evidence import FindingSource, PassageSource
from coach.form.model import FaultCode, FindingStatus, Severity, Video, VideoStatus
from coach.identity import FindingId, VideoId, new_uuid
from tests.builders import a_finding, a_result, a_video
from tests.fixtures.tools import Toolbox, facts_of
from tools.results.account import Memories, MemoryChanged
from tools.results.form import FormFindings, FormHistory, FormTrend
from tools.results.knowledge import KnowledgeFound

REASON = "The camera is oblique; film from the side at hip height."


def film(
    toolbox: Toolbox, exercise: str, *concentric_s: float, days_ago: int = 0, rpe: str | None = None
) -> Video:
    """Store an analysed video with the time of each repetition and a depth nobody could judge."""
    video = replace(
        a_video(toolbox.user_id),
        id=VideoId(new_uuid()),
        created_at=toolbox.now - timedelta(days=days_ago),
        status=VideoStatus.ANALYSED,
        load_kg=Decimal(95),
        logged_rpe=None if rpe is None else Decimal(rpe),
    )
    plain = replace(
        a_finding(video.id), fault=None, threshold=None, reason="", severity=Severity.INFO
    )
    timed = [
        replace(
            plain,
            id=FindingId(new_uuid()),
            metric="concentric_s",
            rep=rep,
            value=seconds,
            low=seconds - 0.1,
            high=seconds + 0.1,
            unit="s",
            status=FindingStatus.OK,
        )
        for rep, seconds in enumerate(concentric_s, start=1)
    ]
    depth = replace(
        plain,
        id=FindingId(new_uuid()),
        metric="thigh_angle_at_bottom_deg",
        rep=None,
        value=None,
        low=None,
        high=None,
        unit="deg",
        status=FindingStatus.NOT_ASSESSABLE,
        reason=REASON,
    )
    slow = replace(
        plain,
        id=FindingId(new_uuid()),
        metric="speed_loss_pct",
        rep=None,
        value=59.0,
        low=50.0,
        high=65.0,
        unit="%",
        fault=FaultCode.TEMPO_COLLAPSE,
        threshold=40.0,
        severity=Severity.MAJOR,
        status=FindingStatus.OK,
    )
    result = a_result(
        video.id,
        *timed,
        depth,
        slow,
        exercise=exercise,
        reps=len(concentric_s),
        analysed_at=video.created_at,
    )
    with toolbox.store.unit_of_work() as uow:
        uow.videos.add(video)
        uow.findings.replace(toolbox.user_id, result)
    return video


def findings(toolbox: Toolbox, **arguments: str) -> FormFindings:
    data = toolbox.data("form_findings", **arguments)
    assert isinstance(data, FormFindings)
    return data


def test_the_newest_video_answers_with_its_findings_and_what_cannot_be_judged(
    toolbox: Toolbox,
) -> None:
    film(toolbox, "squat", 1.0, 1.1, 1.2, days_ago=9)
    video = film(toolbox, "squat", 0.9, 1.0, 1.3)
    result = toolbox.call("form_findings")
    data = FormFindings.model_validate(result.data)
    assert (data.video_id, data.reps, data.exercise) == (str(video.id), 3, "squat")
    assert [line.reason for line in data.not_assessable] == [REASON]
    assert [line.fault for line in data.faults] == ["tempo_collapse"]
    (third,) = [
        fact for fact in facts_of(result, "concentric") if fact.subject == f"video:{video.id}:rep:3"
    ]
    assert (third.value, third.unit) == (Decimal("1.3"), "s")
    assert isinstance(third.source, FindingSource)


def test_speed_loss_that_contradicts_the_logged_rpe_is_said(toolbox: Toolbox) -> None:
    film(toolbox, "bench_press", 0.9, 1.1, 1.5, 2.2, rpe="7")
    data = findings(toolbox)
    assert (data.fastest_rep_s, data.slowest_rep_s) == (Decimal("0.9"), Decimal("2.2"))
    assert data.speed_loss_pct == Decimal(59)
    assert (data.rpe_low, data.rpe_high, data.rpe_disagrees) == (9, 10, True)


def test_a_video_is_found_by_exercise_or_id(toolbox: Toolbox) -> None:
    squat = film(toolbox, "squat", 1.0, 1.1, 1.2, days_ago=3)
    film(toolbox, "deadlift", 1.0, 1.1, 1.2)
    assert findings(toolbox, exercise="back squat").video_id == str(squat.id)
    assert findings(toolbox, video_id=str(squat.id)).exercise == "squat"


def test_no_video_foreign_video_and_nonsense_are_hints(toolbox: Toolbox) -> None:
    with pytest.raises(RetryableToolError) as caught:
        toolbox.call("form_findings")
    assert caught.value.code == "no_video"
    for video_id in (str(uuid4()), "not-an-id"):
        with pytest.raises(RetryableToolError):
            toolbox.call("form_findings", video_id=video_id)


def test_a_video_that_failed_says_why(toolbox: Toolbox) -> None:
    video = replace(
        a_video(toolbox.user_id),
        status=VideoStatus.FAILED,
        error_code="no_person_detected",
        error_message="No person was found.",
    )
    with toolbox.store.unit_of_work() as uow:
        uow.videos.add(video)
        uow.videos.set_status(
            toolbox.user_id,
            video.id,
            VideoStatus.FAILED,
            error_code="no_person_detected",
            error_message="No person was found.",
        )
    data = findings(toolbox)
    assert (data.status, data.error, data.findings) == ("failed", "No person was found.", [])


def test_a_newer_video_that_is_not_analysed_yet_is_not_passed_over(toolbox: Toolbox) -> None:
    film(toolbox, "squat", 1.0, 1.1, 1.2, days_ago=3)
    newer = replace(a_video(toolbox.user_id), created_at=toolbox.now, exercise_hint="deadlift")
    with toolbox.store.unit_of_work() as uow:
        uow.videos.add(newer)
    assert (findings(toolbox).video_id, findings(toolbox).status) == (str(newer.id), "uploaded")
    assert findings(toolbox, exercise="squat").status == "analysed"


def test_history_lists_videos_of_one_exercise_newest_first(toolbox: Toolbox) -> None:
    film(toolbox, "squat", 1.0, 1.1, 1.2, days_ago=9)
    film(toolbox, "deadlift", 1.0, 1.1, 1.2, days_ago=5)
    film(toolbox, "squat", 0.9, 1.0, 1.3)
    data = toolbox.data("form_history", exercise="squat")
    assert isinstance(data, FormHistory)
    assert len(data.videos) == 2
    assert data.videos[0].filmed_on > data.videos[1].filmed_on
    assert data.videos[0].faults == ["tempo_collapse"]
    assert [line.metric for line in data.videos[0].metrics] == ["speed_loss_pct"]


def test_two_videos_compare_with_both_days_and_the_error(toolbox: Toolbox) -> None:
    for days_ago, depth in ((40, 12.0), (9, -9.0), (0, -11.0)):
        deep(toolbox, depth, days_ago)
    newest = toolbox.data("form_trend", exercise="back squat")
    first = toolbox.data("form_trend", exercise="squat", oldest=True)
    assert isinstance(newest, FormTrend)
    assert isinstance(first, FormTrend)
    (small,), (large,) = newest.changes, first.changes
    assert (small.newer, small.older, small.verdict) == (-11, -9, "within_error")
    assert (large.change, large.error, large.verdict) == (-23, 7, "less")
    assert first.older is not None
    assert (newest.newer.filmed_on - first.older.filmed_on).days == 40
    since = (toolbox.now - timedelta(days=20)).date().isoformat()
    assert toolbox.data("form_trend", exercise="squat", since=since).older == newest.older


def deep(toolbox: Toolbox, depth: float, days_ago: int) -> None:
    """Store a squat filmed from the side with one depth of the whole set."""
    video = replace(
        a_video(toolbox.user_id),
        id=VideoId(new_uuid()),
        created_at=toolbox.now - timedelta(days=days_ago),
        status=VideoStatus.ANALYSED,
    )
    finding = replace(
        a_finding(video.id), rep=None, value=depth, low=depth - 7, high=depth + 7, threshold=None
    )
    result = a_result(video.id, finding, exercise="squat", analysed_at=video.created_at)
    with toolbox.store.unit_of_work() as uow:
        uow.videos.add(video)
        uow.findings.replace(toolbox.user_id, result)


def test_a_leg_curl_has_no_video_where_only_arm_curls_were_filmed(toolbox: Toolbox) -> None:
    film(toolbox, "curl", 1.0, 1.1, 1.2)
    with pytest.raises(RetryableToolError) as caught:
        toolbox.call("form_findings", exercise="leg curl")
    assert caught.value.code == "no_video_of_exercise"
    assert "curl" in str(caught.value.way_out)


def test_an_rpe_said_in_the_chat_is_held_against_the_speed(toolbox: Toolbox) -> None:
    film(toolbox, "bench_press", 0.9, 1.1, 1.5, 2.2)
    data = toolbox.data("form_findings", rpe=7)
    assert (data.logged_rpe, data.rpe_disagrees) == (7, True)


def test_passages_are_data_with_their_source(toolbox: Toolbox) -> None:
    result = toolbox.call("search_knowledge", query="how much protein a day for muscle")
    data = KnowledgeFound.model_validate(result.data)
    assert result.provenance == "passage"
    assert "protein_daily" in {passage.id for passage in data.passages}
    quoted = facts_of(result, "passage")
    assert [fact.value for fact in quoted] == [passage.text for passage in data.passages]
    assert all(isinstance(fact.source, PassageSource) for fact in quoted)


def test_a_memory_is_kept_listed_and_forgotten(toolbox: Toolbox) -> None:
    words = "My left knee hurts in deep squats."
    kept = toolbox.data("remember", kind="injury", text=words)
    again = toolbox.data("remember", kind="injury", text="my left knee hurts in deep squats")
    assert isinstance(kept, MemoryChanged)
    assert isinstance(again, MemoryChanged)
    assert (kept.action, again.action) == ("remembered", "already_known")
    toolbox.call("remember", kind="equipment", text="I train at home with dumbbells.")
    listed = toolbox.call("list_memories", kind="injury")
    assert listed.provenance == "athlete_text"
    assert [line.text for line in Memories.model_validate(listed.data).memories] == [words]
    toolbox.call("forget_memory", about="left knee")
    left = toolbox.data("list_memories")
    assert isinstance(left, Memories)
    assert [line.kind for line in left.memories] == ["equipment"]


def test_forgetting_needs_one_memory(toolbox: Toolbox) -> None:
    toolbox.call("remember", kind="dislike", text="I do not like burpees.")
    with pytest.raises(RetryableToolError):
        toolbox.call("forget_memory", about="rowing machine")
    with pytest.raises(RetryableToolError):
        toolbox.call("forget_memory", memory_id=str(uuid4()))
