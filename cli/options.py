"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        help="Folder of the embedded stack (default: FITHOLIC_DATA_DIR or .fitholic).",
        show_default=False,
    ),
]
