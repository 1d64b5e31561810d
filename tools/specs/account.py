"""What an agent is told of the tools over the athlete: profile and memories."""

from __future__ import annotations

from tools import account, labels, memory
from tools.arguments.account import ForgetMemoryArgs, ListMemoriesArgs, RememberArgs
from tools.arguments.shape import NoArgs
from tools.results.account import Memories, MemoryChanged, ProfileData
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

REMEMBER = ToolSpec(
    name="remember",
    description=(
        "Keep one thing the athlete said in this turn that changes plans: an injury, equipment, "
        "a preference or a dislike."
    ),
    args=RememberArgs,
    run=memory.remember,
    effect="write",
    data=MemoryChanged,
    returns=labels.MEMORY,
)

LIST_MEMORIES = ToolSpec(
    name="list_memories",
    description="Return what the coach keeps in mind about the athlete.",
    args=ListMemoriesArgs,
    run=memory.list_memories,
    data=Memories,
    returns=labels.MEMORY,
)

FORGET_MEMORY = ToolSpec(
    name="forget_memory",
    description="Forget one memory the athlete asks to drop. Returns the one that was dropped.",
    args=ForgetMemoryArgs,
    run=memory.forget_memory,
    effect="destructive",
    data=MemoryChanged,
    returns=labels.MEMORY,
)
