"""Turns a fixture into the rows of a throw-away athlete, and an update into what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from coach.accounts.model import Profile
from coach.errors import InvalidInput
from coach.identity import UserId, VideoId
from evals.cases.case import Case
from evals.cases.fixture import Told, Update
from evals.seeding.form import seed_form
from evals.seeding.intake import seed_intake
from evals.seeding.place import Place, SeedableUnitOfWork
from evals.seeding.profile import profile_of, seed_consents, seed_memories
from evals.seeding.training import seed_training

__all__ = [
    "SeedableUnitOfWork",
    "SeededAthlete",
    "apply_update",
    "athlete_id",
    "attached",
    "seed_case",
]


@dataclass(frozen=True, slots=True)
class SeededAthlete:
    """The athlete of one case, as they stand before the next turn."""

    profile: Profile
    video_ids: tuple[VideoId, ...]
    """Of all form analyses so far, in order."""
    now: datetime
    """When the next turn takes place; aware."""
    updates: int = 0
    """How many updates were applied."""
    new_videos: int = 0
    """How many of the videos, the last ones, the fixture or the newest update brought."""


def athlete_id(case_id: str, epoch: int, seed: int) -> UserId:
    """Return the id of a case's throw-away athlete: of seed, epoch and case alone."""
    return UserId(uuid5(NAMESPACE_URL, f"fitholic-eval:{seed}:{epoch}:{case_id}"))


def seed_case(uow: SeedableUnitOfWork, case: Case, user_id: UserId) -> SeededAthlete:
    """Write the fixture's rows for `user_id`; the same case and id give the same rows.

    Raises:
        InvalidInput: The fixture names an exercise or food that is not there.
    """
    fixture = case.fixture
    place = Place(uow, user_id, _local(fixture.now, fixture.profile.time_zone), 0)
    uow.accounts.ensure(user_id, fixture.now)
    profile = profile_of(place, fixture.profile, Profile(user_id))
    return _told(place, fixture, profile, ())


def apply_update(
    uow: SeedableUnitOfWork, update: Update, athlete: SeededAthlete, case: Case
) -> SeededAthlete:
    """Write what happened before a turn, and return the athlete as they stand then.

    Rows come on top of those that are there; a programme replaces the active one; of the profile
    only what is named changes. `now` moves the clock; without it a summary of n days moves it by n,
    since these days have passed.

    Raises:
        InvalidInput: As `seed_case`; or the clock goes back (code `bad_case`).
    """
    now = athlete.now + update.passed if update.told_now is None else update.told_now
    if now < athlete.now:
        raise InvalidInput(
            f"case {case.id!r}: an update sets the clock back from {athlete.now} to {now}.",
            way_out="Turns follow each other: give a later `now`.",
            code="bad_case",
        )
    told = update.profile
    zone = told.time_zone if "time_zone" in told.model_fields_set else athlete.profile.time_zone
    user_id = athlete.profile.user_id
    place = Place(uow, user_id, _local(now, zone), athlete.updates + 1)
    profile = profile_of(place, told, uow.profiles.get(user_id))
    return _told(place, update, profile, athlete.video_ids)


def attached(case: Case, turn: int, athlete: SeededAthlete) -> tuple[VideoId, ...]:
    """Return the videos sent along with a turn: those it names, else those that are new.

    Args:
        case: The case.
        turn: Which of its turns, from 0.
        athlete: As they stand before this turn.

    Raises:
        InvalidInput: The turn names a video that is not there (code `bad_case`).
    """
    named = case.turns[turn].attach
    videos = athlete.video_ids
    if named is None:
        told = turn == 0 or case.turns[turn].update is not None
        return videos[len(videos) - athlete.new_videos :] if told else ()
    missing = [number for number in named if not 0 <= number < len(videos)]
    if missing:
        raise InvalidInput(
            f"case {case.id!r}: turn {turn + 1} attaches form analysis {missing[0]} of "
            f"{len(videos)}.",
            way_out="Count them from 0.",
            code="bad_case",
        )
    return tuple(videos[number] for number in named)


def _told(place: Place, told: Told, profile: Profile, videos: tuple[VideoId, ...]) -> SeededAthlete:
    place.uow.profiles.put(profile)
    seed_consents(place, told)
    seed_memories(place, told)
    seed_training(place, told)
    seed_intake(place, told)
    added = seed_form(place, told)
    return SeededAthlete(profile, (*videos, *added), place.now, place.told, len(added))


def _local(now: datetime, zone: str) -> datetime:
    return now.astimezone(ZoneInfo(zone))
