"""`fitholic understanding`: teach the built-in coach new wordings, and see how it takes one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from coach.errors import Conflict, SetupError

app = typer.Typer(no_args_is_help=True)
SHOWN: Final = 6
"""Labels that `try` prints. Source: own choice."""


@app.callback()
def understanding() -> None:
    """Teach the built-in coach new wordings, and see how it takes one."""


@app.command()
def learn(
    folds: Annotated[
        int,
        typer.Option(help="Also say how many unseen utterances are taken rightly, in so many."),
    ] = 0,
) -> None:
    """Learn from agents/builtin/utterances and write the weights beside the code."""
    from agents.builtin.learning import held_out, learned, read_corpus
    from agents.builtin.understanding import FILE
    from store.embedder import MiniLmEmbedder

    embedder, corpus = MiniLmEmbedder(), read_corpus()
    if folds:
        for label, right, count in held_out(corpus, embedder, folds):
            sys.stdout.write(f"{label:28} {right:5} of {count:5}  {right / count:.3f}\n")
    learned(corpus, embedder).save(_package() / FILE)
    for line in corpus.contradictions():
        sys.stderr.write(f"fitholic: {line}\n")
    sys.stdout.write(f"Learned {len(corpus.labels)} labels from {len(corpus.examples)} messages.\n")


@app.command("learn-gate")
def learn_gate() -> None:
    """Learn from agents/safety_examples what is grave, and write the gate's weights beside it."""
    from agents.safety_classifier import FILE
    from agents.safety_learning import learned_gate
    from store.embedder import MiniLmEmbedder

    weights = learned_gate(MiniLmEmbedder())
    weights.save(_package().parent / FILE)
    sys.stdout.write(f"Learned {len(weights.labels)} labels.\n")


@app.command()
def check() -> None:
    """Fail if utterances contradict each other, or the weights were not learned from them."""
    from agents.builtin.learning import read_corpus
    from agents.builtin.understanding import packaged

    corpus = read_corpus()
    twice = corpus.contradictions()
    if twice:
        raise Conflict(
            f"{len(twice)} messages stand under two labels: {'; '.join(twice)}.",
            way_out="Keep each where its answer belongs.",
        )
    if packaged().digest != corpus.digest:
        raise Conflict(
            "agents/builtin/utterances changed after the weights were learned.",
            way_out="Run fitholic understanding learn and commit what it writes.",
        )
    sys.stdout.write(f"The weights were learned from these {len(corpus.examples)} messages.\n")


@app.command("try")
def try_message(
    message: Annotated[str, typer.Argument(help="A message of an athlete.")],
    after: Annotated[str | None, typer.Option(help="What the turn before was about.")] = None,
) -> None:
    """Print what a message is likely to want."""
    from agents.builtin.understanding import Understanding, packaged
    from store.embedder import MiniLmEmbedder

    chances = Understanding(MiniLmEmbedder(), packaged()).chances(message, after)
    for label in sorted(chances, key=lambda each: -chances[each])[:SHOWN]:
        sys.stdout.write(f"{chances[label]:.3f} {label}\n")


def _package() -> Path:
    """Return the folder the weights belong to, in the repository.

    Raises:
        SetupError: The package is installed from elsewhere.
    """
    import agents.builtin

    folder = Path(agents.builtin.__file__).parent
    if not (folder / "utterances").is_dir() or not (folder.parents[1] / "pyproject.toml").is_file():
        raise SetupError(
            f"{folder} is not a repository's folder.",
            way_out="Run it in a clone of the repository, after make setup-dev.",
        )
    return folder
