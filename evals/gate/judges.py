"""R8: whether the judge, where one spoke, can be believed."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, FiniteFloat, ValidationError

from evals import stats
from evals.gate.outcome import Complaint, not_applied, outcome_of
from evals.gate.pair import Pair
from evals.gate.profile import Judges, Profile
from evals.gate.report import Figure, GateVerdict, RuleOutcome


class Calibration(BaseModel):
    """How far a judge agreed with people."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    model: str = ""
    prompt_sha: str = ""
    """What was calibrated; empty: not told."""
    anchors: int
    """Answers that people had labelled."""
    kappa: FiniteFloat
    tpr: FiniteFloat
    """Share of good answers it passed."""
    tnr: FiniteFloat
    """Share of bad answers it failed."""
    criteria: dict[str, FiniteFloat] = {}
    """Agreement on each criterion, 0 to 1."""
    known_bad: FiniteFloat | None = None
    """Share of planted bad answers that it rejected; None: none were planted, which fails."""


def judge(pair: Pair, profile: Profile) -> RuleOutcome:
    """R8: a judge counts only when it agrees with people and rejects what is planted."""
    spoke = pair.candidate.header.judge
    if spoke is None and pair.champion.header.judge is None:
        return not_applied("R8", "No judge spoke.")
    if spoke is None:
        return _broken("judge_missing", "A judge spoke for the champion and not the candidate.")
    model = str(spoke.get("model", ""))
    if model and model == pair.candidate.header.model:
        return _broken("judges_itself", f"The judge {model} is the model under test.")
    try:
        calibration = Calibration.model_validate(spoke.get("calibration"))
    except ValidationError as exc:
        first = exc.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        return _broken("uncalibrated", f"The judge was not calibrated ({where} {first['msg']}).")
    for key in ("model", "prompt_sha"):
        told = getattr(calibration, key)
        if told and spoke.get(key) not in {None, told}:
            return _broken("uncalibrated", f"The judge was calibrated with another {key}.")
    complaints = _complaints(calibration, profile.judges)
    figures: dict[str, Figure] = {
        "anchors": calibration.anchors,
        "kappa": calibration.kappa,
        "tpr": calibration.tpr,
        "tnr": calibration.tnr,
        "known_bad": calibration.known_bad,
        **_corrected(pair, calibration),
    }
    said = (
        f"kappa {calibration.kappa:.2f}, TPR {calibration.tpr:.2f}, TNR {calibration.tnr:.2f} "
        f"on {calibration.anchors} labelled answers."
    )
    return outcome_of("R8", complaints, f"The judge agrees with people: {said}", figures)


def _broken(name: str, reason: str) -> RuleOutcome:
    return outcome_of("R8", [Complaint(name, GateVerdict.CONFIGURATION, reason)], "")


def _complaints(found: Calibration, limits: Judges) -> list[Complaint]:
    checks: list[tuple[str, float, float]] = [
        ("anchors", float(found.anchors), float(limits.anchors)),
        ("kappa", found.kappa, limits.kappa),
        ("tpr", found.tpr, limits.tpr),
        ("tnr", found.tnr, limits.tnr),
        *(
            (f"criterion:{name}", value, limits.criterion_floor)
            for name, value in sorted(found.criteria.items())
        ),
    ]
    if found.known_bad is not None:
        checks.append(("known_bad", found.known_bad, limits.known_bad))
    complaints = [
        Complaint(
            name,
            GateVerdict.CONFIGURATION,
            f"The judge cannot be believed: {name} {value:.2f}, at least {limit:g}.",
        )
        for name, value, limit in checks
        if not value >= limit
    ]
    if found.known_bad is None:
        reason = "The judge cannot be believed: no bad answer was planted for it."
        complaints.append(Complaint("known_bad", GateVerdict.CONFIGURATION, reason))
    return complaints


def _corrected(pair: Pair, found: Calibration) -> dict[str, Any]:
    """Return the pass rates and their difference behind what an imperfect judge saw.

    Source:
        Rogan & Gladen 1978.
    """
    informed = found.tpr + found.tnr - 1
    if informed <= 0 or not pair.n:
        return {}
    before = float(pair.champion.pass_rates[pair.at_champion].mean())
    after = float(pair.candidate.pass_rates[pair.at_candidate].mean())
    return {
        "rate_champion": stats.rogan_gladen(before, found.tpr, found.tnr),
        "rate_candidate": stats.rogan_gladen(after, found.tpr, found.tnr),
        "difference": (after - before) / informed,
    }
