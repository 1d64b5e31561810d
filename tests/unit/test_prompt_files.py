"""A prompt file is read strictly, its fragments are part of it, and its lock is never bent."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.bundle import prompt_schemas_sha
from coach.errors import SetupError
from prompts.document import FindFragment, Prompt, no_fragment, parse_fragment, parse_prompt
from prompts.drafts import UNWRITTEN, changelog_of, draft_of, next_version
from prompts.library import Library, package, read_library, read_text
from prompts.lock import Locked, locked_entries, parse_lock, stale_schemas, updated_lock, written
from prompts.versions import Semver, change_between, check_bump

pytestmark = pytest.mark.unit

TEXT = """---
id: demo
version: 1.0.0
agent: demo
model: gemini-3.5-flash
variables: {unit: str, short: bool}
tools: [next_load]
owner: coaching
changelog: First.
---
Say {{ unit }}{% if short %} briefly{% endif %}.
"""
RULES = """---
id: rules
version: 1.0.0
owner: coaching
changelog: First.
---
Write {{ unit }} with each number.
"""
INCLUDING = TEXT.replace("owner:", "includes: [rules@1.0.0]\nowner:", 1) + '{% include "rules" %}\n'


def holding(text: str) -> FindFragment:
    fragment = parse_fragment(text)
    return lambda key: fragment if key == fragment.key else no_fragment(key)


def refused(text: str) -> str:
    with pytest.raises(SetupError) as caught:
        parse_prompt(text)
    assert caught.value.way_out
    return caught.value.code


def library(*prompts: Prompt) -> Library:
    return Library({prompt.key: prompt for prompt in prompts}, {})


def no_schemas(_: Prompt) -> None:
    return None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("owner: coaching", "owner: coaching\nmood: good"),
        ("owner: coaching", "owner: coaching\nowner: me"),
        ("owner: coaching", "owner: coaching\nparams: {temperature: 2.1}"),
        ("owner: coaching", 'owner: coaching\nparams: {temperature: "0.1"}'),
        ("owner: coaching", "owner: coaching\nparams: {temperature: .nan}"),
        ("owner: coaching", "owner: coaching\nparams: {heat: 1}"),
        ("owner: coaching", "owner: coaching\nincludes: [rules]"),
        ("unit: str", "unit: text"),
        ("version: 1.0.0", "version: 1.0"),
        ("version: 1.0.0", "version: 01.0.0"),
        ("changelog: First.", 'changelog: ""'),
    ],
)
def test_front_matter_is_read_strictly(old: str, new: str) -> None:
    assert refused(TEXT.replace(old, new, 1)) == "prompt_format"


@pytest.mark.parametrize(
    "model",
    [
        "gemini-flash-latest",
        "gemini-3.5-flash-preview",
        "gemini-3.5-flash-preview-09-2026",
        "gemini-3.5-flash-exp",
        "gemini-exp-1206",
        "latest",
        "gemini-flash",
        "auto",
    ],
)
def test_a_model_that_can_become_another_is_refused(model: str) -> None:
    assert refused(TEXT.replace("gemini-3.5-flash", model)) == "prompt_model"


@pytest.mark.parametrize("model", ["gemini-3.5-flash", "gemini-3.6-flash-001", "expert-2"])
def test_an_exact_model_is_taken(model: str) -> None:
    assert parse_prompt(TEXT.replace("gemini-3.5-flash", model)).front.model == model


def test_sampling_that_a_model_fixes_can_be_left_out() -> None:
    unset = parse_prompt(TEXT.replace("owner:", "params: {temperature: null, top_k: 3}\nowner:"))
    assert unset.front.params.given() == {"top_k": 3}
    assert unset.sha256 != parse_prompt(TEXT).sha256


def test_a_fragment_is_rendered_and_hashed_with_its_prompt() -> None:
    prompt = parse_prompt(INCLUDING, holding(RULES))
    assert prompt.render({"unit": "kg", "short": True}) == (
        "Say kg briefly.\nWrite kg with each number."
    )
    other = parse_prompt(INCLUDING, holding(RULES.replace("Write", "Put")))
    assert other.sha256 != prompt.sha256


def test_a_fragment_that_is_not_there_or_not_declared_is_refused() -> None:
    assert refused(INCLUDING) == "prompt_missing"
    undeclared = parse_prompt(TEXT + '{% include "rules" %}\n')
    with pytest.raises(SetupError, match="rules"):
        undeclared.render({"unit": "kg", "short": True})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("changelog: First.", "changelog: Other."),
        ("owner: coaching", "owner: me # who knows"),
        ("tools: [next_load]", "tools:\n- next_load"),
        ("owner: coaching", "params: {temperature: 0}\nowner: coaching"),
        ("\n", "\r\n"),
    ],
)
def test_what_no_model_could_notice_keeps_the_hash(old: str, new: str) -> None:
    assert parse_prompt(TEXT.replace(old, new)).sha256 == parse_prompt(TEXT).sha256


@pytest.mark.parametrize(
    ("old", "new", "bump"),
    [
        ("unit: str", "unit: int", "major"),
        ("tools: [next_load]", "tools: []", "major"),
        ("owner:", "output_schema: {type: object}\nowner:", "major"),
        ("gemini-3.5-flash", "gemini-3.6-flash", "minor"),
        ("owner:", "params: {temperature: 0.5}\nowner:", "minor"),
        ("Say", "Tell", "minor"),
        ("briefly", "shortly", "minor"),
        ("changelog: First.", "changelog: Other.", "patch"),
    ],
)
def test_the_size_of_a_change_follows_from_what_changed(old: str, new: str, bump: str) -> None:
    assert change_between(parse_prompt(TEXT), parse_prompt(TEXT.replace(old, new))).bump == bump


@pytest.mark.parametrize(
    ("version", "accepted"), [("1.0.1", False), ("1.1.0", True), ("1.4.2", True), ("2.0.0", True)]
)
def test_a_version_that_moved_too_little_is_refused(version: str, *, accepted: bool) -> None:
    old, new = (
        parse_prompt(TEXT),
        parse_prompt(TEXT.replace("Say", "Tell").replace("1.0.0", version)),
    )
    if accepted:
        check_bump(old, new)
        return
    with pytest.raises(SetupError, match=r"minor change. Call it 1\.1\.0") as caught:
        updated_lock(library(old, new), "", no_schemas)
    assert caught.value.code == "prompt_bump"


def test_a_locked_version_whose_file_is_gone_is_refused() -> None:
    prompt = parse_prompt(TEXT)
    locked = written({prompt.key: Locked(sha256=prompt.sha256)})
    with pytest.raises(SetupError) as caught:
        updated_lock(library(), locked, no_schemas)
    assert caught.value.code == "prompt_deleted"


@pytest.mark.parametrize(
    "text", ["[1]", "demo@1.0.0: abc", "demo@1.0.0: {sha256: x}", "a: 1\na: 2"]
)
def test_a_lock_that_was_bent_is_refused(text: str) -> None:
    with pytest.raises(SetupError) as caught:
        parse_lock(text)
    assert caught.value.code == "prompt_lock"


def test_a_body_that_uses_an_undeclared_variable_cannot_be_locked() -> None:
    with pytest.raises(SetupError, match="load"):
        updated_lock(library(parse_prompt(TEXT + "{{ load }}\n")), "", no_schemas)


def test_a_tool_that_is_described_otherwise_changes_the_lock_and_says_so() -> None:
    prompt = parse_prompt(TEXT)
    before = updated_lock(library(prompt), "", lambda _: "a" * 64)
    after = updated_lock(library(prompt), before, lambda _: "b" * 64)
    assert stale_schemas(before, after) == ("demo@1.0.0",)
    assert parse_lock(before) == parse_lock(after)


def test_the_lock_and_the_change_log_of_this_checkout_are_up_to_date() -> None:
    folder = package()
    found = read_library(folder)
    text = read_text(folder, "prompts.lock")
    assert updated_lock(found, text, prompt_schemas_sha) == text
    assert changelog_of(found) == read_text(folder, "CHANGELOG.md")
    assert locked_entries(text).keys() == found.hashes.keys()


def test_the_versions_that_took_the_shared_rules_out_read_the_same() -> None:
    prompts = read_library(package()).prompts
    for agent in ("planner", "form_critic", "nutrition"):
        old, new = prompts[f"{agent}@1.0.0"], prompts[f"{agent}@1.0.1"]
        assert change_between(old, new).bump == "patch"


def test_a_draft_has_a_free_version_and_a_change_log_to_be_written() -> None:
    first = parse_prompt(TEXT)
    wordy = TEXT.replace("changelog: First.", "changelog: >\n  First,\n  of many.")
    draft = parse_prompt(draft_of(wordy, Semver(1, 1, 0)))
    assert (draft.key, draft.front.changelog) == ("demo@1.1.0", UNWRITTEN)
    assert next_version(library(first, draft), first.key, "minor") == Semver(1, 2, 0)
    with pytest.raises(SetupError) as caught:
        changelog_of(library(first, draft))
    assert caught.value.code == "prompt_changelog"


def test_a_fragment_includes_no_other() -> None:
    with pytest.raises(SetupError, match="includes none"):
        parse_fragment(RULES + '{%- include "rules" %}')


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "1.0.0.md").write_bytes(b"---\nid: \xff")
    with pytest.raises(SetupError, match="cannot be read"):
        read_library(tmp_path)


def test_a_file_that_calls_itself_otherwise_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "1.0.1.md").write_text(TEXT, encoding="utf-8")
    with pytest.raises(SetupError, match="calls itself"):
        read_library(tmp_path)
