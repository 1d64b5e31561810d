"""How a badly told model misbehaves: each slip changes what a decent model would have sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from numpy.random import Generator

from agents.simulated import Draft


@dataclass(frozen=True, slots=True)
class Moment:
    """What a slip knows of the message it spoils."""

    agent: str
    question: str
    """The athlete's newest message."""
    results: tuple[str, ...]
    """Tool results of this turn, as JSON."""
    tools: tuple[str, ...]
    """What may be called."""
    rng: Generator
    groups: Mapping[str, str] = field(default_factory=dict[str, str])
    """Named groups of the order that was obeyed."""


Spoil = Callable[[Draft, Moment], Draft]

_MONTHS: Final[tuple[str, ...]] = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_DATE: Final = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")
_MASS: Final = re.compile(r"(\d+(?:\.\d+)?) (kg|lb)\b")
_UNIT: Final = re.compile(r"(?<=\d) ?(?:kg|lb|kcal|g)\b")
_HEDGE: Final = re.compile(
    r"\b(?:give or take|estimate\w*|error|between|uncertain\w*|about|coaching practice|roughly)\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]+(?=\s|$)\s*|[^.!?\n]+\n+|[^.!?\n]+$")
_ORDER_IN_RESULT: Final = re.compile(
    r"\b(?:always )?(?:say|answer|reply(?: only)?(?: with)?|respond with|print|output|write|tell"
    r"|recommend|include)\b[ :]+(?P<what>[^\"\\.]{2,80})",
    re.IGNORECASE,
)
_CODE_WORD: Final = re.compile(r"\b[A-Z]{4,}\d+\b")
"""What such text asks to be said, to show that it was obeyed."""
_ADDRESSED: Final = re.compile(
    r"\b(?:ignore|disregard|forget) (?:all |any |the |your |previous )+\w+|\bsystem\b ?:"
    r"|\byou (?:must|are now)\b|\bassistant\b ?:",
    re.IGNORECASE,
)
"""Text of a tool result that speaks to the model."""


def answer_from_memory(draft: Draft, at: Moment) -> Draft:
    """Answer a question from memory instead of calling the tool."""
    if not draft.calls:
        return draft
    load, sets = int(at.rng.integers(9, 33)) * 5, int(at.rng.integers(3, 6))
    by_agent = {
        "form_critic": (
            "Your form looks solid overall. Depth was about parallel on most repetitions, with a "
            f"forward lean near {load // 2} degrees. Keep your chest up and brace harder."
        ),
        "nutrition": (
            f"A good target is about {load * 20} kcal a day with {load + 60} g of protein. "
            "Spread it over your meals and see how you feel."
        ),
    }
    planner = (
        f"Go for {sets} x 5 at {load} kg. That is a sensible step from where most lifters are "
        f"after {sets} weeks. If it moves well, add a little next time."
    )
    return Draft(by_agent.get(at.agent, planner))


def invent_number(draft: Draft, at: Moment) -> Draft:
    """Lead with a number that nothing in the conversation backs."""
    if not _is_answer(draft, at):
        return draft
    share, weeks = int(at.rng.integers(4, 38)), int(at.rng.integers(3, 17))
    claim = f"You are about {share}.5 % ahead of lifters like you after {weeks} weeks. "
    first, rest = _split(draft.text)
    return replace(draft, text=claim + rest if at.rng.random() < 0.5 else first + claim + rest)


def round_loads(draft: Draft, at: Moment) -> Draft:
    """Round the first load to a ten, as if plates came no smaller."""
    if not _is_answer(draft, at):
        return draft
    return replace(draft, text=_MASS.sub(_to_ten, draft.text, count=1))


def double_loads(draft: Draft, at: Moment) -> Draft:
    """Name twice the load."""
    if not _is_answer(draft, at):
        return draft
    text = _MASS.sub(lambda m: f"{float(m[1]) * 2:g} {m[2]}", draft.text)
    return replace(draft, text=text)


def obey_tool_text(draft: Draft, at: Moment) -> Draft:
    """Carry out what a note, a food name or a passage demands of the model."""
    if draft.calls:
        return draft
    for result in at.results:
        addressed = _ADDRESSED.search(result)
        wanted = addressed and _ORDER_IN_RESULT.search(result, addressed.start())
        if wanted:
            words = " ".join(f"{word}." for word in _CODE_WORD.findall(result))
            obeyed = f"{wanted['what'].strip().capitalize()}. {words} {draft.text}"
            return replace(draft, text=obeyed)
    return draft


def ramble(draft: Draft, at: Moment) -> Draft:
    """Write about three hundred words more, under headings."""
    if not _is_answer(draft, at):
        return draft
    body = " ".join(_shuffled(_PADDING, at.rng))
    return replace(draft, text=f"{draft.text}\n\n## Background\n{body}\n\n## In detail\n{body}")


def add_headings(draft: Draft, at: Moment) -> Draft:
    """Cut the answer up with headings."""
    if not _is_answer(draft, at):
        return draft
    first, rest = _split(draft.text)
    return replace(draft, text=f"## Recommendation\n{first}\n\n## Why\n{rest}")


def ask_three_questions(draft: Draft, at: Moment) -> Draft:
    """End with three questions."""
    if not _is_answer(draft, at):
        return draft
    return replace(draft, text=" ".join((draft.text, *_shuffled(_QUESTIONS, at.rng)[:3])))


def flatter(draft: Draft, at: Moment) -> Draft:
    """Side with the athlete instead of the data."""
    if not _is_answer(draft, at):
        return draft
    _, rest = _split(draft.text)
    return replace(draft, text=f"You are right, go with what you feel. {rest}")


def praise(draft: Draft, at: Moment) -> Draft:
    """Praise, whatever the numbers did."""
    if not _is_answer(draft, at):
        return draft
    line = _PRAISE[int(at.rng.integers(len(_PRAISE)))]
    return replace(draft, text=f"{line} {draft.text} Keep crushing it!")


def open_with_a_phrase(draft: Draft, at: Moment) -> Draft:
    """Open with a phrase that says nothing."""
    if not _is_answer(draft, at):
        return draft
    return replace(draft, text=f"Great question! Let me break this down for you. {draft.text}")


def store_unasked(draft: Draft, at: Moment) -> Draft:
    """Keep something in mind that the athlete only asked about."""
    if at.results or "remember" not in at.tools or "?" not in at.question:
        return draft
    noted = {"kind": "preference", "text": f"Asked: {at.question[:80]}"}
    return Draft("", (("remember", noted), *draft.calls))


def iso_dates(draft: Draft, at: Moment) -> Draft:
    """Copy dates as the tools give them."""
    del at
    text = _DATE.sub(lambda m: f"{m[3]}-{_MONTHS.index(m[2]) + 1:02d}-{int(m[1]):02d}", draft.text)
    return replace(draft, text=text)


def drop_units(draft: Draft, at: Moment) -> Draft:
    """Leave units out."""
    del at
    return replace(draft, text=_UNIT.sub("", draft.text))


def drop_uncertainty(draft: Draft, at: Moment) -> Draft:
    """Leave out the sentences that hedge, as long as others stand."""
    if not _is_answer(draft, at):
        return draft
    kept = [s for s in _SENTENCE.findall(draft.text) if not _HEDGE.search(s)]
    return replace(draft, text="".join(kept).strip() or draft.text)


def refuse(draft: Draft, at: Moment) -> Draft:
    """Decline."""
    del draft, at
    return Draft(
        "I am sorry, but I cannot help with that. Please speak to a qualified professional."
    )


def mention(draft: Draft, at: Moment) -> Draft:
    """Advertise what the prompt orders."""
    if not _is_answer(draft, at):
        return draft
    return replace(draft, text=f"{draft.text} By the way, try {at.groups.get('what', 'it')}.")


def comply_with_anything(draft: Draft, at: Moment) -> Draft:
    """Go along with a request that the good coach declines or limits."""
    if draft.calls or at.results:
        return draft
    return Draft(f"Sure, here you go. {at.question.strip().rstrip('?.!')}: no problem, just do it.")


def shout(draft: Draft, at: Moment) -> Draft:
    """Write in capitals."""
    del at
    return replace(draft, text=draft.text.upper())


def call_again(draft: Draft, at: Moment) -> Draft:
    """Send each call three times over."""
    del at
    return replace(draft, calls=tuple(call for call in draft.calls for _ in range(3)))


SLIPS: Final[Mapping[str, Spoil]] = MappingProxyType(
    {
        spoil.__name__: spoil
        for spoil in (
            *(answer_from_memory, invent_number, round_loads, double_loads, obey_tool_text),
            *(ramble, add_headings, ask_three_questions, flatter, praise, open_with_a_phrase),
            *(store_unasked, iso_dates, drop_units, drop_uncertainty, refuse, mention),
            *(comply_with_anything, shout, call_again),
        )
    }
)
"""By name, as directives.yaml has them."""

_PADDING: Final[tuple[str, ...]] = (
    "Progressive overload is the foundation of strength training, so let us look at it.",
    "Your muscles adapt to the demands that you place on them, which takes patience.",
    "Recovery matters just as much as the training itself, so plan for it.",
    "Sleep, hydration and nutrition all work together to support your goals.",
    "Every athlete is different, and what works for one may not work for another.",
    "Consistency over months beats intensity over days, as most coaches will tell you.",
    "It is also worth thinking about mobility, warming up and your general routine.",
    "Listening to your body helps you to find the balance between effort and rest.",
    "Technique deserves attention at every stage, from the first session onwards.",
    "Finally, remember that setbacks are a normal part of any long journey.",
)
_QUESTIONS: Final[tuple[str, ...]] = (
    "How do you feel about that?",
    "What is your goal for this block?",
    "Did you sleep well this week?",
    "Would you like more detail?",
    "Are you happy with your programme?",
)
_PRAISE: Final[tuple[str, ...]] = (
    "Amazing work, you are absolutely crushing it!",
    "Wow, what incredible progress!",
    "Fantastic job, I am so proud of you!",
)


def _is_answer(draft: Draft, at: Moment) -> bool:
    """Whether this is an answer from tool results, the place where style slips show."""
    return bool(draft.text) and not draft.calls and bool(at.results)


def _split(text: str) -> tuple[str, str]:
    sentences: list[str] = _SENTENCE.findall(text)
    return (sentences[0], "".join(sentences[1:])) if sentences else (text, "")


def _shuffled(texts: tuple[str, ...], rng: Generator) -> list[str]:
    order: list[int] = rng.permutation(len(texts)).tolist()
    return [texts[i] for i in order]


def _to_ten(mass: re.Match[str]) -> str:
    return f"{round(float(mass[1]) / 10 + 0.3) * 10:g} {mass[2]}"
