"""TLS and SASL against a real broker: every client gets in with the right settings, and with wrong ones is told why."""

import asyncio
import os
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.broker.secured import Secured, secured
from tests.stream.harness import counted, worker
from workers.__main__ import main
from workers.broker import topics
from workers.broker.errors import BrokerError
from workers.reading.cluster import NoBrokerError, partitions
from workers.settings import Settings
from workers.stream import clock

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    with secured(tmp_path_factory.mktemp("secured")) as found:
        yield found


def command(settings: Settings, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "workers", *arguments],
        env=settings.environment(),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("way", ["mutual", "sasl SCRAM-SHA-512"])
async def test_the_wire_behind_it(way: str, doors: Secured, tmp_path: Path) -> None:
    """Topics are made, articles and subscriptions published, the clock ticks, a worker reads, writes and commits."""
    mine = {"home": tmp_path, "prefix": f"{uuid.uuid4().hex[:8]}.", "http_port": 0}
    settings = doors.settings(way.split()[0], **doors.way(way), **mine)
    said = await asyncio.to_thread(command, settings, "topics", "apply")
    assert (said.returncode, said.stderr) == (0, "")
    articles = "".join(f'{{"uri": "u{n}", "body": "text {n}"}}\n' for n in range(3)) + '{"uri": "u3", "body": "POISON"}'
    said = await asyncio.to_thread(command, settings, "publish", "--format", "jsonl", "-", stdin=articles)
    assert said.returncode == 0, said.stderr
    watches = "subscriptions:\n  - {id: one, title: One, all: [{entity: ECOWAS}]}\n"
    (tmp_path / "watches.yaml").write_text(watches)
    said = await asyncio.to_thread(command, settings, "subscriptions", "apply", str(tmp_path / "watches.yaml"))
    assert said.returncode == 0, said.stderr
    ticking = asyncio.create_task(clock.tick(settings))
    with worker(settings) as process:
        cleaned = await counted(settings, 3, "news.clean")
        assert sorted(entry.key for entry in cleaned) == ["u0", "u1", "u2"]
        (letter,) = await counted(settings, 1, "news.raw.dlq")
        assert letter.key == "u3"
        assert len(await counted(settings, 1, "wiredesk.control")) == 1
        assert len(await counted(settings, 1, "wiredesk.clock")) >= 1
        process.terminate()
        assert await asyncio.to_thread(process.wait, 60) == 0
    ticking.cancel()


@pytest.mark.parametrize("way", ["tls", "sasl PLAIN"])
async def test_other_ways_in(way: str, doors: Secured) -> None:
    settings = doors.settings(way.split()[0], **doors.way(way), prefix=f"{uuid.uuid4().hex[:8]}.")
    assert {change.action for change in await topics.plan(settings)} == {topics.Action.CREATE}


REFUSALS: list[tuple[str, str, dict[str, Any], str]] = [
    ("sasl", "sasl PLAIN", {"kafka_sasl_password": "wrong"}, "refuses user 'desk' .*KAFKA_SASL_PASSWORD"),
    ("sasl", "sasl SCRAM-SHA-512", {"kafka_sasl_password": "wrong"}, "refuses user 'desk' .*is SCRAM-SHA-512"),
    ("sasl", "sasl SCRAM-SHA-512", {"kafka_sasl_username": "who"}, "refuses user 'who' .*KAFKA_SASL_USERNAME"),
    ("sasl", "sasl PLAIN", {"kafka_sasl_mechanism": "SCRAM-SHA-256"}, "does not take SCRAM-SHA-256.*SASL_MECHANISM"),
    ("sasl", "tls", {}, "closes it.*a user .*SECURITY_PROTOCOL=SASL_SSL"),
    ("tls", "sasl PLAIN", {}, "asks for no user .*SECURITY_PROTOCOL to SSL"),
    ("tls", "tls", {"kafka_ssl_cafile": "stranger"}, "certificate that is not trusted: .*KAFKA_SSL_CAFILE"),
    ("tls", "tls", {"kafka_ssl_cafile": None}, "certificate that is not trusted: .*KAFKA_SSL_CAFILE"),
    ("tls", "tls", {"kafka_security_protocol": "PLAINTEXT"}, "closes it.*SECURITY_PROTOCOL, which is PLAINTEXT"),
    ("mutual", "tls", {}, "closes it.*KAFKA_SSL_CERTFILE"),
    ("plain", "tls", {}, "closes it.*or speak no TLS there"),
]


@pytest.mark.parametrize(("door", "way", "change", "said"), REFUSALS)
async def test_who_is_not_let_in_is_told_why(
    door: str, way: str, change: dict[str, Any], said: str, doors: Secured
) -> None:
    if change.get("kafka_ssl_cafile") == "stranger":
        change = {"kafka_ssl_cafile": doors.files.stranger}
    settings = doors.settings(door, **doors.way(way) | change)
    pattern = rf"(?s)^Kafka at 127\.0\.0\.1:{doors.ports[door]} .*{said}"
    with pytest.raises(NoBrokerError, match=pattern):
        await partitions(settings, ["news.raw"])
    with pytest.raises(BrokerError, match=pattern):
        await topics.plan(settings)


def test_a_command_says_so_and_keeps_the_password(doors: Secured) -> None:
    settings = doors.settings("sasl", **doors.way("sasl PLAIN") | {"kafka_sasl_password": "hush"})
    for arguments in (["worker", "clean"], ["topics", "plan"], ["tail", "alerts"]):
        said = command(settings, *arguments)
        assert said.returncode != 0
        assert "refuses user 'desk'" in said.stderr
        assert "Traceback" not in said.stderr
        assert "hush" not in said.stdout + said.stderr


SASL = {"WIREDESK_KAFKA_SECURITY_PROTOCOL": "SASL_SSL"}
TLS = {"WIREDESK_KAFKA_SECURITY_PROTOCOL": "SSL"}


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        (SASL, "WIREDESK_KAFKA_SASL_USERNAME=None: Value error, must be set with WIREDESK_KAFKA_SECURITY_PROTOCOL="),
        (
            SASL | {"WIREDESK_KAFKA_SASL_USERNAME": "desk"},
            "WIREDESK_KAFKA_SASL_PASSWORD=...: Value error, must be set with WIREDESK_KAFKA_SECURITY_PROTOCOL=SASL_SSL",
        ),
        (TLS | {"WIREDESK_KAFKA_SSL_CAFILE": "none.pem"}, "WIREDESK_KAFKA_SSL_CAFILE='none.pem': Path does not point"),
        (TLS | {"WIREDESK_KAFKA_SSL_CAFILE": "empty.pem"}, "WIREDESK_KAFKA_SSL_CAFILE=empty.pem: no certificate in it"),
        (
            TLS | {"WIREDESK_KAFKA_SSL_CERTFILE": "empty.pem", "WIREDESK_KAFKA_SSL_KEYFILE": "empty.pem"},
            "WIREDESK_KAFKA_SSL_CERTFILE=empty.pem, WIREDESK_KAFKA_SSL_KEYFILE=empty.pem: no certificate with its key",
        ),
    ],
)
def test_settings_that_cannot_be(
    environment: dict[str, str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.pem").touch()
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["wiredesk", "topics", "plan"])
    with pytest.raises(SystemExit, match="2"):
        main()
    assert capsys.readouterr().err.startswith(said)


def test_every_client_takes_the_connection_settings() -> None:
    """A client that was given its address only would not get in: all take `Settings.kafka` whole."""
    found = {
        f"{path.relative_to(ROOT)}: {call}"
        for path in (ROOT / "workers").rglob("*.py")
        for call in re.findall(r"AIOKafka(?:Producer|Consumer|AdminClient)\(\s*([^\s,)]+)", path.read_text("utf-8"))
    }
    assert len(found) >= 10
    good = re.compile(r".*: \*\*([\w.]+\.kafka|arguments)$")
    assert {call for call in found if not good.match(call)} == set()


def test_a_mounted_secret_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "wiredesk_kafka_sasl_password").write_text("from a file\n")
    monkeypatch.delenv("WIREDESK_KAFKA_SASL_PASSWORD", raising=False)
    settings = Settings(_secrets_dir=tmp_path)
    assert settings.kafka_sasl_password is not None
    assert settings.kafka_sasl_password.get_secret_value() == "from a file"
    assert settings.environment()["WIREDESK_KAFKA_SASL_PASSWORD"] == "from a file"
    assert "from a file" not in repr(settings)
    assert os.environ.get("WIREDESK_KAFKA_SASL_PASSWORD") is None
