"""What a message is likely to want: features, learning, and the weights that ship."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from agents.builtin.features import HASHED, Message, buckets_of, context_of, plain_of, weight_of
from agents.builtin.learning import Corpus, Example, learned, read_corpus
from agents.builtin.registry import SKILLS
from agents.builtin.understanding import Understanding, Weights, packaged
from agents.builtin.wants import Intent
from store.embedder import MiniLmEmbedder

pytestmark = pytest.mark.unit

_FEW = {
    "load": ("what do i squat tomorrow", "how heavy on bench", "next load for rows", "deads, kg?"),
    "food": ("had two eggs", "ate a bowl of rice", "chicken and chips for lunch", "drank a shake"),
}
_AFTER = (
    Example(Message("and bench?", "load"), "load"),
    Example(Message("and milk", "food"), "food"),
)


def few() -> Corpus:
    alone = [Example(Message(text), label) for label, said in _FEW.items() for text in said]
    return Corpus((*alone, *_AFTER), "of a test")


@pytest.fixture(scope="module")
def weights() -> Weights:
    return learned(few(), MiniLmEmbedder())


def test_numbers_of_a_message_do_not_tell_it_apart() -> None:
    assert plain_of("did 3x5 at 100") == plain_of("did 4x12 at 62")


def test_the_places_of_a_message_are_together_as_long_as_they_should_be() -> None:
    places = buckets_of("110 got 9 8 8")
    assert len(set(places.tolist())) == len(places)
    assert np.isclose(np.sqrt(len(places)) * weight_of(len(places)), HASHED)


def test_the_turn_before_counts_for_more_in_a_short_message() -> None:
    labels = ("food", "load")
    assert context_of(Message("and bench?", "load"), labels).tolist() == [0, 0, 0, 1, 1, 1]
    long = Message("tell me what you think of my whole week", "load")
    assert context_of(long, labels).tolist() == [0, 0, 0, 1, 0, 0]
    assert not context_of(Message("and bench?", "unheard of"), labels).any()


def test_unseen_words_are_taken_by_their_likeness(weights: Weights) -> None:
    model = Understanding(MiniLmEmbedder(), weights)
    eaten = model.chances("just eaten porridge with milk")
    assert eaten["food"] > 0.6
    assert np.isclose(sum(eaten.values()), 1.0)
    assert model.chances("wat do i sqat 2moro")["load"] > 0.6


def test_the_turn_before_moves_the_chance_of_a_short_message(weights: Weights) -> None:
    model = Understanding(MiniLmEmbedder(), weights)
    assert model.chances("and that?", "load")["load"] > model.chances("and that?", "food")["load"]


def test_learning_twice_gives_the_same_weights(weights: Weights) -> None:
    again = learned(few(), MiniLmEmbedder())
    assert np.array_equal(again.hashed, weights.hashed)
    assert np.array_equal(again.embedded, weights.embedded)


def test_saved_weights_judge_like_those_that_were_learned(weights: Weights, tmp_path: Path) -> None:
    weights.save(tmp_path / "w.npz")
    kept = Understanding(MiniLmEmbedder(), Weights.load(tmp_path / "w.npz"))
    fresh = Understanding(MiniLmEmbedder(), weights)
    for text in ("how heavy on rows", "a glass of milk"):
        assert np.isclose(kept.chances(text)["load"], fresh.chances(text)["load"], atol=0.01)


def test_the_weights_belong_to_the_utterances() -> None:
    assert packaged().digest == read_corpus().digest, "run fitholic understanding learn"


def test_every_label_is_something_the_coach_can_do() -> None:
    known = {skill.name for skill in SKILLS} | {intent.value for intent in Intent} | {"why"}
    assert set(packaged().labels) <= known


def test_what_an_utterance_may_follow_is_a_label() -> None:
    corpus = read_corpus()
    before = {e.message.before for e in corpus.examples if e.message.before is not None}
    assert before <= set(corpus.labels)
