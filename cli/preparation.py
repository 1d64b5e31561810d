"""What a first start brings: schema, catalogue, foods, knowledge, the athlete, the pose model."""

from __future__ import annotations

from pathlib import Path

from cli.data_folder import folder_errors
from cli.local import ensure_athlete, local_athlete
from cli.terminal import Steps
from coach.errors import SetupError
from coach.settings import VisionSettings


def migrate_database(database_url: str, steps: Steps) -> None:
    """Bring the schema up to date.

    Raises:
        ExternalFailure: The database cannot be reached.
    """
    with steps.step("migrating the database"):
        from store.migrate import migrate

        migrate(database_url)


def fill_database(database_url: str, data_dir: Path, steps: Steps) -> None:
    """Load what is shipped and register this machine's athlete; quick when nothing is new.

    Raises:
        ExternalFailure: The database cannot be reached.
        SetupError: A shipped file is missing, or the folder cannot be written.
    """
    from store.engine import open_store

    store = open_store(database_url, pool_size=2)
    try:
        with steps.step("loading exercises, foods and knowledge"):
            from store.embedder import MiniLmEmbedder
            from store.seed import seed

            seed(store, MiniLmEmbedder())
        granted = ensure_athlete(store, local_athlete(data_dir))
    finally:
        store.close()
    if granted:
        names = ", ".join(purpose.value for purpose in granted)
        steps.say(f"recorded your consent for {names}; withdraw it any time in the chat page")


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
