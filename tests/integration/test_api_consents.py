"""The consent ledger over HTTP."""

from __future__ import annotations

import httpx

from tests.fixtures.clients import problem

PATH = "/v1/consents"


def test_nothing_is_granted_before_it_was_asked(newcomer: httpx.Client) -> None:
    consents = newcomer.get(PATH).json()
    assert consents["granted"] == {"training": False, "form_video": False, "nutrition": False}
    assert consents["ledger"] == []


def test_the_newest_decision_counts_and_the_ledger_keeps_all(newcomer: httpx.Client) -> None:
    for granted in (True, False, True):
        decision = {"purpose": "form_video", "granted": granted, "text_version": "page-1"}
        assert newcomer.post(PATH, json=decision).status_code == 201
    consents = newcomer.get(PATH).json()
    assert consents["granted"]["form_video"] is True
    assert [entry["granted"] for entry in consents["ledger"]] == [True, False, True]


def test_a_purpose_we_do_not_have_is_refused(newcomer: httpx.Client) -> None:
    decision = {"purpose": "advertising", "granted": True, "text_version": "page-1"}
    problem(newcomer.post(PATH, json=decision), 422, "invalid_payload")
