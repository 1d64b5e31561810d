"""Turns what athletes report in German, Spanish or French into English words: lifts, runs, nights.

A word map and no translation: it serves messages that tell numbers and names. A question in another
language is answered by saying that only English is read.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_GERMAN: Final = {
    "frontkniebeugen?": "front squat",
    "kniebeugen?": "squat",
    "bankdruecken|bankdrucken": "bench press",
    "kreuzheben": "deadlift",
    "rumaenisches kreuzheben": "romanian deadlift",
    "schulterdruecken|schulterdrucken|ueberkopfdruecken": "overhead press",
    "klimmzuege?|klimmzuge?": "pull-ups",
    "liegestuetze?|liegestutze?": "push-ups",
    "rudern": "barbell row",
    "bizepscurls?": "curls",
    "beinpresse": "leg press",
    "ausfallschritte?": "lunges",
    "latzug": "lat pulldown",
    "saetze|satze|satz": "sets",
    "wiederholungen|wdh": "reps",
    "mit": "with",
    "bei": "at",
    "heute": "today",
    "gestern": "yesterday",
    "gemacht|geschafft": "did",
    "habe|hab|ich": "",
    "bin|war": "",
    "gelaufen|gejoggt": "ran",
    "gerannt": "ran",
    "geradelt": "rode",
    "lauf": "run",
    "minuten": "minutes",
    "stunden": "hours",
    "geschlafen": "slept",
    "letzte nacht": "last night",
    "von": "of",
    "in": "in",
    "kilo": "kg",
    "und": "and",
}
_SPANISH: Final = {
    "sentadillas? frontal(?:es)?": "front squat",
    "sentadillas?": "squat",
    "press (?:de )?banca(?: plano)?": "bench press",
    "peso muerto rumano": "romanian deadlift",
    "peso muerto": "deadlift",
    "press militar": "overhead press",
    "dominadas?": "pull-ups",
    "flexiones": "push-ups",
    "remo con barra": "barbell row",
    "curl de biceps": "curls",
    "prensa": "leg press",
    "zancadas?": "lunges",
    "jalon(?:es)? al pecho": "lat pulldown",
    "series": "sets",
    "repeticiones": "reps",
    "con": "with",
    "a": "at",
    "de": "of",
    "hoy": "today",
    "ayer": "yesterday",
    "hice|hecho|he hecho": "did",
    "corri|he corrido": "ran",
    "monte en bici": "rode",
    "camine": "walked",
    "minutos": "minutes",
    "horas": "hours",
    "dormi|he dormido": "slept",
    "anoche": "last night",
    "en": "in",
    "kilos": "kg",
    "y": "and",
}
_FRENCH: Final = {
    "squats? avant": "front squat",
    "developpe couche": "bench press",
    "souleve de terre": "deadlift",
    "developpe militaire": "overhead press",
    "tractions?": "pull-ups",
    "pompes": "push-ups",
    "rowing barre|tirage barre": "barbell row",
    "presse a cuisses": "leg press",
    "fentes": "lunges",
    "series": "sets",
    "repetitions": "reps",
    "avec": "with",
    "a": "at",
    "de": "of",
    "aujourd'?hui": "today",
    "hier": "yesterday",
    "j'?ai fait|fait": "did",
    "j'?ai couru|couru": "ran",
    "j'?ai dormi|dormi": "slept",
    "minutes": "minutes",
    "heures": "hours",
    "cette nuit": "last night",
    "en": "in",
    "kilos": "kg",
    "et": "and",
}
_SPEAKS_GERMAN: Final = (
    r"kniebeuge\w*|bankdr\w+|kreuzheben|schulterdr\w+|klimmzu\w+|liegestu\w+|beinpresse|latzug"
    r"|ausfallschritt\w*|gelaufen|gejoggt|geschlafen|wiederholungen|bizepscurl\w*"
)
_SPEAKS_SPANISH: Final = (
    r"sentadillas?|press (?:de )?banca|peso muerto|press militar|dominadas?|flexiones|zancadas"
    r"|remo con barra|jalon al pecho|corri|he corrido|dormi|anoche|repeticiones"
)
_SPEAKS_FRENCH: Final = (
    r"developpe \w+|souleve de terre|tractions|pompes|fentes|rowing barre|presse a cuisses"
    r"|j'?ai (?:couru|dormi|fait)|squats? avant"
)
_DECISIVE: Final = (
    (_GERMAN, _SPEAKS_GERMAN),
    (_FRENCH, _SPEAKS_FRENCH),
    (_SPANISH, _SPEAKS_SPANISH),
)
"""Words that settle which language it is; none of them is English."""
_LANGUAGES: Final = tuple((words, re.compile(rf"\b(?:{rule})\b")) for words, rule in _DECISIVE)
_ASKS: Final = re.compile(
    r"[?\u00bf]|\b(?:wie|was|soll\w*|kann|warum|que|cuanto|como|debo|combien|quel\w*|dois|comment"
    r"|pourquoi)\b"
)
NOTICE: Final = "I read your numbers and lifts, and answer in English, the only language I write."


def in_english(text: str) -> str:
    """Return a report told in German, Spanish or French in English words; others as they are."""
    plain = _bare(text)
    if not any(char.isdigit() for char in plain) or _ASKS.search(plain):
        return text
    words = next((words for words, rule in _LANGUAGES if rule.search(plain)), None)
    if words is None:
        return text
    for foreign, english in words.items():
        plain = re.sub(rf"\b(?:{foreign})\b", english, plain)
    return re.sub(r"(?<=\d),(?=\d)", ".", re.sub(r"\s+", " ", plain)).strip()


def was_translated(text: str) -> bool:
    """Tell whether a message was read through the word map."""
    return in_english(text) != text


def _bare(text: str) -> str:
    """Return text in lower case without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("\u2019", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char))
