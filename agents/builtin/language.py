"""Tells whether a message is in a language the built-in coach does not read."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_FOREIGN: Final = frozenset(
    (
        *("que", "como", "cuanto", "cuantas", "cuantos", "proxima", "deberia", "quiero"),
        *("peso", "debo", "hacer", "una", "por", "esta", "hoy", "sentadilla"),
        *("ich", "wie", "viel", "soll", "mein", "meine", "und", "nicht", "ist", "der", "das"),
        *("heute", "kniebeuge", "gewicht", "naechste", "nachste", "fur", "beim", "kann", "wieviel"),
        *("combien", "je", "dois", "quel", "quelle"),
        *("prochaine", "seance", "poids", "avec", "dans", "faire", "comment", "aujourd"),
        *("quanto", "devo", "mio", "mia", "della", "sono", "oggi", "prossima", "quale"),
        *("quantos", "meu", "minha", "posso", "fazer", "agachamento", "hoje", "nao"),
        *("hoeveel", "mijn", "ik", "moet", "volgende", "het", "een", "voor"),
    )
)
"""Common words of es, de, fr, it, pt, nl and pl that are no English words of the gym."""
_WORD = re.compile(r"[^\W\d_]+")
FEWEST_WORDS: Final = 2
"""Foreign words that decide. Source: own choice; one may be a name or a loan."""


def is_foreign(text: str) -> bool:
    """Tell whether most letters are of another script, or common words of another language."""
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return False
    other = [c for c in letters if not unicodedata.name(c, "").startswith("LATIN")]
    if len(other) * 2 > len(letters):
        return True
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    return sum(word in _FOREIGN for word in words) >= FEWEST_WORDS
