"""Who to call, by country.

Source:
    National numbering plans as listed by ITU-T E.129 and the services' own pages, read 2026-11;
    112 works in every GSM network where no other number is given (3GPP TS 22.101).
"""

from __future__ import annotations

_DIAL_112 = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE"),
    *("IN", "IS", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "TR"),
)
EMERGENCY_NUMBER: dict[str, str] = {
    **dict.fromkeys(("US", "CA", "MX", "PH"), "911"),
    **dict.fromkeys(("GB", "HK", "MY", "BD"), "999"),
    **dict.fromkeys(
        _DIAL_112,
        "112",
    ),
    "AU": "000",
    "NZ": "111",
    "CH": "144",
    "NO": "113",
    "JP": "119",
    "KR": "119",
    "CN": "120",
    "BR": "192",
    "SG": "995",
    "TH": "1669",
    "IL": "101",
    "ZA": "112",
}
"""Number for an ambulance by ISO 3166-1 alpha-2 code."""

CRISIS_LINE: dict[str, str] = {
    "US": "call or text 988 (Suicide and Crisis Lifeline)",
    "CA": "call or text 988 (Suicide Crisis Helpline)",
    "GB": "call Samaritans on 116 123, free at any hour",
    "IE": "call Samaritans on 116 123, free at any hour",
    "AU": "call Lifeline on 13 11 14",
    "NZ": "call or text 1737",
}
"""Somebody to talk to at once, as a clause that follows "please"."""

EATING_LINE: dict[str, str] = {
    "US": "ANAD (1-888-375-7767)",
    "GB": "Beat (0808 801 0677)",
}
"""Helpline for eating disorders. NEDA's closed in 2023 and must not be listed."""


def emergency_number(country: str) -> str:
    """Return what to dial for an ambulance, as words that follow "call"."""
    number = EMERGENCY_NUMBER.get(country.upper())
    return number or "112 or your local emergency number"


def crisis_line(country: str) -> str:
    """Return how to reach a crisis line, as a clause that follows "please"."""
    return CRISIS_LINE.get(
        country.upper(), "call a crisis line near you (findahelpline.com lists them)"
    )


def eating_line(country: str) -> str:
    """Return who helps with eating, as words that follow "such as"."""
    return EATING_LINE.get(country.upper(), "a local eating-disorder charity")
