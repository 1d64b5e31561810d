"""What the gate says: the answer, each rule's outcome with its figures, slices and flips."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from evals.results import EvidenceKind

FORMAT: Final = 1
"""Version of this shape."""

Figure = float | int | str | bool | None | list[str] | dict[str, float]


class GateVerdict(StrEnum):
    """The answer, in the order of precedence: the first that any rule gives is the report's."""

    CONFIGURATION = "configuration"
    """The two runs are no comparison: put that right first."""
    STALE = "stale"
    """Recorded answers are missing or belong to other prompts."""
    INFRASTRUCTURE = "infrastructure"
    """The machinery failed, not the change."""
    REGRESSION = "regression"
    INCONCLUSIVE = "inconclusive"
    """Neither shown to be worse nor shown to be no worse."""
    PASS = "pass"  # noqa: S105 - a verdict


EXIT_CODES: Final[dict[GateVerdict, int]] = {
    GateVerdict.PASS: 0,
    GateVerdict.REGRESSION: 1,
    GateVerdict.CONFIGURATION: 2,
    GateVerdict.STALE: 3,
    GateVerdict.INCONCLUSIVE: 4,
    GateVerdict.INFRASTRUCTURE: 5,
}


def first_of(verdicts: list[GateVerdict]) -> GateVerdict:
    """Return the verdict that takes precedence; pass if there is none."""
    return next((each for each in GateVerdict if each in verdicts), GateVerdict.PASS)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RuleOutcome(_Part):
    """What one rule says."""

    rule: str
    """`R0` to `R8`."""
    name: str
    """Such as `safety`."""
    verdict: GateVerdict
    reason: str
    """One or two sentences with the figures that decided."""
    fired: tuple[str, ...] = ()
    """Names of the sub-rules that went against the candidate, such as `case_deleted`."""
    figures: dict[str, Figure] = Field(default_factory=dict[str, Figure])
    applied: bool = True
    """False: there was nothing for this rule to judge, and `reason` says why."""


class SliceLine(_Part):
    """One slice, or all cases, in both arms."""

    slice: str
    """`all` for the whole."""
    n: int
    champion: float
    """Mean score, 0 to 1."""
    candidate: float
    difference: float
    lower: float
    """One-sided 95 % bound of the difference."""
    upper: float
    margin: float
    mde: float | None
    """Smallest true drop noticed with 80 % power; None: too few cases for any."""
    verdict: GateVerdict
    judged: bool = True
    """False: so few cases that even equal scores could not pass; only its failures count."""


class Flip(_Part):
    """One case whose score changed."""

    case_id: str
    slice: str
    hard: bool
    champion: float
    candidate: float
    difference: float
    champion_passed: float
    """Share of its epochs that passed."""
    candidate_passed: float


class LeftOut(_Part):
    """One case that was not compared."""

    case_id: str
    reason: str


class ArmSummary(_Part):
    """Where one side came from."""

    run_id: str
    bundle_id: str
    model: str
    mode: str
    started_at: datetime
    n: int
    """Cases."""
    epochs: int
    score: float
    evidence: dict[EvidenceKind, int]
    """Case-epochs by where the model's answers came from."""
    oldest_recording: datetime | None
    model_versions: tuple[str, ...]


class ProfileUse(_Part):
    """The thresholds that were applied and where they came from."""

    name: str
    sha: str
    source: str
    """The commit it was read from, or `package`."""
    head_sha: str | None = None
    """Of the same file in the working tree, if both were read."""

    @property
    def changed(self) -> bool:
        """Whether this change edits the gate that judges it."""
        return self.head_sha is not None and self.head_sha != self.sha


class GateReport(_Part):
    """The whole answer."""

    format: int = FORMAT
    verdict: GateVerdict
    exit_code: int
    reason: str
    """One line."""
    profile: ProfileUse
    champion: ArmSummary | None
    """None: it could not be read."""
    candidate: ArmSummary | None
    rules: tuple[RuleOutcome, ...]
    overall: SliceLine | None
    slices: tuple[SliceLine, ...]
    flips: tuple[Flip, ...]
    """Every case whose mean score differs, worst first."""
    mde: float | None
    """Smallest true drop over all cases noticed with 80 % power."""
    evidence: str
    """One sentence on where both arms' answers came from; the first line of every report."""
    left_out: tuple[LeftOut, ...]
    more_epochs: int | None = None
    """Epochs that would decide, if there are too few."""
    notes: tuple[str, ...] = ()

    def outcome(self, rule: str) -> RuleOutcome:
        """Return one rule's outcome.

        Raises:
            KeyError: The rule was not reached.
        """
        found = [each for each in self.rules if each.rule == rule]
        if not found:
            raise KeyError(rule)
        return found[0]

    @property
    def fired(self) -> tuple[str, ...]:
        """`<rule>.<sub-rule>` of everything that went against the candidate."""
        return tuple(f"{each.rule}.{name}" for each in self.rules for name in each.fired)
