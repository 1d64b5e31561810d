"""What every import over HTTP sends, shows and keeps of its file."""

from __future__ import annotations

from datetime import UTC, datetime

from api.fields import View
from api.uploads import Upload
from coach.imports import FileStamp
from store.formats.content import UploadContent

SHOWN_ERRORS = 100
"""Rows with errors that an answer lists; `error_count` counts them all."""
LIMIT = "FITHOLIC_IMPORT_BYTES (20 MB)"
UNIT = {
    "type": "string",
    "enum": ["kg", "lb"],
    "description": "Unit of the loads, for files that do not name it; a file's own unit wins.",
}
SKIP_ERRORS = {
    "type": "boolean",
    "description": "Import the rest when some rows cannot be read.",
}


class RowErrorView(View):
    """One row that cannot be read."""

    line: int
    column: str
    value: str
    reason: str


class LeftOutView(View):
    """Rows that were read and are not stored, by reason."""

    reason: str
    count: int


def content_of(upload: Upload) -> UploadContent:
    """Return an upload as imports read it."""
    return UploadContent(upload.file, upload.name, upload.size_bytes)


def stamp_of(upload: Upload) -> FileStamp:
    """Return what the archive keeps of an upload."""
    content = content_of(upload)
    return FileStamp(content.name, content.sha256(), content.size, datetime.now(UTC))
