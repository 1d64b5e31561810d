"""Multinomial logistic regression on embeddings, fitted in a moment and the same each time."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

FloatMatrix = NDArray[np.float64]

SCALE: Final = 4.0
"""Factor on unit vectors, so that a ridge of 1 is mild. Source: own choice."""


def with_bias(vectors: NDArray[np.float32]) -> FloatMatrix:
    """Return (N, D + 1): the vectors scaled, and a column of ones."""
    return np.hstack([vectors.astype(np.float64) * SCALE, np.ones((len(vectors), 1))])


def softmax(scores: FloatMatrix) -> FloatMatrix:
    """Return the probabilities of (N, classes) scores."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def fitted(
    inputs: FloatMatrix, labels: NDArray[np.intp], *, ridge: float = 1.0, steps: int = 300
) -> FloatMatrix:
    """Return the weights, (D + 1, classes), by gradient descent.

    Args:
        inputs: As `with_bias` makes them.
        labels: (N,) numbers of the classes.
        ridge: Penalty on the weights, shared by all inputs.
        steps: Of the descent.
    """
    targets = np.eye(int(labels.max()) + 1)[labels]
    weights = np.zeros((inputs.shape[1], targets.shape[1]))
    rate = 1.0 / (np.square(inputs).sum(axis=1).max() / 2 + ridge / len(inputs))
    for _ in range(steps):
        error = softmax(inputs @ weights) - targets
        weights -= rate * (inputs.T @ error / len(inputs) + ridge / len(inputs) * weights)
    return weights
