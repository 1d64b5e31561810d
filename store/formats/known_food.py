"""Every food-log format that is read, in the order they are tried."""

from __future__ import annotations

from coach.errors import InvalidInput
from coach.nutrition.model import ParsedFoodLog
from store.formats import cronometer, macrofactor, myfitnesspal
from store.formats.content import Content
from store.formats.food_log import merged
from store.formats.registry import Format, Reading, recognise

MYFITNESSPAL, CRONOMETER = "MyFitnessPal", "Cronometer"
NUTRITION: tuple[Format[ParsedFoodLog], ...] = tuple(
    Format(name, label, "nutrition", matches, read)
    for name, label, matches, read in (
        ("cronometer", CRONOMETER, cronometer.is_servings, cronometer.read_servings),
        ("cronometer", CRONOMETER, cronometer.is_daily, cronometer.read_daily),
        ("cronometer", CRONOMETER, cronometer.is_biometrics, cronometer.read_biometrics),
        ("myfitnesspal", MYFITNESSPAL, myfitnesspal.is_nutrition, myfitnesspal.read_nutrition),
        ("myfitnesspal", MYFITNESSPAL, myfitnesspal.is_measurement, myfitnesspal.read_measurement),
        ("myfitnesspal", MYFITNESSPAL, myfitnesspal.is_exercise, myfitnesspal.read_exercise),
        ("macrofactor", "MacroFactor", macrofactor.is_macrofactor, macrofactor.read_macrofactor),
    )
)
"""Food logs. Their readers return a `ParsedFoodLog`."""


def is_food_log(content: Content) -> bool:
    """Tell whether a file, or any file of an archive, is a food log."""
    try:
        return bool(recognise(content, NUTRITION))
    except InvalidInput:
        return False


def read_food_log(content: Content, reading: Reading) -> ParsedFoodLog:
    """Return what a food-log file, or a zip archive of them, says.

    Raises:
        InvalidInput: It is no food log, or cannot be used as a whole.
    """
    parts = recognise(content, NUTRITION)
    return merged(part.format.read(part.content, reading) for part in parts)
