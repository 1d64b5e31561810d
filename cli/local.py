"""The athlete of this machine: an id, a secret and tokens, all kept in the data folder."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from cli.data_folder import prepare_folder, write_private
from cli.place import country_of, machine_time_zone
from coach.accounts.model import Consent, ConsentPurpose, Profile
from coach.errors import SetupError
from coach.identity import UserId, new_uuid
from coach.settings import AuthSettings

if TYPE_CHECKING:
    from store.engine import Store

ATHLETE_FILE = "athlete"
SECRET_FILE = "secret"  # noqa: S105 - the name of the file
SERVERS_FILE = "servers-secret"
TEXT_VERSION = "local-1"
TOKEN_LIFE = timedelta(days=1)
LOGIN_LIFE = timedelta(minutes=15)
"""A login link works once, and not for longer than it takes to open a browser."""


def local_athlete(data_dir: Path) -> UserId:
    """Return the id of this machine's athlete, made at first use.

    Raises:
        SetupError: The file in the data folder holds no id, or cannot be written.
    """
    text = _kept(data_dir, ATHLETE_FILE, lambda: str(uuid4()))
    try:
        return UserId(UUID(text))
    except ValueError as exc:
        raise SetupError(
            f"{data_dir / ATHLETE_FILE} holds no user id.",
            way_out="Restore the file from a copy, or move it away to begin as a new athlete.",
            code="athlete_file_broken",
        ) from exc


def jwt_secret(data_dir: Path, settings: AuthSettings) -> str:
    """Return the secret that signs tokens: the configured one, else the data folder's own."""
    if settings.jwt_secret is not None:
        return settings.jwt_secret.get_secret_value()
    return _kept(data_dir, SECRET_FILE, lambda: secrets.token_hex(32))


def servers_secret(data_dir: Path) -> str:
    """Return the password of the embedded servers, made at first use; letters and digits only."""
    return _kept(data_dir, SERVERS_FILE, lambda: secrets.token_hex(24))


def mint_token(
    data_dir: Path, settings: AuthSettings | None = None, *, life: timedelta = TOKEN_LIFE
) -> str:
    """Return a bearer token of this machine's athlete."""
    return _signed(data_dir, settings or AuthSettings(), life, {})


def login_link(api_url: str, data_dir: Path, settings: AuthSettings | None = None) -> str:
    """Return an address that logs a browser in once."""
    claims = {"purpose": "login", "jti": secrets.token_urlsafe(16)}
    token = _signed(data_dir, settings or AuthSettings(), LOGIN_LIFE, claims)
    return f"{api_url}/?login={token}"


def ensure_athlete(store: Store, user_id: UserId) -> tuple[ConsentPurpose, ...]:
    """Create the account and the operator's own consents; return those that are newly recorded.

    A new athlete's time zone and country are those of the machine.

    Whoever runs this on their own machine is the athlete; a purpose once decided is left alone.
    """
    now = datetime.now(UTC)
    with store.unit_of_work() as uow:
        if not uow.accounts.exists(user_id):
            uow.accounts.ensure(user_id, now)
            zone = machine_time_zone()
            uow.profiles.put(Profile(user_id, country=country_of(zone), time_zone=zone))
        decided = {entry.purpose for entry in uow.consents.ledger(user_id)}
        missing = tuple(purpose for purpose in ConsentPurpose if purpose not in decided)
        for purpose in missing:
            uow.consents.add(Consent(new_uuid(), user_id, purpose, True, TEXT_VERSION, now))
    return missing


def _kept(data_dir: Path, name: str, make: Callable[[], str]) -> str:
    path = data_dir / name
    try:
        text = path.read_text(encoding="utf-8").strip()
    except OSError:
        text = ""
    if not text:
        prepare_folder(data_dir)
        text = make()
        write_private(path, text + "\n")
    return text


def _signed(data_dir: Path, settings: AuthSettings, life: timedelta, extra: dict[str, str]) -> str:
    import jwt

    now = datetime.now(UTC)
    claims: dict[str, object] = {
        "sub": str(local_athlete(data_dir)),
        "aud": settings.audience,
        "iat": int(now.timestamp()),
        "exp": int((now + life).timestamp()),
        **extra,
    }
    if settings.issuer is not None:
        claims["iss"] = settings.issuer
    return jwt.encode(claims, jwt_secret(data_dir, settings), algorithm="HS256")
