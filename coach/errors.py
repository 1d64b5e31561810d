"""Every error fitholic raises on purpose, sorted by who can put it right.

FitholicError
├── InvalidInput         the caller: a value is wrong or out of range
│   └── PayloadTooLarge  the caller: fewer bytes
├── NotAuthenticated     the caller: no valid token
├── NotAllowed           the caller: not theirs to do
│   └── ConsentMissing   the athlete: give the named consent first
├── NotFound             the caller: no such thing, or not theirs
├── Conflict             the caller: the state changed meanwhile
├── BudgetExceeded       the athlete: wait, or ask for less
├── ToolError            the model
│   ├── RetryableToolError   the model: call again with what the hint says
│   └── ToolUnavailable      nobody now: the model says so and goes on without
├── ExternalFailure      a dependency: database, model provider, decoder
└── SetupError           the operator: a setting, a file or a system library
"""

from __future__ import annotations


class FitholicError(Exception):
    """Root of the tree.

    Attributes:
        code: Stable machine-readable name, snake_case; clients may switch on it.
        way_out: One sentence that says what to do next.
    """

    code: str = "error"

    def __init__(self, message: str, *, way_out: str = "", code: str | None = None) -> None:
        super().__init__(message)
        self.way_out = way_out
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message} {self.way_out}" if self.way_out else message

    @property
    def message(self) -> str:
        """What happened, without the way out."""
        return super().__str__()


class InvalidInput(FitholicError):
    """A value from the caller is wrong; the message names it."""

    code = "invalid_input"


class PayloadTooLarge(InvalidInput):
    """More bytes than the limit; the message names both."""

    code = "payload_too_large"


class NotAuthenticated(FitholicError):
    """The request carries no token that proves who is asking."""

    code = "not_authenticated"


class NotAllowed(FitholicError):
    """The principal is known and may not do this."""

    code = "not_allowed"


class ConsentMissing(NotAllowed):
    """The athlete has not consented to this use of health data."""

    code = "consent_missing"


class NotFound(FitholicError):
    """There is no such thing for this principal (a foreign id looks the same)."""

    code = "not_found"


class Conflict(FitholicError):
    """The request was right for a state that no longer holds."""

    code = "conflict"


class BudgetExceeded(FitholicError):
    """A run, a user or a day has used up what it may."""

    code = "budget_exceeded"


class ToolError(FitholicError):
    """A tool call failed in a way the model may see."""

    code = "tool_error"


class RetryableToolError(ToolError):
    """The model can call again; `way_out` is the hint that tells it how."""

    code = "tool_retry"


class ToolUnavailable(ToolError):
    """The tool cannot answer now; the reply must do without it."""

    code = "tool_unavailable"


class ExternalFailure(FitholicError):
    """Something outside this process failed: database, broker, provider, decoder."""

    code = "external_failure"


class SetupError(FitholicError):
    """This machine is not set up for what was asked; `way_out` is the command that fixes it."""

    code = "setup_error"
