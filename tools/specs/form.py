"""What an agent is told of the tools over videos."""

from __future__ import annotations

from tools import form, form_trend, labels_form
from tools.arguments.form import FormFindingsArgs, FormHistoryArgs, FormTrendArgs
from tools.results.form import FormFindings, FormHistory, FormTrend
from tools.spec import ToolSpec

FORM_FINDINGS = ToolSpec(
    name="form_findings",
    description=(
        "Return what was measured in one video: repetitions, faults, values with error bands, how "
        "they ran through the set, left against right, the worst repetition, speed loss against "
        "the logged RPE, and what cannot be judged from this view with how to film it."
    ),
    args=FormFindingsArgs,
    run=form.form_findings,
    data=FormFindings,
    returns=labels_form.FORM_FINDINGS,
)

FORM_HISTORY = ToolSpec(
    name="form_history",
    description="Return the newest analysed videos with their set-level values, to list them.",
    args=FormHistoryArgs,
    run=form.form_history,
    data=FormHistory,
    returns=labels_form.FORM_HISTORY,
)

FORM_TREND = ToolSpec(
    name="form_trend",
    description=(
        "Compare the newest video of an exercise with an earlier one: both days and values, the "
        "difference, and whether it is larger than the camera's error."
    ),
    args=FormTrendArgs,
    run=form_trend.form_trend,
    data=FormTrend,
    returns=labels_form.FORM_TREND,
)
