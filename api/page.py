"""The chat page: static files, served as they lie in `api/web`."""

from __future__ import annotations

from os import PathLike, stat_result
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

WEB = Path(__file__).parent / "web"
REVALIDATE = {"Cache-Control": "no-cache", "Accept-Ranges": "none"}
"""The browser asks each time and mostly gets 304: an upgrade shows at the next load."""
PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
"""No inline script or style, no other origin, and no string ever becomes markup."""

router = APIRouter(include_in_schema=False)


def _whole(scope: Scope) -> Scope:
    """Return `scope` without `Range`: the files are small, and are always sent whole."""
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"range"]}


class PageFile(FileResponse):
    """A file that is always sent whole."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        await super().__call__(_whole(scope), receive, send)


@router.api_route("/", methods=["GET", "HEAD"], response_class=PageFile)
def chat_page() -> PageFile:
    """Return the page."""
    headers = {**REVALIDATE, "Content-Security-Policy": PAGE_POLICY}
    return PageFile(WEB / "index.html", media_type="text/html", headers=headers)


class PageFiles(StaticFiles):
    """Static files that the browser revalidates at each load."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, or 304."""
        await super().__call__(_whole(scope), receive, send)

    def file_response(
        self,
        full_path: PathLike[str] | str,
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Return the file, or 304, with the order to ask again next time."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update(REVALIDATE)
        return response


def mount_page(app: FastAPI) -> None:
    """Serve the page's style sheets, modules and icons under `/web`."""
    app.mount("/web", PageFiles(directory=WEB), name="web")
