"""Cuts streamed text into sentences, keeping every character."""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = re.compile(r"(?:[.!?]+[\"'\u201d\u2019)\]]*(?=\s)|\n)\s*")
_NOT_AN_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|no|dr|al|incl|min|max)\.|(?:^|\n)\s*[*-]?\s*\d{1,2}[.)])\s*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class SentenceCutter:
    """Collects pieces of a stream and gives back whole sentences."""

    _rest: str = ""

    def feed(self, piece: str) -> list[str]:
        """Return the sentences that `piece` completes, each with the white space behind it.

        A sentence is complete when the next one has begun, so that "2." is not cut from "2.5".
        """
        self._rest += piece
        done: list[str] = []
        at = 0
        for match in _END.finditer(self._rest):
            ends_here = match.end() == len(self._rest)
            if ends_here or _NOT_AN_END.search(self._rest[at : match.end()]):
                continue
            done.append(self._rest[at : match.end()])
            at = match.end()
        self._rest = self._rest[at:]
        return done

    def flush(self) -> list[str]:
        """Return what is left as the last sentence."""
        rest, self._rest = self._rest, ""
        return [rest] if rest.strip() else []


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a whole text; joined they are the text."""
    cutter = SentenceCutter()
    return [*cutter.feed(text), *cutter.flush()]
