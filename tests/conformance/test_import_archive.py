"""Any archive of imports keeps files once, rows once, and says where something came from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.errors import NotFound
from coach.identity import UserId, new_uuid
from coach.imports import Became
from tests.builders import a_user_id, an_archived_row, an_imported_file, days_ago
from tests.fixtures.stores import AnyStore


def test_what_came_from_a_file_names_the_file_and_its_rows(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    workout = new_uuid()
    file = an_imported_file(known_athlete)
    rows = [an_archived_row(3, entity_id=workout), an_archived_row(2, entity_id=workout)]
    other = an_archived_row(4, became=Became.ERROR)
    with either_store.unit_of_work() as uow:
        assert uow.imports.keep(file, [*rows, other]) == file
    with either_store.read_only() as uow:
        (origin,) = uow.imports.origin(known_athlete, workout)
        assert uow.imports.rows(known_athlete, file.id) == [rows[1], rows[0], other]
        assert uow.imports.origin(known_athlete, new_uuid()) == []
    assert origin.file == file
    assert [row.line for row in origin.rows] == [2, 3]


def test_the_same_file_again_keeps_its_id_and_replaces_its_rows(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    first = an_imported_file(known_athlete, imported_at=days_ago(2))
    again = replace(first, id=new_uuid(), imported_at=days_ago(1))
    row = an_archived_row(2, entity_id=new_uuid())
    with either_store.unit_of_work() as uow:
        uow.imports.keep(first, [row, an_archived_row(3)])
        kept = uow.imports.keep(again, [an_archived_row(2)])
    assert kept == replace(first, imported_at=again.imported_at)
    with either_store.read_only() as uow:
        assert uow.imports.files(known_athlete) == [kept]
        lines = [each.row.line for each in uow.imports.rows(known_athlete, first.id)]
        assert uow.imports.rows(known_athlete, first.id)[0].entity_id is None
    assert lines == [2, 3]


def test_an_archive_of_two_apps_keeps_the_rows_of_both(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    training = an_imported_file(known_athlete)
    food = replace(training, id=new_uuid(), source="cronometer", imported_at=days_ago(1))
    with either_store.unit_of_work() as uow:
        uow.imports.keep(training, [an_archived_row(2)])
        uow.imports.keep(food, [an_archived_row(2, became=Became.MEAL)])
    with either_store.read_only() as uow:
        kept = {file.id: uow.imports.rows(known_athlete, file.id) for file in (training, food)}
        assert {file.id for file in uow.imports.files(known_athlete)} == {training.id, food.id}
    assert [rows[0].became for rows in kept.values()] == [Became.WORKOUT, Became.MEAL]


def test_a_file_of_another_athlete_is_not_found(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    file = an_imported_file(known_athlete)
    with either_store.unit_of_work() as uow:
        uow.imports.keep(file, [])
    with pytest.raises(NotFound), either_store.read_only() as uow:
        uow.imports.rows(a_user_id(), file.id)
