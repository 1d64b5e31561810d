"""What a diet leaves out, read from the athlete's own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Contains(StrEnum):
    """What a food holds that some diets leave out."""

    PORK = "pork"
    MEAT = "meat"
    """Meat and poultry other than pork."""
    FISH = "fish"
    SHELLFISH = "shellfish"
    EGG = "egg"
    DAIRY = "dairy"
    LACTOSE = "lactose"
    """More than a gram in a usual portion."""
    GLUTEN = "gluten"
    SOY = "soy"
    NUTS = "nuts"
    """Tree nuts and peanuts."""


ALL_MEAT = (Contains.PORK, Contains.MEAT)
SEAFOOD = (Contains.FISH, Contains.SHELLFISH)
DIETS: Mapping[str, tuple[Contains, ...]] = {
    r"vegan|plant[- ]based": (*ALL_MEAT, *SEAFOOD, Contains.EGG, Contains.DAIRY, Contains.LACTOSE),
    r"ovo[- ]vegetarian": (*ALL_MEAT, *SEAFOOD, Contains.DAIRY, Contains.LACTOSE),
    r"lacto[- ]vegetarian": (*ALL_MEAT, *SEAFOOD, Contains.EGG),
    r"vegetarian|veggie": (*ALL_MEAT, *SEAFOOD),
    r"pesc[ae]tarian|pescatarian": ALL_MEAT,
    r"halal": (Contains.PORK,),
    r"kosher": (Contains.PORK, Contains.SHELLFISH),
    r"lactose": (Contains.LACTOSE,),
    r"dairy|milk allerg": (Contains.DAIRY, Contains.LACTOSE),
    r"gluten|coeliac|celiac": (Contains.GLUTEN,),
    r"(?:no|without|allerg\w* to) (?:eggs?)|egg[- ]free|egg allerg": (Contains.EGG,),
    r"(?:no|without|allerg\w* to) soy|soy[- ]free|soya?[- ]free|soya? allerg": (Contains.SOY,),
    r"nut[- ]free|nut allerg|(?:no|allerg\w* to) (?:pea)?nuts": (Contains.NUTS,),
    r"(?:no|without|allerg\w* to) fish|fish[- ]free|fish allerg": SEAFOOD,
    r"shellfish": (Contains.SHELLFISH,),
    r"(?:no|without) (?:red )?meat|no beef": ALL_MEAT,
    r"(?:no|without) pork": (Contains.PORK,),
}
"""What each diet leaves out, by how it is named. Source: definitions of the Vegetarian Society,
Codex Alimentarius (halal, CAC/GL 24-1997; gluten-free, CXS 118) and Regulation (EU) 1169/2011,
annex II (allergens)."""
MEAT_BY_RITE = re.compile(r"halal|kosher")


@dataclass(frozen=True, slots=True)
class Diet:
    """What the athlete does not eat."""

    words: str
    excludes: frozenset[Contains] = frozenset()
    known: bool = True
    """False: the words name no diet that is known here, so nothing is left out."""

    @property
    def note(self) -> str:
        """What the foods of this diet need besides; empty for most."""
        if MEAT_BY_RITE.search(self.words.casefold()):
            return f"Meat counts as {self.words} only if it was slaughtered so."
        if {Contains.MEAT, Contains.DAIRY} <= self.excludes:
            return "Plant protein is used a little less well: aim at the upper end, mix sources."
        return ""


def diet_of(words: str | None) -> Diet:
    """Return what a diet leaves out; several may be named at once ("vegan, no soy").

    Source:
        For the note on plant protein: van Vliet 2015 (J Nutr 145:1981); ISSN 2017.
    """
    said = (words or "").strip()
    folded = said.casefold()
    excludes: set[Contains] = set()
    found = False
    for pattern, left_out in DIETS.items():
        match = re.search(pattern, folded)
        if match is None:
            continue
        found = True
        excludes.update(left_out)
        folded = folded.replace(match[0], " ", 1)
    omnivore = not said or re.search(r"omnivor|none|everything|normal|no restriction", folded)
    return Diet(said, frozenset(excludes), known=found or bool(omnivore))
