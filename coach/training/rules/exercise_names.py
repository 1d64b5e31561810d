"""Takes an exercise's name apart: what is done, and the equipment it is done with."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from rapidfuzz.distance import OSA

EQUIPMENT: dict[str, str] = {
    **dict.fromkeys(("barbell", "bb", "langhantel", "con barra"), "barbell"),
    **dict.fromkeys(("dumbbell", "db", "kurzhantel", "mancuerna"), "dumbbell"),
    **dict.fromkeys(("kettlebell", "kb", "kettle bell"), "kettlebell"),
    **dict.fromkeys(("cable", "kabel", "polea"), "cable"),
    **dict.fromkeys(("machine", "leverage machine", "maschine", "maquina"), "machine"),
    **dict.fromkeys(("smith machine", "smith"), "smith machine"),
    **dict.fromkeys(("band", "banded", "resistance band"), "band"),
    **dict.fromkeys(("with band", "with resistance band"), "added band"),
    **dict.fromkeys(("bodyweight", "body weight"), "bodyweight"),
    **dict.fromkeys(("ez bar", "ez curl bar", "ez"), "ez bar"),
    **dict.fromkeys(("trap bar", "hex bar"), "trap bar"),
    **dict.fromkeys(("suspension", "trx"), "suspension"),
    "plate": "plate",
}
"""Words for equipment, in English, German and Spanish, singular and without accents. A lift "with
bands" may have them on top of its barbell, so it is no exercise with a band alone."""
# fmt: off
PHRASES: dict[str, str] = {
    "press up": "push up", "pushup": "push up", "pullup": "pull up", "chinup": "chin up",
    "situp": "sit up", "stepup": "step up", "pull down": "pulldown", "push down": "pushdown",
    "press down": "pushdown", "pressdown": "pushdown", "dead lift": "deadlift",
    "over head": "overhead", "skull crusher": "skullcrusher", "get up": "getup",
    "flye": "fly", "flie": "fly", "calve": "calf", "legged": "leg", "armed": "arm",
    "laying": "lying", "paused": "pause", "closegrip": "close grip", "widegrip": "wide grip",
    "single arm": "one arm", "1 arm": "one arm", "single leg": "one leg", "1 leg": "one leg",
    "inc": "incline", "dec": "decline", "ext": "extension", "wtd": "weighted",
    "high to low": "highlow", "low to high": "lowhigh", "fly crossover": "crossover",
    "ohp": "overhead press", "rdl": "romanian deadlift", "sldl": "stiff leg deadlift",
    "btn": "behind neck", "ssb": "safety bar", "cgbp": "close grip bench press",
}
"""Ways of writing the same words; applied to singular words in lower case."""
IDLE_WORDS = frozenset((
    "the", "a", "an", "with", "using", "w", "con", "mit",
    "flat", "conventional", "regular", "standard", "normal", "basic", "traditional",
))
# fmt: on
"""Words that say nothing another name of the exercise does not mean as well."""
# fmt: off
QUALIFIERS = frozenset((
    "incline", "decline", "seated", "standing", "lying", "kneeling", "bent", "front", "back",
    "side", "lateral", "rear", "reverse", "one", "two", "close", "wide", "narrow", "neutral",
    "left", "right", "hang", "hanging", "power", "split", "sumo", "romanian", "stiff",
    "straight", "goblet", "hack", "overhead", "overhand", "underhand", "mixed", "high", "low",
    "push", "pull", "leg", "arm", "chest", "shoulder", "calf", "hip", "glute", "inner", "outer",
    "internal", "external", "adduction", "abduction", "weighted", "assisted", "deficit",
    "pause", "tempo", "box", "floor", "block", "pin", "board", "rack", "up", "down", "press",
    "row", "curl", "extension", "flexion", "raise", "fly", "squat", "deadlift", "lunge", "jerk",
    "clean", "snatch", "cross", "wrist", "hammer", "preacher", "bilateral", "unilateral",
    "alternating", "alternate", "half", "full", "partial", "eccentric", "isometric", "rotation",
    "chain", "ball", "rope", "wheel", "log", "keg", "stone", "chair", "bench", "wall", "step",
    "pole", "hold", "twist", "walk", "carry", "jump", "pronated", "supinated", "prone",
    "supine", "upper", "lower", "ring", "axle",
))
# fmt: on
"""Words that make a different exercise: names that differ in one of them never match."""
ELEMENT = re.compile(r"[^\W_]+")
TYPO_LETTERS = 4
"""Shortest word in which a slip is looked for; shorter words are too near to each other."""
ONLY_WORD_LETTERS = 5
"""Shortest word that may be a slip when it is the whole name: "ress" could be many."""
LONG_WORD = 8
"""From this length two slips in a word are one typing error. Source: own choice, held by
evals/datasets/exercise_names.yaml, as are the other limits here."""
TOOL_WORDS = ("barbell", "dumbbell", "kettlebell", "cable")


class NormalName(NamedTuple):
    """A name apart from the equipment it names."""

    core: tuple[str, ...]
    """Its words, singular and sorted."""
    equipment: str
    """Sorted names of equipment, or empty."""

    @property
    def text(self) -> str:
        """All of it, for a comparison letter by letter."""
        return " ".join((*self.core, self.equipment)).strip()


def normal_name(name: str) -> NormalName:
    """Return a name without case, accents, punctuation, plural, idle words and word order."""
    said = _rewritten([_tool_spelt(word) for word in singular_words(name)], EQUIPMENT, mark="=")
    tools = sorted({word[1:] for word in said if word.startswith("=")})
    rest = _rewritten([word for word in said if not word.startswith("=")], PHRASES)
    core = sorted(word for word in rest if word not in IDLE_WORDS)
    return NormalName(tuple(core), " ".join(tools))


def singular_words(text: str) -> list[str]:
    """Return the letters and digits of a text as words, lower case, singular, no accents."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(each for each in folded if not unicodedata.combining(each))
    plain = re.sub(r"['\u2019`]", "", plain).replace("&", " and ")
    return [_singular(word) for word in ELEMENT.findall(plain)]


def is_slip(word: str, meant: str) -> bool:
    """Tell whether a word looks like a typing error of another."""
    if min(len(word), len(meant)) < TYPO_LETTERS or word[0] != meant[0]:
        return False
    if any(letter.isdigit() for letter in word + meant):
        return False
    return OSA.distance(word, meant) <= (2 if len(meant) >= LONG_WORD else 1)


def only_slips(left: NormalName, right: NormalName, known: frozenset[str]) -> bool:
    """Tell whether two names differ in typing errors alone.

    Args:
        left: The name that may hold errors.
        right: The name it may mean.
        known: Words that are no error: those of the catalogue and the qualifiers.
    """
    if left.equipment != right.equipment:
        return False
    odd = _without(left.core, right.core)
    missing = _without(right.core, left.core)
    if len(odd) != len(missing) or known & set(odd):
        return False
    if len(left.core) == 1 and len(left.core[0]) < ONLY_WORD_LETTERS:
        return False
    for word in odd:
        meant = [each for each in missing if is_slip(word, each)]
        if len(meant) != 1:
            return False
        missing.remove(meant[0])
    return True


def differing_words(left: NormalName, right: NormalName) -> set[str]:
    """Return the words that only one of two names has."""
    return set(left.core) ^ set(right.core)


def _without(words: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    left = list(others)
    rest: list[str] = []
    for word in words:
        if word in left:
            left.remove(word)
        else:
            rest.append(word)
    return rest


def _singular(word: str) -> str:
    if re.search(r"(?:ss|ch|sh|x)es$", word):
        return word[:-2]
    return re.sub(r"(?<=\w\w[^siu])s$", "", word)


def _tool_spelt(word: str) -> str:
    near = [tool for tool in TOOL_WORDS if is_slip(word, tool)]
    return near[0] if near else word


def _rewritten(words: list[str], table: dict[str, str], *, mark: str = "") -> list[str]:
    """Return the words with every phrase of the table replaced, the longest first."""
    out: list[str] = []
    at = 0
    while at < len(words):
        for length in (3, 2, 1):
            meant = table.get(" ".join(words[at : at + length]))
            if meant is not None and at + length <= len(words):
                out += [mark + meant] if mark else meant.split()
                at += length
                break
        else:
            out.append(words[at])
            at += 1
    return out
