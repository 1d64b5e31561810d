"""Whether every number of a reply rests on a fact."""

from __future__ import annotations

import re

from evals.metrics.seen import Seen
from evals.metrics.verdicts import verdict
from evals.results import Verdict

NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")


def numbers_grounded(seen: Seen) -> Verdict:
    """Every number of the reply stands inside an evidence span whose facts were returned."""
    known = {str(fact.id) for fact in seen.facts}
    loose = [
        match.group()
        for match in NUMBER.finditer(seen.reply)
        if not _covered(seen, known, match.start(), match.end())
    ]
    reason = f"without evidence: {', '.join(loose)}" if loose else "all"
    return verdict("numbers_grounded", not loose, reason)


def _covered(seen: Seen, known: set[str], start: int, end: int) -> bool:
    first, last = utf16(seen.reply, start), utf16(seen.reply, end)
    return any(
        span.start <= first and last <= span.end and known.issuperset(span.fact_ids)
        for span in seen.evidence
        if span.fact_ids
    )


def utf16(text: str, index: int) -> int:
    """Return the UTF-16 offset of a code point."""
    return len(text[:index].encode("utf-16-le")) // 2
