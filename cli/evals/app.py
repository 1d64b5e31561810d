"""The eval commands by name; each imports what it needs only when it runs."""

from __future__ import annotations

import typer

from cli.evals import (
    arm,
    calibrate,
    cassettes,
    compare,
    datasets,
    doctor,
    experiment,
    feedback,
    gate,
    power,
    promote,
    record,
    report,
    run,
    selftest,
)
from cli.evals.exits import EvalCommands

app = typer.Typer(cls=EvalCommands, no_args_is_help=True)


@app.callback()
def evals() -> None:
    """Test prompts and models before they reach athletes."""


app.command("run")(run.run)
app.command("calibrate")(calibrate.calibrate)
app.command("compare")(compare.compare)
app.command("doctor")(doctor.doctor)
app.command("gate")(gate.gate)
app.command("power")(power.power)
app.command("promote")(promote.promote)
app.command("record")(record.record)
app.command("report")(report.report)
app.command("selftest")(selftest.selftest)
app.command("arm", hidden=True)(arm.arm)
app.add_typer(cassettes.app, name="cassettes", help="Look after recorded answers.")
app.add_typer(datasets.app, name="datasets", help="Keep the versions of case files honest.")
app.add_typer(experiment.app, name="experiment", help="Read what experiments on athletes show.")
app.add_typer(feedback.app, name="feedback", help="Turn what athletes said into cases.")
