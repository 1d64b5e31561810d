"""What an agent is told of the tools over videos."""

from __future__ import annotations

from tools import form, labels
from tools.arguments.form import FormFindingsArgs, FormHistoryArgs
from tools.results.form import FormFindings, FormHistory
from tools.spec import ToolSpec

FORM_FINDINGS = ToolSpec(
    name="form_findings",
    description=(
        "Return what was measured in one video: repetitions, faults, values with error bands, "
        "speed loss, and what cannot be judged from this view with how to film it."
    ),
    args=FormFindingsArgs,
    run=form.form_findings,
    data=FormFindings,
    returns=labels.FORM_FINDINGS,
)

FORM_HISTORY = ToolSpec(
    name="form_history",
    description="Return the newest analysed videos with their set-level values, to compare form.",
    args=FormHistoryArgs,
    run=form.form_history,
    data=FormHistory,
    returns=labels.FORM_HISTORY,
)
