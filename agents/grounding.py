"""No number leaves in a reply unless a fact of this turn explains it.

Rules, in the order they are tried for each number: a fact of the same dimension and subject (unit
conversion and rounding allowed), the athlete's own words of this turn, a derivation stated in the
same sentence. A date needs a fact that is dated so. Two numbers that the sentence's own "up" or
"down" contradicts are loose. See docs/adr/0010-ground-every-number.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from agents.derivations import derived
from agents.direction import contradicted
from agents.matching import Stated, fits, stated_values
from agents.numbers import DateMention, Quantity, measures_in
from agents.subjects import Mention, exercise_mentions, governing, is_exercise, rep_mentions
from coach.evidence import Fact, FactId, Formula, Statement
from coach.identity import MessageId

STATEMENT_CALL: Final = "statement"
"""Id under which the facts of the athlete's own words are returned."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one sentence and the facts it rests on; code points."""

    start: int
    end: int
    fact_ids: tuple[FactId, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What grounding says of one sentence."""

    spans: tuple[Span, ...]
    unexplained: tuple[str, ...]
    """The numbers, as written, that nothing explains."""

    @property
    def ok(self) -> bool:
        """Whether every number is explained."""
        return not self.unexplained


@dataclass(slots=True)
class Grounder:
    """Judges the sentences of one reply in order."""

    facts: tuple[Fact, ...]
    said: str
    """The athlete's message of this turn."""
    message_id: MessageId
    now: datetime
    time_zone: str = "UTC"
    minted: dict[FactId, Fact] = field(default_factory=dict[FactId, Fact])
    """Facts made from the athlete's own words or the calendar, by id."""
    _topic: frozenset[str] | None = None
    _marker: int = 0

    def add(self, facts: Iterable[Fact]) -> None:
        """Let the facts of another tool result explain numbers from now on."""
        self.facts = (*self.facts, *facts)

    def judge(self, sentence: str) -> Judgement:
        """Return the spans and the unexplained numbers of one sentence."""
        measures = measures_in(sentence)
        about = _About(
            exercises=exercise_mentions(sentence, {fact.subject for fact in self.facts}),
            reps=rep_mentions(sentence),
            dates=measures.dates,
            topic=self._topic,
        )
        spans: list[Span] = []
        loose: list[str] = []
        explained: list[tuple[Quantity, tuple[FactId, ...]]] = []
        open_numbers: list[Quantity] = []
        for mention in measures.dates:
            ids = self._ids_of_date(mention)
            self._note(sentence, mention.start, mention.end, ids, spans, loose)
        for quantity in measures.quantities:
            if self._is_marker(sentence, quantity):
                continue
            ids = self._ids_of(quantity, sentence, about)
            if ids:
                explained.append((quantity, ids))
            else:
                open_numbers.append(quantity)
        for quantity in open_numbers:
            ids = derived(quantity, explained)
            self._note(sentence, quantity.start, quantity.end, ids, spans, loose)
        spans.extend(Span(q.start, q.end, ids) for q, ids in explained)
        loose.extend(sentence[q.start : q.end] for q in contradicted(sentence, measures.quantities))
        return Judgement(tuple(sorted(spans, key=lambda s: s.start)), tuple(loose))

    def accept(self, sentence: str) -> None:
        """Note that `sentence` left: later ones may lean on what it was about."""
        subjects = {fact.subject for fact in self.facts}
        mentions = exercise_mentions(sentence, subjects)
        if mentions:
            self._topic = mentions[-1].keys
        for quantity in measures_in(sentence).quantities:
            if self._is_marker(sentence, quantity):
                self._marker = int(quantity.value)

    def _note(
        self,
        sentence: str,
        start: int,
        end: int,
        ids: tuple[FactId, ...],
        spans: list[Span],
        loose: list[str],
    ) -> None:
        if ids:
            spans.append(Span(start, end, ids))
        else:
            loose.append(sentence[start:end])

    def _is_marker(self, sentence: str, quantity: Quantity) -> bool:
        """Tell whether a number opens an item of a numbered list: 1, then one more each time."""
        opens_line = not sentence[: quantity.start].rpartition("\n")[2].strip(" *-")
        closes = sentence[quantity.end : quantity.end + 2] in {". ", ") "}
        return opens_line and closes and quantity.value == self._marker + 1

    def _ids_of_date(self, mention: DateMention) -> tuple[FactId, ...]:
        hits = tuple(f.id for f in self.facts if any(mention.names(d) for d in self._days(f)))
        if hits:
            return hits[:MAX_IDS]
        today = self._local(self.now)
        if any(mention.names(other) for other in _said_dates(self.said, today)):
            return (self._mint(f"{STATEMENT_CALL}.date.{mention.day}.{mention.month}", "date").id,)
        if mention.names(today):
            return (self._mint_clock(today).id,)
        return ()

    def _ids_of(self, quantity: Quantity, sentence: str, about: _About) -> tuple[FactId, ...]:
        hits: list[FactId] = []
        for fact in self.facts:
            if not about.allows(fact, quantity, sentence) or not self._dated(
                fact, about.date_of(quantity, sentence)
            ):
                continue
            if any(fits(quantity, value, sentence) for value in stated_values(fact)):
                hits.append(fact.id)
        if hits:
            return tuple(hits[:MAX_IDS])
        for own in measures_in(self.said).quantities:
            if fits(quantity, Stated.of_words(own), sentence):
                text = self.said[own.start : own.end]
                return (self._mint(f"{STATEMENT_CALL}.{own.start}", text, own.value).id,)
        return ()

    def _dated(self, fact: Fact, dates: tuple[DateMention, ...]) -> bool:
        """Tell whether a fact may stand beside the dates that govern a number."""
        own = self._local(fact.as_of)
        if not dates or own == self._local(self.now) or not _is_dated(fact):
            return True
        if len(dates) == 1:
            return dates[0].names(own)
        first, last = (_resolve(mention, own) for mention in (dates[0], dates[-1]))
        return min(first, last) <= own <= max(first, last)

    def _days(self, fact: Fact) -> tuple[date, ...]:
        if isinstance(fact.value, datetime | date):
            return (self._local(fact.value), self._local(fact.as_of))
        return (self._local(fact.as_of),) if _is_dated(fact) else ()

    def _local(self, moment: date | datetime) -> date:
        if isinstance(moment, datetime):
            return moment.astimezone(ZoneInfo(self.time_zone)).date()
        return moment

    def _mint(self, key: str, words: str, value: Decimal | None = None) -> Fact:
        fact_id = FactId(key)
        fact = Fact(
            id=fact_id,
            label="your words",
            value=words if value is None else value,
            unit=None,
            subject="athlete",
            as_of=self.now,
            source=Statement(self.message_id),
        )
        return self.minted.setdefault(fact_id, fact)

    def _mint_clock(self, today: date) -> Fact:
        fact_id = FactId(f"{STATEMENT_CALL}.today")
        fact = Fact(
            id=fact_id,
            label="today",
            value=today,
            unit=None,
            subject="athlete",
            as_of=self.now,
            source=Formula("calendar"),
        )
        return self.minted.setdefault(fact_id, fact)


MAX_IDS: Final = 4
"""Facts named for one number at most. Source: own choice, what a phone screen can list."""


@dataclass(frozen=True, slots=True)
class _About:
    """What one sentence is about."""

    exercises: tuple[Mention, ...]
    reps: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    topic: frozenset[str] | None
    """Exercises of the sentence before."""

    def allows(self, fact: Fact, quantity: Quantity, sentence: str) -> bool:
        """Tell whether a fact's subject is what the number is about."""
        if fact.subject.startswith("video:"):
            return self._allows_rep(fact.subject, quantity, sentence)
        if not is_exercise(fact.subject) and not fact.subject.startswith("muscle:"):
            return not quantity.index
        mention = governing(self.exercises, sentence, quantity.start, quantity.end)
        keys = mention.keys if mention is not None else self.topic
        if keys is None:
            return True
        same_kind = [k for k in keys if is_exercise(k) == is_exercise(fact.subject)]
        return fact.subject in keys or (bool(keys) and not same_kind)

    def date_of(self, quantity: Quantity, sentence: str) -> tuple[DateMention, ...]:
        """Return the date that governs a number, or the two ends of a range that does."""
        mentions = [Mention(d.start, d.end, frozenset()) for d in self.dates]
        nearest = governing(mentions, sentence, quantity.start, quantity.end)
        if nearest is None:
            return ()
        at = mentions.index(nearest)
        for first in (at - 1, at):
            if first >= 0 and first + 1 < len(self.dates):
                left, right = self.dates[first], self.dates[first + 1]
                if sentence[left.end : right.start].strip(" ,") in _RANGE:
                    return (left, right)
        return (self.dates[at],)

    def _allows_rep(self, subject: str, quantity: Quantity, sentence: str) -> bool:
        _, _, rep = subject.partition(":rep:")
        if quantity.index:
            return rep == str(quantity.value)
        mention = governing(self.reps, sentence, quantity.start, quantity.end)
        return mention is None or not rep or rep in mention.keys


_RANGE: Final = frozenset({"to", "and", "until", "-", "\u2013", "through", "till"})


def _is_dated(fact: Fact) -> bool:
    return not isinstance(fact.source, Statement) and not fact.subject.startswith("passage:")


def _resolve(mention: DateMention, near: date) -> date:
    return date(mention.year or near.year, mention.month, mention.day)


def _said_dates(said: str, today: date) -> Sequence[date]:
    found: list[date] = []
    for mention in measures_in(said).dates:
        try:
            found.append(_resolve(mention, today))
        except ValueError:
            continue
    return found
