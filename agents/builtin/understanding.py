"""How likely a message wants each thing the built-in coach can do, by what was learned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from agents.builtin.features import Message, buckets_of, context_of, embedded, weight_of
from coach.errors import SetupError
from coach.knowledge.ports import Embedder

FILE: Final = "understanding.npz"
FORMAT: Final = 1
_REMEMBERED: Final = 2048
"""Messages whose scores are kept: the turns of a thread are read again with each new one."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted model: what `fitholic understanding learn` writes."""

    labels: tuple[str, ...]
    embedded: NDArray[np.float32]
    """(384, labels)."""
    hashed: NDArray[np.float32]
    """(buckets, labels)."""
    context: NDArray[np.float32]
    """(3 x labels, labels)."""
    bias: NDArray[np.float32]
    """(labels,)."""
    digest: str
    """Of the utterances it was learned from."""

    def save(self, path: Path) -> None:
        """Write them, the hashed ones in eight bits."""
        step = np.maximum(np.abs(self.hashed).max(axis=0), 1e-9) / 127
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                format=np.int64(FORMAT),
                labels=np.array(self.labels),
                embedded=self.embedded.astype(np.float16),
                hashed=np.rint(self.hashed / step).astype(np.int8),
                step=step.astype(np.float32),
                context=self.context.astype(np.float16),
                bias=self.bias.astype(np.float32),
                digest=np.array(self.digest),
            )

    @classmethod
    def load(cls, path: Path) -> Weights:
        """Read what `save` wrote.

        Raises:
            SetupError: The file is of another format.
        """
        with np.load(path, allow_pickle=False) as file:
            if int(file["format"]) != FORMAT:
                raise SetupError(
                    f"{path.name} has format {int(file['format'])}, this version reads {FORMAT}.",
                    way_out="Install fitholic again, or run fitholic understanding learn.",
                )
            return cls(
                labels=tuple(str(label) for label in file["labels"]),
                embedded=file["embedded"].astype(np.float32),
                hashed=file["hashed"].astype(np.float32) * file["step"],
                context=file["context"].astype(np.float32),
                bias=file["bias"],
                digest=str(file["digest"]),
            )


class Understanding:
    """Gives every label its probability for a message."""

    def __init__(self, embedder: Embedder, weights: Weights) -> None:
        self._embedder = embedder
        self._weights = weights
        self._scored = lru_cache(maxsize=_REMEMBERED)(self._scores)

    @property
    def labels(self) -> tuple[str, ...]:
        """What it tells apart."""
        return self._weights.labels

    def chances(self, text: str, before: str | None = None) -> dict[str, float]:
        """Return the probability of each label, which add up to 1.

        Args:
            text: One message of an athlete, or a part of it.
            before: The label of the turn before.
        """
        scores = self._scored(text) + context_of(Message(text, before), self.labels) @ (
            self._weights.context
        )
        powers = np.exp(scores - scores.max())
        shares = (powers / powers.sum()).tolist()
        return dict(zip(self.labels, shares, strict=True))

    def _scores(self, text: str) -> NDArray[np.float32]:
        places = buckets_of(text)
        own = embedded([text], self._embedder)[0] @ self._weights.embedded
        return (
            own
            + self._weights.hashed[places].sum(axis=0) * np.float32(weight_of(len(places)))
            + self._weights.bias
        )


@cache
def packaged() -> Weights:
    """Return the weights that ship with the product."""
    with as_file(files("agents.builtin").joinpath(FILE)) as path:
        return Weights.load(path)
