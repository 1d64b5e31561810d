"""Each number of a sentence is explained by a fact of its dimension and subject, or by nothing."""

from datetime import UTC, date, datetime
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.grounding import Grounder, Judgement
from agents.sentences import SentenceCutter, sentences_of
from coach.evidence import Fact, FactId, Formula, LogRow, PassageSource, Statement
from coach.identity import MessageId, PassageId

pytestmark = pytest.mark.unit

NOW = datetime(2021, 9, 8, 18, tzinfo=UTC)
DAY_1 = date(2021, 9, 2)
DAY_2 = date(2021, 8, 30)


def fact(
    n: int,
    value: Decimal | str | date,
    unit: str | None,
    subject: str = "back_squat",
    *,
    as_of: date | datetime = NOW,
    label: str = "value",
    logged: bool = False,
) -> Fact:
    source = LogRow("sets", str(n)) if logged else Formula("rule")
    return Fact(FactId(f"c.{n}"), label, value, unit, subject, as_of, source=source)


FACTS = (
    fact(1, Decimal("102.5"), "kg", label="next load"),
    fact(2, Decimal(3), "set", label="next sets"),
    fact(3, Decimal(5), "rep", label="next reps"),
    fact(4, Decimal(100), "kg", label="set load", as_of=DAY_1, logged=True),
    fact(5, Decimal("97.5"), "kg", label="set load", as_of=DAY_2, logged=True),
    fact(6, Decimal(80), "kg", "bench_press", label="set load", as_of=DAY_1, logged=True),
    fact(7, Decimal("-0.4"), "kg", "athlete", label="weight change per week"),
    fact(8, Decimal("0.94"), "s", "video:v:rep:1", label="concentric_s"),
    fact(9, Decimal("2.21"), "s", "video:v:rep:4", label="concentric_s"),
    fact(10, Decimal(1), "rep", "video:v:rep:1", label="rep"),
    fact(11, Decimal(4), "rep", "video:v:rep:4", label="rep"),
    fact(12, Decimal(2759), "kcal", "athlete", label="maintenance energy"),
)


def judge(*sentences: str, said: str = "", facts: tuple[Fact, ...] = FACTS) -> Judgement:
    grounder = Grounder(facts, said, MessageId("m1"), NOW)
    judgement = grounder.judge(sentences[0])
    for index, sentence in enumerate(sentences[1:]):
        grounder.accept(sentences[index])
        judgement = grounder.judge(sentence)
    return judgement


@pytest.mark.parametrize(
    "sentence",
    [
        "Squat 3 x 5 at 102.5 kg.",
        "On 2 Sep 2021 you squatted 100 kg.",
        "You squatted 97.5 kg on 30 Aug and 100 kg on 2 Sep.",
        "That is 226 lb on the squat.",
        "Squat 102.5 kg, that is 2.5 kg more than the 100 kg of 2 September.",
        "You did 80 kg on the bench press.",
        "Squat went to 100 kg, bench to 80 kg.",
        "You lost 0.4 kg a week.",
        "Rep 1 took 0.94 s and rep 4 took 2.21 s.",
        "Rep 1 took 0.9 s.",
        "About 2,760 kcal a day.",
        "Do three sets of 5 on the squat.",
        "No numbers here, just 1RM talk.",
        "Squat 5 reps for 3 sets, 15 reps in all.",
        "Today is 8 September 2021.",
    ],
)
def test_a_number_that_a_fact_explains_passes(sentence: str) -> None:
    judgement = judge(sentence)
    assert judgement.unexplained == ()


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Squat 105 kg next time.", "105 kg"),
        ("You did 100 kg on the bench press.", "100 kg"),
        ("Bench 100 kg, squat 80 kg.", "100 kg"),
        ("On 30 Aug 2021 you squatted 100 kg.", "100 kg"),
        ("You squatted 100 kg on 30 Aug and 97.5 kg on 2 Sep.", "100 kg"),
        ("Squat 102.5 lb.", "102.5 lb"),
        ("Squat 102.5.", "102.5"),
        ("You gained 0.4 kg a week.", "0.4 kg"),
        ("Rep 4 took 0.94 s.", "0.94 s"),
        ("Rep 2 took 0.94 s.", "2"),
        ("On 3 Sep 2021 you squatted.", "3 Sep 2021"),
        ("Deadlift 102.5 kg.", "102.5 kg"),
        ("Do 4 sets of 5.", "4 sets"),
        ("About 2,900 kcal a day.", "2,900 kcal"),
        ("You did this 12 times.", "12"),
    ],
)
def test_a_number_on_the_wrong_thing_is_unexplained(sentence: str, wrong: str) -> None:
    assert wrong in judge(sentence).unexplained


CHANGES = (
    fact(1, Decimal(128), "kg", label="recent best 1RM"),
    fact(2, Decimal("116.7"), "kg", label="earlier best 1RM"),
    fact(3, Decimal("11.3"), "kg", label="best 1RM change"),
    fact(4, Decimal("-0.4"), "kg", "athlete", label="weight change per week"),
    fact(5, Decimal("0.2"), "kg", "athlete", label="band"),
    fact(6, Decimal("0.6"), "kg", "athlete", label="band"),
)


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("Your squat is up 11.3 kg, from 116.7 kg to 128 kg.", True),
        ("Your squat is up from 128 kg to 116.7 kg.", False),
        ("Your best was 128 kg, against 116.7 kg before: up 11.3 kg.", True),
        ("Your best was 116.7 kg, against 128 kg before: up 11.3 kg.", False),
        ("Your squat has dropped from 116.7 to 128 kg.", False),
        ("You are down 0.4 kg a week, with a band from 0.2 to 0.6 kg.", True),
        ("Warm up from 128 kg to 116.7 kg.", True),
    ],
)
def test_a_direction_that_its_own_two_numbers_contradict_is_unexplained(
    sentence: str,
    *,
    holds: bool,
) -> None:
    assert judge(sentence, facts=CHANGES).ok is holds


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("That was more than five years (1,908 days) ago.", True),
        ("That was almost six years ago.", True),
        ("That was more than six years ago.", False),
        ("That was almost seven years ago.", False),
        ("That was more than 62 months ago.", True),
    ],
)
def test_a_bound_of_a_span_of_time_holds_only_for_the_unit_next_to_it(
    sentence: str,
    *,
    holds: bool,
) -> None:
    facts = (fact(1, Decimal(1908), "day", label="days since last session"),)
    assert judge(sentence, facts=facts).ok is holds


def test_a_later_sentence_leans_on_the_exercise_of_the_one_before() -> None:
    assert judge("Your bench press is fine.", "You did 80 kg.").ok
    assert not judge("Your bench press is fine.", "You did 100 kg.").ok


def test_the_athletes_own_words_explain_a_number_and_become_a_statement() -> None:
    grounder = Grounder(FACTS, "can I squat 140?", MessageId("m1"), NOW)
    judgement = grounder.judge("You asked about 140 kg.")
    assert judgement.ok
    (minted,) = grounder.minted.values()
    assert isinstance(minted.source, Statement)
    assert judgement.spans[0].fact_ids == (minted.id,)


def test_numbers_of_a_quoted_passage_are_explained_by_it() -> None:
    passage = Fact(
        FactId("k.1"),
        "passage",
        "Growth needs about 10-20 sets per week.",
        None,
        "passage:volume",
        NOW,
        source=PassageSource(PassageId("volume")),
    )
    assert judge("Plan 10 to 20 sets.", facts=(passage,)).ok
    assert not judge("Plan 30 sets.", facts=(passage,)).ok


def test_list_markers_are_no_numbers_but_a_jump_is() -> None:
    assert judge("1. Warm up.\n", "2. Squat.\n").ok
    assert not judge("7. Squat.\n").ok


def test_spans_cover_exactly_the_numbers() -> None:
    sentence = "Squat 3 x 5 at 102.5 kg."
    spans = [sentence[s.start : s.end] for s in judge(sentence).spans]
    assert spans == ["3", "5", "102.5 kg"]


@given(load=st.decimals(20, 400, places=1), reps=st.integers(1, 30), day=st.dates(date(2000, 1, 1)))
def test_a_sentence_rendered_from_facts_is_always_explained(
    load: Decimal, reps: int, day: date
) -> None:
    facts = (
        fact(1, load, "kg", as_of=day, logged=True),
        fact(2, Decimal(reps), "rep", as_of=day, logged=True),
    )
    text = f"On {day.day} {day:%b} {day.year} you squatted {load} kg for {reps} reps."
    judgement = judge(text, facts=facts)
    assert judgement.ok
    assert len(judgement.spans) == 3


@given(load=st.integers(20, 400), off=st.integers(1, 300))
def test_a_number_that_no_fact_holds_is_never_explained(load: int, off: int) -> None:
    facts = (fact(1, Decimal(load), "kg"),)
    assert not judge(f"Squat {load + off} kg.", facts=facts).ok


@given(load=st.decimals(20, 400, places=1))
def test_a_load_shown_in_pounds_is_explained_by_kilograms(load: Decimal) -> None:
    pounds = (load / Decimal("0.45359237")).quantize(Decimal("0.1"))
    assert judge(f"Squat {pounds} lb.", facts=(fact(1, load, "kg"),)).ok


@given(st.text(alphabet="ab1. \n!?,5)", max_size=60), st.integers(1, 7))
def test_cutting_into_sentences_loses_no_character(text: str, step: int) -> None:
    cutter = SentenceCutter()
    out: list[str] = []
    for at in range(0, len(text), step):
        out += cutter.feed(text[at : at + step])
    out += cutter.flush()
    assert "".join(out).rstrip() == text.rstrip()


@pytest.mark.parametrize("filler", ["word ", "e.g. ", "...", '."', "1) ", "\n"])
def test_a_long_sentence_is_not_read_again_with_each_piece(filler: str) -> None:
    cutter = SentenceCutter()
    cutter.feed(filler * (100_000 // len(filler)))
    began = process_time()
    for _ in range(20):
        cutter.feed(filler)
    assert process_time() - began < 20 * 0.05


def test_decimals_and_abbreviations_do_not_end_a_sentence() -> None:
    text = "Use 2.5 kg steps, e.g. small plates. Then rest."
    assert sentences_of(text) == ["Use 2.5 kg steps, e.g. small plates. ", "Then rest."]
