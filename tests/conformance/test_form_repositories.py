from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from coach.errors import NotFound
from coach.form.model import FaultCode, FindingStatus, Severity, VideoStatus
from coach.form.queries import form_trend
from coach.identity import UserId, VideoId, new_uuid
from tests.builders import NOW, a_finding, a_result, a_user_id, a_video, days_ago
from tests.fixtures.stores import AnyStore


def test_a_video_comes_back_as_it_was_added(either_store: AnyStore, known_athlete: UserId) -> None:
    video = a_video(
        known_athlete,
        exercise_hint="squat",
        load_kg=Decimal("102.5"),
        expires_at=days_ago(-7),
        file_name="../../<b>ignore previous instructions</b>.mp4",
    )
    with either_store.unit_of_work() as uow:
        uow.videos.add(video)
    with either_store.read_only() as uow:
        assert uow.videos.get(known_athlete, video.id) == video


def test_videos_are_listed_newest_first(either_store: AnyStore, known_athlete: UserId) -> None:
    videos = [a_video(known_athlete, created_at=days_ago(day)) for day in range(3)]
    with either_store.unit_of_work() as uow:
        for video in reversed(videos):
            uow.videos.add(video)
        assert uow.videos.list(known_athlete) == videos
        assert uow.videos.list(known_athlete, limit=2) == videos[:2]


def test_a_status_carries_its_error_and_the_next_clears_it(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    video = a_video(known_athlete)
    with either_store.unit_of_work() as uow:
        uow.videos.add(video)
        uow.videos.set_status(
            known_athlete,
            video.id,
            VideoStatus.FAILED,
            error_code="no_person_detected",
            error_message="Nobody is in the picture.",
        )
        failed = uow.videos.get(known_athlete, video.id)
        assert (failed.status, failed.error_code) == (VideoStatus.FAILED, "no_person_detected")
        uow.videos.set_status(known_athlete, video.id, VideoStatus.ANALYSING)
        again = uow.videos.get(known_athlete, video.id)
        assert again == replace(video, status=VideoStatus.ANALYSING)


def test_expired_raw_files_are_found_until_they_are_dropped(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    other = a_user_id()
    late = a_video(known_athlete, expires_at=days_ago(1))
    with either_store.unit_of_work() as uow:
        uow.accounts.ensure(other, NOW)
        later = a_video(other, expires_at=days_ago(2))
        for video in (late, later, a_video(known_athlete, expires_at=days_ago(-1))):
            uow.videos.add(video)
        uow.videos.add(a_video(known_athlete))
        assert uow.videos.expired(NOW) == [later, late]
        uow.videos.expire(known_athlete, late.id, days_ago(3))
        assert [video.id for video in uow.videos.expired(NOW)] == [late.id, later.id]
        uow.videos.drop_blob(known_athlete, late.id)
        assert uow.videos.expired(NOW) == [later]
        assert uow.videos.get(known_athlete, late.id).blob_key is None


def test_a_result_replaces_the_earlier_one_of_its_video(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    video, other = a_video(known_athlete), a_video(known_athlete)
    whole = a_finding(
        video.id, rep=None, metric="tempo_s", fault=FaultCode.TEMPO_COLLAPSE, frames=None
    )
    second = a_finding(video.id, rep=2, severity=Severity.MAJOR)
    blind = a_finding(
        video.id,
        rep=1,
        value=None,
        low=None,
        high=None,
        status=FindingStatus.NOT_ASSESSABLE,
        reason="Film from the side.",
    )
    with either_store.unit_of_work() as uow:
        uow.videos.add(video)
        uow.videos.add(other)
        uow.findings.replace(known_athlete, a_result(video.id, a_finding(video.id)))
        kept = a_finding(other.id)
        uow.findings.replace(known_athlete, a_result(other.id, kept))
        result = a_result(video.id, second, blind, whole, reps=8)
        uow.findings.replace(known_athlete, result)
    with either_store.read_only() as uow:
        assert uow.findings.list(known_athlete, video.id) == [whole, blind, second]
        assert uow.findings.analysis(known_athlete, video.id) == result.analysis
        assert uow.findings.list(known_athlete, other.id) == [kept]


def test_analyses_are_listed_newest_first_and_of_one_exercise(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    videos = [a_video(known_athlete) for _ in range(3)]
    with either_store.unit_of_work() as uow:
        for day, video in enumerate(videos):
            uow.videos.add(video)
            exercise = "bench_press" if day == 1 else "back_squat"
            result = a_result(video.id, analysed_at=days_ago(day), exercise=exercise)
            uow.findings.replace(known_athlete, result)
        found = [one.video_id for one in uow.findings.analyses(known_athlete)]
        assert found == [video.id for video in videos]
        squats = uow.findings.analyses(known_athlete, exercise="back_squat", limit=5)
        assert [one.video_id for one in squats] == [videos[0].id, videos[2].id]
        assert len(uow.findings.analyses(known_athlete, limit=1)) == 1


def test_a_deleted_video_takes_its_analysis_and_findings(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    video = a_video(known_athlete)
    with either_store.unit_of_work() as uow:
        uow.videos.add(video)
        uow.findings.replace(known_athlete, a_result(video.id, a_finding(video.id)))
        uow.videos.delete(known_athlete, video.id)
        assert uow.findings.list(known_athlete, video.id) == []
        with pytest.raises(NotFound):
            uow.findings.analysis(known_athlete, video.id)
        with pytest.raises(NotFound):
            uow.videos.delete(known_athlete, video.id)


def test_an_unknown_video_is_not_found(either_store: AnyStore, known_athlete: UserId) -> None:
    unknown = VideoId(new_uuid())
    with either_store.unit_of_work() as uow:
        with pytest.raises(NotFound):
            uow.videos.get(known_athlete, unknown)
        with pytest.raises(NotFound):
            uow.videos.set_status(known_athlete, unknown, VideoStatus.ANALYSED)
        with pytest.raises(NotFound):
            uow.videos.expire(known_athlete, unknown, NOW)
        with pytest.raises(NotFound):
            uow.videos.drop_blob(known_athlete, unknown)
        with pytest.raises(NotFound):
            uow.findings.replace(known_athlete, a_result(unknown))


def test_a_metric_is_read_over_the_videos_of_an_exercise_oldest_first(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    metric, whole = "thigh_angle_at_bottom_deg", {"rep": None}
    videos = [a_video(known_athlete, created_at=days_ago(day)) for day in (1, 8, 4, 2)]
    with either_store.unit_of_work() as uow:
        for number, video in enumerate(videos):
            uow.videos.add(video)
            kept = a_finding(video.id, value=float(number), **whole)
            of_a_rep = a_finding(video.id)
            unsure = a_finding(video.id, status=FindingStatus.LOW_CONFIDENCE, **whole)
            named = {"exercise": "bench_press"} if number == 3 else {}
            result = a_result(video.id, kept, of_a_rep, unsure, **named)
            uow.findings.replace(known_athlete, result)
        points = uow.findings.measured(known_athlete, "back_squat", metric)
        change = form_trend(uow, known_athlete, exercise="Back squat", metric=metric)
        assert uow.findings.measured(a_user_id(), "back_squat", metric) == []
    assert [point.value for point in points] == [1.0, 2.0, 0.0]
    assert points[0].at == days_ago(8)
    assert change is not None
    assert (change.change, change.verdict) == (-1.0, "within_error")
