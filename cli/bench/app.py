"""The measurements by name; each imports what it measures only when it runs."""

from __future__ import annotations

import typer

from cli.bench import (
    analytics,
    exports,
    foods,
    grounding,
    imports,
    names,
    programmes,
    retrieval,
    speed,
)

app = typer.Typer(no_args_is_help=True)
app.command("speed")(speed.run)
app.command("analytics")(analytics.run)
app.command("imports")(imports.run)
app.command("foods")(foods.run)
app.command("exports")(exports.run)
app.command("names")(names.run)
app.command("programmes")(programmes.run)
app.command("retrieval")(retrieval.run)
app.command("grounding")(grounding.run)
