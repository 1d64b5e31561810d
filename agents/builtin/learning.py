"""Learns from the utterances which wish a message has; run by maintainers, never while serving."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, RootModel
from scipy.optimize import minimize
from scipy.sparse import csr_array, hstack

from agents.builtin.features import (
    BUCKETS,
    Message,
    buckets_of,
    context_of,
    embedded,
    plain_of,
    weight_of,
)
from agents.builtin.understanding import Understanding, Weights
from coach.knowledge.ports import DIMENSIONS, Embedder

RIDGE: Final = 1.0
"""Penalty on the weights. Source: measured 2026-11 by cross-validation; 0.3 to 3 differ little."""
STEPS: Final = 200
Matrix: TypeAlias = Any
"""A sparse matrix; scipy's stubs lose its type in sums and products."""
_SEED: Final = 20261123


class _Label(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    alone: tuple[str, ...] = ()
    after: dict[str, tuple[str, ...]] = {}


class _File(RootModel[dict[str, _Label]]):
    """One file of utterances: its labels by name."""


class Example(NamedTuple):
    """One message with the label that should answer it."""

    message: Message
    label: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """All utterances, in the order of their files."""

    examples: tuple[Example, ...]
    digest: str

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels, in alphabetical order."""
        return tuple(sorted({example.label for example in self.examples}))

    def contradictions(self) -> tuple[str, ...]:
        """Return one line for each message that stands under two labels in the same place."""
        seen: dict[tuple[str, str | None], str] = {}
        found: list[str] = []
        for (text, before), label in self.examples:
            other = seen.setdefault((plain_of(text), before), label)
            if other != label:
                behind = f" after {before}" if before else ""
                found.append(f"{text!r}{behind} is {other} and {label}")
        return tuple(found)


def read_corpus() -> Corpus:
    """Return the utterances of the package.

    Raises:
        ValidationError: A file is not of the form that docs/howto/teach-wordings.md describes.
    """
    folder = files("agents.builtin").joinpath("utterances")
    texts = {
        file.name: file.read_text(encoding="utf-8")
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".yaml")
    }
    found: list[Example] = []
    for text in texts.values():
        for label, said in _File.model_validate(yaml.safe_load(text)).root.items():
            found.extend(Example(Message(each), label) for each in said.alone)
            found.extend(
                Example(Message(each, before), label)
                for before, every in said.after.items()
                for each in every
            )
    digest = hashlib.sha256("".join(f"{k}\n{v}" for k, v in texts.items()).encode()).hexdigest()
    return Corpus(tuple(dict.fromkeys(found)), digest)


def learned(corpus: Corpus, embedder: Embedder, *, in_threads: bool = True) -> Weights:
    """Fit a multinomial logistic regression; the same utterances give the same weights.

    Args:
        corpus: What to learn from.
        embedder: Turns a text into its embedding.
        in_threads: Whether what stands alone is learned once more after some other turn.
    """
    labels = corpus.labels
    rows = _with_threads(corpus.examples, labels) if in_threads else corpus.examples
    weights = _fitted(
        _inputs([row.message for row in rows], labels, embedder),
        np.array([labels.index(row.label) for row in rows]),
        len(labels),
    )
    after_hashed = DIMENSIONS + BUCKETS
    return Weights(
        labels=labels,
        embedded=weights[:DIMENSIONS].astype(np.float32),
        hashed=weights[DIMENSIONS:after_hashed].astype(np.float32),
        context=weights[after_hashed:-1].astype(np.float32),
        bias=weights[-1].astype(np.float32),
        digest=corpus.digest,
    )


def held_out(corpus: Corpus, embedder: Embedder, folds: int) -> Iterator[tuple[str, int, int]]:
    """Yield label, messages taken rightly and messages, each message unseen by its model.

    The last line, `all`, sums them. Utterances of one author resemble each other, so strangers are
    understood less well than this says.
    """
    right, count = Counter[str](), Counter[str]()
    for fold in range(folds):
        seen = tuple(e for at, e in enumerate(corpus.examples) if at % folds != fold)
        model = Understanding(embedder, learned(Corpus(seen, corpus.digest), embedder))
        for example in corpus.examples[fold::folds]:
            chances = model.chances(example.message.text, example.message.before)
            best = max(chances, key=lambda label: chances[label])
            right[example.label] += best == example.label
            count[example.label] += 1
    yield from ((label, right[label], count[label]) for label in corpus.labels)
    yield "all", right.total(), count.total()


def _with_threads(examples: Sequence[Example], labels: Sequence[str]) -> list[Example]:
    """Return the examples, and those that stand alone once more after some other turn."""
    chance = random.Random(_SEED)  # noqa: S311 - nothing secret
    known = [e for e in examples if e.message.before is None or e.message.before in labels]
    alone = [example for example in known if example.message.before is None]
    again = [
        example._replace(message=Message(example.message.text, chance.choice(labels)))
        for example in alone
    ]
    return [*known, *again]


def _inputs(messages: Sequence[Message], labels: Sequence[str], embedder: Embedder) -> Matrix:
    """Return (N, features) sparse: embedding, n-grams, turn before, and a column of ones."""
    texts = list(dict.fromkeys(message.text for message in messages))
    at = {text: place for place, text in enumerate(texts)}
    own = hstack([csr_array(embedded(texts, embedder)), _hashed(texts)], format="csr")
    context = csr_array(np.stack([context_of(message, labels) for message in messages]))
    ones = csr_array(np.ones((len(messages), 1), dtype=np.float32))
    return hstack([own[[at[m.text] for m in messages]], context, ones], format="csr")


def _hashed(texts: Sequence[str]) -> Matrix:
    places = [buckets_of(text) for text in texts]
    values = [np.full(len(each), weight_of(len(each)), dtype=np.float32) for each in places]
    ends = np.cumsum([0, *map(len, places)])
    shape = (len(texts), BUCKETS)
    return csr_array((np.concatenate(values), np.concatenate(places), ends), shape=shape)


def _fitted(inputs: Matrix, labels: NDArray[np.intp], classes: int) -> NDArray[np.float64]:
    """Return (features, classes): the weights of least loss, every label counting alike."""
    rows, features = int(inputs.shape[0]), int(inputs.shape[1])
    counts = Counter[int](labels.tolist())
    share = np.array([(rows / classes / counts[label]) ** 0.5 for label in labels.tolist()])
    share *= rows / share.sum()
    turned = inputs.T.tocsr()

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(features, classes)
        scores = inputs @ weights
        scores -= scores.max(axis=1, keepdims=True)
        powers = np.exp(scores)
        sums = powers.sum(axis=1, keepdims=True)
        right = scores[np.arange(rows), labels] - np.log(sums[:, 0])
        error = powers / sums
        error[np.arange(rows), labels] -= 1.0
        slope = turned @ (error * share[:, None]) + RIDGE * weights
        cost = -float(share @ right) + RIDGE / 2 * float(np.square(weights).sum())
        return cost, slope.ravel()

    found = minimize(
        loss,
        np.zeros(features * classes),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": STEPS, "maxcor": 8},
    )
    return np.asarray(found.x).reshape(features, classes)
