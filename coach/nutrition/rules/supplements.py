"""Supplements with evidence and their doses, and those never to take."""

from __future__ import annotations

from typing import NamedTuple

from coach.ranges import within

CREATINE_G = (3.0, 5.0)
CREATINE_LOADING_G_PER_KG = 0.3
CREATINE_LOADING_DAYS = (5, 7)
"""Monohydrate a day, and the optional loading phase. Source: ISSN 2017 (Kreider)."""
BETA_ALANINE_G = (4.0, 6.0)
"""A day in split doses; it tingles (paraesthesia). Source: ISSN 2015 (Trexler)."""
NITRATE_MMOL = (5.0, 8.0)
"""Two to three hours before. Source: IOC 2018 (Maughan), 310 to 560 mg of nitrate."""
NITRATE_MG_PER_MMOL = 62.005
"""Molar mass of the nitrate ion, g/mol. Source: IUPAC atomic masses."""
AVOID = {
    "dmaa": "heart attack and stroke; banned",
    "ephedra": "heart attack and stroke; banned in food supplements",
    "yohimbine": "raised blood pressure and panic; doses on labels are unreliable",
    "sarms": "liver injury; not approved, banned in sport",
    "dnp": "deadly; an industrial poison",
    "clenbuterol": "heart rhythm; a medicine, banned in sport",
}
"""Never advised, and why. Source: FDA warnings (DMAA 2013, SARMs 2017 and 2023), NIH ODS fact sheet
on performance supplements, WADA prohibited list, FSA on DNP."""
QUALITY = "Quality varies between products: choose one tested by a third party."
"""Source: NIH ODS, Dietary supplements for exercise and athletic performance."""


class Dose(NamedTuple):
    """A daily range, its unit, and what to know."""

    low: float
    high: float
    unit: str
    note: str


class Loading(NamedTuple):
    """Creatine a day while loading, and for how many days."""

    grams_a_day: float
    days_low: int
    days_high: int


def creatine() -> Dose:
    """Return the daily creatine monohydrate in g.

    Source:
        ISSN 2017 (Kreider): 3 to 5 g a day, with or without loading; not with kidney disease
        without a doctor.
    """
    return Dose(*CREATINE_G, "g", f"Monohydrate, at any time of day. {QUALITY}")


def creatine_loading(weight_kg: float) -> Loading:
    """Return the optional loading phase of creatine in g a day, split into four doses.

    Args:
        weight_kg: 25 to 400.

    Raises:
        InvalidInput: The weight is out of range.

    Source:
        ISSN 2017 (Kreider): 0.3 g/kg a day for 5 to 7 days; body mass rises by 1 to 2 kg of water.
    """
    within("weight", weight_kg, 25, 400, "kg")
    return Loading(CREATINE_LOADING_G_PER_KG * weight_kg, *CREATINE_LOADING_DAYS)


def beta_alanine() -> Dose:
    """Return the daily beta-alanine in g, for efforts of one to four minutes.

    Source:
        ISSN 2015 (Trexler): 4 to 6 g a day for at least two weeks.
    """
    return Dose(*BETA_ALANINE_G, "g", f"In small doses; tingling is harmless. {QUALITY}")


def nitrate() -> Dose:
    """Return the nitrate two to three hours before an effort in mg.

    Source:
        IOC 2018 (Maughan): 5 to 8 mmol, about half a litre of beetroot juice.
    """
    low, high = (each * NITRATE_MG_PER_MMOL for each in NITRATE_MMOL)
    return Dose(low, high, "mg", f"Beetroot juice or greens; no mouthwash before. {QUALITY}")


def reason_to_avoid(name: str) -> str:
    """Return why a substance is never advised; empty if it is not on the list.

    Args:
        name: Name in any case; a plural or a brand name is not recognised.

    Source:
        FDA, NIH ODS and WADA, see `AVOID`.
    """
    return AVOID.get(name.strip().casefold(), "")
