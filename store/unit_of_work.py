"""One transaction and every repository on it."""

from __future__ import annotations

from sqlalchemy import Connection

from store.accounts import PostgresAccounts, PostgresConsents, PostgresMemories, PostgresProfiles
from store.analytics import PostgresTrainingAnalytics
from store.exercises import PostgresExercises
from store.exposures import PostgresExposures
from store.foods import PostgresFoods
from store.form import PostgresFindings, PostgresVideos
from store.imports import PostgresImports
from store.nutrition import PostgresMeals, PostgresTargets
from store.passages import PostgresPassages
from store.programmes import PostgresProgrammes
from store.runs import PostgresFeedback, PostgresMessages, PostgresRuns, PostgresThreads
from store.training import PostgresBodyWeights, PostgresRecovery, PostgresWorkouts


class StoreUnitOfWork:
    """Implements the unit of work of every context on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.accounts = PostgresAccounts(connection)
        self.profiles = PostgresProfiles(connection)
        self.consents = PostgresConsents(connection)
        self.memories = PostgresMemories(connection)
        self.exercises = PostgresExercises(connection)
        self.workouts = PostgresWorkouts(connection)
        self.programmes = PostgresProgrammes(connection)
        self.imports = PostgresImports(connection)
        self.body_weights = PostgresBodyWeights(connection)
        self.recovery = PostgresRecovery(connection)
        self.analytics = PostgresTrainingAnalytics(connection)
        self.foods = PostgresFoods(connection)
        self.meals = PostgresMeals(connection)
        self.targets = PostgresTargets(connection)
        self.videos = PostgresVideos(connection)
        self.findings = PostgresFindings(connection)
        self.passages = PostgresPassages(connection)
        self.threads = PostgresThreads(connection)
        self.messages = PostgresMessages(connection)
        self.runs = PostgresRuns(connection)
        self.feedback = PostgresFeedback(connection)
        self.exposures = PostgresExposures(connection)

    @property
    def connection(self) -> Connection:
        """The connection, for adapters of the store that keep state beside the repositories."""
        return self._connection

    def commit(self) -> None:
        """Make everything so far durable and start a new transaction."""
        self._connection.commit()

    def rollback(self) -> None:
        """Undo everything since the last commit."""
        self._connection.rollback()
