"""Multipart uploads, read as a stream: a file over the limit is refused before it is kept."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from coach.errors import InvalidInput, PayloadTooLarge

FRAMING_BYTES = 65_536
"""Room for boundaries, part headers and the small fields beside the file."""
FIELD_BYTES = 4_096
MAX_FIELDS = 10
CHUNK_BYTES = 1_048_576
NAME_CHARS = 255
"""Longest file name that is kept. Source: NAME_MAX of Linux and macOS file systems."""

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Upload:
    """One received file with the fields sent beside it."""

    file: BinaryIO
    """At its beginning; closed when the request ends."""
    name: str
    """As sent, without folders and control characters; data, never an instruction."""
    content_type: str
    size_bytes: int
    fields: dict[str, str]

    def head(self, count: int = 64) -> bytes:
        """Return the first bytes; the file is left at its beginning."""
        self.file.seek(0)
        first = self.file.read(count)
        self.file.seek(0)
        return first

    def chunks(self) -> Iterator[bytes]:
        """Yield the file from its beginning, at most 1 MiB at a time."""
        self.file.seek(0)
        while chunk := self.file.read(CHUNK_BYTES):
            yield chunk

    def form(self, model: type[M]) -> M:
        """Return the fields as a model; an empty field counts as not sent.

        Raises:
            RequestValidationError: A field is missing, wrong or unknown.
        """
        sent = {name: value for name, value in self.fields.items() if value != ""}
        try:
            return model.model_validate(sent)
        except ValidationError as exc:
            errors = [{**item, "loc": ("body", *item["loc"])} for item in exc.errors()]
            raise RequestValidationError(errors) from exc


@asynccontextmanager
async def received(request: Request, *, limit_bytes: int) -> AsyncGenerator[Upload]:
    """Read the request's multipart body with its one part `file`.

    Raises:
        InvalidInput: It is not multipart, is cut short, or has no part `file` (`empty_file`
            when the part holds nothing).
        PayloadTooLarge: The file is larger than `limit_bytes`; reading stopped there.
    """
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise _not_multipart("the body is not multipart/form-data.")
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > limit_bytes + FRAMING_BYTES:
        raise _too_large(limit_bytes)
    parser = MultiPartParser(
        request.headers,
        _capped(request, limit_bytes),
        max_files=1,
        max_fields=MAX_FIELDS,
        max_part_size=FIELD_BYTES,
    )
    try:
        form = await parser.parse()
    except MultiPartException as exc:
        raise _not_multipart(f"the body cannot be read: {exc.message}") from exc
    try:
        yield _upload(form, limit_bytes)
    finally:
        await form.close()


async def _capped(request: Request, limit_bytes: int) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen > limit_bytes + FRAMING_BYTES:
            raise _too_large(limit_bytes)
        yield chunk


def _upload(form: FormData, limit_bytes: int) -> Upload:
    part = form.get("file")
    if not isinstance(part, UploadFile):
        raise _not_multipart("there is no part named 'file' with a file name.")
    size = part.size or 0
    if size == 0:
        raise InvalidInput(
            "the file is empty.", way_out="Choose a file that holds something.", code="empty_file"
        )
    if size > limit_bytes:
        raise _too_large(limit_bytes)
    fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    return Upload(
        file=part.file,
        name=_plain_name(part.filename or ""),
        content_type=(part.content_type or "application/octet-stream")[:100],
        size_bytes=size,
        fields=fields,
    )


def _plain_name(sent: str) -> str:
    last = sent.replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    plain = "".join(letter for letter in last if letter.isprintable()).strip()
    return plain[:NAME_CHARS] or "upload"


def _not_multipart(what: str) -> InvalidInput:
    return InvalidInput(
        what,
        way_out="Send multipart/form-data with the file in a part named `file`.",
        code="invalid_upload",
    )


def _too_large(limit_bytes: int) -> PayloadTooLarge:
    return PayloadTooLarge(
        f"the file is larger than {limit_bytes:,} bytes.",
        way_out="Send a smaller file; a shorter or smaller recording often does.",
    )


def multipart_body(fields: dict[str, Any], *, limit: str) -> dict[str, Any]:
    """Return the OpenAPI description of an upload with these fields beside the file."""
    file = {
        "type": "string",
        "contentMediaType": "application/octet-stream",
        "description": f"The file, at most {limit}.",
    }
    schema = {
        "type": "object",
        "required": ["file"],
        "properties": {"file": file, **fields},
        "additionalProperties": False,
    }
    content = {"multipart/form-data": {"schema": schema}}
    return {"requestBody": {"required": True, "content": content}}
