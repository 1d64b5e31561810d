"""Commands that decide about prompts end with a code a pipeline can act on."""

from __future__ import annotations

import errno

import pytest
import typer

from cli.evals.exits import CONFIGURATION, INFRASTRUCTURE, EvalCommands, ending
from coach.errors import (
    Conflict,
    ExternalFailure,
    FitholicError,
    InvalidInput,
    NotAllowed,
    NotFound,
    SetupError,
)
from evals.runs.planning import RowsMissing

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "error",
    [
        InvalidInput("a file is wrong.", code="bad_case"),
        NotFound("there is no run.", code="run_not_found"),
        Conflict("it is there already.", code="file_exists"),
        SetupError("a prompt was edited.", code="prompt_edited"),
        SetupError("no such model.", code="unknown_model"),
        SetupError("a setting is wrong.", code="bad_setting"),
        SetupError("no agent has a challenger.", code="no_challenger"),
        SetupError("it needs a key.", code="model_key_missing"),
        NotAllowed("may not create databases.", code="no_createdb"),
    ],
)
def test_what_somebody_wrote_wrong_is_configuration(error: FitholicError) -> None:
    assert ending(error) == CONFIGURATION


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/a/b\x1b[2J"), r"/a/b\x1b[2J: Perm"),
    ],
)
def test_what_the_system_refuses_is_one_line_and_no_traceback(
    refused: OSError, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    app = typer.Typer(cls=EvalCommands)

    @app.command()
    def fail() -> None:
        raise refused

    app.callback()(lambda: None)
    with pytest.raises(SystemExit) as end:
        app(["fail"])
    assert end.value.code == INFRASTRUCTURE
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


@pytest.mark.parametrize(
    "error",
    [
        ExternalFailure("no server.", code="database_unreachable"),
        SetupError("the disk is full.", code="disk_full"),
        RowsMissing("a row is missing."),
    ],
)
def test_what_the_machine_lacks_is_infrastructure(error: FitholicError) -> None:
    assert ending(error) == INFRASTRUCTURE
