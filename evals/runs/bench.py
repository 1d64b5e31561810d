"""What all cases of a run share in one process: the database, the embedder, the coach's parts."""

from __future__ import annotations

from dataclasses import dataclass, field

from agents.transport import ModelTransport
from coach.knowledge.ports import Embedder
from coach.settings import ModelSettings
from evals.judge.port import Judge
from prompts.registry import PromptRegistry, load_registry
from store.engine import Store


@dataclass(frozen=True, slots=True)
class Bench:
    """Where cases run; one a process."""

    store: Store
    embedder: Embedder
    model_settings: ModelSettings
    database_url: str
    prompts: PromptRegistry = field(default_factory=load_registry)
    transport: ModelTransport | None = None
    """Answers the provider's requests in place of the network."""
    judge: Judge | None = None
    """Asked about soft claims; None: they are reported as not judged."""
