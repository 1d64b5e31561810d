"""Sets the target that a check-in proposes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from coach.errors import Conflict
from coach.identity import UserId, new_uuid
from coach.nutrition.model import Target
from coach.nutrition.ports import NutritionUnitOfWork
from coach.nutrition.rules.checkin import CheckIn
from coach.nutrition.rules.expenditure import Expenditure
from coach.nutrition.rules.macros import Macros

TEN = Decimal("1E1")
"""Energy is set in steps of 10 kcal: the estimate is no finer."""


def accept_check_in(
    uow: NutritionUnitOfWork,
    user_id: UserId,
    found: CheckIn,
    macros: Macros | None,
    *,
    from_day: date,
) -> Target:
    """Store the proposed target from a day on.

    Raises:
        Conflict: The check-in proposes none (code `no_target_proposed`).
    """
    if found.target is None or macros is None or not isinstance(found.measured, Expenditure):
        raise Conflict(
            "this check-in proposes no target.",
            way_out="Log what it says is missing; the present target stands.",
            code="no_target_proposed",
        )
    target = Target(
        id=new_uuid(),
        user_id=user_id,
        from_day=from_day,
        kcal=Decimal(found.target.kcal).quantize(TEN).quantize(Decimal(1)),
        protein_g=Decimal(round(macros.protein_g)),
        carbohydrate_g=Decimal(round(macros.carbohydrate_g)),
        fat_g=Decimal(round(macros.fat_g)),
        reason="weekly check-in",
        maintenance_kcal=Decimal(round(found.measured.kcal)),
    )
    uow.targets.add(target)
    return target
