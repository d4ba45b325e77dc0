"""One set of broker settings: for the local run, and for the container, whose own start script is run here."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from workers.broker import config, jars, java
from workers.settings import Settings

ROOT = Path(__file__).parents[2]
OWN = {"listeners", "advertised.listeners", "log.dirs", "controller.quorum.bootstrap.servers"}


def test_the_local_run_changes_only_what_is_its_own(tmp_path: Path) -> None:
    text = config.server_properties(tmp_path, 1234, 5678)
    mine = _properties(text.removeprefix(config.shared()))
    assert text.startswith(config.shared())
    assert set(mine) == OWN
    assert set(mine) & set(_properties(config.shared())) == set()
    assert all("//127.0.0.1:" in listener for listener in mine["listeners"].split(","))


def test_the_container_has_the_same_settings(tmp_path: Path) -> None:
    """The image's start script (it is among Kafka's jars) is given docker-compose.yml's environment and mount."""
    service = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["kafka"]
    source, target, _ = service["volumes"][0].split(":")
    assert (ROOT / source).read_text() == config.shared()
    assert target == "/mnt/shared/config/server.properties"
    kafka = re.search(r"kafka_2\.13:([\d.]+)", jars.LOCK.with_name("jgo.toml").read_text())
    assert kafka is not None
    assert service["image"] == f"apache/kafka:{kafka[1]}"

    for name in ("default", "final"):
        (tmp_path / name).mkdir()
    for name in ("server.properties", "log4j2.yaml", "tools-log4j2.yaml"):
        (tmp_path / "default" / name).touch()
    done = subprocess.run(
        [
            *(str(java.find()), "-cp", os.pathsep.join(map(str, jars.fetch(print)))),
            *("kafka.docker.KafkaDockerWrapper", "setup", "--default-configs-dir", str(tmp_path / "default")),
            *("--mounted-configs-dir", str((ROOT / source).parent), "--final-configs-dir", str(tmp_path / "final")),
        ],
        env=service["environment"] | {"KAFKA_LOG_DIRS": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "data" / "meta.properties").exists(), "formatted"
    mine = _properties(config.shared())
    theirs = _properties((tmp_path / "final" / "server.properties").read_text())
    assert {key: value for key, value in theirs.items() if key in mine} == mine
    assert set(theirs) - set(mine) == OWN - {"controller.quorum.bootstrap.servers"} | {"controller.quorum.voters"}


SECURE = {"kafka_bootstrap": "kafka.example:9093", "kafka_sasl_username": "desk", "kafka_sasl_password": "hush hush"}


@pytest.mark.parametrize(
    ("protocol", "mechanism", "sasl", "tls"),
    [
        ("PLAINTEXT", "PLAIN", False, False),
        ("SSL", "PLAIN", False, True),
        ("SASL_PLAINTEXT", "SCRAM-SHA-256", True, False),
        ("SASL_SSL", "SCRAM-SHA-512", True, True),
    ],
)
def test_a_secured_cluster(protocol: str, mechanism: str, sasl: bool, tls: bool) -> None:
    settings = Settings.model_validate(
        SECURE | {"kafka_security_protocol": protocol, "kafka_sasl_mechanism": mechanism}
    )
    arguments = settings.kafka
    assert arguments["bootstrap_servers"] == "kafka.example:9093"
    assert arguments["security_protocol"] == protocol
    assert arguments.get("sasl_mechanism") == (mechanism if sasl else None)
    assert arguments.get("sasl_plain_password") == ("hush hush" if sasl else None)
    assert ("ssl_context" in arguments) == tls
    assert "hush" not in repr(settings)


def _properties(text: str) -> dict[str, str]:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)
