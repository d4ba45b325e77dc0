"""What deploy/ tells Prometheus: targets as the map has them, rules over metrics that there are, each rule tried."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import Counter, Gauge, Histogram

from workers.core.outcome import RejectReason
from workers.pipeline import PROCESSES, STEPS
from workers.settings import Settings
from workers.stream.supervisor import USES, WORKERS
from workers.telemetry import metrics

DEPLOY = Path(__file__).parents[2] / "deploy"
RULES: list[dict[str, Any]] = yaml.safe_load((DEPLOY / "rules.yml").read_text())["groups"][0]["rules"]
TESTS: list[dict[str, Any]] = yaml.safe_load((DEPLOY / "rules.test.yml").read_text())["tests"]
each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule["alert"] for rule in RULES])

NOT_OURS = {"up": {"job"}, "process_start_time_seconds": {"job"}}
"""Metrics that Prometheus and its client library make, and the labels of them that rules use."""


def ours() -> dict[str, set[str]]:
    """The series of workers/telemetry/metrics.py: name and labels."""
    endings = {Counter: ("_total",), Gauge: ("",), Histogram: ("_bucket", "_sum", "_count")}
    return {
        metric._name + ending: set(metric._labelnames)
        for metric in vars(metrics).values()
        if isinstance(metric, tuple(endings))
        for ending in endings[type(metric)]
    }


@each_rule
def test_a_rule_is_over_metrics_and_labels_that_there_are(rule: dict[str, Any]) -> None:
    known = ours() | NOT_OURS
    series = re.findall(r"\b(wiredesk_\w+|up|process_\w+)(?:\{([^}]*)\})?", rule["expr"])
    assert series
    for name, matchers in series:
        assert name in known, f"{name} is not in workers/telemetry/metrics.py"
        assert set(re.findall(r"(\w+)=", matchers)) <= known[name]
        for grouped in re.findall(r"by \(([^)]*)\)", rule["expr"]):
            assert set(grouped.split(", ")) <= known[name]


@each_rule
def test_a_rule_says_what_is_and_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["labels"].keys() == {"severity"}
    assert rule["labels"]["severity"] in ("page", "ticket")
    assert rule["annotations"].keys() == {"summary", "description"}
    assert len(rule["annotations"]["description"]) > len(rule["annotations"]["summary"])
    for setting in re.findall(r"WIREDESK_([A-Z_]+)", rule["annotations"]["description"]):
        assert setting.lower() in Settings.model_fields


def test_internal_errors_are_those_that_the_worker_counts_so() -> None:
    (rule,) = (rule for rule in RULES if rule["alert"] == "WiredeskInternalErrors")
    named = re.search(r'reason=~"([^"]*)"', rule["expr"])
    assert named is not None
    assert set(named[1].split("|")) == {reason for reason in RejectReason if reason.internal}


@each_rule
def test_a_rule_is_tried_both_ways(rule: dict[str, Any]) -> None:
    expected = [
        bool(case["exp_alerts"])
        for test in TESTS
        for case in test["alert_rule_test"]
        if case["alertname"] == rule["alert"]
    ]
    assert set(expected) == {True, False}


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "config", "--lint=all", "prometheus.yml"),
        ("check", "rules", "--lint=all", "--lint-fatal", "rules.yml"),
        ("test", "rules", "rules.test.yml"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool (Debian's package prometheus) is not here")
def test_promtool(arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        ["promtool", *arguments], cwd=DEPLOY, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def targets(name: str) -> dict[str, str]:
    """The process of each target of a file."""
    groups = yaml.safe_load((DEPLOY / name).read_text())
    return {target: group["labels"]["process"] for group in groups for target in group["targets"]}


def test_a_laptop_is_scraped_where_it_runs() -> None:
    settings = Settings(http_port=Settings.model_fields["http_port"].default)
    run = [child.name for child in (*WORKERS, *USES)]
    assert targets("targets.yml") == {f"127.0.0.1:{settings.port(PROCESSES.index(name))}": name for name in run}
    assert list(targets("targets.yml").values())[: len(STEPS)] == list(STEPS)


def test_the_configuration_reads_the_targets_beside_it() -> None:
    config = yaml.safe_load((DEPLOY / "prometheus.yml").read_text())
    (job,) = config["scrape_configs"]
    assert job["job_name"] == "wiredesk"
    assert job["file_sd_configs"] == [{"files": ["targets.yml"]}]
    assert config["rule_files"] == ["rules.yml"]
