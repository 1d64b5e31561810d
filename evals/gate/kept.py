"""The gate's answers as they are kept in the data folder, so that a promotion can refer to one."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from coach.errors import InvalidInput, NotFound
from evals.gate.baseline import Baseline, baseline_of, parse_baseline, written
from evals.gate.report import GateReport
from evals.gate.sides import Side

GATES: Final = Path("evals", "gates")
"""Where they are, in the data folder."""
_ID: Final = re.compile(r"\d{8}-\d{6}-\w+(-\d+)?")
_NO_NAME: Final = re.compile(r"\W")
"""What a bundle's id, which a file may claim to be anything, may not bring into a path."""
REPORT: Final = "report.json"
CANDIDATE: Final = "candidate.json"


def keep(report: GateReport, candidate: Side | None, data_dir: Path, now: datetime) -> str:
    """Write an answer with the candidate's figures, and return the answer's id."""
    folder = data_dir / GATES
    folder.mkdir(parents=True, exist_ok=True)
    told = report.candidate.bundle_id if report.candidate else ""
    bundle = _NO_NAME.sub("", told)[:8] or "unread"
    for n in range(1, 1000):
        gate_id = f"{now:%Y%m%d-%H%M%S}-{bundle}" + (f"-{n}" if n > 1 else "")
        try:
            (folder / gate_id).mkdir()
        except FileExistsError:
            continue
        path = folder / gate_id
        path.joinpath(REPORT).write_text(report.model_dump_json(indent=1) + "\n", encoding="utf-8")
        if candidate is not None:
            text = written(baseline_of(candidate.arm, candidate.metrics))
            path.joinpath(CANDIDATE).write_text(text, encoding="utf-8")
        return gate_id
    raise InvalidInput(f"{folder} holds 999 answers of this second.", way_out="Remove old ones.")


def read_answer(gate_id: str, data_dir: Path) -> tuple[GateReport, Baseline]:
    """Return an answer and the figures of its candidate.

    Raises:
        NotFound: There is none of this id (code `gate_run_not_found`).
        InvalidInput: It cannot be read, or its candidate never could.
    """
    path = data_dir / GATES / gate_id
    if not _ID.fullmatch(gate_id) or not path.is_dir():
        raise NotFound(
            f"there is no gate run {gate_id!r} in {data_dir / GATES}.",
            way_out="Take the id that `fitholic evals gate` prints last.",
            code="gate_run_not_found",
        )
    try:
        report = GateReport.model_validate_json(path.joinpath(REPORT).read_bytes())
        return report, parse_baseline(path.joinpath(CANDIDATE).read_text(encoding="utf-8"))
    except (OSError, ValidationError) as exc:
        raise InvalidInput(
            f"gate run {gate_id} has no candidate that can be promoted.",
            way_out="Run `fitholic evals gate` again.",
            code="gate_run_broken",
        ) from exc
