"""Reads what an athlete once said in words: regions that hurt, equipment, disliked exercises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from coach.identity import ExerciseId
from coach.training.model import Equipment, Exercise, Region
from coach.training.rules.programme.request import Fixture, Injury, Kit, Severity
from coach.units import MassUnit, kg_from

_REGIONS = (
    (Region.UPPER_BACK, r"\bupper[- ]back\b|\btraps?\b|\bmid[- ]?back\b"),
    (Region.LOWER_BACK, r"\b(?:lower?[- ]back|lumbar|back|discs?|disk|sciatica|spine|si joint)\b"),
    (Region.NECK, r"\bneck\b"),
    (Region.SHOULDER, r"\b(?:shoulders?|rotator cuff|ac joint|delts?)\b"),
    (Region.ELBOW, r"\b(?:elbows?|tennis elbow|golfer'?s elbow)\b"),
    (Region.WRIST, r"\b(?:wrists?|carpal)\b"),
    (Region.HIP, r"\b(?:hips?|groin|hip flexors?)\b"),
    (Region.KNEE, r"\b(?:knees?|patell\w+|acl|mcl|meniscus|quad tendon)\b"),
    (Region.ANKLE, r"\b(?:ankles?|achilles|foot|feet|calf)\b"),
)
_COMPOUND = re.compile(r"\bupper[- ]back\b|\bmid[- ]?back\b")
_MILD = re.compile(
    r"\b(?:crank\w*|ach[ey]\w*|sore|stiff\w*|tight\w*|niggl\w*|grump\w*|tweak\w*|sometimes"
    r"|a (?:bit|little)|slight\w*|mild\w*|click\w*|sensitive|careful|irritat\w*|iffy|dodgy"
    r"|funny|annoy\w*)\b"
)
_ON_A_LIFT = re.compile(r"\b(?:on|in|during|with|when i|from|doing|while)\b")
_OVER = re.compile(
    r"\b(?:fine|ok(?:ay)?|healed|recovered|gone|no longer|not any ?more|all good|better now|"
    r"pain[- ]free|cleared)\b"
)
_DUMBBELL_MAX = re.compile(
    r"\b(?:dumb+ells?|dbs?)\b[^.;]{0,40}?\b(?:(?:up )?to|max(?:imum)?(?: of)?|heaviest(?: is)?|"
    r"until|only go(?:es)? (?:up )?to)\s*(?P<to>\d+(?:[.,]\d+)?)\s*"
    r"(?P<unit>kgs?|kilos?|lbs?|pounds?)?"
    r"|(?P<first>\d+(?:[.,]\d+)?)\s*(?P<unit2>kgs?|kilos?|lbs?|pounds?)?\s*(?:max|heaviest)?\s*"
    r"(?:dumb+ells?|dbs?)\b"
)
_LISTED = re.compile(r"^dumbbells: (?P<sizes>[\d., ]+)$")
_BAR = re.compile(r"\bbar: (?P<kg>\d+(?:\.\d+)?) kg")
_ONLY = re.compile(
    r"\b(?:only|just|nothing but|home gym|home|hotel|garage|at home|all i have|have got|i have|"
    r"train with|no gym)\b"
)
_KINDS: Mapping[Equipment, re.Pattern[str]] = {
    Equipment.BARBELL: re.compile(r"\bbarbells?\b|\bolympic bar\b"),
    Equipment.DUMBBELL: re.compile(r"\bdumb+ells?\b|\bdbs?\b"),
    Equipment.KETTLEBELL: re.compile(r"\bkettlebells?\b|\bkbs?\b"),
    Equipment.MACHINE: re.compile(r"\bmachines?\b"),
    Equipment.CABLE: re.compile(r"\bcables?\b"),
    Equipment.BAND: re.compile(r"\b(?:resistance )?bands?\b"),
}
_FIXTURES: Mapping[Fixture, re.Pattern[str]] = {
    Fixture.RACK: re.compile(r"\b(?:squat |power |half )?racks?\b"),
    Fixture.BENCH: re.compile(r"\bbench(?! press)\b"),
    Fixture.PULL_UP_BAR: re.compile(r"\b(?:pull|chin)[- ]?up bar\b"),
    Fixture.DIP_BARS: re.compile(r"\bdip (?:bars|station)\b"),
}
_FULL = re.compile(
    r"\b(?:full|commercial|proper|normal|regular|big|well[- ]equipped)\b[^.;]{0,20}\bgym\b"
    r"|\bgym membership\b|\bevery(?:thing| machine)\b"
)
_GYM = re.compile(r"\bgym\b")
_SMALL_GYM = re.compile(
    r"\b(?:home|garage|hotel|basement|flat|apartment|small|tiny|no|without|lacks?|doesn'?t|hasn'?t"
    r"|has|just|only)\b(?<!^only)"
)
"""A gym of which no more is said has what gyms have. Source: own choice, stated to the athlete."""
_NONE = re.compile(
    r"\b(?:body ?weight only|only (?:my |the )?body ?weight|no gym|no equipment|nothing at all"
    r"|just (?:my )?body ?weight)\b"
)
_WITHOUT = re.compile(
    r"\b(?:no|without|lacks?|doesn'?t have|don'?t have|hasn'?t got)\b"
    r"((?:(?!\b(?:just|only|but|with)\b)[^.;])*)"
)


@dataclass(frozen=True, slots=True)
class Note:
    """One thing kept in mind."""

    kind: str
    """`injury`, `equipment`, `dislike`, `preference` or another."""
    text: str


@dataclass(frozen=True, slots=True)
class Noted:
    """An injury and the words it was read from."""

    injury: Injury
    text: str


def regions_in(text: str) -> tuple[Region, ...]:
    """Return the regions of the body that a text names, in the order of `Region`'s table."""
    plain = text.casefold()
    bare = _COMPOUND.sub(" ", plain)
    return tuple(
        region
        for region, pattern in _REGIONS
        if re.search(pattern, plain if region is Region.UPPER_BACK else bare)
    )


def injuries_in(notes: Iterable[Note], named: Sequence[ExerciseId] = ()) -> tuple[Noted, ...]:
    """Return the injuries that notes of that kind tell of; the strictest word on a region counts.

    A region that is only cranky, or that hurts on one exercise which is left out anyway, is
    limited; otherwise it is to be avoided.

    Args:
        notes: What is kept in mind.
        named: Exercises that the notes name as what hurts.

    Source:
        Coaching practice; pain at rest or in everything rules the region out, pain in one movement
        rules that movement out.
    """
    found: dict[Region, Noted] = {}
    for note in notes:
        plain = note.text.casefold()
        if note.kind != "injury" or _OVER.search(plain):
            continue
        mild = bool(_MILD.search(plain)) or bool(named and _ON_A_LIFT.search(plain))
        severity = Severity.LIMIT if mild else Severity.AVOID
        for region in regions_in(plain):
            kept = found.get(region)
            if kept is None or kept.injury.severity is Severity.LIMIT:
                found[region] = Noted(Injury(region, severity), note.text)
    return tuple(found.values())


def kit_in(text: str, kit: Kit) -> Kit | None:
    """Return the kit that a text tells of, with the sizes of `kit`; None where it names none."""
    plain = text.casefold()
    if _NONE.search(plain):
        return replace(kit, equipment=(Equipment.BODYWEIGHT,), fixtures=())
    if _FULL.search(plain) or (_GYM.search(plain) and not _SMALL_GYM.search(plain)):
        return replace(kit, equipment=Kit().equipment, fixtures=Kit().fixtures)
    missing = " ".join(match[1] for match in _WITHOUT.finditer(plain))
    there = _WITHOUT.sub(" ", plain)
    kinds = tuple(kind for kind, pattern in _KINDS.items() if pattern.search(there))
    fixtures = tuple(each for each, pattern in _FIXTURES.items() if pattern.search(there))
    if kinds and (_ONLY.search(plain) or len(kinds) + len(fixtures) > 1):
        return _sized(there, replace(kit, equipment=kinds, fixtures=fixtures))
    gone = {kind for kind, pattern in _KINDS.items() if pattern.search(missing)}
    unbuilt = {each for each, pattern in _FIXTURES.items() if pattern.search(missing)}
    if gone or unbuilt:
        return _sized(
            there,
            replace(
                kit,
                equipment=tuple(each for each in kit.equipment if each not in gone),
                fixtures=tuple(each for each in kit.fixtures if each not in unbuilt),
            ),
        )
    sized = _sized(there, kit)
    return None if sized == kit else sized


def _sized(text: str, kit: Kit) -> Kit:
    listed = _LISTED.match(text.strip())
    if listed:
        sizes = sorted(Decimal(each) for each in re.findall(r"\d+(?:\.\d+)?", listed["sizes"]))
        gaps = [high - low for low, high in pairwise(sizes) if high > low]
        return replace(
            kit,
            dumbbell_max_kg=sizes[-1],
            dumbbell_step_kg=min(gaps, default=kit.dumbbell_step_kg),
        )
    bar = _BAR.search(text)
    if bar:
        kit = replace(kit, bar_kg=Decimal(bar["kg"]))
    most = _DUMBBELL_MAX.search(text)
    if most is None:
        return kit
    value = Decimal((most["to"] or most["first"]).replace(",", "."))
    word = most["unit"] or most["unit2"] or ""
    unit = kit.unit if not word else MassUnit.KG if word.startswith("k") else MassUnit.LB
    return replace(kit, dumbbell_max_kg=kg_from(value, unit)) if value else kit


def exercises_in(
    text: str, aliases: Iterable[tuple[str, ExerciseId]], catalogue: Sequence[Exercise]
) -> tuple[ExerciseId, ...]:
    """Return the exercises a text names; one plain word stands for all whose names hold it.

    "No back squats" names the back squat, "no squats" every squat.
    """
    plain = f" {_singular(text)} "
    found: dict[ExerciseId, None] = {}
    for alias, exercise_id in sorted(aliases, key=lambda each: (-len(each[0]), each[0])):
        name = _singular(alias)
        if len(name) < MIN_NAME or f" {name} " not in plain:
            continue
        plain = plain.replace(f" {name} ", " | ")
        if " " in name:
            found[exercise_id] = None
            continue
        family = [each.id for each in catalogue if name in _singular(each.name).split()]
        found |= dict.fromkeys(family or [exercise_id])
    return tuple(found)


MIN_NAME = 3
"""Letters of the shortest name looked for in a text ("dip"). Source: own choice; shorter ones are
abbreviations that are words too."""


def _singular(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.casefold().replace("-", " "))
    return " ".join(
        word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
        for word in words
    )
