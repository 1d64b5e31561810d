"""Gives athletes their data, and deletes it when they ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.wording import counted, day, listed, paragraph, reply
from tools.results.account import DataDeleted, ExportReady

_EXPORT: Final = re.compile(
    r"\b(?:export|download|get|give|send|want|take|move|transfer|backup|back up"
    r"|copy of)\b[^.?!]{0,30}"
    r"\b(?:my (?:\w+ )?(?:data|log|history|workouts)|everything you (?:have|store)|all my|export"
    r"|csv|json"
    r"|backup)\b|\bexport\b|\bgdpr\b|\bleave with my data\b"
)
_NOT_EXPORT: Final = re.compile(r"\b(?:delete|erase|import|what|progress|stronger|analy[sz]e)\b")
_DELETE: Final = re.compile(
    r"\b(?:delete|erase|remove|wipe|drop|forget)\b[^.?!]{0,24}\b(?:all|my|every\w*|whole|entire)\b"
    r"[^.?!]{0,24}\b(?:account|data|everything|history|workouts|log|weigh-?ins|weights|meals"
    r"|food log"
    r"|programmes|programs|memories)\b|\b(?:delete|erase|close) my account\b"
    r"|\bdelete everything\b"
)
_WHAT: Final = (
    ("memories", r"\bmemor\w+\b"),
    ("meals", r"\b(?:meals|food(?: log| diary)?)\b"),
    ("weigh_ins", r"\b(?:weigh-? ?ins?|weights|body ?weights?)\b"),
    ("programmes", r"\bprogram\w*\b"),
    ("workouts", r"\b(?:workouts?|training|lifts|sets|log|history|diary)\b"),
)
_FORMATS: Final = (
    ("strong", r"\bstrong\b"),
    ("hevy", r"\bhevy\b"),
    ("account", r"\baccount|gdpr|every\w*\b"),
)


def read_export(heard: Heard) -> str | None:
    """Return the format of an export that is asked for."""
    plain = heard.plain
    if not _EXPORT.search(plain) or _NOT_EXPORT.search(plain) or heard.exercise is not None:
        return None
    return next((name for name, rule in _FORMATS if re.search(rule, plain)), "json")


def assumed_export(heard: Heard) -> str:
    """Return the format that a message about an export names, else our own."""
    return next((name for name, rule in _FORMATS if re.search(rule, heard.plain)), "json")


def export_calls(form: str, found: Found) -> Sequence[Call]:
    """Look what the export holds and where it is."""
    del found
    return (Call("export_data", {"format": form}),)


def say_export(form: str, found: Found) -> str | None:
    """Say where the export is and what it holds."""
    data = found.read("export_data", ExportReady)
    if data is None:
        return None
    span = (
        f", from {day(data.first_day)} to {day(data.last_day)}"
        if data.first_day and data.last_day
        else ""
    )
    kind = {"strong": "a CSV that Strong reads", "hevy": "a CSV that Hevy reads"}.get(form, "JSON")
    workouts = f"{counted(data.workouts, 'workout')}{span}"
    weigh_ins = counted(data.weigh_ins, "weigh-in")
    memories = "1 memory" if data.memories == 1 else f"{data.memories} memories"
    held = (
        f"It holds {workouts}, {weigh_ins} and {memories}."
        if form in {"json", "account"}
        else f"It holds the sets of {workouts}."
    )
    return reply(
        f"Your export is ready as {kind}: open {data.path} while you are signed in, or use Export "
        "on your account page.",
        held,
        "The data is yours: you can import it elsewhere, or back in here.",
    )


def read_delete(heard: Heard) -> str | None:
    """Return what an athlete wants deleted."""
    plain = heard.plain
    if not _DELETE.search(plain) or heard.exercise is not None:
        return None
    if re.search(r"\b(?:everything|account|all (?:of )?my data|my data)\b", plain):
        return "everything"
    return next((name for name, rule in _WHAT if re.search(rule, plain)), "everything")


def assumed_delete(heard: Heard) -> str:
    """Return what a message about deleting names; nothing where that is not clear."""
    if re.search(r"\b(?:everything|account|all (?:of )?(?:it|my data)|the lot|my data"
                 r"|database|all my (?:stuff|things))\b", heard.plain):  # fmt: skip
        return "everything"
    return next((name for name, rule in _WHAT if re.search(rule, heard.plain)), "")


def delete_calls(what: str, found: Found) -> Sequence[Call]:
    """Delete it; the question before it is the tool's."""
    del found
    if not what:
        return ()
    return (Call("delete_account_data", {"what": what}),)


def say_deleted(what: str, found: Found) -> str | None:
    """Say what is gone and what is left."""
    if not what:
        return (
            "I can delete your workouts, weigh-ins, meals, programmes, memories or all of it; "
            "runs, sleep and videos go with the account, on your account page. Which of these?"
        )
    data = found.read("delete_account_data", DataDeleted)
    if data is None:
        return None
    lead = f"Deleted: {listed(data.deleted)}." if data.deleted else "There was nothing to delete."
    return paragraph(lead, data.left)


EXPORT: Final = Skill(
    name="data_export",
    agents=("planner", "nutrition"),
    read=read_export,
    calls=export_calls,
    say=say_export,
    tools=frozenset({"export_data"}),
    default=assumed_export,
    follow=lambda heard, _: assumed_export(heard),
)
DELETE: Final = Skill(
    name="data_delete",
    agents=("planner", "nutrition"),
    read=read_delete,
    calls=delete_calls,
    say=say_deleted,
    tools=frozenset({"delete_account_data"}),
    default=assumed_delete,
)
