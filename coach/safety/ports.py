"""What the gate needs from outside: a second opinion on a message."""

from __future__ import annotations

from typing import Protocol

from coach.safety.model import Leaning


class MessageClassifier(Protocol):
    """Reads a message by its likeness to examples."""

    def leaning(self, text: str) -> Leaning | None:
        """Return the grave class that `text` resembles; None when it is not sure."""
        ...
