"""The local broker by its command line: started, found again, stopped, emptied, interrupted; nothing is left behind."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from workers.broker import process, topics
from workers.broker.errors import BrokerError
from workers.broker.local import LocalBroker
from workers.broker.topics import Action
from workers.settings import Settings

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A folder with a character that Java must have escaped; whatever runs in it is ended."""
    home = tmp_path / "hömе of wiredesk"
    yield home
    for left in _processes(home):
        left.kill()


@pytest.fixture
def wiredesk(home: Path) -> Run:
    """The command line in an environment of its own."""

    def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            _command(*arguments), env=_environment(home) | env, capture_output=True, text=True, check=False
        )

    return run


def test_start_stop_status_reset(wiredesk: Run, home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        started = wiredesk("broker", "start", WIREDESK_BROKER_PORT=port)
    assert (started.returncode, f"Port {port} is in use" in started.stderr) == (0, True), started.stderr
    address = started.stdout.strip()
    assert address.startswith("127.0.0.1:")
    assert Settings(home=home, kafka_bootstrap=None).bootstrap == address
    (java,) = _processes(home)
    assert {c.laddr.ip for c in java.net_connections("tcp") if c.status == psutil.CONN_LISTEN} == {"127.0.0.1"}

    again = wiredesk("broker", "start")
    assert (again.returncode, again.stdout, "runs already" in again.stderr) == (0, started.stdout, True)
    status = wiredesk("broker", "status")
    assert (status.returncode, address in status.stdout, str(java.pid) in status.stdout) == (0, True, True)
    asyncio.run(topics.apply(Settings(home=home)))

    assert wiredesk("broker", "stop").returncode == 0
    assert _processes(home) == []
    local = LocalBroker(home, Settings(home=home, broker_port=0))
    assert (local.stop(), local.status()) == (False, None)

    assert local.start() != address
    changes = asyncio.run(topics.plan(Settings(home=home)))
    assert {change.action for change in changes} == {Action.KEEP}, "the data outlives a restart on other ports"
    assert wiredesk("broker", "reset", "--yes").returncode == 0
    assert _processes(home) == []
    assert sorted(path.name for path in (home / "broker").iterdir()) == ["lock", "logs", "server.properties"]
    assert (home / "broker" / "logs" / "server.log").stat().st_size > 0


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("when", ["server.properties", "pid"], ids=["while formatting", "while starting"])
def test_a_start_that_is_interrupted_leaves_no_process(home: Path, stop: signal.Signals, when: str) -> None:
    start = subprocess.Popen(
        _command("broker", "start"), env=_environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while not (home / "broker" / when).exists():
        assert start.poll() is None
        time.sleep(0.01)
    start.send_signal(stop)
    assert start.wait() != 0
    assert _processes(home) == []
    assert LocalBroker(home, Settings(home=home)).status() is None


def test_a_start_that_fails_says_why_and_leaves_no_process(home: Path) -> None:
    broker = LocalBroker(home, Settings(home=home, broker_port=0, broker_heap="nonsense"))
    with pytest.raises(BrokerError, match="heap size"):
        broker.start()
    assert _processes(home) == []


@pytest.mark.parametrize("text", [None, "", "no number", "999999999", "{self}"])
def test_a_stale_pid_file_is_recognised(tmp_path: Path, text: str | None) -> None:
    pid = tmp_path / "pid"
    if text is not None:
        pid.write_text(text.format(self=os.getpid()))
    assert process.find(pid, tmp_path / "server.properties") is None


def test_a_number_that_another_program_has_by_now_is_left_alone(home: Path) -> None:
    folder = home / "broker"
    folder.mkdir(parents=True)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        (folder / "pid").write_text(str(other.pid))
        (folder / "bootstrap").write_text("127.0.0.1:9092")
        broker = LocalBroker(home, Settings(home=home))
        assert broker.status() is None
        assert broker.stop() is False
        assert other.poll() is None
    assert not (folder / "pid").exists()
    assert not (folder / "bootstrap").exists()


def test_data_is_counted_as_it_is_allocated(home: Path) -> None:
    broker = LocalBroker(home, Settings(home=home))
    (broker.data / "topic-0").mkdir(parents=True)
    (broker.data / "topic-0" / "0.log").write_bytes(os.urandom(100_000))
    with (broker.data / "topic-0" / "0.index").open("wb") as sparse:
        sparse.truncate(10 * 2**20)
    os.sync()
    assert 100_000 <= broker.data_bytes() < 2**20


def test_status_where_nothing_runs(wiredesk: Run) -> None:
    done = wiredesk("broker", "status")
    assert (done.returncode, "No broker runs here" in done.stderr) == (3, True)


@pytest.mark.parametrize("verb", ["start", "stop", "reset"])
def test_a_cluster_that_is_set_is_never_touched(wiredesk: Run, home: Path, verb: str) -> None:
    done = wiredesk("broker", verb, WIREDESK_KAFKA_BOOTSTRAP="kafka.example:9092")
    assert (done.returncode, "WIREDESK_KAFKA_BOOTSTRAP is set" in done.stderr) == (1, True)
    assert not home.exists()


def test_status_of_a_cluster_that_is_set(wiredesk: Run, broker: str) -> None:
    done = wiredesk("broker", "status", WIREDESK_KAFKA_BOOTSTRAP=broker)
    assert (done.returncode, broker in done.stdout) == (0, True)
    done = wiredesk("broker", "status", WIREDESK_KAFKA_BOOTSTRAP="127.0.0.1:9")
    assert (done.returncode, "127.0.0.1:9" in done.stderr) == (1, True)


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "workers", *arguments]


def _environment(home: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WIREDESK_")}
    return clean | {"WIREDESK_HOME": str(home), "WIREDESK_BROKER_PORT": "0", "COLUMNS": "200"}


def _processes(home: Path) -> list[psutil.Process]:
    """What runs on the files of `home`."""
    return [
        found
        for found in psutil.process_iter(["cmdline", "status"])
        if found.info["status"] != psutil.STATUS_ZOMBIE
        and any(str(home) in argument for argument in found.info["cmdline"] or ())
    ]
