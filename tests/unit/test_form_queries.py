"""Finding an exercise's videos by the names of the log."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coach.form.queries import analysed_videos
from coach.identity import VideoId, new_uuid
from tests.builders import NOW, a_result, a_user_id, a_video
from tests.fakes.unit_of_work import FakeStore

pytestmark = pytest.mark.unit

RECOGNISED = ("squat", "push_up", "curl", "deadlift", "jumping_jack")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Back Squat", "squat"),
        ("back_squat", "squat"),
        ("squats", "squat"),
        ("Push-Ups", "push_up"),
        ("Barbell curl", "curl"),
        ("sumo deadlift", "deadlift"),
        ("bench press", None),
    ],
)
def test_videos_are_found_by_the_name_the_log_uses(asked: str, found: str | None) -> None:
    store, user_id = FakeStore(), a_user_id()
    with store.unit_of_work() as uow:
        uow.accounts.ensure(user_id, NOW)
        for days, exercise in enumerate(RECOGNISED):
            video = a_video(user_id, id=VideoId(new_uuid()))
            uow.videos.add(video)
            at = NOW - timedelta(days=days)
            uow.findings.replace(user_id, a_result(video.id, exercise=exercise, analysed_at=at))
        videos = analysed_videos(uow, user_id, exercise=asked, limit=10)
    exercises = [each.analysis.exercise for each in videos if each.analysis is not None]
    assert exercises == ([] if found is None else [found])
