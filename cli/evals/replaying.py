"""Replays cases on a folder of cassettes, and notes what is missing."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from coach.settings import Settings

if TYPE_CHECKING:
    from evals.cassettes.scope import Scope
    from evals.cassettes.status import Replayed
    from evals.cassettes.store import CassetteStore
    from evals.results import CaseRow, RunResult
    from evals.runs.request import RunRequest

EPOCHS: Final = 2
"""Epochs of the committed cases: enough to show that each hears its own answer."""
SUITE: Final = "pr"


def request_for(
    told: Mapping[str, Any], settings: Settings, *, synthetic: bool, mode: str
) -> RunRequest:
    """Return what is to be replayed or recorded.

    Without cases or a suite it is the suite of pull requests, or, of a simulator, the cases whose
    cassettes are committed.

    Raises:
        InvalidInput: An option is wrong, or the model is none of Gemini's (code `bad_option`).
    """
    from cli.evals.requests import request_of
    from coach.errors import InvalidInput
    from evals.cassettes.store import COMMITTED_CASES, PROVIDER
    from prompts.registry import load_registry

    given = {name: value for name, value in told.items() if value is not None}
    if "cases" not in given and "suite" not in given:
        if synthetic:
            given = {"cases": (COMMITTED_CASES,), "epochs": EPOCHS, **given}
        else:
            given["suite"] = SUITE
    if "model" not in given:
        pinned = f"{PROVIDER}:{load_registry().prompt_of('planner').front.model}"
        configured = settings.model.spec
        given["model"] = configured if configured.startswith(f"{PROVIDER}:") else pinned
    if not str(given["model"]).startswith(f"{PROVIDER}:"):
        raise InvalidInput(
            f"model {given['model']!r} has no answers to record.",
            way_out=f"Name one of Gemini's, such as {PROVIDER}:gemini-3.5-flash.",
            code="bad_option",
        )
    return request_of({**given, "mode": mode}, settings)


def replay(
    request: RunRequest, store: CassetteStore, settings: Settings, data_dir: Path | None
) -> Replayed:
    """Replay the cases and return what they met; the run itself is not kept."""
    from cli.evals.execution import Setting, execute
    from evals.cassettes.status import Replayed
    from evals.cassettes.transports import ReplayTransport
    from evals.runs.prompt_choice import chosen_prompts

    prompts = chosen_prompts(request).locks
    transport = ReplayTransport(store, prompts)
    done = execute(request, Setting(settings, data_dir, transport=transport))
    shutil.rmtree(done.folder)
    planned = [scope_of(row) for row in done.result.cases]
    return Replayed(
        planned,
        transport.misses,
        transport.used(),
        unfinished(done.result),
        prompts,
        prompts_in_use(),
    )


def unfinished(result: RunResult) -> Mapping[Scope, str]:
    """Return why a case-epoch came to no end of its own, stale ones left out."""
    from evals.results import CaseStatus

    ended = (CaseStatus.OK, CaseStatus.STALE)
    return {
        scope_of(row): row.error or row.status for row in result.cases if row.status not in ended
    }


def prompts_in_use() -> tuple[str, ...]:
    """Return `<agent>@<version>#<sha256>` of the champion's and the challenger's prompts."""
    from coach.errors import SetupError
    from prompts.registry import load_registry

    champion = load_registry().locks
    try:
        return (*champion, *load_registry("challenger").locks)
    except SetupError as exc:
        if exc.code != "no_challenger":
            raise
    return champion


def scope_of(row: CaseRow) -> Scope:
    """Return the case and epoch of a row."""
    from evals.cassettes.scope import Scope

    return Scope(row.case_id, row.epoch)


def known_cases() -> set[str]:
    """Return the ids of all cases any suite or the committed cassettes know."""
    from evals.cases.loading import load_cases
    from evals.cassettes.store import COMMITTED_CASES
    from evals.runs.suites import SUITES, load_suite

    paths = {path for suite in SUITES.glob("*.yaml") for path in load_suite(suite.stem).paths}
    return {case.id for path in (*sorted(paths), COMMITTED_CASES) for case in load_cases(path)}
