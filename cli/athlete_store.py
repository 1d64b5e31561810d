"""What most commands work on: the store of the local stack, and the athlete of this machine."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cli.local import ensure_athlete, local_athlete
from cli.stack import running_stack
from coach.identity import UserId

if TYPE_CHECKING:
    from store.engine import Store


@contextmanager
def athlete_store(data_dir: Path | None) -> Generator[tuple[Store, UserId]]:
    """Give the store of the running stack, or of one started for this, and its athlete.

    Args:
        data_dir: None takes the folder of the settings.

    Raises:
        FitholicError: As `running_stack` and `local_athlete`.
    """
    from store.engine import open_store

    with running_stack(data_dir) as info, closing(open_store(info.database_url, pool_size=2)) as it:
        athlete = local_athlete(info.data_dir)
        ensure_athlete(it, athlete)
        yield it, athlete
