"""`wiredesk webhooks` and `wiredesk tail deliveries`, as people and scripts use them."""

import asyncio
import json
import stat
from collections.abc import Callable
from typing import Any

import pytest
import standardwebhooks
from typer.testing import CliRunner

from tests.delivery import receiver as r
from tests.delivery.alerts import alert, publish
from workers.__main__ import app
from workers.delivery.deliverer import Deliverer
from workers.settings import Settings

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(topics: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with the settings of the test; exit code, standard output, standard error on one line."""
    for name, value in topics.model_copy(update={"allow_private": True}).environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("WIREDESK_ALLOW_PRIVATE", "true")
    monkeypatch.setenv("COLUMNS", "200")

    def invoke(*arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, arguments)
        return result.exit_code, result.stdout, " ".join(result.stderr.split())

    return invoke


def listed(run: Run) -> dict[str, Any]:
    return {row["webhook"]["id"]: row for row in json.loads(run("webhooks", "list", "--json")[1])}


def test_one_is_added_changed_and_deleted_and_its_secret_is_shown_once(run: Run, topics: Settings) -> None:
    code, out, _ = run("webhooks", "add", "https://hooks.example/a", "--id", "desk")
    path = topics.secrets_folder / "desk"
    assert code == 0
    assert path.read_text().strip() in out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first = listed(run)["desk"]
    assert (first["webhook"]["url"], first["webhook"]["version"], first["gone"]) == (
        "https://hooks.example/a",
        1,
        False,
    )
    assert path.read_text().strip() not in json.dumps(listed(run))

    code, out, err = run("webhooks", "add", "https://hooks.example/b", "--id", "desk", "-s", "sahel", "-s", "coast")
    assert (code, "whsec_" in out) == (0, False)
    assert "No subscription is called 'sahel' yet" in err
    second = listed(run)["desk"]
    assert (second["webhook"]["version"], second["since"]) == (2, first["since"])
    assert second["webhook"]["subscriptions"] == ["sahel", "coast"]

    assert run("webhooks", "delete", "desk")[0] == 0
    assert listed(run) == {}
    assert path.exists()
    assert "No webhook holds" in run("webhooks", "list")[1]


def test_a_private_address_is_warned_of(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("webhooks", "add", "http://127.0.0.1/a")[2] == ""
    monkeypatch.delenv("WIREDESK_ALLOW_PRIVATE")
    code, _, err = run("webhooks", "add", "http://127.0.0.1/a")
    assert (code, "WIREDESK_ALLOW_PRIVATE" in err) == (0, True)


def test_without_an_id_the_same_url_is_the_same_webhook(run: Run) -> None:
    made = [json.loads(run("webhooks", "add", "https://hooks.example/a", "--json")[1]) for _ in range(2)]
    assert [row["version"] for row in made] == [1, 2]
    assert made[0]["id"] == made[1]["id"]
    assert made[0]["id"].startswith("hooks.example-")
    assert made[0]["secret"].startswith("whsec_")
    assert made[1]["secret"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "ftp://hooks.example"), "can't be a webhook: its scheme is 'ftp'"),
        (("add", "https://a:b@hooks.example"), "holds a name or a password"),
        (("add", "https://hooks.example", "--id", "a/b"), "is no ID"),
        (("add", "https://hooks.example", "--secret", "none-such"), "No such file"),
        (("add", "https://hooks.example", "--secret", "../broker"), "no name for a secret"),
        (("delete", "nobody"), "No webhook is called 'nobody'"),
        (("test", "nobody"), "No webhook is called 'nobody'"),
    ],
)
def test_what_can_not_be_is_refused_by_name(run: Run, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = run("webhooks", *arguments)
    assert (code, out) == (1, "")
    assert said in err


async def test_a_test_is_signed_says_so_and_prints_the_answer(run: Run, topics: Settings) -> None:
    async with r.receiver() as receiver:
        await asyncio.to_thread(run, "webhooks", "add", receiver.url, "--id", "desk")
        code, out, err = await asyncio.to_thread(run, "webhooks", "test", "desk")
        assert (code, out.startswith("delivered HTTP 204"), err) == (0, True, "")
        receiver.behave = r.answers(500, "our fault")
        code, _, err = await asyncio.to_thread(run, "webhooks", "test", "desk")
        assert code == 1
        assert err.startswith("server_error: HTTP 500, our fault")
        receiver.behave = r.answers(410)
        code, out, _ = await asyncio.to_thread(run, "webhooks", "test", "desk", "--json")
    told = json.loads(out)
    assert (code, told["delivered"], told["status"], told["failure"]) == (1, False, 410, "gone")
    (secret,) = (topics.secrets_folder / "desk").read_text().split()
    notice = standardwebhooks.Webhook(secret).verify(receiver.got[0].body, dict(receiver.got[0].headers))
    assert notice["data"]["status"] == "Test"
    assert len({got.id for got in receiver.got}) == 3


async def test_list_and_tail_say_how_each_stands(run: Run, topics: Settings) -> None:
    quick = topics.model_copy(update={"allow_private": True, "webhook_delays": "0.1", "http_port": 0})
    async with r.receiver() as good, r.receiver(r.answers(410)) as gone, r.receiver(r.answers(500)) as bad:
        for id_, receiver in (("good", good), ("gone", gone), ("bad", bad)):
            await asyncio.to_thread(run, "webhooks", "add", receiver.url, "--id", id_)
        await asyncio.to_thread(run, "webhooks", "add", "https://hooks.example/", "--id", "idle", "-s", "other")
        await publish(quick, [alert("a1")])
        await Deliverer(quick, 0).run(until_done=True)
    _, out, _ = await asyncio.to_thread(run, "webhooks", "list")
    rows = {line.split()[0]: line for line in out.splitlines()}
    assert "delivered" in rows["good"]
    assert "gone; add it again" in rows["gone"]
    assert "given up" in rows["bad"]
    assert "nothing sent yet" in rows["idle"]
    _, out, _ = await asyncio.to_thread(run, "tail", "deliveries")
    said = [line[20:] for line in out.splitlines()]
    assert sum(line.startswith("attempt 1 ") for line in said) == 3
    assert any(line.startswith("delivered good msg_") and "HTTP 204" in line for line in said)
    assert any(line.startswith("gone gone msg_") and "given up" in line for line in said)
    assert any(line.startswith("server_error bad msg_") and "attempt 2, given up" in line for line in said)
