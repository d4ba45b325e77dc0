"""The webhook channel against receivers good and bad: what they get, what we make of their answers. No broker."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import standardwebhooks
import trustme
from aiohttp import web

from schemas.control import Webhook
from schemas.delivery import Failure
from tests.delivery import receiver as r
from tests.delivery.alerts import NOW, alert
from workers.delivery import secrets, standard_webhook
from workers.delivery.channels import Channels, private, problem
from workers.delivery.notice import Notice, notice, payload, sample, with_status
from workers.delivery.outcome import DETAIL, DeliveryError
from workers.settings import Settings

NOTICE = notice("", "desk", alert("a1"))


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(standard_webhook, "BODY_SECONDS", 0.2)
    settings = Settings(home=tmp_path, allow_private=True, webhook_timeout=1.0)
    secrets.make(settings, "desk")
    return settings


async def send(settings: Settings, url: str, told: Notice = NOTICE) -> int | None:
    """The status of the receipt. Raises DeliveryError."""
    channels = Channels(settings)
    try:
        return (await channels.send(told, Webhook(id="desk", url=url, secret="desk", version=1))).status
    finally:
        await channels.close()


async def test_what_is_sent_is_signed_and_says_what_happened(settings: Settings) -> None:
    async with r.receiver() as receiver:
        assert await send(settings, receiver.url) == 204
    (got,) = receiver.got
    assert got.id == NOTICE.id
    assert got.headers["Content-Type"] == "application/json"
    assert got.headers["User-Agent"].startswith("wiredesk/")
    (secret,) = secrets.load(settings, "desk")
    told = standardwebhooks.Webhook(secret).verify(got.body, dict(got.headers))
    assert (told["type"], told["timestamp"]) == ("alert.created", "2026-03-08T18:00:00Z")
    assert (told["data"]["identifier"], told["data"]["sent"]) == ("a1", "2026-03-08T18:00:00-00:00")
    other = standardwebhooks.Webhook("whsec_" + "QUJD" * 8)
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        other.verify(got.body, dict(got.headers))


async def test_while_a_secret_is_changed_old_and_new_verify(settings: Settings) -> None:
    (old,), new = secrets.load(settings, "desk"), secrets.make(settings, "new")
    assert new is not None
    (settings.secrets_folder / "desk").write_text(f"{new}\n{old}\n")
    async with r.receiver() as receiver:
        await send(settings, receiver.url)
    for secret in (old, new):
        standardwebhooks.Webhook(secret).verify(receiver.got[0].body, dict(receiver.got[0].headers))


@pytest.mark.parametrize(
    ("kind", "type_"), [("Alert", "alert.created"), ("Update", "alert.updated"), ("Cancel", "alert.canceled")]
)
def test_the_type_says_what_kind_it_is(kind: str, type_: str) -> None:
    told = notice("", "desk", alert("a1", kind=kind))
    assert json.loads(payload(told))["type"] == type_
    assert payload(told) == payload(notice("", "desk", alert("a1", kind=kind)))


def test_what_is_no_time_is_handed_on(settings: Settings) -> None:
    assert json.loads(payload(notice("", "w", replace(alert("a1"), sent="today"))))["timestamp"] == "today"


def test_the_id_is_of_wire_webhook_and_alert() -> None:
    ids = {notice(prefix, hook, alert(name)).id for prefix in ("", "r1.") for hook in "ab" for name in ("a1", "a2")}
    assert len(ids) == 8
    assert notice("", "a", with_status(alert("a1"), "Exercise")).id == notice("", "a", alert("a1")).id
    assert all("." not in id_ for id_ in ids)


@asynccontextmanager
async def self_signed() -> AsyncIterator[str]:
    """HTTPS with a certificate that nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    async with r.receiver(ssl=context) as receiver:
        yield receiver.url


@asynccontextmanager
async def nobody() -> AsyncIterator[str]:
    """A port that nobody listens on."""
    async with r.says(b"") as url:
        pass
    yield url


@asynccontextmanager
async def behaving(behave: r.Behaviour) -> AsyncIterator[str]:
    async with r.receiver(behave) as receiver:
        yield receiver.url


@asynccontextmanager
async def at(url: str) -> AsyncIterator[str]:
    yield url


Where = Callable[[], AbstractAsyncContextManager[str]]
BAD: dict[str, tuple[Where, Failure, int | None]] = {
    "200 after a minute": (lambda: behaving(r.after_a_minute), "timeout", None),
    "410": (lambda: behaving(r.answers(410)), "gone", 410),
    "429": (lambda: behaving(r.answers(429, Retry_After="7")), "rate_limited", 429),
    "500": (lambda: behaving(r.answers(500, "our fault")), "server_error", 500),
    "503": (lambda: behaving(r.answers(503, Retry_After="7")), "server_error", 503),
    "404": (lambda: behaving(r.answers(404)), "client_error", 404),
    "422": (lambda: behaving(r.answers(422)), "refused", 422),
    "a redirect": (lambda: behaving(r.answers(302, Location="http://127.0.0.1:1/elsewhere")), "redirect", 302),
    "500 with an endless body": (lambda: behaving(r.endless(500)), "server_error", 500),
    "500 and a body that stops": (lambda: behaving(r.dripping(500)), "server_error", 500),
    "hangs up": (lambda: behaving(r.hangs_up), "connection", None),
    "no HTTP": (lambda: r.says(b"220 mail.example ESMTP\r\n"), "connection", None),
    "endless headers": (lambda: r.says(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 10_000_000), "connection", None),
    "nobody there": (nobody, "connection", None),
    "no such host": (lambda: at("http://nobody.invalid/hook"), "connection", None),
    "certificate of nobody": (self_signed, "tls", None),
    "plain where TLS is asked": (lambda: at_https(r.says(b"HTTP/1.1 200 OK\r\n\r\n")), "tls", None),
    "no URL": (lambda: at("http://"), "bad_url", None),
    "a label too long": (lambda: at(f"http://{'x' * 70}.example/"), "bad_url", None),
    "no such scheme": (lambda: at("gopher://hooks.example/"), "bad_url", None),
}


@asynccontextmanager
async def at_https(plain: AbstractAsyncContextManager[str]) -> AsyncIterator[str]:
    async with plain as url:
        yield url.replace("http:", "https:")


@pytest.mark.parametrize("name", BAD)
async def test_bad_receivers_have_a_named_answer(settings: Settings, name: str) -> None:
    where, failure, status = BAD[name]
    async with where() as url:
        with pytest.raises(DeliveryError) as raised:
            await asyncio.wait_for(send(settings, url), 30)
    error = raised.value
    assert (error.reason, error.status) == (failure, status), error.detail
    assert error.retry_after == (7 if status in (429, 503) else None)
    assert len(error.detail) <= DETAIL
    if name == "500":
        assert error.detail == "our fault"


@pytest.mark.parametrize("behave", [r.endless(200), r.dripping(200)])
async def test_a_good_status_is_a_receipt_whatever_comes_behind(settings: Settings, behave: r.Behaviour) -> None:
    async with r.receiver(behave) as receiver:
        assert await asyncio.wait_for(send(settings, receiver.url), 30) == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "169.254.169.254"])
async def test_private_addresses_are_not_called_unless_allowed(settings: Settings, host: str) -> None:
    async with r.receiver() as receiver:
        port = receiver.url.rpartition(":")[2].partition("/")[0]
        with pytest.raises(DeliveryError) as raised:
            await send(settings.model_copy(update={"allow_private": False}), f"http://{host}:{port}/hook")
    assert raised.value.reason == "private_address"
    assert not raised.value.retryable
    assert receiver.got == []


async def test_without_its_secret_nothing_is_sent(settings: Settings) -> None:
    (settings.secrets_folder / "desk").unlink()
    async with r.receiver() as receiver:
        with pytest.raises(DeliveryError) as raised:
            await send(settings, receiver.url)
    assert (raised.value.reason, receiver.got) == ("no_secret", [])


async def test_a_redirect_is_not_followed(settings: Settings) -> None:
    async with r.receiver() as elsewhere, r.receiver(r.answers(307, Location=elsewhere.url)) as receiver:
        with pytest.raises(DeliveryError):
            await send(settings, receiver.url)
        assert (len(receiver.got), elsewhere.got) == (1, [])


async def test_a_connection_serves_again(settings: Settings) -> None:
    peers: set[object] = set()

    async def behave(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        peers.add(request.transport.get_extra_info("peername"))
        return web.Response(text="thanks")

    channels = Channels(settings)
    async with r.receiver(behave) as receiver:
        hook = Webhook(id="desk", url=receiver.url, secret="desk", version=1)
        for name in ("a1", "a2", "a3"):
            await channels.send(notice("", "desk", alert(name)), hook)
        await channels.close()
    assert len(peers) == 1


def test_a_sample_says_that_it_is_a_test() -> None:
    assert sample(NOW).status == "Test"


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("https://hooks.example/a?b=c", None),
        ("http://hooks.example:8080", None),
        ("HTTPS://hooks.example", None),
        ("https://b\u00fccher.example/", None),
        ("https://[2001:db8::1]/", None),
        ("ftp://hooks.example/", "scheme is 'ftp'"),
        ("hooks.example/a", "scheme is ''"),
        ("https://", "no host"),
        ("https:///path", "no host"),
        ("https://me:pass@hooks.example/", "password"),
        ("https://me@hooks.example/", "password"),
        ("https://hooks.example:99999/", "no URL"),
        ("https://hooks.example:http/", "no URL"),
        ("https://[::1/", "no URL"),
        (f"https://{'x' * 64}.example/", "no URL"),
        ("https://hooks.example/a b", "blank"),
        ("https://hooks.example/\n", "blank"),
        ("https://hooks.example/\x1b[2J", "control"),
    ],
)
def test_what_can_be_a_webhook(url: str, wrong: str | None) -> None:
    said = problem(url)
    assert said is None if wrong is None else wrong in (said or "")


@pytest.mark.parametrize(
    ("host", "is_private"),
    [
        ("127.0.0.1", True),
        ("[::1]", True),
        ("10.1.2.3", True),
        ("LOCALHOST", True),
        ("desk.localhost", True),
        ("8.8.8.8", False),
        ("hooks.example", False),
    ],
)
def test_an_address_that_is_private_at_sight(host: str, is_private: bool) -> None:
    assert (private(f"http://{host}:80/") is not None) == is_private
