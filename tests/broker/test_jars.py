"""Kafka's jars: fetched from where they should come from, believed only with the right hash, and told of when not."""

import hashlib
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from jgo.env import LockFile

from workers.broker import jars
from workers.broker.errors import BrokerError

JAR = b"what the lock was made for"
PLACE = "org/example/thing/1.0/thing-1.0.jar"


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    """A Maven repository that serves this dictionary, a lock of one jar, and an empty cache."""
    served: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = served.get(self.path.lstrip("/"))
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            """Nothing for the test's output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config" / "jgo.conf").write_text(
        f"[repositories]\nmirror = http://127.0.0.1:{server.server_address[1]}\n"
    )
    lock = tmp_path / "jgo.lock.toml"
    lock.write_text(
        '[[dependencies]]\ngroupId = "org.example"\nartifactId = "thing"\nversion = "1.0"\n'
        f'sha256 = "{hashlib.sha256(JAR).hexdigest()}"\n'
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("M2_REPO", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(jars, "LOCK", lock)
    yield served
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("before", [None, JAR, JAR[:5]], ids=["missing", "there", "cut off"])
def test_the_jar_is_there_afterwards(mirror: dict[str, bytes], tmp_path: Path, before: bytes | None) -> None:
    if before is not None:
        (tmp_path / "cache" / PLACE).parent.mkdir(parents=True)
        (tmp_path / "cache" / PLACE).write_bytes(before)
    if before != JAR:
        mirror[PLACE] = JAR
    said: list[str] = []

    (path,) = jars.fetch(said.append)

    assert path == tmp_path / "cache" / PLACE
    assert path.read_bytes() == JAR
    assert len(said) == (before != JAR)


@pytest.mark.parametrize(
    ("served", "reason"),
    [({PLACE: b"something else"}, "the lock says"), ({PLACE: JAR[:5]}, "the lock says"), ({}, "not found")],
)
def test_what_is_wrong_is_refused_by_name(
    mirror: dict[str, bytes], tmp_path: Path, served: dict[str, bytes], reason: str
) -> None:
    mirror.update(served)
    with pytest.raises(BrokerError, match=reason) as raised:
        jars.fetch(lambda text: None)
    assert "org.example:thing:1.0" in str(raised.value)
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]


def test_no_network_is_told_with_the_ways_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("M2_REPO", str(tmp_path / "cache"))
    with pytest.raises(BrokerError) as raised:
        jars.fetch(lambda text: None)
    for said in ("a part of Apache Kafka", "WIREDESK_KAFKA_BOOTSTRAP=", "M2_REPO", str(tmp_path / "cache")):
        assert said in str(raised.value)


def _kafka(group: str) -> Callable[[object], bool]:
    return lambda jar: getattr(jar, "groupId", None) == group


def test_the_lock_is_whole() -> None:
    locked = LockFile.load(jars.LOCK).dependencies
    assert all(len(jar.sha256 or "") == 64 for jar in locked)
    versions = {jar.version for jar in filter(_kafka("org.apache.kafka"), locked)}
    assert len(versions) == 1, "all of Kafka is of one version"
    assert f"kafka_2.13:{versions.pop()}" in jars.LOCK.with_name("jgo.toml").read_text()


def test_without_jgo_it_says_what_else_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """An image of a deployment has no local broker in it."""
    monkeypatch.setitem(sys.modules, "jgo.config", None)
    with pytest.raises(BrokerError, match=r"no local broker: jgo.*\n?.*WIREDESK_KAFKA_BOOTSTRAP"):
        jars.fetch(lambda text: None)
