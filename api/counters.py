"""The figures of this process: requests, runs and tokens; `api.metrics` publishes them."""

from __future__ import annotations

import time
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coach.runs.events import Failed, Finished

REGISTRY = CollectorRegistry()
REQUEST_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
RUN_BUCKETS = (0.1, 0.25, 0.5, 1, 2, 4, 8, 12, 25, 60, 120)
"""12 s and 25 s are the bars for a simple turn and for one on a video."""

REQUESTS = Counter(
    "fitholic_http_requests_total", "Requests by route and status.",
    ("method", "route", "status"), registry=REGISTRY,
)  # fmt: skip
REQUEST_SECONDS = Histogram(
    "fitholic_http_response_start_seconds", "Time to the first byte of an answer.",
    ("method", "route"), buckets=REQUEST_BUCKETS, registry=REGISTRY,
)  # fmt: skip
RUNS = Counter("fitholic_runs_total", "Runs by how they ended.", ("outcome",), registry=REGISTRY)
RUN_SECONDS = Histogram(
    "fitholic_run_seconds", "Time from the message to the end of the reply.",
    ("outcome",), buckets=RUN_BUCKETS, registry=REGISTRY,
)  # fmt: skip
TOKENS = Counter(
    "fitholic_tokens_total", "Tokens of language models.", ("direction",), registry=REGISTRY
)

COST = Counter(
    "fitholic_model_cost_usd_total", "Price of language models, where it is known.",
    ("model",), registry=REGISTRY,
)  # fmt: skip


def run_ended(outcome: str, took: timedelta, last: Finished | Failed) -> None:
    """Count one run of this process."""
    RUNS.labels(outcome).inc()
    RUN_SECONDS.labels(outcome).observe(max(0.0, took.total_seconds()))
    if isinstance(last, Finished):
        TOKENS.labels("input").inc(last.input_tokens)
        TOKENS.labels("output").inc(last.output_tokens)
        for use in last.models:
            COST.labels(use.model).inc(float(use.cost_usd or 0))


class RequestMetrics:
    """Counts requests; routes are named by their template, so that ids make no new series."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and note when its answer begins."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = str(getattr(scope.get("route"), "path", "unmatched"))
                method = scope["method"] if route != "unmatched" else "any"
                REQUESTS.labels(method, route, message["status"]).inc()
                REQUEST_SECONDS.labels(method, route).observe(time.perf_counter() - begun)
            await send(message)

        await self._app(scope, receive, noting)
