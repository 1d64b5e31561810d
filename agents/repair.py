"""The node after the draft: one repair of what could not be grounded, then it is left out."""

from __future__ import annotations

from typing import Final

from langchain_core.messages import HumanMessage
from langgraph.runtime import Runtime

from agents.agent import speaker_of, system_prompt
from agents.calls import call_model
from agents.history import with_system
from agents.sentences import sentences_of
from agents.speaking import DROP, Speaker
from agents.state import CoachState, agent_of, dump_facts, load_facts, messages_of
from agents.turn import TurnContext
from coach.errors import ExternalFailure
from coach.runs.events import Safety, Step
from coach.safety.model import SafetyClass

REPAIRED: Final = "grounding.repaired"
DROPPED: Final = "grounding.dropped"

_INSTRUCTION: Final = """\
The athlete has been shown this part of your reply:
<shown>{shown}</shown>
The rest was held back, because no tool result of this turn explains these numbers: {numbers}.
<held>{held}</held>
Write the held part again so that it follows the shown part. Use only numbers of the tool results, \
each with its unit, its own exercise, day and repetition; leave out what you cannot back. \
Write the text alone."""


async def grounding(state: CoachState, runtime: Runtime[TurnContext]) -> CoachState:
    """Repair what was held back, once; what still has no fact is left out and flagged."""
    context = runtime.context
    held = state.get("held", "")
    if not held or state.get("stopped"):
        return {"held": ""}
    runtime.stream_writer(Step("grounding", "started"))
    speaker = speaker_of(state, runtime)
    speaker.on_loose = DROP
    flags = list(state.get("flags", []))
    usage = (0, 0)
    if context.voice.no_language_model or state.get("fell_back"):
        await speaker.feed(held)
    else:
        flags.append(REPAIRED)
        usage = await _repaired(state, context, speaker, held)
    speaker.finish()
    if speaker.dropped:
        flags.append(DROPPED)
    runtime.stream_writer(Safety(SafetyClass.NORMAL.value, "out", tuple(flags)))
    runtime.stream_writer(Step("grounding", "finished"))
    return {
        "held": "",
        "flags": flags,
        "reply": speaker.reply,
        "spans": speaker.spans,
        "stopped": speaker.stopped,
        "facts": dump_facts((*load_facts(state.get("facts", [])), *speaker.minted)),
        "input_tokens": state.get("input_tokens", 0) + usage[0],
        "output_tokens": state.get("output_tokens", 0) + usage[1],
    }


async def _repaired(
    state: CoachState, context: TurnContext, speaker: Speaker, held: str
) -> tuple[int, int]:
    """Let the model write the held part again; return the tokens it took.

    If the model fails now, the held part is taken as it is, without its loose sentences.
    """
    loose = [n for s in sentences_of(held) for n in speaker.grounder.judge(s).unexplained]
    request = _INSTRUCTION.format(
        shown=state.get("reply", ""), held=held, numbers=", ".join(loose) or "none"
    )
    messages = [*messages_of(state), HumanMessage(request)]
    agent = agent_of(state)
    prompt = system_prompt(agent, context)
    model = context.voice.bound((), context.prompts.prompt_of(agent).front.params)
    try:
        answer = await call_model(model, with_system(prompt, messages), speaker)
    except ExternalFailure:
        if not speaker.has_left:
            speaker.begin()
            await speaker.feed(held)
        return (0, 0)
    usage = answer.usage_metadata
    return (usage["input_tokens"], usage["output_tokens"]) if usage else (0, 0)
