"""Sums that a reply states: conversions, differences, macronutrients, plain equations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from evals.cases.case import Expectation
from evals.metrics.grounding import cited
from evals.metrics.numbers import Number, numbers_in, rounded_by
from evals.metrics.seen import Seen
from evals.metrics.verdicts import verdict
from evals.oracle.energy import ATWATER_TOLERANCE, kcal_of
from evals.oracle.trends import percent_change
from evals.results import Verdict

_EQUATION: Final = re.compile(
    r"(?P<a>\d+(?:[.,]\d+)*)\s*(?:kg|lb|g|kcal|%)?\s*(?P<op>[-+\u2212x\u00d7*/\u00f7])\s*"
    r"(?P<b>\d+(?:[.,]\d+)*)\s*(?:kg|lb|g|kcal|%)?\s*=\s*(?P<c>\d+(?:[.,]\d+)*)"
)
_OPERATIONS: Final[dict[str, Callable[[float, float], float]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "\u2212": lambda a, b: a - b,
    "x": lambda a, b: a * b,
    "\u00d7": lambda a, b: a * b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b if b else float("inf"),
    "\u00f7": lambda a, b: a / b if b else float("inf"),
}
_MACRO: Final = re.compile(
    r"(?P<g>\d+(?:\.\d+)?)\s?g(?: of)?(?: the)? (?P<name>protein|carb\w*|fat)\b", re.IGNORECASE
)
_ENERGY: Final = re.compile(r"(?P<kcal>\d[\d,]*)\s?kcal", re.IGNORECASE)
_ALSO: Final = re.compile(r"^(?:\s?(?:kg|lbs?))?\s*\(\s*(?:about |around |or |~)?$", re.IGNORECASE)
_UNIT: Final = r"(?: ?(?:kg|lb|kcal|g))?"
_FROM_TO: Final = re.compile(
    rf"\bfrom (?P<a>\d+(?:\.\d+)?){_UNIT} to (?P<b>\d+(?:\.\d+)?){_UNIT}[^.;\d]{{0,30}}?"
    r"\b(?P<way>up|down|plus|minus|more|less|gain(?:ed)?|los[st]|rise|drop)(?: of| by)? "
    r"(?P<c>\d+(?:\.\d+)?)(?P<pct> ?%)?",
    re.IGNORECASE,
)


def stated_sums(seen: Seen, expect: Expectation) -> Iterator[Verdict]:
    """Judge every sum the reply spells out; a reply without one is not judged."""
    if not expect.arithmetic:
        return
    found = [*_equations(seen.reply), *_conversions(seen.reply), *_changes(seen.reply)]
    found += _macros(seen)
    wrong = [why for ok, why in found if not ok]
    if found:
        yield verdict("stated_sums", not wrong, "; ".join(wrong) or f"{len(found)} sums hold")


def _plain(text: str) -> float:
    return float(text.replace(",", ""))


def _equations(text: str) -> Iterator[tuple[bool, str]]:
    for match in _EQUATION.finditer(text):
        result = _OPERATIONS[match["op"]](_plain(match["a"]), _plain(match["b"]))
        yield rounded_by(match["c"], result), f"{match.group()} (is {result:g})"


def _conversions(text: str) -> Iterator[tuple[bool, str]]:
    """Yield masses told in both units, such as "100 kg (220 lb)"."""
    numbers = numbers_in(text)
    for one, other in pairwise(numbers):
        if one.dimension != "mass" or other.dimension != "mass" or one.factor == other.factor:
            continue
        if {one.factor, other.factor} != {1.0, 0.45359237}:
            continue
        if _ALSO.match(text[one.end : other.start]):
            exact = one.value * one.factor / other.factor
            yield _near(other, exact, one), f"{one.text} is {exact:.1f}, not {other.text}"


def _near(written: Number, exact: float, source: Number) -> bool:
    """Tell whether a conversion holds within the rounding of both numbers."""
    own = 0.5 * 10**-written.decimals
    carried = 0.5 * 10**-source.decimals * source.factor / written.factor
    return abs(written.value - exact) <= own + carried


def _changes(text: str) -> Iterator[tuple[bool, str]]:
    for match in _FROM_TO.finditer(text):
        before, after = _plain(match["a"]), _plain(match["b"])
        change = percent_change(after, before) if match["pct"] and before else after - before
        down = match["way"].casefold().startswith(("down", "minus", "less", "los", "drop"))
        same_way = change == 0 or (change < 0) == down
        ok = same_way and rounded_by(match["c"], abs(change))
        yield ok, f"{match.group()} (is {change:+.3g})"


def _macros(seen: Seen) -> Iterator[tuple[bool, str]]:
    """Yield the energy of a paragraph that names all three macronutrients and kilocalories once.

    Foods are left alone: their tables use a factor for each food, and count fibre and alcohol.
    """
    start = 0
    for paragraph in seen.reply.split("\n\n"):
        begins, start = start, start + len(paragraph) + 2
        grams = {
            match["name"][:4].casefold(): float(match["g"]) for match in _MACRO.finditer(paragraph)
        }
        energy = {_plain(match["kcal"]) for match in _ENERGY.finditer(paragraph)}
        if set(grams) != {"prot", "carb", "fat"} or len(energy) != 1:
            continue
        if any(_of_food(seen, begins, match) for match in _ENERGY.finditer(paragraph)):
            continue
        stated = energy.pop()
        made = kcal_of(grams["prot"], grams["carb"], grams["fat"])
        ok = abs(made - stated) <= ATWATER_TOLERANCE * stated
        yield ok, f"{stated:g} kcal, but the macronutrients make {made:g}"


def _of_food(seen: Seen, begins: int, match: re.Match[str]) -> bool:
    """Tell whether an energy is that of a food or a meal."""
    facts = cited(seen, begins + match.start("kcal"), begins + match.end("kcal")) or []
    return any(
        fact.subject.startswith("food:") or fact.label.startswith(("meal ", "day ", "remaining "))
        for fact in facts
    )
