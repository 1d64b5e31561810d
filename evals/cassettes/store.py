"""The folder of cassettes: looked up by key, written one file at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from evals.cassettes.cassette import Cassette, parts_in, to_file
from evals.cassettes.lock import NAME, LockLine, append_lock, users_of, write_lock
from evals.cassettes.replacing import replace_file
from evals.cassettes.scope import Scope, parse_scope

PROVIDER: Final = "google_genai"
HERE: Final = Path(__file__).parent
"""Where the cassettes of this checkout lie."""
COMMITTED_CASES: Final = HERE / "cases.yaml"
"""Cases whose simulated answers are committed."""


@dataclass(slots=True)
class CassetteStore:
    """The cassettes of one folder by key."""

    root: Path
    """Holds `cassettes.lock` and `google_genai/`."""
    lines: dict[str, LockLine] = field(default_factory=dict[str, LockLine])
    cassettes: dict[str, Cassette] = field(default_factory=dict[str, Cassette])
    _writing: Lock = field(default_factory=Lock)

    def get(self, key: str) -> Cassette | None:
        """Return the cassette with this key."""
        return self.cassettes.get(key)

    def of_case(self, case_id: str) -> list[Cassette]:
        """Return what any epoch of a case replays, sorted by key."""
        return [
            self.cassettes[key]
            for key in sorted(self.lines)
            if any(parse_scope(scope).case_id == case_id for scope in self.lines[key].scopes)
            and key in self.cassettes
        ]

    def of_scope(self, scope: Scope) -> list[Cassette]:
        """Return what one epoch of a case replays, sorted by key."""
        keys = users_of(self.lines).get(str(scope), [])
        return [self.cassettes[key] for key in keys if key in self.cassettes]

    def put(self, cassette: Cassette, scope: Scope) -> None:
        """Write a cassette, its parts and a line of the lock: an interruption loses nothing."""
        text, parts = to_file(cassette)
        with self._writing:
            for digest, part in parts.items():
                if not part_path(self.root, digest).is_file():
                    replace_file(part_path(self.root, digest), part)
            replace_file(path_of(self.root, cassette.key), text)
            before = self.lines.get(cassette.key)
            scopes = {str(scope), *(before.scopes if before else ())}
            self.cassettes[cassette.key] = cassette
            line = LockLine(
                key=cassette.key,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                origin=cassette.origin,
                prompts=cassette.prompts,
                scopes=tuple(sorted(scopes)),
            )
            self.lines[cassette.key] = line
            append_lock(self.root / NAME, line)

    def settle(
        self,
        used: Mapping[Scope, Sequence[str]],
        prompts: Collection[str] = (),
        others: Collection[str] = (),
    ) -> None:
        """Note which cassettes the given cases replay from now on, and no others.

        Args:
            used: Keys of each case and epoch that ran to its end.
            prompts: `<agent>@<version>#<sha256>` of those that were in use.
            others: Of those in use elsewhere, such as the champion's while its challenger ran:
                what only they ask for is kept.
        """
        settled = {str(scope) for scope in used}
        replayed: dict[str, set[str]] = {}
        for scope, keys in used.items():
            for key in keys:
                replayed.setdefault(key, set()).add(str(scope))
        foreign = set(others) - set(prompts)
        for key, line in self.lines.items():
            behind = line.prompts
            if key in replayed:
                behind = _prompts_behind(behind, prompts, foreign)
            kept = set(line.scopes)
            if not foreign.intersection(behind):
                kept -= settled
            scopes = tuple(sorted(kept | replayed.get(key, set())))
            self.lines[key] = line.model_copy(update={"prompts": behind, "scopes": scopes})

    def forget_others(self, case_ids: Collection[str]) -> None:
        """Note that cases which are no more replay nothing."""
        for key, line in self.lines.items():
            kept = tuple(s for s in line.scopes if parse_scope(s).case_id in case_ids)
            self.lines[key] = line.model_copy(update={"scopes": kept})

    def save(self) -> None:
        """Write the lock sorted, each cassette once."""
        write_lock(self.root / NAME, self.lines.values())

    def prune(self) -> list[str]:
        """Delete what no case replays and what the lock does not know; return their paths."""
        for key in [key for key, line in self.lines.items() if not line.scopes]:
            del self.lines[key]
            self.cassettes.pop(key, None)
        kept = {path_of(self.root, key) for key in self.lines}
        for key in self.lines:
            text = path_of(self.root, key).read_text(encoding="utf-8")
            kept |= {part_path(self.root, digest) for digest in parts_in(text)}
        gone = [path for path in files_in(self.root) if path not in kept]
        for path in gone:
            path.unlink()
        self.save()
        return [path.relative_to(self.root).as_posix() for path in gone]


def _prompts_behind(
    before: Sequence[str], prompts: Collection[str], foreign: Collection[str]
) -> tuple[str, ...]:
    """Return the prompts that render a request: one may render what an older version did."""
    agents = {prompt.partition("@")[0] for prompt in before}
    now = {prompt for prompt in prompts if prompt.partition("@")[0] in agents}
    return tuple(sorted(now | {prompt for prompt in before if prompt in foreign})) or tuple(before)


def path_of(root: Path, key: str) -> Path:
    """Return where a cassette lies."""
    return root / PROVIDER / key[:2] / f"{key}.json"


def part_path(root: Path, digest: str) -> Path:
    """Return where a part lies that many cassettes share."""
    return root / PROVIDER / "parts" / f"{digest}.json"


def files_in(root: Path) -> Iterator[Path]:
    """Yield the path of every cassette and part there is, sorted."""
    yield from sorted((root / PROVIDER).glob("*/*.json"))
