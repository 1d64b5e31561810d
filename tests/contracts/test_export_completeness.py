"""Whatever an athlete owns leaves with the account export, and somebody decided what comes back."""

from __future__ import annotations

from store.formats.export_sections import (
    HIDDEN,
    NOT_RESTORED,
    RESTORED,
    is_owned,
    records,
)
from store.tables import metadata

SHARED = {"passages", "passage_words", "seed_state"}
"""Tables without an owner; a new one is named here or gets one."""


def restored_tables() -> set[str]:
    children = {section.child.table.name for section in RESTORED if section.child}
    return {section.table.name for section in RESTORED} | children


def test_every_table_is_an_athletes_or_shared() -> None:
    unowned = {name for name, table in metadata.tables.items() if not is_owned(table)}
    assert unowned <= SHARED


def test_every_owner_table_is_in_the_account_export() -> None:
    owned = {name for name, table in metadata.tables.items() if is_owned(table)}
    assert restored_tables() | {section.table.name for section in records()} == owned


def test_every_owner_table_comes_back_or_says_why_not() -> None:
    undecided = {section.table.name for section in records()} - NOT_RESTORED.keys()
    assert undecided == set(), (
        "add a Section to RESTORED in store/formats/export_sections.py, or a reason to NOT_RESTORED"
    )


def test_only_owners_places_of_work_and_what_follows_from_a_name_are_hidden() -> None:
    hidden = {
        f"{table.name}.{column}"
        for table in metadata.tables.values()
        if is_owned(table)
        for column in HIDDEN - {"user_id", "owner_id"}
        if column in table.columns
    }
    assert hidden == {
        "exercise_aliases.compact",
        "runs.epoch",
        "runs.lease_until",
        "videos.blob_key",
    }


def test_every_owner_table_is_emptied_with_the_account() -> None:
    kept = {
        name
        for name, table in metadata.tables.items()
        for column in ("user_id", "owner_id")
        if column in table.columns and name != "accounts"
        if {key.ondelete for key in table.columns[column].foreign_keys} != {"CASCADE"}
        and not any(
            key.ondelete == "CASCADE" and column in key.column_keys
            for key in table.foreign_key_constraints
        )
    }
    assert kept == set()
