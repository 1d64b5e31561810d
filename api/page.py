"""The chat page: static files, served as they lie in `api/web`."""

from __future__ import annotations

from os import PathLike, stat_result
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

WEB = Path(__file__).parent / "web"
REVALIDATE = {"Cache-Control": "no-cache"}
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


@router.get("/", response_class=FileResponse)
def chat_page() -> FileResponse:
    """Return the page."""
    headers = {**REVALIDATE, "Content-Security-Policy": PAGE_POLICY}
    return FileResponse(WEB / "index.html", media_type="text/html", headers=headers)


class PageFiles(StaticFiles):
    """Static files that the browser revalidates at each load."""

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
