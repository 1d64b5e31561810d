"""The node after the draft: one repair of what could not be grounded, then it is left out."""

from __future__ import annotations

from typing import Final

from langchain_core.messages import AIMessage, HumanMessage
from langgraph.runtime import Runtime

from agents.agent import speaker_of, system_prompt
from agents.calls import call_model
from agents.history import with_system
from agents.metering import metered
from agents.sentences import sentences_of
from agents.speaking import DROP, Speaker
from agents.state import CoachState, agent_of, dump_facts, load_facts, messages_of
from agents.toolsets import REPAIR
from agents.turn import TurnContext
from coach.errors import ExternalFailure
from coach.runs.events import Safety, Step
from coach.safety.model import SafetyClass

REPAIRED: Final = "grounding.repaired"
DROPPED: Final = "grounding.dropped"


async def grounding(state: CoachState, runtime: Runtime[TurnContext]) -> CoachState:
    """Repair what was held back, once; what still has no fact is left out and flagged."""
    context = runtime.context
    held = state.get("held", "")
    if not held or state.get("stopped"):
        return {"held": ""}
    runtime.stream_writer(Step("grounding", "started"))
    speaker = speaker_of(state, runtime)
    speaker.on_loose = DROP
    flags: list[str] = []
    voice = context.voices[state.get("voice", 0)]
    used = state.get("used", [])
    if voice.no_language_model:
        await speaker.feed(held)
    else:
        flags.append(REPAIRED)
        answer = await _repaired(state, context, speaker, held)
        used = used if answer is None else metered(used, voice.name, answer)
    speaker.finish()
    if speaker.dropped:
        flags.append(DROPPED)
    runtime.stream_writer(Safety(SafetyClass.NORMAL.value, "out", tuple(flags)))
    runtime.stream_writer(Step("grounding", "finished"))
    return {
        "held": "",
        "flags": [*state.get("flags", []), *flags],
        "reply": speaker.reply,
        "spans": speaker.spans,
        "stopped": speaker.stopped,
        "facts": dump_facts((*load_facts(state.get("facts", [])), *speaker.minted)),
        "used": used,
    }


async def _repaired(
    state: CoachState, context: TurnContext, speaker: Speaker, held: str
) -> AIMessage | None:
    """Let the model write the held part again; return its answer, None if it failed.

    If the model fails now, the held part is taken as it is, without its loose sentences.
    """
    loose = [n for s in sentences_of(held) for n in speaker.grounder.judge(s).unexplained]
    request = context.prompts.prompt_of(REPAIR).render(
        {"shown": state.get("reply", ""), "held": held, "numbers": ", ".join(loose) or "none"}
    )
    messages = [*messages_of(state), HumanMessage(request)]
    agent, earlier = agent_of(state), state.get("earlier", [])
    prompt = system_prompt(agent, context)
    voice = context.voices[state.get("voice", 0)]
    model = voice.bound((), context.prompts.prompt_of(agent).front.params)
    try:
        return await call_model(model, with_system(prompt, messages, earlier), speaker)
    except ExternalFailure:
        if not speaker.has_left:
            speaker.begin()
            await speaker.feed(held)
        return None
