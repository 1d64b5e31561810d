"""What an agent is told of the tools over the athlete: profile, memories, their data."""

from __future__ import annotations

from tools import account, data_rights, labels, labels_account, memory, onboarding, profile
from tools.arguments.account import (
    AnswerScreeningArgs,
    DeleteAccountDataArgs,
    ExportDataArgs,
    ForgetMemoryArgs,
    ListMemoriesArgs,
    RememberArgs,
    SkipQuestionArgs,
    UpdateMemoryArgs,
    UpdateProfileArgs,
)
from tools.arguments.shape import NoArgs
from tools.results.account import (
    DataDeleted,
    ExportReady,
    Memories,
    MemoryChanged,
    OnboardingStatus,
    ProfileChanged,
    ProfileData,
    QuestionSkipped,
    ScreeningAnswered,
)
from tools.spec import ToolSpec

GET_PROFILE = ToolSpec(
    name="get_profile",
    description=(
        "Return what the athlete has told about themselves (units, sex, age, height, goal, "
        "experience, days a week, equipment), the newest weigh-in, and which fields are missing."
    ),
    args=NoArgs,
    run=account.get_profile,
    data=ProfileData,
    returns=labels.PROFILE,
)

UPDATE_PROFILE = ToolSpec(
    name="update_profile",
    description=(
        "Store what the athlete tells about themselves in this turn: unit, sex, age, height, goal, "
        "training age, everyday activity, days and minutes, equipment, diet. Body weight goes to "
        "log_body_weight. Returns what is stored now; read it back."
    ),
    args=UpdateProfileArgs,
    run=profile.update_profile,
    effect="write",
    data=ProfileChanged,
    returns=labels_account.CHANGED,
)

REMEMBER = ToolSpec(
    name="remember",
    description=(
        "Keep one thing the athlete said in this turn that changes plans: an injury, equipment, "
        "a preference, a dislike, a barrier, a goal or a schedule."
    ),
    args=RememberArgs,
    run=memory.remember,
    effect="write",
    data=MemoryChanged,
    returns=labels_account.MEMORY,
)

LIST_MEMORIES = ToolSpec(
    name="list_memories",
    description=(
        "Return what the coach keeps in mind about the athlete, since when and from which words."
    ),
    args=ListMemoriesArgs,
    run=memory.list_memories,
    data=Memories,
    returns=labels_account.MEMORY,
)

UPDATE_MEMORY = ToolSpec(
    name="update_memory",
    description=(
        "Change a memory to what the athlete says now ('the knee is fine again' ends the injury: "
        "leave `text` empty). Returns what was kept before."
    ),
    args=UpdateMemoryArgs,
    run=memory.update_memory,
    effect="write",
    data=MemoryChanged,
    returns=labels_account.MEMORY,
)

FORGET_MEMORY = ToolSpec(
    name="forget_memory",
    description="Forget one memory the athlete asks to drop. Returns the one that was dropped.",
    args=ForgetMemoryArgs,
    run=memory.forget_memory,
    effect="destructive",
    data=MemoryChanged,
    returns=labels_account.MEMORY,
    confirm=memory.forgets_all,
)

ONBOARDING_STATUS = ToolSpec(
    name="onboarding_status",
    description=(
        "Return where the first conversation stands: what was told, the next question to ask, or, "
        "when nothing is open, the programme and daily targets to propose and have confirmed."
    ),
    args=NoArgs,
    run=onboarding.onboarding_status,
    data=OnboardingStatus,
    returns=labels_account.ONBOARDING,
)

SKIP_QUESTION = ToolSpec(
    name="skip_question",
    description="Leave a question of the first conversation out, when the athlete wants to.",
    args=SkipQuestionArgs,
    run=onboarding.skip_question,
    effect="write",
    data=QuestionSkipped,
    returns=labels_account.MEMORY,
)

ANSWER_SCREENING = ToolSpec(
    name="answer_screening",
    description=(
        "Keep the athlete's answer to the question about health, and return what it limits. Say "
        "the limits; they hold for every plan."
    ),
    args=AnswerScreeningArgs,
    run=onboarding.answer_screening,
    effect="write",
    data=ScreeningAnswered,
    returns=labels_account.MEMORY,
)

EXPORT_DATA = ToolSpec(
    name="export_data",
    description="Return the address of an export of the athlete's data, and what it holds.",
    args=ExportDataArgs,
    run=data_rights.export_data,
    data=ExportReady,
    returns=labels_account.EXPORT,
)

DELETE_ACCOUNT_DATA = ToolSpec(
    name="delete_account_data",
    description="Delete the athlete's stored data of a kind, or all of it, when they ask for it.",
    args=DeleteAccountDataArgs,
    run=data_rights.delete_account_data,
    effect="destructive",
    data=DataDeleted,
    returns=labels_account.DELETED,
    confirm=data_rights.deletes,
)
ATHLETE_TOOLS = (
    ONBOARDING_STATUS,
    SKIP_QUESTION,
    ANSWER_SCREENING,
    EXPORT_DATA,
    DELETE_ACCOUNT_DATA,
)
