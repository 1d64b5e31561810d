"""Checks that an installation gives the same answers twice and asks nobody in between."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple, cast

from agents.transport import ModelTransport
from evals.cases.case import Case
from evals.cassettes.cassette import Origin
from evals.cassettes.recording import Recording, RecordingTransport
from evals.cassettes.store import CassetteStore
from evals.results import CaseRow, CaseStatus
from evals.runs.equality import differences
from evals.runs.job import Job
from evals.runs.planning import Planned
from evals.runs.prompt_choice import chosen_prompts
from evals.runs.working import InProcess
from evals.seeding import athlete_id

NOW: Final = datetime(2026, 3, 18, 17, tzinfo=UTC)
"""When the doctor's case takes place: long ago, so that a clock that runs is noticed."""
CASE: Final = Case.model_validate(
    {
        "id": "doctor",
        "fixture": {
            "now": NOW.isoformat(),
            "profile": {"sex": "f", "birth_date": "1998-05-02", "units": "kg"},
            "workouts": [
                {
                    "date": "2026-03-16",
                    "exercise": "Squat (Barbell)",
                    "sets": [{"kg": 60, "reps": 5}, {"kg": 60, "reps": 5}],
                }
            ],
        },
        "turns": [
            {"user": "What should I squat next session?"},
            {"user": "I benched 40 kg for 5, 5 and 5 today."},
            {"user": "Does creatine work?"},
        ],
    }
)
"""Reads, writes and searches."""
GEMINI: Final = "google_genai:gemini-3.5-flash"
HTTPX: Final = "Gemini's client uses httpx"
HTTP_CLIENT: Final = "GOOGLE_GENAI_HTTP_CLIENT"
RAGAS: Final = "uv pip install --group evals"


class Check(NamedTuple):
    """One thing that was looked at."""

    name: str
    ok: bool
    told: str
    """What was found; for a failure also what to do."""
    is_configuration: bool = False
    """A failure is a matter of settings and files, not of the machine."""


@dataclass(frozen=True, slots=True)
class Ward:
    """What the doctor needs to make runs."""

    job: Job
    """Its database and its model are not used."""
    fresh: Callable[[], AbstractContextManager[str]]
    """Gives the address of a scratch database; a case runs once on each."""
    simulator: Callable[[], ModelTransport]
    """Makes what answers in Gemini's wire format without a network."""


def examine(ward: Ward) -> tuple[Check, ...]:
    """Run the doctor's case twice with each kind of client, and look at what differs.

    Raises:
        FitholicError: A run cannot be made at all.
    """
    own = [_row(ward, ward.job) for _ in range(2)]
    with _callers() as called:
        there = [_gemini_row(ward) for _ in range(2)]
    keys = [used for _, used in there]
    rows = [row for row, _ in there]
    return (
        _ends_well("the built-in coach answers", own[0]),
        _same("the built-in coach repeats itself", own),
        _frozen(own[0]),
        _seeded(ward.job, own),
        _ends_well("Gemini's client answers through our transport", rows[0]),
        _same("Gemini's client repeats itself", rows),
        _same_keys(keys),
        _hermetic(called),
        _backend(keys),
        _ragas(),
    )


def _row(ward: Ward, job: Job, transport: ModelTransport | None = None) -> CaseRow:
    rows: list[CaseRow] = []
    with (
        ward.fresh() as database_url,
        InProcess(replace(job, database_url=database_url), transport) as crew,
    ):
        crew.run([Planned(CASE, 1)], rows.append)
    return rows[0]


def _gemini_row(ward: Ward) -> tuple[CaseRow, Sequence[str]]:
    """Return the row, and the keys its requests would be recorded under."""
    request = ward.job.request.model_copy(update={"model": GEMINI, "mode": "replay"})
    model = ward.job.model_settings.model_copy(update={"name": GEMINI})
    with TemporaryDirectory(prefix="fitholic-doctor-") as folder:
        recording = Recording(CassetteStore(Path(folder)), Origin.SYNTHETIC)
        prompts = chosen_prompts(request).locks
        transport = RecordingTransport(ward.simulator(), recording, prompts)
        row = _row(ward, replace(ward.job, request=request, model_settings=model), transport)
        keys = [key for used in transport.used().values() for key in used]
    return row, keys


def _hermetic(called: Sequence[str]) -> Check:
    told = f"called {', '.join(sorted(set(called)))}" if called else "nobody was called"
    return Check("no socket leaves", not called, told)


@contextmanager
def _callers() -> Generator[list[str]]:
    """Note the hosts that this process connects to during the block, this machine left out."""
    called: list[str] = []
    watching = [True]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "socket.connect":
            address = arguments[1]
            host = str(cast("tuple[object, ...]", address)[0]) if isinstance(address, tuple) else ""
            if host and not _is_here(host):
                called.append(host)

    sys.addaudithook(hook)  # for the life of the process; `watching` ends what it does
    try:
        yield called
    finally:
        watching.clear()


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _ends_well(name: str, row: CaseRow) -> Check:
    ok = row.status is CaseStatus.OK and all(turn.error is None for turn in row.turns)
    said = row.error or next((turn.error for turn in row.turns if turn.error), None)
    return Check(name, ok, f"{len(row.turns)} turns" if ok else str(said))


def _same(name: str, rows: Sequence[CaseRow]) -> Check:
    found = differences(rows[0], rows[1])
    told = "; ".join(found) or "replies, calls, arguments, facts and verdicts are equal"
    return Check(name, not found, told)


def _frozen(row: CaseRow) -> Check:
    """Tell whether any fact is dated by the machine's clock."""
    today = datetime.now(UTC).date().isoformat()
    dated = [str(f.get("as_of", "")) for turn in row.turns for f in turn.facts]
    wrong = [moment for moment in dated if moment[:10] == today]
    logged = any(moment.startswith(NOW.date().isoformat()) for moment in dated)
    told = f"facts of today: {wrong[:3]}" if wrong else f"the newest fact is of {max(dated)[:10]}"
    return Check("the clock is frozen", bool(dated) and logged and not wrong, told)


def _seeded(job: Job, rows: Sequence[CaseRow]) -> Check:
    """Tell whether the rows that turns wrote bear ids of the seed."""
    ids = [sorted(_ids(row)) for row in rows]
    ok = bool(ids[0]) and ids[0] == ids[1]
    athlete = athlete_id(CASE.id, 1, job.options.seed)
    told = f"{len(ids[0])} ids, the athlete's is {athlete}" if ok else "two runs gave other ids"
    return Check("ids are seeded", ok, told)


def _ids(row: CaseRow) -> set[str]:
    return {str(f["source"]["id"]) for t in row.turns for f in t.facts if "id" in f["source"]}


def _same_keys(keys: Sequence[Sequence[str]]) -> Check:
    ok = bool(keys[0]) and list(keys[0]) == list(keys[1])
    told = f"{len(keys[0])} requests have the same keys" if ok else f"{keys[0]} and {keys[1]}"
    return Check("requests are found again in the cassettes", ok, told)


def _backend(keys: Sequence[Sequence[str]]) -> Check:
    """Tell whether the client speaks through httpx, where our transports are."""
    chosen = os.environ.get(HTTP_CLIENT, "")
    if chosen not in {"", "httpx"}:
        told = f"{HTTP_CLIENT} is {chosen!r}: unset it, or requests pass our transports by"
        return Check(name=HTTPX, ok=False, told=told, is_configuration=True)
    ok = bool(keys[0])
    return Check(HTTPX, ok, "yes" if ok else "no request reached our transport")


def _ragas() -> Check:
    """Say how to get the columns that ragas would fill; they are reported, never gated."""
    missing = f"left out, ragas is not installed; `{RAGAS}` brings it"
    told = missing if find_spec("ragas") is None else "ragas is installed"
    return Check(name="columns of ragas", ok=True, told=told)
