"""`fitholic chat`: one question, or a conversation, in the terminal."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.markup import escape
from rich.prompt import Prompt

from cli.coach_client import CoachClient, Event, Question
from cli.local import mint_token
from cli.options import DataDir
from cli.plan import ProcessName
from cli.stack import running_stack
from coach.errors import ExternalFailure, InvalidInput
from coach.settings import Settings

THREAD = "terminal"
"""Thread of questions asked without `--thread`, so that the next one can refer back."""


def run(
    message: Annotated[
        str | None, typer.Argument(help="What to ask; left out, a conversation begins.")
    ] = None,
    thread: Annotated[str, typer.Option(help="Conversation to go on with.")] = THREAD,
    attach: Annotated[
        Path | None, typer.Option(help="A video to analyse and ask about.", show_default=False)
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(help="Answer as if it were this date (ISO 8601).", show_default=False),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Ask the coach; every number of the answer is listed with where it came from."""
    if message is None and (as_json or not sys.stdin.isatty()):
        raise InvalidInput("there is no message.", way_out='Run `fitholic chat "..."`.')
    at = None if now is None else parse_moment(now)
    settings = Settings.load()
    needs: frozenset[ProcessName] = frozenset({"api"} if attach is None else {"api", "worker"})
    with running_stack(data_dir, processes=needs, settings=settings) as stack:
        if stack.api_url is None:
            raise ExternalFailure(
                "the stack of this folder runs without its API.",
                way_out="Stop it and run `fitholic up`.",
            )
        with CoachClient(stack.api_url, mint_token(stack.data_dir, settings.auth)) as client:
            videos = () if attach is None else (_upload(client, attach),)
            if message is not None:
                _answer(client, Question(thread, message, videos, at), as_json=as_json)
            else:
                converse(client, thread, videos, at)


def parse_moment(text: str) -> str:
    """Return an ISO 8601 moment with a zone; a date alone means its noon in UTC.

    Raises:
        InvalidInput: It is no date.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as exc:
        raise InvalidInput(
            f"--now {text!r} is no date.", way_out="Write it as 2021-09-08 or 2021-09-08T18:00."
        ) from exc
    if len(text) <= len("2021-09-08"):
        moment = moment.replace(hour=12)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _upload(client: CoachClient, path: Path) -> str:
    console = Console(stderr=True)
    with console.status(f"analysing {escape(path.name)}") as status:

        def shown(done: int, total: int) -> None:
            status.update(f"analysing {escape(path.name)}: {done} of {total or '?'} frames")

        return client.upload(path, shown)


def converse(client: CoachClient, thread: str, videos: tuple[str, ...], now: str | None) -> None:
    """Ask and answer line by line until an empty line or the end of input.

    Args:
        client: Who is asked.
        thread: The conversation to go on with.
        videos: Attached to the first message.
        now: ISO 8601 moment to answer at.
    """
    console = Console(stderr=True)
    console.print("Ask away; an empty line or Ctrl-D ends the conversation.", style="dim")
    while True:
        try:
            message = Prompt.ask("\nyou", console=console)
        except EOFError:
            return
        if not message.strip():
            return
        _answer(client, Question(thread, message, videos, now), as_json=False)
        videos = ()


@dataclass(slots=True)
class _Reply:
    """What a run has said so far."""

    text: str = ""
    agent: str | None = None
    bundle: Event = field(default_factory=dict[str, Any])
    facts: dict[str, Event] = field(default_factory=dict[str, Event])
    evidence: list[Event] = field(default_factory=list[Event])
    tools: list[str] = field(default_factory=list[str])
    error: Event | None = None

    def take(self, event: Event) -> str:
        """Fold one event; return the text it adds."""
        match event["type"]:
            case "TEXT_MESSAGE_CONTENT":
                self.text += event["delta"]
                return str(event["delta"])
            case "TOOL_CALL_START":
                self.tools.append(event["toolCallName"])
            case "CUSTOM":
                self._take_custom(event["name"], event["value"])
            case "RUN_ERROR":
                self.error = event
            case _:
                return ""
        return ""

    def _take_custom(self, name: str, value: Event) -> None:
        if name == "facts":
            self.facts |= {fact["id"]: fact for fact in value["facts"]}
        elif name == "evidence":
            self.evidence.append(value)
        elif name == "bundle":
            self.bundle = value
        elif name == "superseded":
            self.text, self.evidence = "", []

    def cited(self) -> list[Event]:
        """Return the facts the text rests on, each once, in their order in the text."""
        spans = sorted(self.evidence, key=lambda span: (span["start"], span["end"]))
        ids = dict.fromkeys(fact_id for span in spans for fact_id in span["factIds"])
        return [self.facts[fact_id] for fact_id in ids if fact_id in self.facts]


def _answer(client: CoachClient, question: Question, *, as_json: bool) -> None:
    reply = _Reply()
    console = Console(highlight=False, soft_wrap=True)
    for event in client.ask(question):
        text = reply.take(event)
        if as_json:
            continue
        if event["type"] == "CUSTOM" and event["name"] == "bundle":
            _say_who_speaks(reply.bundle)
        if text:
            console.print(text, end="", markup=False)
    if as_json:
        _print_json(question, reply)
    else:
        console.print()
        _print_sources(reply)
    if reply.error is not None:
        raise ExternalFailure(str(reply.error["message"]), code=str(reply.error.get("code", "")))


def _say_who_speaks(bundle: Event) -> None:
    if bundle.get("noLanguageModel"):
        Console(stderr=True).print("built-in coach, no language model", style="dim")


def _print_json(question: Question, reply: _Reply) -> None:
    document = {
        "thread": question.thread_id,
        "reply": reply.text,
        "bundle": reply.bundle,
        "tools": reply.tools,
        "facts": list(reply.facts.values()),
        "evidence": reply.evidence,
        "error": reply.error,
    }
    sys.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")


def _print_sources(reply: _Reply) -> None:
    cited = reply.cited()
    if not cited:
        return
    console = Console(highlight=False)
    console.print("\nWhere the numbers come from", style="bold")
    for line in dict.fromkeys(source_line(fact) for fact in cited):
        console.print(f"  {escape(line)}", style="dim")


def source_line(fact: Event) -> str:
    """Return one fact as a line: what, how much, when, and from where."""
    value = str(fact["value"])
    if fact.get("unit"):
        value = f"{value} {fact['unit']}"
    if "low" in fact and "high" in fact:
        value = f"{value} ({fact['low']} to {fact['high']})"
    return f"{fact['label']}: {value} · {str(fact['as_of'])[:10]} · {origin(fact['source'])}"


def origin(source: Event) -> str:
    """Return where a fact came from, in words."""
    match source["kind"]:
        case "log_row":
            return "your log"
        case "formula":
            return f"formula {source['name']}"
        case "passage":
            return f"literature, {source['id']}"
        case "food":
            return f"food table, {source['id']}"
        case "finding":
            return "your video"
        case _:
            return "what you said"
