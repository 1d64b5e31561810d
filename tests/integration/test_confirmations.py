"""What matters runs only after the athlete's yes, and no question keeps a thread from going on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from agents.confirming import DROPPED, KEPT, LAPSED, STILL_OPEN
from agents.stream import Coach
from agents.toolsets import Catalogue
from agents.turn import Decision
from coach.errors import Conflict
from coach.runs.events import EventBody, Interrupted, ToolCalled
from coach.settings import ModelSettings
from tests.fixtures.coach import NOW, Athlete, Said, listen
from tools.arguments.account import ForgetMemoryArgs
from tools.catalog import CATALOGUE
from tools.spec import ToolContext

BUILTIN = ModelSettings(name="builtin:coach")
QUESTION = "This forgets what you told me about mornings. Shall I go ahead?"
FORGET = "Forget that I like training in the morning"
MakeCoach = Callable[[ModelSettings, Catalogue], Coach]


def ask_first(ctx: ToolContext, args: ForgetMemoryArgs) -> str | None:
    """Ask as long as there is something to forget."""
    with ctx.readers() as desk:
        known = desk.memories.list(ctx.principal.user_id)
    return QUESTION if known and args.about else None


CAREFUL: Catalogue = {
    agent: tuple(
        replace(spec, confirm=ask_first) if spec.name == "forget_memory" else spec for spec in specs
    )
    for agent, specs in CATALOGUE.items()
}


@pytest.fixture
def careful(make_coach: MakeCoach) -> Coach:
    return make_coach(BUILTIN, CAREFUL)


@pytest.fixture
async def asked(careful: Coach, lifter: Athlete) -> Said:
    """The turn that ended with the question."""
    await listen(careful, lifter.turn("Remember that I like training in the morning"))
    return await listen(careful, lifter.turn(FORGET))


def memories(athlete: Athlete) -> int:
    with athlete.store.read_only() as uow:
        return len(uow.memories.list(athlete.user_id))


def question_of(said: Said) -> Interrupted:
    (found,) = [event for event in said.events if isinstance(event, Interrupted)]
    return found


def kinds(events: list[EventBody]) -> list[str]:
    return [event.kind for event in events]


async def test_the_run_asks_and_does_nothing_yet(asked: Said, lifter: Athlete) -> None:
    assert asked.reply == QUESTION
    assert kinds(asked.events)[-2:] == ["interrupted", "finished"]
    assert asked.finished.outcome == "interrupt"
    waiting = question_of(asked)
    assert (waiting.reason, waiting.message) == ("tool_call", QUESTION)
    assert waiting.expires_at == NOW + timedelta(hours=24)
    assert memories(lifter) == 1


async def test_yes_runs_the_call_and_tells_its_result_even_in_another_process(
    asked: Said, lifter: Athlete, make_coach: MakeCoach
) -> None:
    said = await listen(make_coach(BUILTIN, CAREFUL), lifter.turn("yes please, do it"))
    assert memories(lifter) == 0
    (call,) = [event for event in said.events if isinstance(event, ToolCalled)]
    assert (call.id, call.resumed) == (question_of(asked).tool_call_id, True)
    assert "forgotten" in said.reply.casefold()
    assert said.finished.outcome == "success"
    assert said.finished.model_calls == 1


@pytest.mark.usefixtures("asked")
async def test_no_leaves_everything_and_asks_no_model(careful: Coach, lifter: Athlete) -> None:
    said = await listen(careful, lifter.turn("no, leave it"))
    assert said.reply == KEPT
    assert said.finished.model_calls == 0
    assert memories(lifter) == 1
    later = await listen(careful, lifter.turn("yes"))
    assert memories(lifter) == 1
    assert later.finished.outcome == "success"


@pytest.mark.usefixtures("asked")
async def test_any_other_message_is_answered_and_says_that_nothing_changed(
    careful: Coach, lifter: Athlete
) -> None:
    lifter.trained("back_squat", 6, "100", 5, 5, 5)
    said = await listen(careful, lifter.turn("What should I squat next session?"))
    assert said.reply.startswith(f"{DROPPED}\n\n")
    assert "105 kg" in said.reply
    assert said.uncovered_digits() == ""
    assert memories(lifter) == 1


@pytest.mark.usefixtures("asked")
async def test_who_asks_what_it_means_is_asked_again(careful: Coach, lifter: Athlete) -> None:
    said = await listen(careful, lifter.turn("wait, what would be deleted?"))
    assert said.reply == f"{QUESTION} {STILL_OPEN}"
    assert question_of(said).message == QUESTION
    await listen(careful, lifter.turn("ok do it"))
    assert memories(lifter) == 0


@pytest.mark.usefixtures("asked")
async def test_yes_with_another_wish_does_both(careful: Coach, lifter: Athlete) -> None:
    lifter.trained("back_squat", 6, "100", 5, 5, 5)
    said = await listen(careful, lifter.turn("yes. and what should I squat next session?"))
    assert memories(lifter) == 0
    assert "105 kg" in said.reply


@pytest.mark.usefixtures("asked")
async def test_a_yes_of_two_days_later_is_too_late(careful: Coach, lifter: Athlete) -> None:
    said = await listen(careful, lifter.turn("yes", now=NOW + timedelta(days=2)))
    assert said.reply == LAPSED
    assert memories(lifter) == 1


async def test_an_emergency_drops_the_question(
    careful: Coach, lifter: Athlete, asked: Said
) -> None:
    del asked
    said = await listen(careful, lifter.turn("crushing chest pain and my arm is numb"))
    assert DROPPED not in said.reply
    await listen(careful, lifter.turn("yes"))
    assert memories(lifter) == 1


@pytest.mark.parametrize(("approved", "left"), [(True, 0), (False, 1)])
async def test_a_client_answers_the_interrupt_itself(
    careful: Coach, lifter: Athlete, asked: Said, *, approved: bool, left: int
) -> None:
    decision = Decision(question_of(asked).interrupt_id, approved)
    said = await listen(careful, lifter.turn("Yes" if approved else "No", decision=decision))
    assert said.finished.outcome == "success"
    assert memories(lifter) == left


@pytest.mark.usefixtures("asked")
async def test_an_answer_to_a_question_that_is_not_open_is_an_error_and_the_thread_goes_on(
    careful: Coach, lifter: Athlete
) -> None:
    with pytest.raises(Conflict) as caught:
        await listen(careful, lifter.turn("Yes", decision=Decision("another", approved=True)))
    assert caught.value.code == "no_interrupt"
    assert memories(lifter) == 1
    assert (await listen(careful, lifter.turn("yes"))).finished.outcome == "success"
    assert memories(lifter) == 0


async def test_a_call_that_fails_after_the_yes_is_told(
    asked: Said, careful: Coach, lifter: Athlete
) -> None:
    del asked
    with lifter.store.unit_of_work() as uow:
        for memory in uow.memories.list(lifter.user_id):
            uow.memories.delete(lifter.user_id, memory.id)
    said = await listen(careful, lifter.turn("ok go ahead"))
    assert said.reply
    assert "forgotten" not in said.reply.casefold()


async def test_a_run_that_died_while_it_carried_the_call_out_does_it_once(
    asked: Said, careful: Coach, lifter: Athlete
) -> None:
    del asked
    first = await listen(careful, lifter.turn("yes", run="r9"))
    again = await listen(careful, replace(lifter.turn("yes", run="r9"), resume=True))
    assert again.reply == first.reply
    assert memories(lifter) == 0
