"""Opens the judge of a run."""

from __future__ import annotations

from agents.judging import make_asker
from coach.knowledge.ports import Embedder
from coach.settings import ModelSettings
from evals.judge.asking import AskingJudge


def opened_judge(
    model: str | None, settings: ModelSettings, embedder: Embedder
) -> AskingJudge | None:
    """Return the judge of a run; None where none was asked for.

    Raises:
        SetupError: The model is unknown, its package is missing, or it needs a key.
    """
    if model is None:
        return None
    return AskingJudge(make_asker(settings.model_copy(update={"name": model}), embedder), model)
