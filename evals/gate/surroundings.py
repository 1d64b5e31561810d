"""What the gate knows of the source tree: locks, and where its profile came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evals.cases.dataset_lock import Breach
from evals.gate.profile import Profile
from evals.gate.report import ProfileUse


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Locks of the tree that is judged and of the commit it is judged against.

    None stands for what is not at hand; the check that needs it is left out and a note says so.
    """

    prompts: Mapping[str, str] | None = None
    """`<agent>@<version>` to sha256, of the tree."""
    base_prompts: Mapping[str, str] | None = None
    """The same of the base commit."""
    knows_all_prompts: bool = True
    """False: the candidate is of another tree, whose new versions these locks cannot know."""
    datasets: Mapping[str, str] | None = None
    """Data set to `MAJOR.MINOR.sha`, of the tree."""
    breaches: tuple[Breach, ...] = ()
    """Rules of data sets that the way from the base commit's lock to the tree's breaks."""
    tool_schemas_sha: str | None = None
    """Locked sha256 of the declarations of all tools."""
    prompt_tools: Mapping[str, str] | None = None
    """`<agent>@<version>` to the locked sha256 of its tools' declarations."""
    profile_source: str = "package"
    """Commit the profile was read from."""
    head_profile_sha: str | None = None
    changed_beside_profile: tuple[str, ...] = ()
    """Files under the gate that differ from the base commit, the gate's own left out."""

    def profile_use(self, profile: Profile) -> ProfileUse:
        """Return where the thresholds came from."""
        return ProfileUse(
            name=profile.name,
            sha=profile.sha,
            source=self.profile_source,
            head_sha=self.head_profile_sha,
        )

    def notes(self, profile: Profile) -> tuple[str, ...]:
        """Return what a reader should know of the thresholds and of checks that were left out."""
        said: list[str] = []
        if self.profile_use(profile).changed:
            said.append(
                f"This change edits the gate's profile {profile.name!r}: the one of "
                f"{self.profile_source[:12]} was used; the new one is for its owners to review."
            )
        if self.prompts is None:
            said.append("No prompts.lock at hand: prompts were compared between the runs only.")
        return tuple(said)
