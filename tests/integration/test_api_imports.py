"""Importing a training log over HTTP."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.fixtures.clients import problem

DATA = Path(__file__).parents[1] / "data"
STRONG = (DATA / "strong_ios_classic.csv").read_bytes()
HEVY = (DATA / "hevy_kg.csv").read_bytes()


def send(client: httpx.Client, content: bytes, *, path: str = "", **fields: str) -> httpx.Response:
    files = {"file": ("log.csv", content, "text/csv")}
    return client.post(f"/v1/imports{path}", files=files, data=fields)


def test_a_preview_says_what_would_happen_and_stores_nothing(client: httpx.Client) -> None:
    preview = send(client, HEVY, path="/preview").json()
    assert preview["source"] == "hevy"
    assert preview["units"] == ["kg"]
    assert preview["new"] == preview["workouts"] > 0
    assert client.get("/v1/workouts").json()["workouts"] == []


def test_a_file_without_unit_asks_for_it(client: httpx.Client) -> None:
    problem(send(client, STRONG, path="/preview"), 400, "unit_needed")
    assert send(client, STRONG, path="/preview", unit="lb").json()["units"] == ["lb"]


def test_the_same_file_again_adds_nothing(client: httpx.Client) -> None:
    first = send(client, STRONG, unit="kg").json()
    again = send(client, STRONG, unit="kg").json()
    assert first["added"] == first["workouts"] > 0
    assert (again["added"], again["unchanged"]) == (0, first["workouts"])
    assert len(client.get("/v1/workouts").json()["workouts"]) == first["workouts"]


def test_a_file_sent_five_times_at_once_is_stored_once(client: httpx.Client) -> None:
    with ThreadPoolExecutor(5) as pool:
        sent = [pool.submit(send, client, HEVY) for _ in range(5)]
        answers = [each.result() for each in sent]
    assert [answer.status_code for answer in answers] == [200] * 5
    assert sum(answer.json()["added"] for answer in answers) == 1
    assert len(client.get("/v1/workouts").json()["workouts"]) == 1


def test_rows_that_cannot_be_read_need_an_agreement(client: httpx.Client) -> None:
    row = '"Upper","6 Oct 2026, 18:00","6 Oct 2026, 19:10","","Squat",,"",{},"normal",{},5,,,'
    rows = [row.format(number, 100) for number in range(40)] + [row.format(40, "heavy")]
    log = HEVY + "\n".join(rows).encode() + b"\n"
    problem(send(client, log), 400, "rows_need_agreement")
    assert client.get("/v1/workouts").json()["workouts"] == []
    report = send(client, log, skip_errors="true").json()
    assert report["error_count"] == 1
    assert report["added"] == report["workouts"]


def test_a_health_export_brings_weigh_ins_nights_and_sessions(client: httpx.Client) -> None:
    health = (DATA / "apple_health.xml").read_bytes()
    preview = send(client, health, path="/preview").json()
    assert preview["weigh_ins"] == {"in_file": 2, "to_store": 2}
    assert {each["reason"] for each in preview["left_out"]} >= {"step counts"}
    report = send(client, health).json()
    stored = (report["weigh_ins_added"], report["nights_added"], report["cardio_added"])
    assert stored == (2, 1, 1)


def test_a_workout_shows_the_rows_it_came_from(client: httpx.Client) -> None:
    send(client, HEVY)
    (workout,) = client.get("/v1/workouts").json()["workouts"]
    (found,) = client.get(f"/v1/imports/origin/{workout['id']}").json()["origins"]
    assert found["file"]["source"] == "hevy"
    assert [row["line"] for row in found["rows"]] == [2, 3, 4, 5, 6, 7, 8]
    assert '"Bench Press (Barbell)"' in found["rows"][0]["text"]
    (file,) = client.get("/v1/imports").json()["files"]
    assert file == found["file"]


def test_a_name_is_what_the_athlete_says_it_is(client: httpx.Client) -> None:
    preview = send(client, HEVY, path="/preview", same='{"Plank": "back_squat"}').json()
    (plank,) = [each for each in preview["exercises"] if each["name"] == "Plank"]
    assert (plank["exercise_id"], plank["how"]) == ("back_squat", "chosen")
    problem(send(client, HEVY, same="no json"), 400, "malformed_json")
    problem(send(client, HEVY, same='{"Plank": "moon_squat"}'), 400, "unknown_exercise")


FOOD = b"Date,Calories,Protein (g),Carbs (g),Fat (g)\n2026-10-05,2000,150,200,60\n"


def test_what_is_no_training_log_is_sent_to_its_own_path(client: httpx.Client) -> None:
    problem(send(client, FOOD), 400, "food_log")
    problem(send(client, client.get("/v1/exports/json").content), 400, "own_export")


def test_an_archive_with_food_says_so_and_keeps_the_rows_of_both(client: httpx.Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("workouts.csv", HEVY)
        archive.writestr("food.csv", FOOD)
    assert send(client, packed.getvalue(), path="/preview").json()["food_log"] is True
    send(client, packed.getvalue())
    assert send(client, packed.getvalue(), path="/food-log").json()["added"] == 1
    sources = {each["source"] for each in client.get("/v1/imports").json()["files"]}
    assert sources == {"hevy", "macrofactor"}
    (workout,) = client.get("/v1/workouts").json()["workouts"]
    (found,) = client.get(f"/v1/imports/origin/{workout['id']}").json()["origins"]
    assert len(found["rows"]) == 7


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\x00\x01\x02\x03" * 100, "binary_file"),
        (b"just some words\n", "unknown_format"),
    ],
)
def test_a_file_that_is_no_log_stores_nothing(
    client: httpx.Client, content: bytes, code: str
) -> None:
    problem(send(client, content, unit="kg"), 400, code)
    assert client.get("/v1/workouts").json()["workouts"] == []


def test_a_file_over_the_limit_is_refused(client: httpx.Client) -> None:
    problem(send(client, b"x" * 20_000_001, unit="kg"), 413, "payload_too_large")


@pytest.mark.parametrize("fields", [{"unit": "stone"}, {"unit": "kg", "surprise": "1"}])
def test_a_wrong_field_is_refused(client: httpx.Client, fields: dict[str, str]) -> None:
    problem(send(client, STRONG, **fields), 422, "invalid_payload")


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b'{"file": 1}', "application/json"),
        (b"", "multipart/form-data"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"garbage", "multipart/form-data; boundary=x"),
        (b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nwords\r\n--x--\r\n',
         "multipart/form-data; boundary=x"),
    ],
)  # fmt: skip
def test_a_body_that_is_no_upload_is_refused(
    client: httpx.Client, content: bytes, content_type: str
) -> None:
    headers = {"Content-Type": content_type}
    problem(client.post("/v1/imports", content=content, headers=headers), 400, "invalid_upload")
