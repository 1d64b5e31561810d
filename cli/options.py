"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from coach.errors import InvalidInput

B = TypeVar("B", bound=BaseModel)

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        help="Folder of the embedded stack (default: FITHOLIC_DATA_DIR or .fitholic).",
        show_default=False,
    ),
]


def checked(kind: type[B], **values: object) -> B:
    """Return the request body that the API would read from these values.

    Raises:
        InvalidInput: The API would refuse one of them (code `bad_option`).
    """
    try:
        return kind.model_validate(values)
    except ValidationError as exc:
        first = exc.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or kind.__name__
        raise InvalidInput(
            f"{place}: {first['msg']}.", way_out="See --help.", code="bad_option"
        ) from exc
