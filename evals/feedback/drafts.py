"""The file of draft cases: a person fills in what a good reply must show, then accepts it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from coach.errors import Conflict, InvalidInput, NotFound
from evals.cases.case import Case
from evals.cases.loading import load_cases
from evals.feedback.scrub import personal
from evals.feedback.triage import Draft, Reason

HEADER: Final = """\
# Draft cases from feedback. For each one worth keeping: seed what the coach knew under `fixture`,
# say under `expect` what a good reply shows, then
# `fitholic evals feedback accept ID --dataset FILE`. Delete the others.
"""
_VERSION = re.compile(r"^(version:\s*['\"]?)(\d+)\.(\d+)(['\"]?\s*)$", re.MULTILINE)


class StoredDraft(BaseModel):
    """One draft as the file holds it; `case` is what a person edits."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    reason: Reason
    times: int
    bundle_id: str | None
    reply: str
    comment: str = ""
    wanted: str = ""
    case: dict[str, Any]


_DRAFTS: TypeAdapter[list[StoredDraft]] = TypeAdapter(list[StoredDraft])


def add_drafts(path: Path, drafts: Iterable[Draft]) -> list[StoredDraft]:
    """Write the drafts that the file does not hold yet behind those it holds; return the new ones.

    Raises:
        InvalidInput: The file is there and is none of ours.
    """
    held = read_drafts(path) if path.exists() else []
    known = {draft.id for draft in held}
    new = [_stored(draft) for draft in drafts if draft.id not in known]
    if new:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, [*held, *new])
    return new


def read_drafts(path: Path) -> list[StoredDraft]:
    """Return the drafts of a file.

    Raises:
        InvalidInput: It is missing, no YAML, or has a field that drafts do not have.
    """
    try:
        return _DRAFTS.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or [])
    except OSError as exc:
        raise InvalidInput(
            f"cannot read {path}: {exc.strerror}.",
            way_out="Run `fitholic evals feedback triage` first, or name the file with --drafts.",
            code="bad_drafts",
        ) from exc
    except (yaml.YAMLError, UnicodeDecodeError, ValidationError) as exc:
        raise InvalidInput(
            f"{path} holds no drafts: {str(exc).splitlines()[0]}.", code="bad_drafts"
        ) from exc


def accept(path: Path, draft_id: str, dataset: Path) -> Case:
    """Move one labelled draft to the end of a data set, whose minor version it raises.

    Raises:
        NotFound: The file holds no such draft.
        InvalidInput: The case is no case, expects nothing, or still says who wrote it; or the file
            is no data set of YAML that a case can be added to.
        Conflict: The data set holds a case of that id, or no version to raise.
    """
    drafts = read_drafts(path)
    draft = next((one for one in drafts if one.id == draft_id), None)
    if draft is None:
        raise NotFound(
            f"{path} holds no draft {draft_id!r}.", way_out=f"It holds {_names(drafts)}."
        )
    case = _labelled(draft)
    text = _text_of(dataset)
    if re.search(rf"^- id: ['\"]?{re.escape(case.id)}['\"]?\s*$", text, re.MULTILINE):
        raise Conflict(
            f"{dataset} holds a case {case.id!r}.", way_out="Give the draft's case another id."
        )
    raised, hits = _VERSION.subn(lambda m: f"{m[1]}{m[2]}.{int(m[3]) + 1}{m[4]}", text, count=1)
    if not hits:
        raise Conflict(
            f"{dataset} states no version to raise.",
            way_out="Name a data set that begins with `dataset:` and `version: MAJOR.MINOR`.",
        )
    block = yaml.safe_dump([draft.case], sort_keys=False, allow_unicode=True, width=100)
    _replace(dataset, f"{raised.rstrip()}\n{block}")
    _write(path, [one for one in drafts if one.id != draft_id])
    return case


def _stored(draft: Draft) -> StoredDraft:
    case: dict[str, Any] = {
        "id": draft.id,
        "split": "dev",
        "fixture": {},
        "turns": [{"user": draft.said, "expect": {}}],
    }
    return StoredDraft(
        id=draft.id,
        reason=draft.reason,
        times=draft.times,
        bundle_id=draft.bundle_id,
        reply=draft.reply,
        comment=draft.comment,
        wanted=draft.wanted,
        case=case,
    )


def _labelled(draft: StoredDraft) -> Case:
    try:
        case = Case.model_validate(draft.case)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(f"draft {draft.id}: {where}: {first['msg']}.", code="bad_case") from exc
    if not any(turn.expect.model_fields_set for turn in case.turns):
        raise InvalidInput(
            f"draft {draft.id} expects nothing, so it could not fail.",
            way_out="Say under `expect` what a good reply shows.",
            code="draft_not_labelled",
        )
    if case.split != "dev":
        raise InvalidInput(
            f"draft {draft.id} is for the split {case.split!r}.",
            way_out="New cases start in `dev`; a later release of the data set may move them.",
            code="draft_not_dev",
        )
    for turn in case.turns:
        found = personal(turn.user)
        if found:
            raise InvalidInput(
                f"draft {draft.id} still holds a {found[0].kind}: "
                f"{turn.user[found[0].start : found[0].end]!r}.",
                way_out="Write it in other words.",
                code="draft_is_personal",
            )
    return case


def _text_of(dataset: Path) -> str:
    try:
        return dataset.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        why = exc.strerror if isinstance(exc, OSError) else "it is not UTF-8 text"
        raise InvalidInput(
            f"cannot read {dataset}: {why}.", way_out="Check --dataset.", code="bad_case"
        ) from exc


def _replace(dataset: Path, text: str) -> None:
    """Write a data set in one step, if it is one with what was added."""
    load_cases(dataset)
    part = dataset.with_name(f".{dataset.name}.{os.getpid()}{dataset.suffix}")
    try:
        part.write_text(text, encoding="utf-8")
        load_cases(part)
        part.replace(dataset)
    finally:
        part.unlink(missing_ok=True)


def _names(drafts: list[StoredDraft]) -> str:
    return ", ".join(draft.id for draft in drafts) or "none"


def _write(path: Path, drafts: list[StoredDraft]) -> None:
    rows = [draft.model_dump() for draft in drafts]
    body = yaml.safe_dump(rows, sort_keys=False, allow_unicode=True, width=100) if rows else ""
    part = path.with_suffix(".part")
    part.write_text(HEADER + body, encoding="utf-8")
    part.replace(path)
