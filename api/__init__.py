"""The HTTP service: principals, runs over SSE, resources and the chat page."""
