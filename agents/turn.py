"""One turn of the coach: who asks what, with which model, prompts and data at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from agents.binding import Workbench
from agents.models import Voice
from agents.router import Router
from agents.toolsets import Catalogue, tools_of
from agents.transport import ModelTransport
from coach.accounts.model import Profile
from coach.clock import Clock
from coach.identity import MessageId, Principal, RunId, ThreadId, VideoId
from coach.knowledge.ports import Embedder
from coach.safety.rules.circumstances import Circumstances
from coach.safety.rules.screening import limits_of, reported
from coach.settings import ModelSettings
from prompts.registry import Experiment, PromptRegistry
from tools.catalog import CATALOGUE, AgentName
from tools.spec import OpenDesk, ToolSpec


@dataclass(frozen=True, slots=True)
class CoachDeps:
    """What the graph is built from; the process that builds it passes the adapters in."""

    readers: OpenDesk
    writers: OpenDesk
    embedder: Embedder
    model_settings: ModelSettings
    prompts: PromptRegistry
    """Of everybody who is not in a challenger's arm."""
    experiments: tuple[Experiment, ...] = ()
    """What is on trial; evals, which choose their prompts themselves, leave it empty."""
    transport: ModelTransport | None = None
    """Answers the provider's requests in place of the network: recorded answers, a simulator."""
    catalogue: Catalogue = field(default_factory=lambda: CATALOGUE)


@dataclass(frozen=True, slots=True)
class Decision:
    """A client's answer to an interrupt."""

    interrupt_id: str
    approved: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of an athlete and where its answer goes."""

    principal: Principal
    thread_id: ThreadId
    run_id: RunId
    reply_id: MessageId
    text: str
    video_ids: tuple[VideoId, ...]
    profile: Profile
    clock: Clock
    deadline: datetime
    """Wall-clock time, also when `clock` replays another date."""
    resume: bool = False
    """Go on from the checkpoint after another process died."""
    decision: Decision | None = None
    """Set when a client answers the question that the turn before ended with."""

    @property
    def checkpoint_thread(self) -> str:
        """The id the checkpointer knows this athlete's thread by."""
        return f"{self.principal.user_id}:{self.thread_id}"

    @property
    def today(self) -> date:
        """The day it is for the athlete."""
        return self.clock.now().astimezone(ZoneInfo(self.profile.time_zone)).date()


@dataclass(frozen=True, slots=True)
class TurnContext:
    """What the nodes of the graph see besides the state."""

    turn: Turn
    deps: CoachDeps
    prompts: PromptRegistry
    """Of the release that answers this turn."""
    voices: tuple[Voice, ...]
    """Who is asked, in order; the built-in coach is the last."""
    router: Router

    def specs_of(self, agent: AgentName) -> tuple[ToolSpec, ...]:
        """Return the tools that an agent's prompt names."""
        return tools_of(self.prompts.prompt_of(agent), self.deps.catalogue)

    def circumstances(self, disclosed: list[str]) -> Circumstances:
        """Return what the safety gate knows of the athlete."""
        profile = self.turn.profile
        return Circumstances(
            country=profile.country,
            age_years=profile.age_on(self.turn.today),
            disclosed=frozenset(disclosed),
            reported=reported(profile.screening),
            no_vigorous=limits_of(profile.screening).no_vigorous,
        )

    def workbench(self) -> Workbench:
        """Return what the tool calls of this turn share."""
        turn = self.turn
        return Workbench(
            principal=turn.principal,
            profile=turn.profile,
            clock=turn.clock,
            thread_id=turn.thread_id,
            run_id=turn.run_id,
            deadline=turn.deadline,
            said=turn.text,
            readers=self.deps.readers,
            writers=self.deps.writers,
            embedder=self.deps.embedder,
        )
