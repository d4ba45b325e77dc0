"""The filter as a script uses it: JSON lines in, JSON lines out, in order; refusals apart; what stands at the end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.corpus import corpus

SUBSCRIPTIONS = """
subscriptions:
  - {id: conflict, title: Conflict, any: [{event_type: ASSAULT}, {event_type: SANCTION}]}
  - {id: never, title: Nothing, all: [{words: "no such phrase anywhere"}]}
"""


def _pipe(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "workers", "pipe", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False)


def _lines(output: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture(scope="module")
def articles() -> bytes:
    return b"".join(raw.value + b"\n" for raw in corpus(60, poison=0))


@pytest.fixture(scope="module")
def enriched(articles: bytes) -> bytes:
    done = _pipe(given=articles)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_records_come_out_in_the_order_of_the_input(articles: bytes, enriched: bytes) -> None:
    assert [line["uri"] for line in _lines(enriched)] == [line["uri"] for line in _lines(articles)]


def test_steps_one_behind_the_other_give_the_same_bytes(articles: bytes, enriched: bytes) -> None:
    clean = _pipe("--steps", "clean", given=articles).stdout
    assert _pipe("--steps", "tag,classify", given=clean).stdout == enriched


def test_stories_and_alerts_are_those_that_stand_at_the_end(enriched: bytes, tmp_path: Path) -> None:
    file = tmp_path / "subscriptions.yaml"
    file.write_text(SUBSCRIPTIONS)
    stories = _lines(_pipe("--steps", "link", given=enriched).stdout)
    uris = [article["uri"] for story in stories for article in story["articles"]]  # type: ignore[attr-defined]
    assert sorted(uris) == sorted(line["uri"] for line in _lines(enriched))
    done = _pipe("--steps", "link,alert", "--subscriptions", str(file), given=enriched)
    alerts = _lines(done.stdout)
    assert {alert["subscription_id"] for alert in alerts} == {"conflict"}
    assert len({alert["group_key"] for alert in alerts}) == len(alerts)
    assert {alert["incidents"] for alert in alerts} <= {story["story_id"] for story in stories}


def test_what_is_refused_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    good = '{"uri": "u:1", "body": "Kenya expelled two Peruvian envoys on Monday, officials said."}'
    given = f'{good}\n{{"uri": "u:2", "body": "   "}}\nno json\n{good.replace("u:1", "u:3")}\n'.encode()
    done = _pipe("--steps", "clean", "--rejects", str(rejects), "--collected", "2026-03-02T00:00:00", given=given)
    assert done.returncode == 1
    assert [(line["uri"], line["collected"]) for line in _lines(done.stdout)] == [
        ("u:1", "2026-03-02T00:00:00Z"),
        ("u:3", "2026-03-02T00:00:00Z"),
    ]
    refused = {line["subject"]: line["reason"] for line in _lines(rejects.read_bytes())}
    assert refused == {"stdin:3": "not_json", "u:2": "empty"}


@pytest.mark.parametrize("steps", ["tag,clean", "clean,classify", "nonsense", ""])
def test_steps_must_follow_each_other(steps: str) -> None:
    done = _pipe("--steps", steps)
    assert done.returncode == 2
    assert b"steps" in done.stderr
