"""What carries a model's requests: one object for a provider's sync and async clients."""

from __future__ import annotations

import httpx


class ModelTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """One object for both clients is what google-genai 2.34 takes; see python-genai#1565.

    With it the async client is httpx too, which would otherwise be aiohttp wherever that happens
    to be installed. An eval passes one that replays recorded answers.
    """


class HttpTransport(ModelTransport):
    """The network."""

    def __init__(self) -> None:
        self._sync = httpx.HTTPTransport()
        self._async = httpx.AsyncHTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request of the sync client."""
        return self._sync.handle_request(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request of the async client."""
        return await self._async.handle_async_request(request)

    def close(self) -> None:
        """Close the connections of the sync client."""
        self._sync.close()

    async def aclose(self) -> None:
        """Close the connections of the async client."""
        await self._async.aclose()
