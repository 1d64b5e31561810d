"""How the OpenAPI document describes problem answers: one shared schema, referenced everywhere."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.errors import PROBLEM, Problem

SCHEMA = {"$ref": "#/components/schemas/Problem"}


def problem_response(description: str) -> dict[str, Any]:
    """Return the OpenAPI entry of one status that is answered with a problem document."""
    return {"description": description, "content": {PROBLEM: {"schema": SCHEMA}}}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: problem_response("Malformed JSON, or a value that does not fit the athlete's data."),
    401: problem_response("No valid bearer token."),
    403: problem_response("Not allowed, or the consent for this use of data is missing."),
    404: problem_response("No such thing for this athlete."),
    408: problem_response("The body stalled."),
    409: problem_response("The state changed meanwhile."),
    413: problem_response("More bytes than the limit."),
    422: problem_response("Fields that are missing or wrong; each is named."),
    429: problem_response("A budget is used up."),
    503: problem_response("A part this answer needs is down; the code says which."),
}
"""Statuses any route for an athlete may answer with."""


def describe_problems(app: FastAPI) -> None:
    """Make the application's OpenAPI document hold the schemas that `PROBLEMS` refers to."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                description=app.description,
                routes=app.routes,
                tags=app.openapi_tags,
            )
            schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            definitions: dict[str, Any] = schema.pop("$defs", {})
            schemas: dict[str, Any] = document.setdefault("components", {}).setdefault(
                "schemas", {}
            )
            schemas.update(definitions | {"Problem": schema})
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi
