"""A local broker: Apache Kafka, one node, in a folder of its own. Started, found again, stopped and emptied here.

    <home>/broker/  data/  logs/  server.properties  cluster  pid  bootstrap

`cluster` holds the id that the data was formatted with, `bootstrap` where the broker listens (settings read it).
"""

import base64
import fcntl
import logging
import os
import shutil
import socket
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from workers.broker import config, jars, java, probe, process
from workers.broker.errors import BrokerError
from workers.settings import Settings

START_SECONDS = 90
POLL_SECONDS = 0.1
PORT_ATTEMPTS = 3
TAIL_LINES = 15
BLOCK = 512
"""Bytes of a block as `st_blocks` counts, on any file system."""
JVM = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.net.preferIPv4Stack=true", "-Djava.awt.headless=true")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Status:
    """A broker that runs. `answers` is False while it starts or where it hangs."""

    bootstrap: str
    pid: int
    cluster_id: str
    answers: bool
    started: float
    memory: int
    """Resident, in bytes."""


class LocalBroker:
    """The broker of one home folder. Its methods block and must not be called on a running event loop (use
    `asyncio.to_thread`). `say` is told what a person who waits should know."""

    def __init__(
        self,
        home: Path,
        settings: Settings,
        say: Callable[[str], object] = log.info,
        *,
        listeners: Sequence[config.Listener] = (),
        scram: Sequence[str] = (),
    ) -> None:
        """`listeners`: further doors beside the plain one. `scram`: users of a new cluster, as Kafka's storage tool
        takes them (`SCRAM-SHA-512=[name=desk,password=...]`)."""
        self.folder = home.resolve() / "broker"
        self.data = self.folder / "data"
        self.logs = self.folder / "logs"
        self._console = self.logs / "console.log"
        self._config = self.folder / "server.properties"
        self._cluster = self.folder / "cluster"
        self._pid = self.folder / "pid"
        self._bootstrap = self.folder / "bootstrap"
        self._settings = settings
        self._say = say
        self._listeners, self._scram = listeners, scram

    def start(self) -> str:
        """Start it, or find it running; its `host:port` once it answers. Raises BrokerError; then, and when it is
        interrupted, no process that it started is left."""
        with self._alone():
            if found := self.status():
                self._await_answer()
                self._say(f"The broker runs already: {found.bootstrap} (pid {found.pid})")
                return found.bootstrap
            command = self._command()
            before = time.monotonic()
            self.logs.mkdir(exist_ok=True)
            for attempt in range(PORT_ATTEMPTS):
                port = self._choose_port(attempt)
                _write(self._config, config.server_properties(self.data, port, _free_port(), self._listeners))
                self._format(command)
                if self._launch(command, port):
                    bootstrap = self._bootstrap.read_text()
                    self._say(f"The broker answers at {bootstrap} after {time.monotonic() - before:.1f} s")
                    return bootstrap
            raise BrokerError(f"Port after port was taken while the broker started; its log is in {self.logs}")

    def stop(self) -> bool:
        """Stop it in good order; False where none ran."""
        with self._alone():
            return self._stop()

    def reset(self) -> None:
        """Stop it and delete its data: all topics, records and offsets. Logs are kept."""
        with self._alone():
            self._stop()
            self._cluster.unlink(missing_ok=True)
            shutil.rmtree(self.data, ignore_errors=True)

    def status(self) -> Status | None:
        """The broker that runs, or None."""
        running = process.find(self._pid, self._config)
        if running is None or not self._bootstrap.exists():
            return None
        bootstrap, cluster_id = self._bootstrap.read_text(), self._cluster.read_text()
        answers = probe.answers(bootstrap, cluster_id)
        with running.oneshot():
            return Status(bootstrap, running.pid, cluster_id, answers, running.create_time(), running.memory_info().rss)

    def _command(self) -> list[str]:
        """Java with all but the class to run: that of the broker and of its tools."""
        return [
            str(java.find()),
            f"-Xmx{self._settings.broker_heap}",
            *JVM,
            f"-Dwiredesk.logs={self.logs}",
            f"-Dlog4j2.configurationFile={Path(__file__).with_name('log4j2.properties')}",
            "-cp",
            os.pathsep.join(map(str, jars.fetch(self._say))),
        ]

    def data_bytes(self) -> int:
        """What the data takes on the disk, in bytes. Kafka's index files are sparse: their length says ten megabytes
        each, long before they hold anything."""
        return sum(path.stat().st_blocks * BLOCK for path in self.data.rglob("*") if path.is_file())

    def _stop(self) -> bool:
        running = process.find(self._pid, self._config)
        if running is not None:
            process.end(running)
        self._pid.unlink(missing_ok=True)
        self._bootstrap.unlink(missing_ok=True)
        return running is not None

    def _choose_port(self, attempt: int) -> int:
        wanted = self._settings.broker_port
        if attempt == 0 and wanted and _is_free(wanted):
            return wanted
        port = _free_port()
        if wanted:
            self._say(f"Port {wanted} is in use: the broker takes {port}")
        return port

    def _format(self, command: list[str]) -> None:
        """Make the data folder of a new cluster; nothing is done where there is one."""
        if self._cluster.exists():
            return
        shutil.rmtree(self.data, ignore_errors=True)
        cluster_id = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        arguments = ["format", "--standalone", f"--cluster-id={cluster_id}", f"--config={self._config}"]
        arguments += [part for user in self._scram for part in ("--add-scram", user)]
        done = subprocess.run(
            [*command, "kafka.tools.StorageTool", *arguments], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise BrokerError(f"Kafka could not format {self.data}:\n{done.stdout}{done.stderr}")
        _write(self._cluster, cluster_id)

    def _launch(self, command: list[str], port: int) -> bool:
        """Run the broker until it answers; False where another program was faster to take the port."""
        with self._console.open("wb") as console:
            child = subprocess.Popen(
                [*command, "kafka.Kafka", str(self._config)],
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=console,
                cwd=self.folder,
                start_new_session=True,  # a Ctrl-C in the terminal is for the command, not for the broker
            )
        try:
            _write(self._pid, str(child.pid))
            _write(self._bootstrap, f"{config.HOST}:{port}")
            if self._await_answer():
                return True
        except BaseException:
            self._stop()
            raise
        self._stop()
        return False

    def _await_answer(self) -> bool:
        """Wait until the broker answers. False where its port was taken, BrokerError where it ends or hangs."""
        bootstrap, cluster_id = self._bootstrap.read_text(), self._cluster.read_text()
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if process.find(self._pid, self._config) is None:
                if "BindException" in self._tail():
                    return False
                raise BrokerError(f"The broker ended as it started. Its log, {self.logs}, ends with:\n{self._tail()}")
            if probe.answers(bootstrap, cluster_id):
                return True
            time.sleep(POLL_SECONDS)
        raise BrokerError(f"The broker gave no answer within {START_SECONDS} s. Its log is in {self.logs}")

    def _tail(self) -> str:
        """The last lines of both logs: Kafka's own, and what Java printed."""
        lines: list[str] = []
        for path in (self.logs / "server.log", self._console):
            with suppress(FileNotFoundError):
                lines += path.read_text("utf-8", "replace").splitlines()[-TAIL_LINES:]
        return "\n".join(lines)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One command at a time on a home folder; a second one waits."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _write(path: Path, text: str) -> None:
    """At once or not at all: a reader never sees half of it."""
    fresh = path.with_suffix(".new")
    fresh.write_text(text)
    fresh.replace(path)


def _is_free(port: int) -> bool:
    with socket.socket() as test:
        test.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port in TIME_WAIT is free, as it is for Kafka
        try:
            test.bind((config.HOST, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as test:
        test.bind((config.HOST, 0))
        port: int = test.getsockname()[1]
        return port
