"""The gate as the first and the last node of the graph; it outranks the model."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from anyio import to_thread
from langchain_core.messages import AIMessage, HumanMessage
from langgraph.runtime import Runtime

from agents.agent import speaker_of
from agents.confirming import interrupt_of
from agents.history import compacted, spoken
from agents.repeats import of_last_turn
from agents.safety_classifier import classifier_of
from agents.speaking import Emit, Speaker, utf16_length
from agents.state import CoachState, dump_facts, messages_of
from agents.turn import Turn, TurnContext
from agents.unread import MOST_CHARS, excuse_of, kept
from coach.evidence import Fact, FactId, Formula
from coach.nutrition.rules.body_composition import bmi
from coach.runs.events import Evidence, Safety, Step, Text, ToolReturned
from coach.safety.model import SafetyClass, SafetyVerdict
from coach.safety.rules.circumstances import Circumstances, wants_loss
from coach.safety.rules.gate import GRAVE, disclosures, judge_draft, judge_message
from coach.safety.rules.replies import contacts_in, fixed_reply
from coach.safety.rules.text import folded
from coach.training.queries import weigh_ins

NOTHING_LEFT = (
    "I could not back my answer with your data, so I leave it out. Ask again with the exercise, "
    "meal or day you mean, and I will look that up."
)
"""Said when grounding left nothing of a draft."""
ASKED_CHARS: Final = 1_000
"""Words of earlier messages that an answer may complete. Source: own choice, some messages."""
SAFETY_CALL: Final = "safety"
"""Id under which the facts of a fixed reply are returned."""


async def safety_in(state: CoachState, runtime: Runtime[TurnContext]) -> CoachState:
    """Begin the turn; answer grave messages from fixed replies, before any model is asked."""
    context = runtime.context
    turn = context.turn
    runtime.stream_writer(Step("safety_in", "started"))
    known = await _known(state, context)
    verdict = _judged(turn.text, known, context)
    before = compacted(messages_of(state), state.get("earlier", []))
    fresh: CoachState = {
        "messages": [*before.messages, HumanMessage(kept(verdict.rest or turn.text))],
        "earlier": before.earlier,
        "disclosed": sorted(disclosures(turn.text, known, verdict)),
        "written": of_last_turn(state),
        "decided": turn.decision is not None,
        "run_id": turn.run_id,
        "said": verdict.rest or turn.text,
        "agents": [],
        "handoffs": [],
        "facts": [],
        "reply": "",
        "break_at": -1,
        "held": "",
        "stopped": [],
        "flags": [],
        "spans": [],
        "voice": 0,
        "used": [],
        "done": False,
        "model_calls": 0,
        "tool_calls": 0,
        "called": [],
        "stored": [],
        "stuck": False,
        "spent": [],
    }
    if state.get("agents"):
        fresh["agent"] = state.get("agents", [])[0]  # what follows up is about the first wish
    if verdict.klass is not SafetyClass.NORMAL:
        runtime.stream_writer(Safety(verdict.klass.value, "in", verdict.rules))
    if verdict.reply is not None:
        said = _said_fixed(verdict.reply, known.country, context.turn, runtime.stream_writer)
        fresh = {**fresh, **said, "pending": None}
        if verdict.rest is not None:
            fresh = {**fresh, "done": False, "break_at": len(verdict.reply)}
    elif unread := excuse_of(turn.text):
        runtime.stream_writer(Text(turn.reply_id, unread))
        fresh = {**fresh, "reply": unread, "done": True}
    runtime.stream_writer(Step("safety_in", "finished"))
    return fresh


async def _known(state: CoachState, context: TurnContext) -> Circumstances:
    """Return what the gate knows of the athlete, with the weight where the message is about it."""
    turn = context.turn
    earlier = tuple(
        str(message.content) for message in messages_of(state) if isinstance(message, HumanMessage)
    )
    replies = [m for m in messages_of(state) if isinstance(m, AIMessage) and m.content]
    asked = bool(replies) and str(replies[-1].content).rstrip().endswith("?")
    known = replace(
        context.circumstances(state.get("disclosed", [])), earlier=earlier, answers=asked
    )
    if not wants_loss(folded(turn.text)):
        return known
    weight_kg = await to_thread.run_sync(_weight_kg, context)
    height_cm = turn.profile.height_cm
    index = None if weight_kg is None or height_cm is None else bmi(weight_kg, float(height_cm))
    return replace(known, weight_kg=weight_kg, bmi=index)


def _weight_kg(context: TurnContext) -> float | None:
    """Return the newest weigh-in."""
    turn = context.turn
    with context.deps.readers() as desk:
        newest = weigh_ins(desk, turn.principal.user_id, until=turn.clock.now())
    return float(newest[-1].weight_kg) if newest else None


def _judged(text: str, known: Circumstances, context: TurnContext) -> SafetyVerdict:
    """Return the verdict of the patterns; the classifier is asked where they find nothing grave."""
    verdict = judge_message(text, known)
    if verdict.klass in GRAVE:
        return verdict
    before = known.earlier[-1] if known.earlier else ""
    leaning = classifier_of(context.deps.embedder).leaning(text[:MOST_CHARS], before)
    return verdict if leaning is None else judge_message(text, known, leaning)


def _said_fixed(reply: str, country: str, turn: Turn, write: Emit) -> CoachState:
    """Emit a fixed reply with the facts behind its numbers; return what the state keeps of it."""
    facts: dict[str, Fact] = {}
    spans: list[tuple[int, int, list[str]]] = []
    for contact in contacts_in(reply, country):
        fact_id = FactId(f"{SAFETY_CALL}.{contact.rule}")
        facts[contact.rule] = Fact(
            id=fact_id,
            label=contact.label,
            value=contact.text,
            unit=None,
            subject="athlete",
            as_of=turn.clock.now(),
            source=Formula(f"safety.{contact.rule}"),
        )
        start, end = utf16_length(reply[: contact.start]), utf16_length(reply[: contact.end])
        spans.append((start, end, [str(fact_id)]))
    if facts:
        write(ToolReturned(SAFETY_CALL, "whom to call", tuple(facts.values())))
    write(Text(turn.reply_id, reply))
    for start, end, ids in spans:
        write(Evidence(turn.reply_id, start, end, tuple(ids)))
    kept = dump_facts(tuple(facts.values()))
    return {"reply": reply, "facts": kept, "spans": spans, "done": True}


async def safety_out(state: CoachState, runtime: Runtime[TurnContext]) -> CoachState:
    """End the turn: replace what was stopped, judge the whole reply again, record it."""
    context = runtime.context
    write = runtime.stream_writer
    write(Step("safety_out", "started"))
    speaker = speaker_of(state, runtime)
    flags = list(state.get("flags", []))
    pending = state.get("pending")
    if not state.get("done"):
        known = context.circumstances(state.get("disclosed", []))
        rules = tuple(state.get("stopped", [])) or judge_draft(speaker.reply, known).rules
        waiting = interrupt_of(state, context.turn.run_id)
        if rules:
            write(Safety(SafetyClass.LIMIT.value, "out", rules))
            flags.extend(rules)
            pending = None
            speaker.say_fixed(fixed_reply("draft", known.country))
        elif waiting is not None:
            _ask(waiting.message, speaker)
        elif not speaker.reply.strip():
            nothing = fixed_reply("draft", known.country) if known.binding else NOTHING_LEFT
            speaker.say_fixed(nothing)
    write(Step("safety_out", "finished"))
    return {
        "messages": [*messages_of(state), spoken(speaker.reply)],
        "reply": speaker.reply,
        "spans": speaker.spans,
        "flags": flags,
        "pending": pending,
        "asked_about": _asked_about(state, speaker.reply),
        "asked_stored": state.get("stored", []),
        "done": True,
    }


def _asked_about(state: CoachState, reply: str) -> str:
    """Return the words that a question in a reply goes back to.

    This turn's, and those before it as long as nothing of them was stored.
    """
    if state.get("done") or "?" not in reply:
        return ""
    said = state.get("said", "")
    before = "" if state.get("stored") else state.get("asked_about", "")
    words = f"{before}\n{said}".strip()
    return words if len(words) <= ASKED_CHARS else said[:ASKED_CHARS]


def _ask(question: str, speaker: Speaker) -> None:
    """Let the reply end with the question that the run waits on, if it does not ask it yet."""
    if question not in speaker.reply:
        speaker.ask(question)
