"""`fitholic evals record`: ask the model, or a simulator, for the answers that are missing."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.evals.cassettes import Folder
from cli.evals.exits import CONFIGURATION, INFRASTRUCTURE
from cli.exits import INTERRUPTED
from cli.options import DataDir

if TYPE_CHECKING:
    from agents.transport import ModelTransport
    from coach.settings import Settings
    from evals.cassettes.recording import RecordingTransport
    from evals.cassettes.scope import Scope
    from evals.cassettes.status import Effort
    from evals.cassettes.store import CassetteStore
    from evals.runs.request import RunRequest


def record(
    stale: Annotated[
        bool, typer.Option("--stale", help="Ask only for answers that are missing.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Ask for every answer anew, as a promotion wants it.")
    ] = False,
    cases: Annotated[
        list[Path] | None, typer.Option(help="File of cases; may be repeated.")
    ] = None,
    suite: Annotated[str | None, typer.Option(help="Such as `pr`, the default.")] = None,
    synthetic: Annotated[
        bool,
        typer.Option("--synthetic", help="Let a simulator answer: no key, no cost, no evidence."),
    ] = False,
    model: Annotated[
        str | None, typer.Option(help="Such as google_genai:gemini-3.5-flash.")
    ] = None,
    bundle: Annotated[
        str | None, typer.Option(help="Prompts: `champion`, `challenger` or `worktree`.")
    ] = None,
    prompt: Annotated[
        list[str] | None, typer.Option(help="One agent's version, such as `planner@1.1.0`.")
    ] = None,
    epochs: Annotated[int | None, typer.Option(min=1, max=100, help="Repeats of a case.")] = None,
    only: Annotated[str | None, typer.Option(help="Pattern of case ids.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before it costs.")] = False,
    allow_dirty: Annotated[
        bool, typer.Option("--allow-dirty", help="Record although tracked files are changed.")
    ] = False,
    folder: Folder = None,
    data_dir: DataDir = None,
) -> None:
    """Record answers for replay: with GOOGLE_API_KEY, or --synthetic.

    An interrupted recording goes on where it stopped. Exit 2 if an answer may not be written, 5 if
    the provider left some without an answer.
    """
    from cli.evals.replaying import request_for
    from cli.plan import ROOT
    from coach.errors import InvalidInput
    from coach.settings import Settings
    from evals.cassettes.reading import open_for_recording
    from evals.cassettes.store import HERE

    if stale == everything:
        raise InvalidInput(
            "say what to record.", way_out="Pass either --stale or --all.", code="bad_option"
        )
    settings = Settings.load()
    told = {
        "cases": tuple(path.absolute() for path in cases) if cases else None,
        "suite": suite,
        "model": model,
        "bundle": bundle,
        "prompts": prompt,
        "epochs": epochs,
        "only": only,
    }
    request = request_for(told, settings, synthetic=synthetic, mode="record")
    root = folder or HERE
    if not synthetic:
        _require_key(settings)
        if not allow_dirty:
            from cli.evals.worktree import refuse_changes

            refuse_changes(ROOT, besides=root.absolute())
    store = open_for_recording(root)
    session = Session(request, settings, data_dir, store)
    if not synthetic:
        effort = session.effort(renew=everything)
        if effort.calls == 0:
            typer.echo("nothing is stale: every answer is there")
            return
        _confirm(effort, yes=yes)
    session.run(synthetic=synthetic, renew=everything)


@dataclass(frozen=True, slots=True)
class Session:
    """One recording."""

    request: RunRequest
    settings: Settings
    data_dir: Path | None
    store: CassetteStore

    def effort(self, *, renew: bool) -> Effort:
        """Return what the recording takes, before it begins."""
        from cli.evals.replaying import replay
        from evals.cassettes.status import effort_of_all, status_of

        request = self.request.model_copy(update={"mode": "replay"})
        replayed = replay(request, self.store, self.settings, self.data_dir)
        if renew:
            return effort_of_all(self.store, replayed.planned, request.model)
        return status_of(self.store, replayed, request.model).effort

    def run(self, *, synthetic: bool, renew: bool) -> None:
        """Record, bring the lock up to date, and say what came of it."""
        from cli.evals.execution import Interrupted, Setting, execute
        from cli.evals.replaying import scope_of, unfinished
        from cli.evals.resuming import renewal
        from evals.cassettes.cassette import Origin
        from evals.cassettes.recording import Recording, RecordingTransport
        from evals.runs.prompt_choice import chosen_prompts

        kept = self.data_dir or self.settings.data_dir
        origin = Origin.SYNTHETIC if synthetic else Origin.RECORDED
        with renewal(kept, self.request, wanted=renew and not synthetic) as since:
            before = datetime.now(UTC) if renew and synthetic else since
            recording = Recording(self.store, origin, before)
            prompts = chosen_prompts(self.request).locks
            transport = RecordingTransport(_asked(synthetic=synthetic), recording, prompts)
            setting = Setting(self.settings, self.data_dir, transport=transport)
            try:
                result = execute(self.request, setting).result
            except Interrupted as exc:
                typer.echo("interrupted: run the command again, and it goes on", err=True)
                raise typer.Exit(INTERRUPTED) from exc
            left = dict.fromkeys(transport.unanswered(), "the provider gave no answer")
            failed = {**left, **unfinished(result)}
            planned = [scope_of(row) for row in result.cases]
            self._settle(transport, [scope for scope in planned if scope not in failed])
            _report(transport, failed, len(planned))

    def _settle(self, transport: RecordingTransport, ended: list[Scope]) -> None:
        from cli.evals.replaying import prompts_in_use

        used = transport.used()
        replayed = {scope: used.get(scope, ()) for scope in ended}
        self.store.settle(replayed, transport.prompts, prompts_in_use())
        gone = self.store.prune()
        if gone:
            sys.stderr.write(f"fitholic: {len(gone)} files deleted that no case replays\n")


def _require_key(settings: Settings) -> None:
    from coach.errors import InvalidInput

    if settings.model.google_api_key is None:
        raise InvalidInput(
            "recording asks Gemini, which needs a key.",
            way_out="Set GOOGLE_API_KEY, or pass --synthetic for a simulator's answers.",
            code="bad_key",
        )


def _confirm(effort: Effort, *, yes: bool) -> None:
    """Say what it takes; go on only if somebody agrees.

    Raises:
        InvalidInput: Nobody is there to ask (code `bad_option`).
    """
    from coach.errors import InvalidInput

    sys.stderr.write(f"fitholic: this takes {effort}\n")
    if yes:
        return
    if not sys.stdin.isatty():
        raise InvalidInput("nobody is there to agree.", way_out="Pass --yes.", code="bad_option")
    typer.confirm("Go on?", abort=True, err=True)


def _asked(*, synthetic: bool) -> ModelTransport:
    """Return who answers."""
    if synthetic:
        from evals.selftest.simulator import ObeyingGemini
        from store.embedder import MiniLmEmbedder

        return ObeyingGemini(0, MiniLmEmbedder())
    from agents.transport import HttpTransport

    return HttpTransport()


def _report(transport: RecordingTransport, failed: Mapping[Scope, str], planned: int) -> None:
    typer.echo(
        f"{transport.calls} answers recorded; {planned - len(failed)} of {planned} case-epochs "
        "are complete"
    )
    for scope, why in failed.items():
        typer.echo(f"{scope}: {why}", err=True)
    if transport.refused:
        raise typer.Exit(CONFIGURATION)
    if failed:
        typer.echo("run the command again: it goes on with what is missing", err=True)
        raise typer.Exit(INFRASTRUCTURE)
