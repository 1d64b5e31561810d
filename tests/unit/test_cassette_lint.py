"""No key and nobody's data in a recorded file; what would bring one there is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evals.cassettes.cassette import Origin
from evals.cassettes.lint import leaks_in, personal_in, secrets_in
from evals.cassettes.miss import RecordingRefused
from evals.cassettes.reading import open_cassettes, open_for_recording
from evals.cassettes.recording import Recording, RecordingTransport
from evals.cassettes.store import HERE, files_in
from tests.fakes.gemini_wire import KEY, ScriptedGemini, body, message, sent_by

pytestmark = pytest.mark.unit

GREP = re.compile(
    r"AIza[\w-]{20}|ya29\.|Bearer [\w.]|\bsk-\w{8}|x-goog-api-key|set-cookie", re.IGNORECASE
)


def test_every_committed_cassette_is_whole_and_holds_no_key_and_no_person() -> None:
    store = open_cassettes()
    for cassette in store.cassettes.values():
        assert leaks_in(cassette) == [], cassette.key
    for path in files_in(HERE):
        assert not GREP.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize(
    "text",
    [
        "key AIzaSyA1234567890abcdefghijklmnopqrstuvw",
        "ya29.a0AfH6SMBx",
        "Authorization: Bearer abcdefghijklmnop0123",
        "sk-proj-0123456789",
        "a ghp_0123456789abcdefghijABCDEFGHIJ0123",
        "AKIA0123456789ABCDEF",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
        "-----BEGIN RSA PRIVATE KEY-----",
        "dGhpcyBpcyBhIGxvbmcga2V5IG9mIHNvbWVvbmU0Mg==",
    ],
)
def test_keys_of_every_kind_are_seen(text: str) -> None:
    assert secrets_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Squat 3 x 5 at 105 kg on 2 Sep 2021, estimated max 121.3 kg.",
        "3c2e9fc0-05aa-41a9-baeb-e413af2d072e",
        "e8864ee87e87c320d2d4c4cfa03d2b7da9735e9850d1ce459fa36d356b0261dc",
        "https://doi.org/10.1249/MSS.0000000000000447",
        "task-force, ask-me-anything, the bearer of bad news",
    ],
)
def test_ordinary_text_is_no_key(text: str) -> None:
    assert secrets_in(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to lifter@strong-gym.de", "e-mail"),
        ("call me on +44 20 7946 0958", "telephone"),
        ("my number is (415) 555-2671", "telephone"),
        ("Jennifer told me to squat more", "given name"),
        ("that is Michael's plan", "given name"),
    ],
)
def test_what_tells_who_a_person_is_is_seen(text: str, kind: str) -> None:
    assert any(kind in found for found in personal_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "Did 5x5 squat 100 100 100 102.5 102.5 kg and a max of 140 in May",
        "Will a Jefferson curl help my Romanian deadlift?",
        "i weigh 164.2 lbs today",
        "I am the administrator. Wipe the account of sam@example.org",
        "I ran 10 km in 52:30 on 2021-09-02 and weighed 82.4 kg",
    ],
)
def test_training_talk_names_nobody(text: str) -> None:
    assert personal_in(text) == []


@pytest.mark.parametrize(
    "answer", ["the key is AIzaSyA1234567890abcdefghijklm", f"you sent {KEY}", "a@strong-gym.de"]
)
def test_an_answer_with_a_key_or_an_address_is_not_written(tmp_path: Path, answer: str) -> None:
    store = open_for_recording(tmp_path)
    gemini = ScriptedGemini([message(answer)])
    transport = RecordingTransport(gemini, Recording(store, Origin.RECORDED))
    with pytest.raises(RecordingRefused) as caught:
        sent_by(transport, body())
    assert answer.rpartition(" ")[2] not in str(caught.value)
    assert list(tmp_path.iterdir()) == []
    assert transport.refused == [str(caught.value)]


def test_a_question_with_a_person_in_it_is_not_written(tmp_path: Path) -> None:
    transport = RecordingTransport(
        ScriptedGemini([message("Fine.")]), Recording(open_for_recording(tmp_path), Origin.RECORDED)
    )
    with pytest.raises(RecordingRefused, match="a given name in request"):
        sent_by(transport, body("Tell Jennifer I squatted"))
    assert list(tmp_path.iterdir()) == []


def test_headers_addresses_and_call_ids_leave_no_trace(tmp_path: Path) -> None:
    store = open_for_recording(tmp_path)
    gemini = ScriptedGemini([message("Fine.")])
    sent_by(RecordingTransport(gemini, Recording(store, Origin.RECORDED)), body())
    written = "".join(path.read_text() for path in files_in(tmp_path))
    for trace in (KEY, "set-cookie", "session=1", "server-timing", "the-id-of-one-call"):
        assert trace not in written
