"""Cuts streamed text into sentences, keeping every character."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKS = ".!?"
_CLOSERS = "\"'\u201d\u2019)]"
_END = re.compile(r"((?<![.!?])[.!?]++[\"'\u201d\u2019)\]]*+(?=\s)|\n)\s*")
_NOT_AN_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|no|dr|al|incl|min|max)\.|(?:^|\n)\s*[*-]?\s*\d{1,2}[.)])\s*$",
    re.IGNORECASE,
)
_LOOK_BACK = 32
"""Characters before an end that decide whether it is one. Source: own choice, an abbreviation or a
list marker with its indentation."""

_RUN = 400
"""Longest run of marks and white space that ends a sentence. Source: own choice, far beyond "...";
a longer one is read as part of the sentence."""


@dataclass(slots=True)
class SentenceCutter:
    """Collects pieces of a stream and gives back whole sentences.

    What was read is not read again with the next piece: a sentence of 100,000 characters that
    comes in small pieces takes time in proportion to its length.
    """

    _rest: str = ""
    _read: int = 0
    """How much of `_rest` holds no end."""

    def feed(self, piece: str) -> list[str]:
        """Return the sentences that `piece` completes, each with the white space behind it.

        A sentence is complete when the next one has begun, so that "2." is not cut from "2.5".
        """
        self._rest += piece
        done: list[str] = []
        at = 0
        for match in _END.finditer(self._rest, self._read):
            before = self._rest[max(at, match.end(1) - _LOOK_BACK) : match.end(1)]
            if match.end() == len(self._rest) or _NOT_AN_END.search(before):
                continue
            done.append(self._rest[at : match.end()])
            at = match.end()
        self._rest = self._rest[at:]
        tail = self._rest[-_RUN:]
        self._read = len(self._rest) - len(tail)
        self._read += len(tail.rstrip().rstrip(_CLOSERS).rstrip(_MARKS))
        return done

    def flush(self) -> list[str]:
        """Return what is left as the last sentence."""
        rest, self._rest, self._read = self._rest, "", 0
        return [rest] if rest.strip() else []


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a whole text; joined they are the text."""
    cutter = SentenceCutter()
    return [*cutter.feed(text), *cutter.flush()]
