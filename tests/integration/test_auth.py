"""Tokens: what a real API process lets in and what it refuses."""

from __future__ import annotations

import base64
import hmac
import http.server
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from pydantic import SecretStr

from api.auth import TokenVerifier
from coach.errors import ExternalFailure, NotAuthenticated, SetupError
from coach.settings import AuthSettings
from tests.fixtures.api import SECRET, ApiProcess, token_for

USER = UUID("0190a1b2-0000-7000-8000-000000000001")
PATHS = [
    ("POST", "/v1/runs"),
    ("GET", "/v1/runs/r"),
    ("GET", "/v1/runs/r/events"),
    ("POST", "/v1/runs/r/cancel"),
    ("GET", "/v1/threads"),
    ("GET", "/v1/threads/t"),
    ("PATCH", "/v1/threads/t"),
    ("DELETE", "/v1/threads/t"),
    ("GET", "/v1/threads/t/messages"),
]


def ask(api: ApiProcess, authorization: str | None) -> tuple[int, str]:
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = httpx.get(f"{api.url}/v1/threads", headers=headers)
    if answer.status_code == 200:
        return 200, ""
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert set(answer.json()) == {"type", "title", "status", "code", "detail", "way_out"}
    return answer.status_code, answer.json()["code"]


def unsigned(claims: dict[str, object]) -> str:
    return jwt.encode(claims, "", algorithm="none")


def test_a_good_token_is_let_in(scripted_api: ApiProcess) -> None:
    assert ask(scripted_api, f"Bearer {token_for(uuid4())}") == (200, "")


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Basic YTpi",
        "Bearer not.a.token",
        f"Bearer {'x' * 9_000}",
        f"Bearer {token_for(USER, secret='another secret that is long enough!')}",
        f"Bearer {token_for(USER)[:-2]}",
        f"Bearer {token_for(USER, aud='another')}",
        f"Bearer {token_for(USER, sub='root')}",
        f"Bearer {token_for(USER, purpose='login')}",
        f"Bearer {unsigned({'sub': str(USER), 'aud': 'authenticated', 'exp': 4_000_000_000})}",
        "Bearer " + jwt.encode({"sub": str(USER), "aud": "authenticated"}, SECRET),
        "Bearer " + jwt.encode({"exp": 4_000_000_000, "aud": "authenticated"}, SECRET),
        "Bearer " + jwt.encode({"exp": 4_000_000_000, "sub": str(USER)}, SECRET),
        "Bearer "
        + jwt.encode(
            {"exp": 4_000_000_000, "sub": str(USER), "aud": "authenticated"},
            SECRET * 2,
            algorithm="HS512",
        ),
    ],
)
def test_a_token_that_proves_nothing_is_refused(
    scripted_api: ApiProcess, authorization: str | None
) -> None:
    assert ask(scripted_api, authorization) == (401, "not_authenticated")


def test_an_expired_token_says_so(scripted_api: ApiProcess) -> None:
    token = token_for(USER, seconds=-1)
    assert ask(scripted_api, f"Bearer {token}") == (401, "token_expired")


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_no_route_answers_nobody(scripted_api: ApiProcess, method: str, path: str) -> None:
    with scripted_api.client() as client:
        assert client.request(method, path, json={}).status_code == 401


def test_a_login_link_works_once(scripted_api: ApiProcess) -> None:
    user = uuid4()
    login = token_for(user, seconds=60, purpose="login", jti=str(uuid4()))
    with scripted_api.client() as client:
        session = client.post("/v1/session", json={"login": login}).json()
        again = client.post("/v1/session", json={"login": login})
    assert session["token_type"] == "bearer"
    assert ask(scripted_api, f"Bearer {session['access_token']}") == (200, "")
    assert (again.status_code, again.json()["code"]) == (401, "login_refused")


@pytest.mark.parametrize(
    ("login", "code"),
    [
        (token_for(USER), "login_refused"),
        (token_for(USER, purpose="login"), "login_refused"),
        (token_for(USER, purpose="reset", jti="1"), "login_refused"),
        (token_for(USER, purpose="login", jti="2", seconds=-1), "token_expired"),
        (token_for(USER, purpose="login", jti="\ud800"), "login_refused"),
        (token_for(USER, purpose="login", jti="x" * 5_000), "login_refused"),
        (token_for(USER, purpose="login", jti="3", exp=10**30), "login_refused"),
        (token_for(USER, purpose="login", jti="4", sub="root"), "not_authenticated"),
        ("x", "not_authenticated"),
    ],
)
def test_a_wrong_login_link_is_refused(scripted_api: ApiProcess, login: str, code: str) -> None:
    with scripted_api.client() as client:
        answer = client.post("/v1/session", json={"login": login})
    assert (answer.status_code, answer.json()["code"]) == (401, code)


def test_answers_carry_the_headers_browsers_act_on(scripted_api: ApiProcess) -> None:
    with scripted_api.client(uuid4()) as client:
        headers = client.get("/v1/threads").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_an_unknown_route_is_a_problem_document_too(scripted_api: ApiProcess) -> None:
    with scripted_api.client(uuid4()) as client:
        unknown, wrong_method = client.get("/v1/nope"), client.put("/v1/threads")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
    assert (wrong_method.status_code, wrong_method.json()["code"]) == (405, "method_not_allowed")
    assert "GET" in wrong_method.headers["allow"]


RSA_KEY = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
STRANGER_KEY = ec.generate_private_key(ec.SECP256R1())


def public_keys() -> bytes:
    keys = [
        RSAAlgorithm.to_jwk(RSA_KEY.public_key(), as_dict=True) | {"kid": "rsa", "use": "sig"},
        ECAlgorithm.to_jwk(EC_KEY.public_key(), as_dict=True) | {"kid": "ec", "use": "sig"},
    ]
    return json.dumps({"keys": keys}).encode()


class KeySet(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(public_keys())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def jwks_url() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), KeySet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/jwks.json"
    server.shutdown()
    server.server_close()
    thread.join()


def issued(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, algorithm: str, kid: str) -> str:
    claims = {
        "sub": str(USER),
        "aud": "authenticated",
        "iss": "https://issuer.test",
        "exp": datetime.now(UTC) + timedelta(minutes=1),
    }
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid})


@pytest.mark.parametrize(("algorithm", "kid"), [("RS256", "rsa"), ("ES256", "ec")])
async def test_a_token_of_the_issuers_keys_is_let_in(
    jwks_url: str, algorithm: str, kid: str
) -> None:
    verifier = TokenVerifier(AuthSettings(jwks_url=jwks_url, issuer="https://issuer.test"))
    key = RSA_KEY if kid == "rsa" else EC_KEY
    assert (await verifier.principal(issued(key, algorithm, kid))).user_id == USER


async def test_a_public_key_is_no_shared_secret(jwks_url: str) -> None:
    """Algorithm confusion: HS256 over the published key must not pass."""
    pem = RSA_KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    _, claims, _ = issued(RSA_KEY, "RS256", "rsa").split(".")
    header = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"rsa"}').rstrip(b"=").decode()
    digest = hmac.digest(pem, f"{header}.{claims}".encode(), "sha256")
    signature = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    forged = f"{header}.{claims}.{signature}"
    with pytest.raises(NotAuthenticated):
        await TokenVerifier(AuthSettings(jwks_url=jwks_url)).principal(forged)


@pytest.mark.parametrize("kid", ["ec", "rsa", "unknown", ""])
async def test_a_token_of_another_key_is_refused(jwks_url: str, kid: str) -> None:
    forged = issued(STRANGER_KEY, "ES256", kid)
    with pytest.raises(NotAuthenticated):
        await TokenVerifier(AuthSettings(jwks_url=jwks_url)).principal(forged)


async def test_another_issuer_is_refused(jwks_url: str) -> None:
    verifier = TokenVerifier(AuthSettings(jwks_url=jwks_url, issuer="https://another.test"))
    with pytest.raises(NotAuthenticated):
        await verifier.principal(issued(EC_KEY, "ES256", "ec"))


async def test_an_issuer_that_is_down_is_no_fault_of_the_token() -> None:
    verifier = TokenVerifier(AuthSettings(jwks_url="http://127.0.0.1:9/jwks.json"))
    with pytest.raises(ExternalFailure):
        await verifier.principal(issued(EC_KEY, "ES256", "ec"))


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (AuthSettings(), "auth_not_configured"),
        (AuthSettings(jwt_secret=SecretStr("short")), "weak_secret"),
        (AuthSettings(jwks_url="file:///etc/passwd"), "bad_setting"),
    ],
)
def test_without_a_sound_way_to_check_tokens_nothing_starts(
    settings: AuthSettings, code: str
) -> None:
    with pytest.raises(SetupError) as caught:
        TokenVerifier(settings)
    assert caught.value.code == code
