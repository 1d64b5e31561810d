"""Joins nutrition and training for food logs: body weights of the file become weigh-ins."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from coach.accounts.model import ConsentPurpose
from coach.accounts.queries import require_consent
from coach.identity import UserId
from coach.imports import FileStamp, ParsedWeighIn
from coach.nutrition.commands.imports import FoodLogReport, import_food_log
from coach.nutrition.model import ParsedFoodLog
from coach.training.commands.imports import import_workouts
from coach.training.model import ParsedLog
from store.unit_of_work import StoreUnitOfWork


def store_food_log(
    uow: StoreUnitOfWork, user_id: UserId, log: ParsedFoodLog, file: FileStamp | None = None
) -> FoodLogReport:
    """Store meals and weigh-ins of a food log in the caller's transaction.

    Args:
        uow: An open transaction.
        user_id: Whose log it becomes.
        log: The parsed file.
        file: The file itself, to keep its hash and rows for audit.

    Raises:
        ConsentMissing: The athlete has not agreed to nutrition.
    """
    require_consent(uow, user_id, ConsentPurpose.NUTRITION)
    zone = ZoneInfo(uow.profiles.get(user_id).time_zone)

    def keep(weigh_ins: Sequence[ParsedWeighIn]) -> int:
        weights = ParsedLog(
            source=log.source,
            variant=log.variant,
            unit_origin="file",
            units=frozenset(),
            rows=len(weigh_ins),
            skipped=0,
            workouts=(),
            weigh_ins=tuple(weigh_ins),
        )
        return import_workouts(uow, user_id, weights).weigh_ins_added

    return import_food_log(uow, user_id, log, zone=zone, weigh_ins=keep, file=file)
