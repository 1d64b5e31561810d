"""What a run of cases leaves behind: every case, turn, verdict, call and time, as it is written."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

FORMAT = 1
"""Version of this shape; a reader refuses another."""


class CaseStatus(StrEnum):
    """How one case came to its end."""

    OK = "ok"
    ERROR = "error"
    """It crashed; scored 0."""
    TIMEOUT = "timeout"
    """It took too long; scored 0."""
    STALE = "stale"
    """A recorded model answer is missing; no score can be had without a recording."""


class EvidenceKind(StrEnum):
    """Where the model's answers of a case came from."""

    LIVE = "live"
    RECORDED = "recorded"
    SYNTHETIC = "synthetic"
    """From a simulator or a hand-made cassette: says nothing about the model, never promoted."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Verdict(_Row):
    """One metric of one turn."""

    metric: str
    version: int = 1
    """Raised when the metric judges differently; other versions are not compared."""
    score: FiniteFloat = Field(ge=0, le=1)
    passed: bool
    reason: str
    gates: bool = True
    """False: it never fails the turn; an item of the rubric still counts in its score."""


class ToolRow(_Row):
    """One tool call of a turn."""

    id: str
    name: str
    arguments: dict[str, Any]
    result: dict[str, Any] | None
    """`{"summary", "facts": [fact id]}` or `{"error", "code"}`; None: no result came."""
    started_ms: FiniteFloat
    """Since the turn began."""
    ended_ms: FiniteFloat | None


class EventRow(_Row):
    """One event of a turn and when it came."""

    at_ms: FiniteFloat
    """Since the turn began."""
    kind: str
    detail: str = ""
    """Name of the step or tool, length of the text, class of the safety verdict."""


class TurnRow(_Row):
    """One message and what came back."""

    turn: int
    """From 1."""
    user: str
    reply: str
    agent: str | None
    tools: tuple[ToolRow, ...]
    facts: tuple[dict[str, Any], ...]
    """Facts as `coach.evidence.Fact` writes them to JSON."""
    evidence: tuple[dict[str, Any], ...]
    """Spans of the reply, `{"start", "end", "fact_ids"}`, UTF-16 offsets."""
    safety: tuple[str, ...]
    """Classes, in the order the gate gave them."""
    verdicts: tuple[Verdict, ...]
    score: FiniteFloat = Field(ge=0, le=1)
    passed: bool
    events: tuple[EventRow, ...]
    steps: int
    """Nodes of the graph that ran."""
    llm_calls: int
    input_tokens: int
    output_tokens: int
    latency_ms: FiniteFloat
    first_text_ms: FiniteFloat | None
    error: str | None = None
    """Stable code of the error that ended the turn."""


class CaseRow(_Row):
    """One case in one epoch."""

    case_id: str
    case_sha: str
    epoch: int
    """From 1."""
    slice: str
    cluster: str
    """Cases of one persona or template share it; their differences are not independent."""
    severity: str
    """`hard` or `soft`."""
    status: CaseStatus
    error: str | None = None
    """What crashed, in one line."""
    evidence: EvidenceKind
    evidence_prompts: tuple[str, ...] = ()
    """`<agent>@<version>#<sha256>` of the prompts behind recorded answers."""
    model_versions: tuple[str, ...] = ()
    """What the provider said had answered."""
    oldest_recording: datetime | None = None
    score: FiniteFloat = Field(ge=0, le=1)
    """Mean of its turns' scores; 0 unless `status` is ok."""
    passed: bool
    turns: tuple[TurnRow, ...]

    @property
    def latency_ms(self) -> float:
        """Wall time of all turns."""
        return sum(turn.latency_ms for turn in self.turns)


class RunHeader(_Row):
    """What was run, with what, where: enough to know whether two runs may be compared."""

    format: int = FORMAT
    run_id: str
    started_at: datetime
    finished_at: datetime | None = None
    bundle_id: str
    bundle: dict[str, Any]
    """The parts behind `bundle_id`: prompts, model, parameters, tools, topology, code, ..."""
    model: str
    mode: str
    """`live`, `replay`, `record` or `passthrough`."""
    suite: str
    datasets: dict[str, str]
    """Data set to `MAJOR.MINOR.sha`; of a file outside the lock `0.0.<sha>`."""
    seed: int | None
    """None: ids or noise were not seeded."""
    clock: str
    """`frozen`: every case ran at its fixture's `now`."""
    epochs: int
    cases_expected: int
    """Case-epochs, the denominator of every mean."""
    cases: tuple[str, ...]
    """Ids of all cases that were to run."""
    timing_session: str | None = None
    """Arms measured in turn on one machine share it; only their wall times are compared."""
    host: str
    """Processor, cores, Python and operating system; no name of the machine."""
    tool_schemas_sha: str
    judge: dict[str, Any] | None = None
    """Model, prompt hash and calibration of the judge, if one spoke."""
    columns: dict[str, float] = Field(default_factory=dict)
    """Reported, never gated: means of the ragas metrics by name."""


class RunResult(_Row):
    """A whole run."""

    header: RunHeader
    cases: tuple[CaseRow, ...]

    @property
    def failed(self) -> tuple[CaseRow, ...]:
        """The case-epochs with a verdict against them."""
        return tuple(case for case in self.cases if not case.passed)
