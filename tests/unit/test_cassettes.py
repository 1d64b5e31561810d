"""Recorded answers belong to one request each; nothing else may ever replay them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from agents.transport import ModelTransport
from coach.errors import InvalidInput
from evals.cassettes.canonical import canonical_body, canonical_request, key_of
from evals.cassettes.cassette import Origin
from evals.cassettes.miss import CassetteMiss
from evals.cassettes.reading import open_cassettes, open_for_recording, survey
from evals.cassettes.recording import PassthroughTransport, Recording, RecordingTransport
from evals.cassettes.scope import Scope, scope
from evals.cassettes.store import CassetteStore
from evals.cassettes.transports import ReplayTransport
from evals.results import EvidenceKind
from tests.fakes.gemini_wire import NUTRITION, PLANNER, ScriptedGemini, body, message, sent_by, url

pytestmark = pytest.mark.unit

Body = Mapping[str, Any]


def ask(
    transport: ModelTransport, sent: Body, *, case: str = "squat", epoch: int = 1, at: str = url()
) -> Any:
    """Send one request within a case; return the answer's text, or its JSON messages' texts."""
    with scope(case, epoch):
        return sent_by(transport, sent, at)


def recorder(
    folder: Path, *answers: Any, origin: Origin = Origin.RECORDED, **options: Any
) -> RecordingTransport:
    recording = Recording(open_for_recording(folder), origin, **options)
    return RecordingTransport(ScriptedGemini(list(answers)), recording, (NUTRITION, PLANNER))


def record(folder: Path, *asked: tuple[Body, str], case: str = "squat", epoch: int = 1) -> None:
    """Record these requests of one case with these answers, and write the lock."""
    store = open_for_recording(folder)
    gemini = ScriptedGemini([message(text) for _, text in asked])
    transport = RecordingTransport(gemini, Recording(store, Origin.RECORDED), (PLANNER,))
    with scope(case, epoch):
        for sent, _ in asked:
            sent_by(transport, sent)
    store.settle(transport.used())
    store.save()


def replay(folder: Path, prompts: Sequence[str] = (PLANNER,)) -> ReplayTransport:
    return ReplayTransport(open_cassettes(folder), prompts)


def only_file(folder: Path) -> Path:
    (path,) = [p for p in folder.glob("google_genai/*/*.json") if p.parent.name != "parts"]
    return path


def test_a_recorded_answer_is_replayed_and_says_what_it_is_worth(tmp_path: Path) -> None:
    record(tmp_path, (body(), "Squat 105 kg."))
    transport = replay(tmp_path)
    assert ask(transport, body()) == "Squat 105 kg."
    evidence = transport.evidence_of("squat", 1)
    assert evidence.kind is EvidenceKind.RECORDED
    assert evidence.prompts == (PLANNER,)
    assert evidence.model_versions == ("gemini-3.5-flash-001",)
    assert evidence.oldest is not None
    assert len(evidence.latencies_ms) == 1


def test_a_changed_system_prompt_never_replays_the_old_answer(tmp_path: Path) -> None:
    record(tmp_path, (body(), "Squat 105 kg."))
    changed = {"parts": [{"text": "AGENT: planner\nUNIT: kg\nBe rude."}]}
    newer = "planner@1.1.0#" + "c" * 64
    with pytest.raises(CassetteMiss) as caught:
        ask(replay(tmp_path, (newer,)), body(systemInstruction=changed))
    assert isinstance(caught.value, AssertionError)
    assert caught.value.missed.causes == ("planner 1.0.0 -> 1.1.0",)
    assert '-      "Be brief."' in caught.value.missed.diff
    assert '+      "Be rude."' in caught.value.missed.diff
    assert "fitholic evals record --stale" in str(caught.value)


@pytest.mark.parametrize(
    ("sent", "at", "cause"),
    [
        (body("And the bench?"), url(), "case text"),
        (body(tools=[]), url(), "tool next_load gone"),
        (body(generationConfig={"temperature": 0.5, "candidateCount": 1}), url(), "parameter temp"),
        (body(), url(model="gemini-4"), "model gemini-3.5-flash -> gemini-4"),
        (body(safetySettings=[{"category": "X"}]), url(), "safetySettings"),
    ],
)
def test_whatever_else_changes_is_a_miss_that_names_its_cause(
    tmp_path: Path, sent: Body, at: str, cause: str
) -> None:
    record(tmp_path, (body(), "Squat 105 kg."))
    with pytest.raises(CassetteMiss) as caught:
        ask(replay(tmp_path), sent, at=at)
    assert caught.value.missed.causes[0].startswith(cause)


def test_a_changed_tool_schema_names_the_tool(tmp_path: Path) -> None:
    record(tmp_path, (body(), "Squat 105 kg."))
    renamed = {"name": "next_load", "description": "The load.", "parameters": {"type": "OBJECT"}}
    with pytest.raises(CassetteMiss) as caught:
        ask(replay(tmp_path), body(tools=[{"functionDeclarations": [renamed]}]))
    assert caught.value.missed.causes == ("tool next_load changed",)


def test_a_stream_and_a_whole_answer_are_kept_apart(tmp_path: Path) -> None:
    store = open_for_recording(tmp_path)
    gemini = ScriptedGemini([[message("Squat "), message("105 kg.")], message("Whole.")])
    transport = RecordingTransport(gemini, Recording(store, Origin.RECORDED))
    stream = url("streamGenerateContent")
    ask(transport, body(), at=stream)
    ask(transport, body())
    store.settle(transport.used())
    store.save()
    assert ask(replay(tmp_path), body(), at=stream) == "Squat 105 kg."
    assert ask(replay(tmp_path), body()) == "Whole."


def test_each_epoch_hears_its_own_answer(tmp_path: Path) -> None:
    record(tmp_path, (body(), "First."))
    record(tmp_path, (body(), "Second."), epoch=2)
    transport = replay(tmp_path)
    assert [ask(transport, body(), epoch=e) for e in (1, 2)] == ["First.", "Second."]
    with pytest.raises(CassetteMiss) as caught:
        ask(transport, body(), epoch=3)
    assert caught.value.missed.causes == ("epoch 3 was never recorded",)


def test_the_same_request_twice_in_a_case_hears_two_answers(tmp_path: Path) -> None:
    record(tmp_path, (body(), "First."), (body(), "Again."))
    transport = replay(tmp_path)
    with scope("squat", 1):
        assert [sent_by(transport, body()) for _ in range(2)] == ["First.", "Again."]
    with scope("squat", 1):
        assert sent_by(transport, body()) == "First.", "a case that runs again counts anew"


def test_two_cases_with_one_request_share_its_answer(tmp_path: Path) -> None:
    store = open_for_recording(tmp_path)
    gemini = ScriptedGemini([message("Shared.")])
    transport = RecordingTransport(gemini, Recording(store, Origin.RECORDED))
    assert [ask(transport, body(), case=case) for case in ("a-case", "b-case")] == ["Shared."] * 2
    store.settle(transport.used())
    (line,) = store.lines.values()
    assert line.scopes == ("a-case#1", "b-case#1")


def test_an_error_of_the_provider_is_passed_on_and_not_counted(tmp_path: Path) -> None:
    transport = recorder(tmp_path, httpx.Response(429, json={"error": {}}), message("Now."))
    with scope("squat", 1):
        request = httpx.Request("POST", url(), json=body())
        assert transport.handle_request(request).status_code == 429
        assert sent_by(transport, body()) == "Now."
    (cassette,) = open_for_recording(tmp_path).cassettes.values()
    assert cassette.nth == 1


async def test_the_async_client_records_and_replays_too(tmp_path: Path) -> None:
    transport = recorder(tmp_path, message("Async."))
    async with httpx.AsyncClient(transport=transport) as client:
        recorded = await client.post(url(), json=body())
    async with httpx.AsyncClient(transport=ReplayTransport(open_for_recording(tmp_path))) as client:
        assert (await client.post(url(), json=body())).content == recorded.content


def test_requests_to_anywhere_else_are_errors(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="not mocked"):
        ask(replay(tmp_path), body(), at="https://example.com/v1beta/models/x:countTokens")


def test_passing_through_writes_nothing_and_notes_who_answered(tmp_path: Path) -> None:
    transport = PassthroughTransport(ScriptedGemini([message("Live.")]), (PLANNER,))
    assert ask(transport, body()) == "Live."
    evidence = transport.evidence_of("squat", 1)
    assert (evidence.kind, evidence.prompts) == (EvidenceKind.LIVE, (PLANNER,))
    assert list(tmp_path.iterdir()) == []


def test_only_what_is_stale_is_asked_for(tmp_path: Path) -> None:
    record(tmp_path, (body(), "Old."))
    transport = recorder(tmp_path, message("New."))
    with scope("squat", 1):
        assert sent_by(transport, body()) == "Old."
        assert sent_by(transport, body("And the bench?")) == "New."
    assert transport.calls == 1


def test_renewing_asks_again_for_what_is_older_and_goes_on_where_it_stopped(
    tmp_path: Path,
) -> None:
    record(tmp_path, (body(), "Old."))
    since = datetime.now(UTC)
    assert ask(recorder(tmp_path, message("New."), renew_before=since), body()) == "New."
    assert ask(recorder(tmp_path, renew_before=since), body()) == "New."


def test_a_simulator_neither_stands_for_the_provider_nor_replaces_it(tmp_path: Path) -> None:
    synthetic = recorder(tmp_path, message("Simulated."), origin=Origin.SYNTHETIC)
    assert ask(synthetic, body()) == "Simulated."
    assert synthetic.evidence_of("squat", 1).kind is EvidenceKind.SYNTHETIC
    real = recorder(tmp_path, message("Real."))
    assert ask(real, body()) == "Real."
    again = recorder(tmp_path, message("Simulated."), origin=Origin.SYNTHETIC)
    assert ask(again, body()) == "Real."


def test_a_second_synthetic_recording_changes_no_byte(tmp_path: Path) -> None:
    written: list[bytes] = []
    for _ in range(2):
        now = datetime.now(UTC)
        again = recorder(tmp_path, message("Simulated."), origin=Origin.SYNTHETIC, renew_before=now)
        ask(again, body())
        written.append(only_file(tmp_path).read_bytes())
    assert written[0] == written[1]


def test_ten_cases_with_one_prompt_write_it_once(tmp_path: Path) -> None:
    for n in range(10):
        record(tmp_path, (body(f"Question {n}"), "Answer."), case=f"case-{n}")
    files = sorted(tmp_path.glob("google_genai/*/*.json"))
    assert len(files) == 10 + 2
    assert sum("Be brief" in path.read_text() for path in files) == 1
    assert len(open_cassettes(tmp_path).cassettes) == 10


def edit(path: Path) -> None:
    path.write_text(path.read_text().replace("105 kg", "150 kg"))


def cut(path: Path) -> None:
    path.write_text(path.read_text()[:200])


def age(path: Path) -> None:
    path.write_text(path.read_text().replace('"format": 1', '"format": 2'))


def orphan(path: Path) -> None:
    path.with_name("f" * 64 + ".json").write_bytes(path.read_bytes())


def edit_part(path: Path) -> None:
    part = next(path.parents[1].glob("parts/*.json"))
    part.write_text(part.read_text().replace("Be brief", "Be rude").replace("The load", "Any"))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (edit, "cassette_edited"),
        (Path.unlink, "cassette_missing"),
        (cut, "cassette_broken"),
        (age, "cassette_broken"),
        (orphan, "cassette_orphan"),
        (edit_part, "cassette_broken"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_by_name(
    tmp_path: Path, spoil: Any, code: str
) -> None:
    record(tmp_path, (body(), "Squat 105 kg."))
    path = only_file(tmp_path)
    spoil(path)
    with pytest.raises(InvalidInput) as caught:
        open_cassettes(tmp_path)
    assert caught.value.code == code
    name = "f" * 64 if spoil is orphan else path.name
    assert name in str(caught.value)
    assert caught.value.way_out


def test_a_lock_that_is_cut_or_of_another_format_is_refused(tmp_path: Path) -> None:
    record(tmp_path, (body(), "Squat 105 kg."))
    lock = tmp_path / "cassettes.lock"
    good = lock.read_text()
    for bad in (good[:-40], good.replace('"format": 1', '"format": 9')):
        lock.write_text(bad)
        with pytest.raises(InvalidInput) as caught:
            open_cassettes(tmp_path)
        assert caught.value.code == "cassettes_lock"


def test_cassettes_without_a_lock_are_orphans(tmp_path: Path) -> None:
    record(tmp_path, (body(), "Squat 105 kg."))
    (tmp_path / "cassettes.lock").unlink()
    assert {fault.code for fault in survey(tmp_path).faults} == {"cassette_orphan"}


def test_what_no_case_replays_any_more_is_pruned_with_its_parts(tmp_path: Path) -> None:
    record(tmp_path, (body(), "Old."))
    changed = {"parts": [{"text": "AGENT: planner\nBe rude."}]}
    record(tmp_path, (body(systemInstruction=changed), "New."))
    store = open_cassettes(tmp_path)
    assert [line.scopes for line in store.lines.values()].count(()) == 1
    gone = store.prune()
    assert len(gone) == 2
    assert len(open_cassettes(tmp_path).cassettes) == 1
    assert ask(replay(tmp_path), body(systemInstruction=changed)) == "New."


def test_recording_a_challenger_keeps_what_the_champion_replays(tmp_path: Path) -> None:
    record(tmp_path, (body(), "Champion."))
    newer = "planner@1.1.0#" + "c" * 64
    changed = {"parts": [{"text": "AGENT: planner\nBe rude."}]}
    store = open_for_recording(tmp_path)
    recording = Recording(store, Origin.RECORDED)
    transport = RecordingTransport(ScriptedGemini([message("Challenger.")]), recording, (newer,))
    ask(transport, body(systemInstruction=changed))
    store.settle(transport.used(), (newer,), (PLANNER, newer))
    assert store.prune() == []
    assert ask(replay(tmp_path), body()) == "Champion."
    store.settle(transport.used(), (newer,), (newer,))
    assert len(store.prune()) == 2, "once nobody uses the old prompt, its answer goes"


def test_a_version_that_renders_the_same_goes_on_with_the_old_answers(tmp_path: Path) -> None:
    record(tmp_path, (body(), "Squat 105 kg."))
    patch = "planner@1.0.1#" + "d" * 64
    transport = replay(tmp_path, (patch,))
    ask(transport, body())
    assert transport.evidence_of("squat", 1).prompts == (patch,)
    store = open_cassettes(tmp_path)
    store.settle(transport.used(), (patch,), (patch, PLANNER))
    (line,) = store.lines.values()
    assert line.prompts == (PLANNER, patch)


def test_what_means_nothing_does_not_change_the_key() -> None:
    """The key of a frozen request is frozen too: another would make paid recordings stale."""
    tools = [{"functionDeclarations": [{"name": "next_load", "description": "The  load.\n"}]}]
    same = body(tools=tools, cachedContent=None, labels={})
    same["generationConfig"] = {"candidateCount": 1.0, "temperature": 0}
    same = dict(reversed(same.items()))
    keys = {
        key_of(canonical_request(httpx.Request("POST", at, json=sent)), 1, 1)
        for sent in (body(), same)
        for at in (url(), url() + "?key=secret")
    }
    assert keys == {"e8864ee87e87c320d2d4c4cfa03d2b7da9735e9850d1ce459fa36d356b0261dc"}


def test_what_a_tool_was_asked_and_answered_is_left_as_it_is() -> None:
    def told(response: object, **call: object) -> dict[str, Any]:
        part = {"functionResponse": {"name": "next_load", "response": response, **call}}
        contents = [{"role": "user", "parts": [part]}]
        return canonical_body({"contents": contents})

    assert told({"sets": []}) != told({})
    assert told({"note": None}) != told({})
    assert told({"kg": 100.0}) == told({"kg": 100})
    assert told({"note": "a\r\nb"}) == told({"note": "a\nb"})
    assert told({"row": "3c2e9fc0-05aa-41a9-baeb-e413af2d072e"}) != told({"row": "other"})
    assert told({}, id="3c2e9fc0-05aa-41a9-baeb-e413af2d072e") == told({}, id="adrift-4711")


def test_thought_signatures_stay_out_of_the_key_and_in_the_answer(tmp_path: Path) -> None:
    signed = message("x")
    signature = "Q2lRQmNz" * 20
    signed["candidates"][0]["content"]["parts"] = [{"text": "x", "thoughtSignature": signature}]
    transport = recorder(tmp_path, signed, message("After."))
    ask(transport, body())
    (answer,) = transport.logs[Scope("squat", 1)].answers
    assert signature in str(answer.response.messages)
    first = [{"role": "user", "parts": [{"text": "hi"}]}]
    with_one = [*first, {"role": "model", "parts": [{"text": "x", "thoughtSignature": "abc"}]}]
    without = [*first, {"role": "model", "parts": [{"text": "x"}]}]
    ask(transport, body(contents=with_one))
    replaying = ReplayTransport(open_for_recording(tmp_path))
    assert ask(replaying, body(contents=without)) == "After."


def test_an_empty_folder_is_a_store_without_cassettes(tmp_path: Path) -> None:
    assert open_cassettes(tmp_path).cassettes == {}
    assert CassetteStore(tmp_path).of_scope(Scope("squat", 1)) == []
