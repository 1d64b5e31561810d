"""Every setting of every process, read once from the environment and passed down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from coach.errors import SetupError

PREFIX = "FITHOLIC_"


class _Group(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", populate_by_name=True
    )


class DatabaseSettings(_Group):
    """PostgreSQL with pgvector."""

    url: str | None = Field(default=None, validation_alias="DATABASE_URL")
    """`postgresql://...`; unset means the embedded server of the data folder."""
    pool_size: int = Field(default=10, ge=1, le=200, validation_alias="FITHOLIC_DATABASE_POOL_SIZE")
    """Connections one process keeps open."""


class RedisSettings(_Group):
    """Redis or Valkey: the event log and the job queue."""

    url: str | None = Field(default=None, validation_alias="REDIS_URL")
    """`redis://...`; unset means the embedded server of the data folder."""


class ModelSettings(_Group):
    """Which language model speaks, and how long it may take."""

    name: str | None = Field(default=None, validation_alias="FITHOLIC_MODEL")
    """`builtin:coach`, `google_genai:<model>` or `openai:<model>` for any server that speaks
    OpenAI's chat completions; unset: Gemini when a key is set, else built in."""
    fallback: str | None = Field(default=None, validation_alias="FITHOLIC_FALLBACK_MODEL")
    """Asked when the first model stays down, at the same address and with the same keys; behind it
    stands the built-in coach. Unset: the built-in coach takes over at once."""
    google_api_key: SecretStr | None = Field(default=None, validation_alias="GOOGLE_API_KEY")
    """Key of the Gemini API."""
    api_key: SecretStr | None = Field(default=None, validation_alias="FITHOLIC_MODEL_API_KEY")
    """Key of another provider; servers on your own machine need none."""
    base_url: str | None = Field(default=None, validation_alias="FITHOLIC_MODEL_BASE_URL")
    """Where the provider listens, when not at its public address."""
    timeout_s: float = Field(default=30, gt=0, le=600, validation_alias="FITHOLIC_MODEL_TIMEOUT_S")
    """Longest wait for one model call."""

    @property
    def spec(self) -> str:
        """The model that will be used, resolved from the name and the key."""
        if self.name is not None:
            return self.name
        return "google_genai:gemini-3.5-flash" if self.google_api_key else "builtin:coach"


class AuthSettings(_Group):
    """How bearer tokens are checked: one of the two must be set."""

    jwt_secret: SecretStr | None = Field(default=None, validation_alias="FITHOLIC_JWT_SECRET")
    """HS256 secret of at least 32 bytes; Supabase calls it the JWT secret."""
    jwks_url: str | None = Field(default=None, validation_alias="FITHOLIC_JWKS_URL")
    """Where the issuer publishes its public keys, for RS256 and ES256 tokens."""
    audience: str = Field(default="authenticated", validation_alias="FITHOLIC_JWT_AUDIENCE")
    """Required `aud` claim; Supabase writes `authenticated`."""
    issuer: str | None = Field(default=None, validation_alias="FITHOLIC_JWT_ISSUER")
    """Required `iss` claim, when set."""


class LimitSettings(_Group):
    """What one athlete may send and spend."""

    body_bytes: int = Field(default=1_000_000, ge=1_000, validation_alias="FITHOLIC_BODY_BYTES")
    """Largest JSON body."""
    video_bytes: int = Field(default=200_000_000, ge=1_000, validation_alias="FITHOLIC_VIDEO_BYTES")
    """Largest video upload."""
    video_seconds: int = Field(default=180, ge=1, validation_alias="FITHOLIC_VIDEO_SECONDS")
    """Longest video."""
    import_bytes: int = Field(
        default=20_000_000, ge=1_000, validation_alias="FITHOLIC_IMPORT_BYTES"
    )
    """Largest import file."""
    run_seconds: float = Field(default=120, gt=0, validation_alias="FITHOLIC_RUN_SECONDS")
    """Longest run, after which it fails with `budget_exceeded`."""
    runs_per_day: int = Field(default=500, ge=1, validation_alias="FITHOLIC_RUNS_PER_DAY")
    """Runs an athlete may start in 24 hours."""


class RunSettings(_Group):
    """Leases and logs of runs."""

    lease_s: float = Field(default=10, gt=0, validation_alias="FITHOLIC_RUN_LEASE_S")
    """A run whose lease is this old lost its process."""
    heartbeat_s: float = Field(default=10, gt=0, validation_alias="FITHOLIC_SSE_HEARTBEAT_S")
    """Seconds between comments on an idle stream."""
    log_ttl_s: int = Field(default=86_400, ge=60, validation_alias="FITHOLIC_RUN_LOG_TTL_S")
    """How long a finished run's events can be replayed."""


class VisionSettings(_Group):
    """Video analysis."""

    pose_model: Path | None = Field(default=None, validation_alias="FITHOLIC_POSE_MODEL")
    """A `pose_landmarker_<variant>.task` file to use instead of the one in the data folder."""
    video_retention_days: int = Field(
        default=7, ge=0, le=365, validation_alias="FITHOLIC_VIDEO_RETENTION_DAYS"
    )
    """Days a raw video is kept after its analysis."""
    redelivery_s: int = Field(
        default=60, ge=2, le=3600, validation_alias="FITHOLIC_VIDEO_REDELIVERY_S"
    )
    """Seconds after which a video whose worker was killed goes to another worker."""


class Settings(_Group):
    """All groups, and the folder that holds what the embedded stack keeps."""

    # A group is no variable: without this, FITHOLIC_MODEL would be read as the group `model`.
    model_config = SettingsConfigDict(env_prefix=f"{PREFIX}_GROUP_")

    data_dir: Path = Field(default=Path(".fitholic"), validation_alias="FITHOLIC_DATA_DIR")
    """Embedded servers, secrets, blobs and models live here."""
    host: str = Field(default="127.0.0.1", validation_alias="FITHOLIC_HOST")
    """Address the API listens on."""
    port: int = Field(default=8000, ge=0, le=65_535, validation_alias="FITHOLIC_PORT")
    """Port the API listens on; 0 picks a free one."""
    database: DatabaseSettings = Field(default_factory=DatabaseSettings)
    redis: RedisSettings = Field(default_factory=RedisSettings)
    model: ModelSettings = Field(default_factory=ModelSettings)
    auth: AuthSettings = Field(default_factory=AuthSettings)
    limits: LimitSettings = Field(default_factory=LimitSettings)
    runs: RunSettings = Field(default_factory=RunSettings)
    vision: VisionSettings = Field(default_factory=VisionSettings)

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read the environment.

        Raises:
            SetupError: A value is wrong, or a variable with our prefix is none of ours.
        """
        env = os.environ if environ is None else environ
        unknown = sorted(set(filter(lambda name: name.startswith(PREFIX), env)) - known_variables())
        if unknown:
            raise SetupError(
                f"unknown setting {', '.join(unknown)}.",
                way_out="Unset it, or see docs/reference/settings.md for the names.",
                code="unknown_setting",
            )
        try:
            return cls()
        except ValidationError as exc:
            first = exc.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            raise SetupError(
                f"setting {name} is {first.get('input')!r}: {first['msg']}.",
                way_out="See docs/reference/settings.md for its range.",
                code="bad_setting",
            ) from exc


GROUPS: tuple[type[_Group], ...] = (
    DatabaseSettings,
    RedisSettings,
    ModelSettings,
    AuthSettings,
    LimitSettings,
    RunSettings,
    VisionSettings,
)


def known_variables() -> frozenset[str]:
    """Return the name of every environment variable that a setting reads."""
    aliases = (
        info.validation_alias
        for group in (*GROUPS, Settings)
        for info in group.model_fields.values()
    )
    return frozenset(alias for alias in aliases if isinstance(alias, str))
