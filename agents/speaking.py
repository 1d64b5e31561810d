"""Lets a draft leave sentence by sentence: only what is safe and grounded reaches the athlete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from agents.grounding import STATEMENT_CALL, Grounder, Judgement, Span
from agents.sentences import SentenceCutter, sentences_of
from coach.evidence import Fact
from coach.identity import MessageId
from coach.runs.events import EventBody, Evidence, Safety, Text, ToolReturned
from coach.safety.model import SafetyClass
from coach.safety.rules.drafts import stops
from coach.safety.rules.gate import Circumstances, judge_draft
from coach.safety.rules.text import visible

Emit = Callable[[EventBody], None]

HOLD: Final = "hold"
DROP: Final = "drop"


@dataclass(slots=True)
class Speaker:
    """Takes a model's text and emits the sentences that may leave.

    With `on_loose` "hold" the first ungrounded sentence and everything behind it is kept back for
    a repair; with "drop" ungrounded sentences are left out.
    """

    emit: Emit
    reply_id: MessageId
    grounder: Grounder
    known: Circumstances
    reply: str = ""
    """What has left so far, earlier messages of the turn included."""
    opening: str = ""
    """Fixed text said before the first sentence of the reply, and only if one leaves."""
    on_loose: str = HOLD
    held: str = ""
    stopped: list[str] = field(default_factory=list[str])
    """Safety rules that stopped the draft; nothing leaves after that."""
    dropped: int = 0
    minted: list[Fact] = field(default_factory=list[Fact])
    spans: list[tuple[int, int, list[str]]] = field(
        default_factory=list[tuple[int, int, list[str]]]
    )
    break_at: int = -1
    """Length of `reply` at which the next sentence begins a paragraph; -1: nowhere."""
    has_left: bool = False
    _cutter: SentenceCutter = field(default_factory=SentenceCutter)

    def begin(self) -> None:
        """Forget text of an attempt that failed before any of it left."""
        self._cutter = SentenceCutter()
        self.held = ""
        self.dropped = 0

    async def feed(self, text: str) -> None:
        """Take the next piece of the model's text."""
        for sentence in self._cutter.feed(visible(text)):
            self._say(sentence)

    def finish(self) -> None:
        """Take what is left as the last sentence."""
        for sentence in self._cutter.flush():
            self._say(sentence)

    def say_fixed(self, text: str) -> None:
        """Emit a fixed text as it stands; fixed replies hold no number of the athlete's."""
        lead = "\n\n" if self.reply.strip() else ""
        self._emit_text(lead + text)

    def ask(self, question: str) -> None:
        """Emit a tool's question as it stands, with the evidence of what it names."""
        self.break_at = len(self.reply)
        for sentence in sentences_of(question):
            self._leave(sentence, self.grounder.judge(sentence))

    def _say(self, sentence: str) -> None:
        if self.stopped:
            return
        if self.held:
            self.held += sentence
            return
        verdict = judge_draft(sentence, self.known)
        if verdict.klass is not SafetyClass.NORMAL:
            self._withhold(verdict.rules)
            return
        judgement = self.grounder.judge(sentence)
        if not judgement.ok:
            self._keep_back(sentence)
            return
        if self.opening and not self.reply.strip():
            self.say_fixed(self.opening)
        self._leave(sentence, judgement)

    def _leave(self, sentence: str, judgement: Judgement) -> None:
        self._emit_minted(judgement)
        start = utf16_length(self.reply)
        lead = self._lead()
        self._emit_text(lead + sentence)
        self.grounder.accept(sentence)
        for span in judgement.spans:
            self._emit_span(lead + sentence, start, len(lead), span)

    def _withhold(self, rules: tuple[str, ...]) -> None:
        """End the draft, or leave out one sentence that is wrong for this athlete only."""
        if stops(rules):
            self.stopped.extend(rules)
        else:
            self.emit(Safety(SafetyClass.LIMIT.value, "out", rules))

    def _lead(self) -> str:
        """Return what parts the next sentence from what has left."""
        if not self.reply.strip():
            return ""
        if len(self.reply) == self.break_at:
            return "\n\n"
        return "" if self.reply[-1].isspace() else " "

    def _emit_minted(self, judgement: Judgement) -> None:
        """Return the facts of the athlete's own words before a span names them."""
        known = {fact.id for fact in self.minted}
        named = dict.fromkeys(fact_id for span in judgement.spans for fact_id in span.fact_ids)
        new = [self.grounder.minted[i] for i in named if i in self.grounder.minted.keys() - known]
        if new:
            self.minted.extend(new)
            self.emit(ToolReturned(STATEMENT_CALL, "what you said", tuple(new)))

    def _keep_back(self, sentence: str) -> None:
        if self.on_loose == HOLD:
            self.held += sentence
        else:
            self.dropped += 1

    def _emit_text(self, text: str) -> None:
        self.reply += text
        self.has_left = True
        self.emit(Text(self.reply_id, text))

    def _emit_span(self, text: str, base: int, shift: int, span: Span) -> None:
        start = base + utf16_length(text[: span.start + shift])
        end = base + utf16_length(text[: span.end + shift])
        ids = tuple(str(fact_id) for fact_id in span.fact_ids)
        self.spans.append((start, end, list(ids)))
        self.emit(Evidence(self.reply_id, start, end, ids))


def utf16_length(text: str) -> int:
    """Return the length of `text` as JavaScript counts it."""
    return len(text.encode("utf-16-le")) // 2
