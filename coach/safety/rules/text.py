"""Text as the patterns see it: one case, plain quotes, usual spelling, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

_QUOTES = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"}
)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[a-z']+")

_SHORT: Final[dict[str, str]] = {
    **dict.fromkeys(("cnt", "cant", "cannot", "carnt"), "can't"),
    **dict.fromkeys(("cudnt", "couldnt", "cldnt"), "couldn't"),
    **dict.fromkeys(("dnt", "dont"), "don't"),
    "doesnt": "doesn't",
    "didnt": "didn't",
    "havent": "haven't",
    "hasnt": "hasn't",
    "isnt": "isn't",
    "wasnt": "wasn't",
    "wont": "won't",
    "arent": "aren't",
    "aint": "isn't",
    "im": "i'm",
    "ive": "i've",
    "id": "i'd",
    "hes": "he's",
    "shes": "she's",
    "youre": "you're",
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "got to",
    "nd": "and",
    "u": "you",
    "ur": "your",
    "thru": "through",
    "kms": "kill myself",
    "unalive": "kill",
    "sui": "suicide",
    **dict.fromkeys(("preggo", "preggers", "prego", "preg"), "pregnant"),
    "hart": "heart",
    "dizy": "dizzy",
    "nite": "night",
    "n": "and",
    "r": "are",
    "tite": "tight",
    "hav": "have",
    "pulps": "palpitations",
    "palps": "palpitations",
    "sob": "short of breath",
}
"""Spellings of text messages that patterns would otherwise have to list everywhere."""
_FLAGGED: Final = (
    *("chest", "pressure", "fainted", "fainting", "collapsed", "unconscious", "unresponsive"),
    *("palpitations", "seizure", "suicidal", "suicide", "swollen", "swelling", "urine"),
    *("pregnant", "pregnancy", "concussion", "concussed", "headache", "vomiting", "tingling"),
    *("insulin", "diabetic", "laxatives", "anorexia", "bulimia", "steroids", "testosterone"),
    *("ozempic", "bleeding", "dizziness", "drooping", "slurred", "confused", "numbness"),
    *("breathless", "propranolol", "metoprolol", "bisoprolol", "semaglutide", "clenbuterol"),
)
"""Words of red flags that are found with one letter wrong."""
_REAL: Final = frozenset(
    {
        *("cheat", "chess", "crest", "cheats", "painted", "tainted", "feinted", "painting"),
        *("taunting", "dwelling", "spelling", "smelling", "purine", "marine", "mingling"),
        *("breeding", "blending", "dropping", "drooling", "pressures", "headaches", "steroid"),
        *("suicides", "testosterones", "insulins", "chests", "collapses", "collapse", "welling"),
        *("confuses", "confuse", "seizures", "diabetics", "laxative", "concussions", "urines"),
    }
)
"""Words of their own that are one letter away."""
_SHORTEST = 5
_ONE_WRONG = 1


def visible(text: str) -> str:
    """Return `text` without control and format characters (line breaks and tabs stay)."""
    return "".join(
        char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cf", "Cc"}
    )


def folded(text: str) -> str:
    """Return `text` in lower case with plain quotes, single spaces and nothing invisible."""
    plain = unicodedata.normalize("NFKC", visible(text)).translate(_QUOTES)
    return _SPACE.sub(" ", plain).strip().casefold()


def respelt(plain: str) -> str:
    """Return folded text with text speak and single wrong letters of red-flag words set right."""
    return _WORD.sub(lambda match: _usual(match[0]), plain)


def near(one: str, other: str, gap: int = 60) -> str:
    """Return a pattern that finds two patterns in either order, at most `gap` characters apart."""
    return rf"(?:{one})[^\n]{{0,{gap}}}?(?:{other})|(?:{other})[^\n]{{0,{gap}}}?(?:{one})"


@lru_cache(maxsize=4096)
def _usual(word: str) -> str:
    short = _SHORT.get(word)
    if short is not None:
        return short
    if len(word) < _SHORTEST or word in _REAL or word in _FLAGGED:
        return word
    found = process.extractOne(
        word, _FLAGGED, scorer=OSA.distance, score_cutoff=_ONE_WRONG, processor=None
    )
    return word if found is None else str(found[0])
