"""Keys under which imported sessions and weigh-ins are stored once, however often they come."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime


def moment_key(source: str, kind: str, at: datetime, *parts: str) -> str:
    """Return the key of something that happened at a moment, whatever offset it is written in.

    Apple Health writes every date of an export in the zone the phone is in at that time.
    """
    return key_of(source, kind, at.astimezone(UTC).isoformat(), *parts)


def key_of(*parts: str) -> str:
    """Return sha256 over an app's name, a kind and what identifies one thing of that kind."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
