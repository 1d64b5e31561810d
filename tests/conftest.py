"""Loads the shared fixtures; each module in tests/fixtures owns one server or builder."""

pytest_plugins = [
    "tests.fixtures.coach",
    "tests.fixtures.pose_model",
    "tests.fixtures.postgres",
    "tests.fixtures.stores",
    "tests.fixtures.tools",
    "tests.fixtures.valkey",
    "tests.fixtures.api",
    "tests.fixtures.clients",
    "tests.fixtures.browser",
]
