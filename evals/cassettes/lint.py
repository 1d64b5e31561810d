"""Finds what no cassette may hold: keys of a provider, and what could say who a person is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, cast

from phonenumbers import Leniency, PhoneNumberMatcher

from evals.cassettes.cassette import Cassette

_SECRETS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("a Google API key", re.compile(r"AIza[0-9A-Za-z_-]{10,}")),
    ("a Google access token", re.compile(r"\bya29\.[0-9A-Za-z_-]+")),
    ("a bearer token", re.compile(r"\bBearer\s+[0-9A-Za-z._~+/-]{16,}", re.IGNORECASE)),
    ("an sk- key", re.compile(r"\bsk-[0-9A-Za-z_-]{8,}")),
    ("a GitHub token", re.compile(r"\bgh[pousr]_[0-9A-Za-z]{20,}")),
    ("an AWS key id", re.compile(r"\bAKIA[0-9A-Z]{16}\b")),
    ("a JSON web token", re.compile(r"\beyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}\.")),
    ("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")),
    (
        "a long key",
        re.compile(
            r"(?<![0-9A-Za-z_+/-])(?=[0-9A-Za-z_+/-]*\d)(?=[0-9A-Za-z_+/-]*[a-z])"
            r"(?=[0-9A-Za-z_+/-]*[A-Z])[0-9A-Za-z_+/-]{32,}={0,2}"
        ),
    ),
)
"""Source: the providers' own formats; a key of any other is 32 or more letters of both cases and
digits without a space, which no sentence, exercise or hash in lower case is."""
_EMAIL = re.compile(r"[\w.+%-]+@(?P<host>[\w-]+(?:\.[\w-]+)+)")
_NOBODYS = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$")
"""Hosts that can be nobody's. Source: RFC 2606 (1999)."""
_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'\u2019-]*")
REGIONS: Final = ("US", "GB", "DE", "FR", "IN")
"""Numbering plans a number without a country code is tried in. Source: own choice, the countries
of names.txt."""
PHONE_DIGITS: Final = 7
"""Fewer are no number of a person. Source: E.164 plans of `REGIONS`, whose shortest subscriber
numbers with their area code have seven; the library reads "164.2 lbs" as 164-2527."""
_OPAQUE: Final = frozenset({"thoughtSignature", "$part"})
"""Members the provider or this package encodes; the provider refuses a call without its own."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Something a cassette may not hold. The thing itself is not repeated."""

    kind: str
    where: str
    """Members from the top, such as `response.messages.0.candidates`."""

    def __str__(self) -> str:
        return f"{self.kind} in {self.where}"


def secrets_in(text: str) -> list[str]:
    """Return the kinds of keys that a text holds."""
    return [kind for kind, pattern in _SECRETS if pattern.search(text)]


def personal_in(text: str) -> list[str]:
    """Return what an athlete's own words tell of a person."""
    found = ["an e-mail address"] if _emails(text) else []
    if any(_phones(text, region) for region in (None, *REGIONS)):
        found.append("a telephone number")
    if any(word.removesuffix("'s") in _names() for word in _WORD.findall(text)):
        found.append("a given name")
    return found


def leaks_in(cassette: Cassette, secret: str | None = None) -> list[Leak]:
    """Return what a cassette may not hold.

    Args:
        cassette: What is about to be written, or was.
        secret: A key that is known to be in use; found wherever it stands.
    """
    members = cassette.model_dump(mode="json", exclude={"key", "prompts"})
    found: list[Leak] = []
    for where, text in _texts(members, ""):
        if secret and secret in text:
            found.append(Leak("the key in use", where))
        found += [Leak(kind, where) for kind in secrets_in(text)]
    for n, message in enumerate(cassette.response.messages):
        for where, text in _texts(message, f"response.messages.{n}"):
            if _emails(text):
                found.append(Leak("an e-mail address", where))
    for where, text in _said(cassette):
        found += [Leak(kind, where) for kind in personal_in(text)]
    return found


def _said(cassette: Cassette) -> Iterator[tuple[str, str]]:
    """Yield the athlete's words; prompts, tools and answers name authors and helplines."""
    for n, content in enumerate(cassette.request["body"].get("contents", ())):
        if content.get("role") == "user":
            for m, part in enumerate(content.get("parts", ())):
                yield f"request.body.contents.{n}.parts.{m}.text", str(part.get("text", ""))


def _texts(value: object, where: str) -> Iterator[tuple[str, str]]:
    """Yield every text in a JSON value with its place."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, list):
        for n, item in enumerate(cast("list[object]", value)):
            yield from _texts(item, f"{where}.{n}")
    elif isinstance(value, dict):
        for name, member in cast("Mapping[str, object]", value).items():
            if name not in _OPAQUE:
                yield from _texts(member, f"{where}.{name}" if where else name)


def _emails(text: str) -> bool:
    return any(not _NOBODYS.search(found["host"].lower()) for found in _EMAIL.finditer(text))


def _phones(text: str, region: str | None) -> bool:
    """Tell whether a text holds a number of a region; its letters may stand for figures."""
    found = PhoneNumberMatcher(text, region, leniency=Leniency.VALID)
    return any(sum(map(str.isdecimal, one.raw_string)) >= PHONE_DIGITS for one in found)


@cache
def _names() -> frozenset[str]:
    text = files("evals.cassettes").joinpath("names.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
