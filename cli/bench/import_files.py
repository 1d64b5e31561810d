"""Files to measure imports with: a Strong export and an Apple Health export of any size."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

HEADER = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Weight Unit,Reps,RPE,Distance,"
    "Distance Unit,Seconds,Notes,Workout Notes\n"
)
# fmt: off
LIFTS = (
    ("Squat (Barbell)", 120), ("Bench Press (Barbell)", 85), ("Deadlift (Barbell)", 150),
    ("Overhead Press (Barbell)", 50), ("Bent Over Row (Barbell)", 75), ("Leg Press", 180),
    ("Lat Pulldown (Cable)", 60), ("Bicep Curl (Dumbbell)", 14), ("Log Press", 60),
)
# fmt: on
SETS_PER_LIFT = 5
LIFTS_PER_WORKOUT = 4
FIRST = datetime(2012, 1, 2, 18)  # noqa: DTZ001 - Strong writes wall-clock times
XML_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
]>
<HealthData locale="en_US">
"""
HEART_RATE = (
    ' <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" sourceVersion="11.0" '
    'device="&lt;&lt;HKDevice: 0x2&gt;, name:Apple Watch, manufacturer:Apple Inc.&gt;" '
    'unit="count/min" creationDate="{at}" startDate="{at}" endDate="{at}" value="{bpm}"/>\n'
)
BODY_MASS = (
    ' <Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Scale" unit="kg" '
    'startDate="{at}" endDate="{at}" value="{kg:.1f}"/>\n'
)
SLEEP = (
    ' <Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Watch" '
    'startDate="{start}" endDate="{end}" value="HKCategoryValueSleepAnalysisAsleepCore"/>\n'
)
RECORDS_PER_DAY = 400


def write_strong_file(path: Path, rows: int) -> None:
    """Write an export of `rows` sets, twenty a workout, a workout a day."""
    draw = random.Random(rows)  # noqa: S311 - data to measure with
    written = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        day = FIRST
        while written < rows:
            for lift, load in draw.sample(LIFTS, LIFTS_PER_WORKOUT):
                for order in range(1, min(SETS_PER_LIFT, rows - written) + 1):
                    kg = load + draw.randrange(0, 41) / 2
                    reps, rpe = draw.randint(3, 10), draw.choice(("", "7", "8", "8.5"))
                    file.write(
                        f'{day:%Y-%m-%d %H:%M:%S},"Workout, day",1h 10m,"{lift}",{order},{kg},kg,'
                        f'{reps},{rpe},0,,0,"felt ""good""",\n'
                    )
                    written += 1
            day += timedelta(days=1)


def write_health_file(path: Path, size_bytes: int) -> None:
    """Write an export of at least `size_bytes`: heart rates, a weigh-in and a night a day."""
    draw = random.Random(size_bytes)  # noqa: S311 - data to measure with
    day = datetime(2016, 1, 1)  # noqa: DTZ001 - the offset is written behind it
    with path.open("w", encoding="utf-8") as file:
        file.write(XML_HEAD)
        while file.tell() < size_bytes:
            at = f"{day:%Y-%m-%d} 07:00:00 +0100"
            file.write(BODY_MASS.format(at=at, kg=80 + draw.random()))
            night = f"{day - timedelta(days=1):%Y-%m-%d} 23:00:00 +0100"
            file.write(SLEEP.format(start=night, end=f"{day:%Y-%m-%d} 06:30:00 +0100"))
            beats = HEART_RATE.format(at=at, bpm=draw.randint(50, 160))
            file.write(beats * RECORDS_PER_DAY)
            day += timedelta(days=1)
        file.write("</HealthData>\n")
