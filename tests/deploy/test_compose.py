"""docker-compose.yml against its schema, the command line, the settings and the image. No Docker engine is asked."""

import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from deploy.dockerfile import instructions
from tests.deploy.test_prometheus import targets
from workers.__main__ import app
from workers.pipeline import PROCESSES, STEPS
from workers.settings import MOUNTED, Settings
from workers.stream.supervisor import _PATIENCE

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "wiredesk"}
RUNNING = OURS.keys() - {"topics"}
DOCKERFILE = list(instructions((ROOT / "deploy" / "Dockerfile").read_text()))
FIELDS = {f"WIREDESK_{name.upper()}" for name in Settings.model_fields}
PUBLISHED = {"ingest", "delivery", "desk"}

each_of_ours = pytest.mark.parametrize("name", OURS)
each_service = pytest.mark.parametrize("name", SERVICES)


def port(name: str) -> int:
    """The port of a process by the settings' defaults."""
    return Settings(http_port=Settings.model_fields["http_port"].default).port(PROCESSES.index(name))


def check(path: Path) -> int:
    """The exit code of check-jsonschema's own copy of the compose schema over `path`."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    return subprocess.run(command, capture_output=True, timeout=120, check=False).returncode


def test_it_is_what_the_compose_schema_asks(tmp_path: Path) -> None:
    assert check(ROOT / "docker-compose.yml") == 0
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text((ROOT / "docker-compose.yml").read_text().replace("restart: unless-stopped", "restarts: yes"))
    assert check(wrong) == 1


def test_a_service_for_each_process() -> None:
    assert set(PROCESSES) - {"feed"} == RUNNING, "a feed needs its addresses"
    assert SERVICES.keys() - OURS.keys() == {"kafka", "prometheus"}


@each_of_ours
def test_its_command_is_one_of_the_command_line(name: str) -> None:
    words = OURS[name]["command"]
    found: Any = typer.main.get_command(app)
    known = found.commands.keys()
    assert words[0] in known
    if words[0] == "worker":
        assert words == ["worker", name]
        assert name in STEPS
    elif words[0] == "topics":
        assert words[1] in found.commands["topics"].commands
    else:
        assert words == [name]


@each_of_ours
def test_its_settings_are_settings(name: str) -> None:
    assert OURS[name]["environment"].keys() <= FIELDS
    in_image = dict(word.split("=", 1) for kind, rest in DOCKERFILE if kind == "ENV" for word in shlex.split(rest))
    assert {key for key in in_image if key.startswith("WIREDESK_")} <= FIELDS
    assert in_image["WIREDESK_HTTP_HOST"] == "0.0.0.0"


@each_of_ours
def test_it_finds_the_broker_where_that_says_it_is(name: str) -> None:
    advertised = SERVICES["kafka"]["environment"]["KAFKA_ADVERTISED_LISTENERS"].split(",")
    assert f"DOCKER://{OURS[name]['environment']['WIREDESK_KAFKA_BOOTSTRAP']}" in advertised


@each_of_ours
def test_it_can_do_no_more_than_it_needs(name: str) -> None:
    service = OURS[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert int(service["stop_grace_period"].removesuffix("s")) > _PATIENCE


@each_service
def test_ports_are_open_on_this_machine_only(name: str) -> None:
    ports = SERVICES[name].get("ports", [])
    assert all(entry.startswith("127.0.0.1:") for entry in ports)
    if name in OURS:
        assert ports == ([f"127.0.0.1:{port(name)}:{port(name)}"] if name in PUBLISHED else [])


def test_prometheus_scrapes_every_service_at_its_port() -> None:
    assert targets("targets.compose.yml") == {f"{name}:{port(name)}": name for name in PROCESSES if name in RUNNING}
    mounts = dict(mount.removesuffix(":ro").split(":") for mount in SERVICES["prometheus"]["volumes"])
    assert mounts["./deploy/targets.compose.yml"] == "/etc/prometheus/targets.yml"
    assert mounts["./deploy/prometheus.yml"] == "/etc/prometheus/prometheus.yml"
    assert mounts["./deploy/rules.yml"] == "/etc/prometheus/rules.yml"


@each_service
def test_what_it_waits_for_can_come(name: str) -> None:
    for other, how in SERVICES[name].get("depends_on", {}).items():
        if how["condition"] == "service_completed_successfully":
            assert SERVICES[other]["restart"].startswith("on-failure")
        else:
            assert how["condition"] == "service_healthy"
            assert "test" in SERVICES[other]["healthcheck"]
    if name in RUNNING:
        assert SERVICES[name]["depends_on"] == {"topics": {"condition": "service_completed_successfully"}}


@each_service
def test_it_comes_back_and_says_how_it_is(name: str) -> None:
    service = SERVICES[name]
    if name == "topics":
        assert service["healthcheck"] == {"disable": True}, "it ends: nothing of it answers"
        return
    assert service["restart"] == "unless-stopped"
    if name in OURS:
        assert "healthcheck" not in service, "the image has one"
        assert "HEALTHCHECK" in dict(DOCKERFILE)
    else:
        assert service["healthcheck"]["test"][0] == "CMD"


@each_service
def test_what_it_mounts_is_there(name: str) -> None:
    for mount in SERVICES[name].get("volumes", []):
        source, target, *_ = mount.split(":")
        if source.startswith("./"):
            assert (ROOT / source).exists()
            assert mount.endswith(":ro")
        else:
            assert source in COMPOSE["volumes"]
            assert target in (SERVICES["kafka"]["environment"]["KAFKA_LOG_DIRS"], "/prometheus", "/var/lib/wiredesk")


@each_of_ours
def test_its_secrets_are_where_the_settings_look(name: str) -> None:
    assert f"./deploy/secrets:{MOUNTED}:ro" in OURS[name]["volumes"]
    assert Path(OURS[name]["environment"]["WIREDESK_SECRETS"]).parent == MOUNTED


def test_no_secret_is_ever_committed() -> None:
    kept = subprocess.run(
        ["git", "check-ignore", "deploy/secrets/wiredesk_api_key", "deploy/secrets/webhooks/x", "deploy/wiredesk.env"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if kept.returncode == 128:
        pytest.skip("not a clone")
    assert len(kept.stdout.splitlines()) == 3


def test_the_broker_has_the_memory_of_the_local_one() -> None:
    heap = Settings.model_fields["broker_heap"].default
    assert SERVICES["kafka"]["environment"]["KAFKA_HEAP_OPTS"] == f"-Xmx{heap}"
    assert SERVICES["kafka"]["ports"] == [f"127.0.0.1:{(own := Settings.model_fields['broker_port'].default)}:{own}"]
