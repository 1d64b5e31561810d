"""Where this machine is, as far as its clock tells: its time zone, and the country of that zone."""

from __future__ import annotations

import importlib.resources
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal

from coach.accounts.model import UNKNOWN_COUNTRY


def machine_time_zone() -> str:
    """Return the IANA name of the machine's time zone; `UTC` where it has none."""
    try:
        name = tzlocal.get_localzone_name()
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, TypeError):
        return "UTC"
    return name


def country_of(zone: str) -> str:
    """Return the ISO 3166-1 code of a time zone's country, `ZZ` where a zone names no place.

    Source: `zone.tab` of the IANA time zone database, as the tzdata package ships it.
    """
    table = importlib.resources.files("tzdata").joinpath("zoneinfo", "zone.tab")
    for line in table.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if not line.startswith("#") and len(fields) > 2 and fields[2] == zone:
            return fields[0]
    return UNKNOWN_COUNTRY
