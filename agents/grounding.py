"""No number leaves in a reply unless a fact of this turn explains it.

Rules, in the order they are tried for each number: a fact of the same dimension and subject (unit
conversion and rounding allowed), the athlete's own words of this turn, a derivation stated in the
same sentence. A date needs a fact that is dated so. Two numbers that the sentence's own "up" or
"down" contradicts are loose. See docs/adr/0010-ground-every-number.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from agents.about import About, is_day
from agents.days import Days, relative_days, resolve, within
from agents.derivations import Explained, derived, part_ids
from agents.direction import contradicted
from agents.matching import fits, stated_values
from agents.numbers import DateMention, Measures, Quantity, measures_in
from agents.pairs import agree
from agents.quoting import may_quote
from agents.statements import Asked, OwnWords
from agents.subjects import exercise_mentions, food_mentions, rep_mentions
from agents.topics import Topics, contradict, is_named, topics_in, topics_of
from coach.evidence import Fact, FactId, FindingSource, Formula, LogRow, Statement
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
    _before: tuple[Explained, ...] = ()
    """The explained numbers of the sentence that left last."""
    _newest: tuple[str, tuple[Explained, ...]] = ("", ())
    _own: OwnWords | None = None

    def add(self, facts: Iterable[Fact]) -> None:
        """Let the facts of another tool result explain numbers from now on."""
        self.facts = (*self.facts, *facts)

    def judge(self, sentence: str) -> Judgement:
        """Return the spans and the unexplained numbers of one sentence."""
        if len(sentence) > LONGEST:
            return Judgement((), tuple(_DIGITS.findall(sentence[:LONGEST])[:1]) or ("...",))
        measures = measures_in(sentence)
        about = self._about(sentence, measures)
        spans: list[Span] = []
        loose: list[str] = []
        explained: list[Explained] = []
        open_numbers: list[Quantity] = []
        for mention in measures.dates:
            ids = self._ids_of_date(mention, sentence)
            self._note(sentence, mention.start, mention.end, ids, spans, loose)
        for quantity, topics in zip(measures.quantities, about.topics, strict=True):
            if self._is_marker(sentence, quantity):
                continue
            ids, dimension = self._ids_of(quantity, topics, about)
            if ids:
                known = quantity if quantity.dimension else replace(quantity, dimension=dimension)
                explained.append((known, ids))
            else:
                open_numbers.append(quantity)
        for quantity in open_numbers:
            ids = derived(quantity, explained, self._before, sentence)
            self._note(sentence, quantity.start, quantity.end, ids, spans, loose)
        for part in measures.parts:
            ids = part_ids(part, sentence[part.end :], explained, self.facts)
            if ids is None or ids:
                self._note(sentence, part.start, part.end, ids or (), spans, loose)
        spans.extend(Span(q.start, q.end, ids[:MAX_IDS]) for q, ids in explained)
        loose.extend(self._torn(sentence, explained))
        loose.extend(sentence[q.start : q.end] for q in contradicted(sentence, measures.quantities))
        self._newest = (sentence, tuple(explained))
        return Judgement(tuple(sorted(spans, key=lambda s: s.start)), tuple(loose))

    def _torn(self, sentence: str, explained: Sequence[Explained]) -> Iterator[str]:
        """Yield neighbours that the sentence joins although their facts do not belong together."""
        by_id = {fact.id: fact for fact in self.facts}
        for one, other in pairwise(explained):
            if not agree(sentence, one, other, by_id):
                yield sentence[one[0].start : other[0].end]

    def accept(self, sentence: str) -> None:
        """Note that `sentence` left: later ones may lean on what it was about."""
        if len(sentence) > LONGEST:
            return
        subjects = {fact.subject for fact in self.facts}
        mentions = exercise_mentions(sentence, subjects)
        if mentions:
            self._topic = mentions[-1].keys
        judged, explained = self._newest
        self._before = explained if judged == sentence else ()
        for quantity in measures_in(sentence).quantities:
            if self._is_marker(sentence, quantity):
                self._marker = int(quantity.value)

    def _about(self, sentence: str, measures: Measures) -> About:
        subjects = {fact.subject for fact in self.facts}
        exercises = exercise_mentions(sentence, subjects)
        today = self._local(self.now)
        relative = sorted(
            (*measures.dates, *relative_days(sentence, today)), key=lambda day: day.start
        )
        return About(
            sentence=sentence,
            exercises=exercises,
            foods=food_mentions(sentence, subjects),
            reps=rep_mentions(sentence, subjects),
            days=Days(sentence, measures.dates, measures.quantities),
            relative=Days(sentence, tuple(relative), measures.quantities),
            topic=self._topic,
            topics=topics_in(sentence, measures.quantities, exercises),
        )

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
            spans.append(Span(start, end, ids[:MAX_IDS]))
        else:
            loose.append(sentence[start:end])

    def _is_marker(self, sentence: str, quantity: Quantity) -> bool:
        """Tell whether a number opens an item of a numbered list: 1, then one more each time."""
        opens_line = not sentence[: quantity.start].rpartition("\n")[2].strip(" *-")
        closes = sentence[quantity.end : quantity.end + 2] in {". ", ") "}
        return opens_line and closes and quantity.value == self._marker + 1

    def _ids_of_date(self, mention: DateMention, sentence: str) -> tuple[FactId, ...]:
        today = self._local(self.now)
        facts = self.facts
        if mention.names(today) and _LAST.search(sentence[: mention.start]):
            facts = tuple(f for f in facts if isinstance(f.value, date) or _is_logged(f))
        hits = tuple(f.id for f in facts if any(mention.names(d) for d in self._days(f)))
        if hits:
            return hits[:MAX_IDS]
        if any(mention.names(other) for other in _said_dates(self.said, today)):
            return (self._mint(f"{STATEMENT_CALL}.date.{mention.day}.{mention.month}", "date").id,)
        if mention.names(today) and facts is self.facts:
            return (self._mint_clock(today).id,)
        return ()

    def _ids_of(
        self, quantity: Quantity, topics: Topics, about: About
    ) -> tuple[tuple[FactId, ...], str | None]:
        """Return the facts that a number states, and their dimension."""
        hits: list[FactId] = []
        dimension: str | None = None
        days, relative = about.days.of(quantity), about.relative.of(quantity)
        labels = {fact.label for fact in self.facts}
        for fact in self.facts:
            stated = next(
                (v for v in stated_values(fact, labels) if fits(quantity, v, about.sentence)), None
            )
            if (
                stated is not None
                and about.allows(fact, quantity)
                and self._dated(fact, days, relative)
                and not (days and _is_planned(fact, days[-1], quantity, about.sentence))
                and not contradict(topics, topics_of(fact))
                and is_named(fact.label, about.sentence)
                and may_quote(fact, quantity, about.sentence)
            ):
                hits.append(fact.id)
                dimension = dimension or stated.dimension
        if hits:
            return tuple(hits), dimension
        return self._own_ids(quantity, topics, about, days), None

    def _own_ids(
        self,
        quantity: Quantity,
        topics: Topics,
        about: About,
        days: tuple[DateMention, ...],
    ) -> tuple[FactId, ...]:
        """Return the statement that a number repeats, if it may."""
        self._own = self._own or OwnWords(self.said[:LONGEST_SAID])
        today = self._local(self.now)
        named = (today, *_said_dates(self.said, today))
        dated = bool(days) and not any(within(day, days) for day in named)
        asked = Asked(
            quantity,
            about.sentence,
            about.lifts(quantity),
            topics,
            led=about.is_led(quantity),
            dated=dated,
        )
        own = self._own.explain(asked, self.facts)
        if own is None:
            return ()
        text = self.said[own.start : own.end]
        return (self._mint(f"{STATEMENT_CALL}.{own.start}", text, own.value).id,)

    def _dated(
        self,
        fact: Fact,
        days: tuple[DateMention, ...],
        relative: tuple[DateMention, ...],
    ) -> bool:
        """Tell whether a fact may stand beside the days that govern a number."""
        if is_day(fact.subject):
            return not relative or within(date.fromisoformat(fact.subject), relative)
        own = self._local(fact.as_of)
        if not days or not _is_dated(fact):
            return True
        if own == self._local(self.now) and not _is_logged(fact):
            return True
        return within(own, days)

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


LONGEST: Final = 1200
"""Characters of the longest text taken for a sentence; a longer one has to be written again.
Source: own choice, ten times a long sentence; it bounds the time a hostile draft can take."""
LONGEST_SAID: Final = 4000
"""Characters of the athlete's message that are searched for numbers. Source: own choice, a page."""
_DIGITS: Final = re.compile(r"\d{1,12}")
MAX_IDS: Final = 4
"""Facts named for one number at most. Source: own choice, what a phone screen can list."""


_LAST: Final = re.compile(r"\b(?:last|latest|newest|previous)\b[^.;:\d]{0,40}$", re.IGNORECASE)


def _is_logged(fact: Fact) -> bool:
    """Tell whether a fact is something that happened on its day: a set, a weigh-in, a video."""
    return isinstance(fact.source, LogRow | FindingSource) and (
        fact.subject != "athlete" or _MEASURED.search(fact.label) is not None
    )


def _is_planned(fact: Fact, day: DateMention, quantity: Quantity, sentence: str) -> bool:
    """Tell whether a load to come is told of a day that is over: "on 2 Sep you did 102.5 kg"."""
    if not fact.label.startswith(("next ", "target ")) or day.end > quantity.start:
        return False
    told = sentence[day.end : quantity.start]
    return _DID.search(told) is not None and not _NEW_CLAUSE.search(told)


_DID: Final = re.compile(r"\b(?:did|lifted|was|were|had|\w+ed)\b", re.IGNORECASE)
_NEW_CLAUSE: Final = re.compile(r"[,;:]|\b(?:so|and|next|then|now)\b", re.IGNORECASE)
_MEASURED: Final = re.compile(r"\b(?:weight|sleep|slept|heart rate|pressure|load|sweat)\b")


def _is_dated(fact: Fact) -> bool:
    return not isinstance(fact.source, Statement) and not fact.subject.startswith("passage:")


def _said_dates(said: str, today: date) -> Sequence[date]:
    found: list[date] = []
    for mention in measures_in(said[:LONGEST_SAID]).dates:
        try:
            found.append(resolve(mention, today))
        except ValueError:
            continue
    return found
