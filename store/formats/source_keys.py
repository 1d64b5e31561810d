"""Keys under which imported sessions and weigh-ins are stored once, however often they come."""

from __future__ import annotations

import hashlib
import json


def key_of(*parts: str) -> str:
    """Return sha256 over an app's name, a kind and what identifies one thing of that kind."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
