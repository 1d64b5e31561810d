"""A store in memory: the same transactions and the same repositories as the real one."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from threading import RLock

from coach.errors import NotAllowed
from tests.fakes.accounts import FakeAccounts, FakeConsents, FakeMemories, FakeProfiles
from tests.fakes.analytics import FakeTrainingAnalytics
from tests.fakes.exposures import FakeExposures
from tests.fakes.form import FakeFindings, FakeVideos
from tests.fakes.imports import FakeImports
from tests.fakes.knowledge import FakePassages
from tests.fakes.nutrition import FakeFoods, FakeMeals, FakeTargets
from tests.fakes.runs import FakeFeedback, FakeMessages, FakeRuns, FakeThreads
from tests.fakes.state import State
from tests.fakes.training import (
    FakeBodyWeights,
    FakeExercises,
    FakeProgrammes,
    FakeRecovery,
    FakeWorkouts,
)


class FakeUnitOfWork:
    """Implements the unit of work of every context; one at a time."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._earlier = state.copy()
        self.accounts = FakeAccounts(state)
        self.profiles = FakeProfiles(state)
        self.consents = FakeConsents(state)
        self.memories = FakeMemories(state)
        self.exercises = FakeExercises(state)
        self.workouts = FakeWorkouts(state)
        self.programmes = FakeProgrammes(state)
        self.imports = FakeImports(state)
        self.body_weights = FakeBodyWeights(state)
        self.recovery = FakeRecovery(state)
        self.analytics = FakeTrainingAnalytics(state)
        self.foods = FakeFoods(state)
        self.meals = FakeMeals(state)
        self.targets = FakeTargets(state)
        self.videos = FakeVideos(state)
        self.findings = FakeFindings(state)
        self.passages = FakePassages(state)
        self.threads = FakeThreads(state)
        self.messages = FakeMessages(state)
        self.runs = FakeRuns(state)
        self.feedback = FakeFeedback(state)
        self.exposures = FakeExposures(state)

    @property
    def has_changed(self) -> bool:
        return self._state != self._earlier

    def commit(self) -> None:
        self._earlier = self._state.copy()

    def rollback(self) -> None:
        self._state.restore(self._earlier)


class FakeStore:
    """Opens transactions on a state in memory; a stand-in for `store.engine.Store`."""

    def __init__(self) -> None:
        self._state = State()
        self._lock = RLock()

    @contextmanager
    def unit_of_work(self) -> Generator[FakeUnitOfWork]:
        with self._lock:
            uow = FakeUnitOfWork(self._state)
            try:
                yield uow
            except BaseException:
                uow.rollback()
                raise

    @contextmanager
    def read_only(self) -> Generator[FakeUnitOfWork]:
        with self._lock:
            uow = FakeUnitOfWork(self._state)
            try:
                yield uow
                if uow.has_changed:
                    raise NotAllowed("this transaction only reads.", code="read_only")
            finally:
                uow.rollback()

    def ping(self) -> None:
        """Answer at once."""

    def close(self) -> None:
        """Keep everything: the state is the store."""
