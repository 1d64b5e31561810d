"""The chat page in headless Chromium, on real API and worker processes."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from coach.identity import UserId
from tests.fixtures.api import ApiProcess
from tests.fixtures.browser import OpenPage, login_link, proxied, worker
from vision.models import PoseModel

pytestmark = pytest.mark.browser

DATA = Path(__file__).parents[1] / "data"
REPLIES = ".turn:not(.mine)"


def choose(page: Page, kind: str, path: Path) -> None:
    """Pick a file once the page can be used, as a person would."""
    expect(page.locator("#app")).to_be_visible()
    page.locator(f"#{kind}-file").set_input_files(path)


def ask(page: Page, text: str) -> None:
    page.get_by_label("Message to your coach").fill(text)
    page.get_by_role("button", name="Send").click()


def pieces(count: int) -> str:
    return " ".join(f"piece {number}" for number in range(count))


def test_a_one_time_link_signs_in_once_and_leaves_the_address(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    expect(page.get_by_role("heading", name="What are we working on?")).to_be_visible()
    assert "login" not in page.url
    expect(page.get_by_role("button", name="No language model")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Message to your coach")).to_be_visible()

    used = login_link(scripted_api.url, scripted_athlete)
    page.goto(used)
    page.evaluate("localStorage.clear()")
    page.goto(used)
    expect(page.get_by_role("alert")).to_contain_text("used before")


def test_a_reply_streams_and_its_numbers_show_where_they_come_from(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    ask(page, "tool say:40 every:20")
    reply = page.locator(REPLIES)
    expect(reply.get_by_text("Exercise history")).to_be_attached()
    expect(reply).to_contain_text("piece 5")
    expect(page.get_by_role("button", name="Stop the reply")).to_be_visible()
    expect(reply).to_contain_text(pieces(40))
    number = reply.get_by_role("button", name="piece 0")
    number.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Where this comes from")
    expect(dialog).to_contain_text("102.5")
    expect(dialog).to_contain_text("kg")
    expect(dialog).to_contain_text("A set in your training log")
    expect(dialog).to_contain_text("2021")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(number).to_be_focused()
    page.get_by_role("button", name="Good reply").click()
    expect(reply).to_contain_text("Thank you.")

    page.reload()
    expect(page.locator(REPLIES)).to_contain_text(pieces(40))
    expect(page.locator(REPLIES).get_by_role("button", name="piece 0")).to_be_visible()


def test_a_question_is_answered_with_a_button(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    ask(page, "say:1 ask")
    page.get_by_role("group", name="Shall I?").get_by_role("button", name="Yes").click()
    expect(page.locator(REPLIES).last).to_contain_text("int-1 True")
    expect(page.get_by_role("group", name="Shall I?")).to_have_count(0)


def test_a_dropped_connection_is_resumed_without_loss_or_repetition(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    with proxied(scripted_api.url) as proxy:
        page = open_page(proxy.url, scripted_athlete)
        ask(page, "say:60 every:40")
        reply = page.locator(f"{REPLIES} .reply").first
        expect(reply).to_contain_text("piece 9")
        proxy.drop()
        expect(page.get_by_text("Connection lost. Reconnecting")).to_be_visible()
        proxy.restore()
        expect(reply).to_have_text(re.compile(rf"^{pieces(60)}\s*$"))
        expect(page.get_by_text("Connection lost")).to_be_hidden()
        expect(page.get_by_role("button", name="Send")).to_be_visible()


def test_a_reload_in_mid_reply_shows_the_whole_reply(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    ask(page, "say:50 every:40")
    expect(page.locator(REPLIES)).to_contain_text("piece 9")
    page.reload()
    expect(page.locator(REPLIES)).to_have_count(1)
    expect(page.locator(REPLIES)).to_contain_text(pieces(50))


def test_stop_ends_the_reply_and_the_thread_goes_on(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    ask(page, "say:3 hang")
    expect(page.locator(REPLIES)).to_contain_text("piece 2")
    page.get_by_role("button", name="Stop the reply").click()
    expect(page.locator(REPLIES)).to_contain_text("Stopped")
    ask(page, "say:2")
    expect(page.locator(REPLIES).last).to_contain_text(pieces(2))


def test_an_error_is_told_with_the_way_out(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    ask(page, "fail")
    expect(page.get_by_role("alert")).to_contain_text("Name another.")
    expect(page.get_by_label("Message to your coach")).to_be_editable()


def test_a_missing_consent_is_asked_for_and_the_message_goes_through(
    open_page: OpenPage, scripted_api: ApiProcess, newcomer_id: UserId
) -> None:
    page = open_page(scripted_api.url, newcomer_id)
    ask(page, "say:3")
    page.get_by_role("dialog").get_by_role("button", name="I agree").click()
    expect(page.locator(REPLIES)).to_contain_text(pieces(3))


def test_conversations_are_listed_opened_and_deleted(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    ask(page, "say:2 first")
    expect(page.locator(REPLIES)).to_contain_text(pieces(2))
    page.get_by_role("button", name="Conversations", exact=True).click()
    drawer = page.get_by_role("navigation", name="Conversations")
    drawer.get_by_role("button", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    page.get_by_role("button", name="Conversations", exact=True).click()
    drawer.get_by_role("button", name="say:2 first").first.click()
    expect(page.locator(REPLIES)).to_contain_text(pieces(2))
    page.get_by_role("button", name="Conversations", exact=True).click()
    drawer.get_by_role("button", name="Delete say:2 first").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(drawer.get_by_text("Nothing here yet")).to_be_visible()


def test_a_training_log_is_previewed_with_its_unit_and_imported(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    page.get_by_role("button", name="Add a video or a training log").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Training log").click()
    chooser.value.set_files(DATA / "strong_ios_classic.csv")
    dialog = page.get_by_role("dialog", name="Import strong_ios_classic.csv")
    dialog.get_by_text("Kilograms").click()
    expect(dialog).to_contain_text("loads in kg")
    dialog.get_by_role("button", name="Import", exact=True).click()
    expect(dialog).to_contain_text("are in your log now")
    dialog.get_by_role("button", name="Done").click()
    with scripted_api.client(scripted_athlete) as client:
        assert client.get("/v1/workouts").json()["workouts"]


def test_a_food_log_and_an_export_of_ours_go_where_they_belong(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId, tmp_path: Path
) -> None:
    with scripted_api.client(scripted_athlete) as client:
        export = tmp_path / "log.json"
        export.write_bytes(client.get("/v1/exports/json").content)
    page = open_page(scripted_api.url, scripted_athlete)
    for file, said in (
        (DATA / "cronometer_servings.csv", "2 meals are in your log now"),
        (export, "rows were added"),
    ):
        choose(page, "log", file)
        dialog = page.get_by_role("dialog", name=f"Import {file.name}")
        dialog.get_by_role("button", name="Import", exact=True).click()
        expect(dialog).to_contain_text(said)
        dialog.get_by_role("button", name="Done").click()


def test_a_file_that_is_no_log_is_refused_in_words(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId, tmp_path: Path
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    path = tmp_path / "words.csv"
    path.write_text("just some words\n")
    choose(page, "log", path)
    expect(page.get_by_role("dialog").get_by_role("alert")).not_to_be_empty()


def test_a_video_is_uploaded_analysed_and_asked_about(
    open_page: OpenPage,
    api: ApiProcess,
    athlete: UserId,
    served_seeded_database_url: str,
    valkey_url: str,
    pose_model_file: PoseModel,
) -> None:
    model = str(pose_model_file.path)
    folder = api.log.parent
    with worker(served_seeded_database_url, valkey_url, folder, FITHOLIC_POSE_MODEL=model):
        page = open_page(api.url, athlete)
        choose(page, "video", DATA / "squat_side.mp4")
        page.get_by_role("dialog").get_by_role("button", name="Upload").click()
        attached = page.get_by_role("list", name="Attached videos")
        expect(attached).to_contain_text(re.compile(r"Uploading|Storing|Analysing"))
        expect(attached).to_contain_text("3 repetitions, side view", timeout=40_000)
        ask(page, "How was my squat in this video?")
        reply = page.locator(REPLIES)
        expect(reply.locator(".turn-foot")).to_be_visible(timeout=20_000)
        reply.locator(".evidence").first.click()
        expect(page.get_by_role("dialog")).to_contain_text(re.compile("video", re.IGNORECASE))
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Video", exact=True).click()
        expect(page.get_by_role("dialog")).to_contain_text("Repetition 1")


def test_no_inline_script_no_foreign_origin_and_untrusted_text_stays_text(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    expect(page.get_by_label("Message to your coach")).to_be_visible()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.reload()
    ask(page, "say:1 <img src=x onerror=document.title='broken'>")
    expect(page.locator(".bubble")).to_contain_text("<img src=x")
    expect(page.locator(REPLIES)).to_contain_text("piece 0")
    assert page.title().startswith("say:1 <img")
    expect(page.locator(".transcript img")).to_have_count(0)
    assert hosts == {urlsplit(scripted_api.url).netloc}


def test_the_list_of_conversations_takes_the_focus_and_escape_gives_it_back(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    opener = page.get_by_role("button", name="Conversations", exact=True)
    opener.click()
    drawer = page.get_by_role("navigation", name="Conversations")
    expect(drawer.get_by_role("button", name="New conversation")).to_be_focused()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_consent_is_withdrawn_on_the_page_and_asked_for_again(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    page.get_by_role("button", name="Conversations", exact=True).click()
    page.get_by_role("button", name="Your consents").click()
    consents = page.get_by_role("dialog", name="Your consents")
    consents.get_by_role("button", name="Withdraw: Coaching from your training data").click()
    expect(consents.get_by_role("button", name="I agree: Coaching")).to_be_focused()
    page.keyboard.press("Escape")
    expect(consents).to_be_hidden()
    ask(page, "say:2")
    page.get_by_role("dialog").get_by_role("button", name="I agree").click()
    expect(page.locator(REPLIES)).to_contain_text(pieces(2))


def test_markup_in_a_message_and_a_title_stays_text(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    said = "say:1 <img src=x onerror=document.title='owned'> [x](javascript:alert(1))"
    ask(page, said)
    expect(page.locator(REPLIES)).to_contain_text("piece 0")
    expect(page.locator(".mine")).to_contain_text(said)
    expect(page.locator("img, a[href^=javascript]")).to_have_count(0)
    assert page.title() != "owned"


def test_a_mistyped_address_opens_a_new_conversation(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    expect(page.get_by_label("Message to your coach")).to_be_visible()
    page.goto(f"{scripted_api.url}/#%")
    page.reload()
    expect(page.get_by_role("heading", name="What are we working on?")).to_be_visible()


def test_the_session_s_end_closes_what_lies_over_the_door(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    page.get_by_role("button", name="No language model").click()
    page.evaluate("localStorage.setItem('fitholic.token', 'a.b.c')")
    page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    expect(page.get_by_role("alert")).to_contain_text("session has ended")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_label("Or paste the link or a token here").fill("a token?")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("neither a link nor a token")


def test_a_message_sent_offline_is_answered_when_the_connection_is_back(
    open_page: OpenPage, scripted_api: ApiProcess, scripted_athlete: UserId
) -> None:
    page = open_page(scripted_api.url, scripted_athlete)
    expect(page.get_by_role("heading", name="What are we working on?")).to_be_visible()
    page.context.set_offline(True)
    ask(page, "say:3")
    expect(page.get_by_text("Connection lost. Reconnecting")).to_be_visible()
    page.wait_for_timeout(4_000)  # longer than the first four tries take
    page.context.set_offline(False)
    expect(page.locator(REPLIES)).to_contain_text(pieces(3))
    expect(page.get_by_role("alert")).to_have_count(0)
