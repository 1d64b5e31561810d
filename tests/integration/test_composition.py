"""What a process opens it also closes."""

from pathlib import Path

from api.composition import open_services
from coach.knowledge.ports import Embedder
from coach.settings import DatabaseSettings, RedisSettings, Settings
from store.checkpoints import OpenSaver
from store.engine import Store
from tests.fixtures.scripted import ScriptedCoach


async def test_a_process_that_ends_closes_the_connections_to_its_model(
    database_url: str, redis_url: str, tmp_path: Path
) -> None:
    settings = Settings(
        database=DatabaseSettings(url=database_url),
        redis=RedisSettings(url=redis_url),
        data_dir=tmp_path,
    )
    coach = ScriptedCoach()

    def make_coach(_: Settings, __: Store, ___: Embedder, ____: OpenSaver) -> ScriptedCoach:
        return coach

    async with open_services(settings, make_coach=make_coach):
        assert not coach.is_closed
    assert coach.is_closed
