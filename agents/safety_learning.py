"""Learns from examples which messages are grave; run by maintainers, never while serving."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import Final

import yaml
from pydantic import RootModel

from agents.builtin.features import Message
from agents.builtin.learning import Corpus, Example, learned, read_corpus
from agents.builtin.understanding import Weights
from agents.safety_classifier import as_learned
from coach.knowledge.ports import Embedder
from coach.safety.model import SafetyClass
from coach.safety.rules.circumstances import Circumstances
from coach.safety.rules.gate import judge_message

FOLDER: Final = "safety_examples"


class _File(RootModel[dict[str, tuple[str, ...]]]):
    pass


def read_examples() -> Corpus:
    """Return the grave and the harmless examples, each label `class.reply` or `harmless`.

    Raises:
        ValidationError: A file is not a mapping of labels to messages.
    """
    folder = files("agents").joinpath(FOLDER)
    texts = [folder.joinpath(name).read_text("utf-8") for name in ("grave.yaml", "harmless.yaml")]
    found = [
        Example(Message(as_learned(said)), label)
        for text in texts
        for label, every in _File.model_validate(yaml.safe_load(text)).root.items()
        for said in every
    ]
    return Corpus(tuple(found), hashlib.sha256("\n".join(texts).encode()).hexdigest())


def learned_gate(embedder: Embedder) -> Weights:
    """Fit the gate's classifier: the examples, and all wishes the built-in coach knows as harmless.

    An utterance that the patterns stop teaches nothing. The digest is of the examples alone.
    """
    examples = read_examples()
    wishes = tuple(
        Example(Message(as_learned(example.message.text)), example.label)
        for example in read_corpus().examples
        if judge_message(example.message.text, Circumstances()).klass is SafetyClass.NORMAL
    )
    together = Corpus(tuple(dict.fromkeys((*examples.examples, *wishes))), examples.digest)
    return learned(together, embedder, in_threads=False)
