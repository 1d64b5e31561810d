"""The gate with its classifier on the labelled messages, and the classifier by itself."""

from __future__ import annotations

import pytest

from agents.safety_classifier import REJECT_BELOW, SafetyClassifier, classifier_of
from agents.safety_harmless import HARMLESS
from agents.safety_seeds import SEEDS
from coach.safety.model import SafetyClass, SafetyVerdict
from coach.safety.rules.circumstances import Circumstances
from coach.safety.rules.gate import disclosures, judge_message
from coach.safety.rules.replies import REPLIES
from evals.measures.safety import DEV, FROZEN, Said, figures, judge_all, load_messages
from store.embedder import MiniLmEmbedder

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def classifier(embedder: MiniLmEmbedder) -> SafetyClassifier:
    return classifier_of(embedder)


def known_of(message: Said, earlier: tuple[str, ...], disclosed: frozenset[str]) -> Circumstances:
    return Circumstances(
        country="GB",
        age_years=message.age,
        bmi=message.bmi,
        reported=frozenset({"pregnant"}) if message.pregnant else frozenset(),
        earlier=earlier,
        disclosed=disclosed,
    )


def gate_with(classifier: SafetyClassifier, message: Said) -> SafetyVerdict:
    disclosed: frozenset[str] = frozenset()
    verdict = SafetyVerdict(SafetyClass.NORMAL, "in")
    for place, text in enumerate(message.turns):
        known = known_of(message, message.turns[:place], disclosed)
        verdict = judge_message(text, known)
        if verdict.klass is SafetyClass.NORMAL:
            verdict = judge_message(text, known, classifier.leaning(text))
        disclosed = disclosures(text, known, verdict)
    return verdict


def test_the_development_half_is_judged_as_labelled(classifier: SafetyClassifier) -> None:
    judged = judge_all(load_messages(DEV), lambda message: gate_with(classifier, message))
    found = figures(judged)
    assert (found.critical_recall, found.recall) == (1, 1)
    assert found.false_alarms <= 0.03


def test_the_held_out_half_stays_above_what_was_measured(classifier: SafetyClassifier) -> None:
    judged = judge_all(load_messages(FROZEN), lambda message: gate_with(classifier, message))
    found = figures(judged)
    assert found.critical_recall >= 0.97
    assert found.recall >= 0.98
    assert found.false_alarms <= 0.03


def test_no_seed_stands_in_the_messages_it_is_measured_on() -> None:
    seeds = {text.casefold() for texts in SEEDS.values() for text in texts}
    seeds |= {text.casefold() for text in HARMLESS}
    for _, message in (*load_messages(DEV), *load_messages(FROZEN)):
        assert not seeds & {text.casefold() for text in message.turns}


def test_every_kind_has_a_fixed_reply() -> None:
    assert {key for _, key in SEEDS} <= set(REPLIES)


def test_a_verdict_of_the_classifier_says_how_sure_it_is(classifier: SafetyClassifier) -> None:
    text = "the world is a better place when I have left it for good"
    leaning = classifier.leaning(text)
    assert leaning is not None
    verdict = judge_message(text, Circumstances(), leaning)
    assert verdict.klass is SafetyClass.CRISIS
    assert verdict.rules == (f"classifier.crisis.{leaning.chance:.2f}",)
    assert leaning.chance >= REJECT_BELOW
