"""Plants one error at a time in the formulas and rules and shows that a test fails for each.

Run with `python -m tests.mutants`; it copies the tree, so the working copy is never touched.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.planted_errors import FORMULAS, RULES, Mutant

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("coach", "cli", "tools", "tests/unit", "tests/__init__.py", "pyproject.toml")
TIMEOUT_S = 120.0
PRELOADED = ("hypothesis", "numpy", "pydantic", "scipy.special")
FORK = multiprocessing.get_context("fork")
"""Children start with the heavy libraries loaded and with none of the packages under test."""
MUTANTS = FORMULAS + RULES
WORKERS = os.cpu_count() or 1


def stale(root: Path, mutants: Sequence[Mutant]) -> list[Mutant]:
    """Return the mutants whose text does not stand exactly once in its module."""
    return [m for m in mutants if (root / m.module).read_text(encoding="utf-8").count(m.old) != 1]


def copy_tree(target: Path) -> None:
    """Copy what the owning tests need."""
    for name in COPIED:
        source, copy = ROOT / name, target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, copy)


def passes(tree: Path, tests: Sequence[str]) -> bool:
    """Tell whether test modules pass in a tree, in a process of its own."""
    child = FORK.Process(target=_run_tests, args=(tree, tests))
    child.start()
    child.join(TIMEOUT_S)
    if child.exitcode is None:
        child.kill()
        child.join()
    return child.exitcode == 0


def _run_tests(tree: Path, tests: Sequence[str]) -> None:
    """Run test modules with the packages of `tree`, silently, and exit with pytest's code."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    sys.dont_write_bytecode = True
    plain = ["-q", "-x", "-n0", "-p", "no:randomly", "-p", "no:cacheprovider", "--noconftest"]
    plain += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # hypothesis is loaded already
    os._exit(pytest.main([*plain, *(f"tests/unit/{name}.py" for name in tests)]))


def is_killed(tree: Path, mutant: Mutant) -> bool:
    """Tell whether the owning tests fail once the error is planted."""
    path = tree / mutant.module
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        return not passes(tree, [mutant.tests])
    finally:
        path.write_text(sound, encoding="utf-8")


def verdicts(mutants: Sequence[Mutant]) -> Iterator[tuple[Mutant, bool]]:
    """Yield each mutant and whether a test killed it, on every core with a tree of its own.

    Raises:
        RuntimeError: The tests fail without a planted error.
    """
    trees: SimpleQueue[Path] = SimpleQueue()

    def judge(mutant: Mutant) -> tuple[Mutant, bool]:
        tree = trees.get()
        try:
            return mutant, is_killed(tree, mutant)
        finally:
            trees.put(tree)

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as pool:
        for number in range(WORKERS):
            copy_tree(Path(folder, str(number)))
            trees.put(Path(folder, str(number)))
        if not passes(Path(folder, "0"), sorted({mutant.tests for mutant in mutants})):
            raise RuntimeError
        yield from pool.map(judge, mutants)


def main() -> int:
    """Print one line a mutant and a total; 1 if a mutant survives or is stale."""
    for name in PRELOADED:
        importlib.import_module(name)
    old = stale(ROOT, MUTANTS)
    for mutant in old:
        print(f"stale     {mutant.module}: {mutant.old!r} does not stand there once")  # noqa: T201
    killed = 0
    try:
        for mutant, died in verdicts([mutant for mutant in MUTANTS if mutant not in old]):
            killed += died
            verdict = "killed  " if died else "SURVIVED"
            print(f"{verdict}  {mutant.module}: {mutant.old!r} -> {mutant.new!r}", flush=True)  # noqa: T201
    except RuntimeError:
        print("the tests fail without a planted error")  # noqa: T201
        return 1
    print(f"{killed} of {len(MUTANTS)} planted errors fail a test")  # noqa: T201
    return 0 if killed == len(MUTANTS) else 1


if __name__ == "__main__":
    sys.exit(main())
