"""Delivery on a real broker: recorded before and after, retried, in order, nobody slowed by another, replays silent."""

import asyncio
from collections import defaultdict
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from schemas.control import control_key
from schemas.delivery import Answer, Attempt
from tests.delivery import receiver as r
from tests.delivery.alerts import alert, delivering, process, publish, records, until, until_ready, webhook
from workers.broker import topics as topics_as_code
from workers.cli.webhook_records import remove
from workers.connectors.control import write
from workers.delivery import alerts as log_module
from workers.delivery import queue as queue_module
from workers.delivery.attempt import AT_A_HOST
from workers.delivery.deliverer import Deliverer
from workers.delivery.lane import AT_ONCE
from workers.delivery.notice import notice
from workers.delivery.queue import ROOM
from workers.service.exits import Exit
from workers.settings import Settings


@pytest.fixture
def settings(topics: Settings) -> Settings:
    update = {"allow_private": True, "webhook_timeout": 0.5, "webhook_delays": "0.2 0.3 0.4", "http_port": 0}
    return topics.model_copy(update=update)


async def settled(settings: Settings, count: int) -> list[Attempt | Answer]:
    """The delivery records, once there are `count` final answers."""
    found: list[Attempt | Answer] = []
    async with asyncio.timeout(60):
        while sum(isinstance(one, Answer) and one.final for one in found) < count:
            found = await records(settings)
    return found


async def test_an_alert_is_announced_delivered_and_answered(settings: Settings) -> None:
    async with r.receiver() as receiver:
        await publish(settings, [alert("before")])
        hook = await webhook(settings, "desk", receiver.url)
        async with delivering(settings):
            await publish(settings, [alert("a1")])
            attempt, answer = await settled(settings, 1)
    assert receiver.names == ["a1"]
    assert isinstance(attempt, Attempt)
    assert isinstance(answer, Answer)
    id_ = notice(settings.prefix, "desk", alert("a1")).id
    assert attempt.webhook_id == answer.webhook_id == receiver.got[0].id == id_
    assert (attempt.number, attempt.url, attempt.issued) == (1, receiver.url, hook.issued)
    assert (answer.status, answer.failure, answer.final, answer.retry_at) == (204, None, True, None)


async def test_the_attempt_is_on_the_topic_when_the_request_comes(settings: Settings) -> None:
    seen: list[Attempt | Answer] = []

    async def behave(_: web.Request) -> web.StreamResponse:
        seen.extend(await records(settings))
        return web.Response()

    async with r.receiver(behave) as receiver:
        await webhook(settings, "desk", receiver.url)
        async with delivering(settings.model_copy(update={"webhook_timeout": 20.0})):
            await publish(settings, [alert("a1")])
            await settled(settings, 1)
    assert [(one.kind, one.alert) for one in seen] == [("attempt", "a1")]


BAD: dict[str, tuple[r.Behaviour, list[str | None]]] = {
    "minute": (r.after_a_minute, ["timeout"] * 4),
    "500": (r.answers(500), ["server_error"] * 4),
    "endless-500": (r.endless(500), ["server_error"] * 4),
    "redirect": (r.answers(302, Location="http://127.0.0.1:1/"), ["redirect"] * 4),
    "hangs-up": (r.hangs_up, ["connection"] * 4),
    "410": (r.answers(410), ["gone"]),
    "422": (r.answers(422), ["refused"]),
    "endless-200": (r.endless(200), [None]),
    "good": (r.ok, [None]),
}


def outcomes(found: list[Attempt | Answer]) -> dict[str, list[str | None]]:
    """The failures of each webhook's answers, in order."""
    failures: dict[str, list[str | None]] = defaultdict(list)
    for one in found:
        if isinstance(one, Answer):
            failures[one.webhook].append(one.failure)
    return failures


async def test_bad_receivers_are_given_up_by_name_beside_a_good_one(settings: Settings) -> None:
    async with AsyncExitStack() as stack:
        receivers = {name: await stack.enter_async_context(r.receiver(behave)) for name, (behave, _) in BAD.items()}
        for name, receiver in receivers.items():
            await webhook(settings, name, receiver.url)
        async with delivering(settings):
            await publish(settings, [alert("a1")])
            found = await settled(settings, len(BAD))
    assert outcomes(found) == {name: failures for name, (_, failures) in BAD.items()}
    for name, receiver in receivers.items():
        tries = [one for one in found if isinstance(one, Attempt) and one.webhook == name]
        assert [one.number for one in tries] == list(range(1, len(tries) + 1))
        assert {got.id for got in receiver.got} == {one.webhook_id for one in tries}
        assert len(receiver.got) == len(tries)


async def test_nobody_there_and_private_addresses(settings: Settings) -> None:
    async with r.receiver() as gone:
        pass
    await webhook(settings, "nobody", gone.url)
    async with delivering(settings):
        await publish(settings, [alert("a1")])
        assert outcomes(await settled(settings, 1)) == {"nobody": ["connection"] * 4}
    async with r.receiver() as receiver:
        await webhook(settings, "private", receiver.url)
        async with delivering(settings.model_copy(update={"allow_private": False})):
            await publish(settings, [alert("a2", subscription="x")])
            assert outcomes(await settled(settings, 3))["private"] == ["private_address"]
    assert receiver.got == []


async def test_retry_after_holds_back_all_that_is_for_that_receiver(settings: Settings) -> None:
    busy = r.answers(429, Retry_After="2")
    async with r.receiver(busy) as receiver:
        await webhook(settings, "desk", receiver.url)
        async with delivering(settings):
            await publish(settings, [alert("a1")])
            while not any(isinstance(one, Answer) for one in await records(settings)):
                await asyncio.sleep(0.05)
            receiver.behave = r.ok
            await publish(settings, [alert("a2", group="other")])
            found = await settled(settings, 2)
    first = next(one for one in found if isinstance(one, Answer))
    assert (first.failure, first.final) == ("rate_limited", False)
    assert first.retry_at is not None
    assert first.retry_at - first.time >= timedelta(seconds=2)
    later = [one for one in found if isinstance(one, Attempt)][1:]
    assert {one.alert for one in later} == {"a1", "a2"}
    assert all(one.time - first.time >= timedelta(seconds=2) for one in later)


async def test_an_update_waits_for_its_alert_and_other_stories_do_not(settings: Settings) -> None:
    failing = {"a-alert"}

    async def behave(_: web.Request) -> web.StreamResponse:
        return web.Response(status=500 if receiver.names[-1] in failing else 200)

    async with r.receiver(behave) as receiver:
        await webhook(settings, "desk", receiver.url)
        async with delivering(settings.model_copy(update={"webhook_delays": " ".join(["0.2"] * 200)})):
            await publish(settings, [alert("a-alert", group="a"), alert("a-update", group="a", kind="Update")])
            others = [alert(f"b{n}", group=f"b{n}") for n in range(3 * AT_ONCE)]
            await publish(settings, others)
            await until(lambda: {one.identifier for one in others} <= set(receiver.names))
            assert "a-update" not in receiver.names
            failing.clear()
            await until(lambda: "a-update" in receiver.names)
    assert receiver.names.index("a-update") > len(receiver.names) - 1 - receiver.names[::-1].index("a-alert")


async def test_a_dead_receiver_slows_nobody(settings: Settings) -> None:
    """More alerts than a queue has room for: the good one has them all while the dead one has answered nothing."""
    patient = settings.model_copy(update={"webhook_timeout": 25.0})
    count = ROOM + 50
    async with r.receiver(r.after_a_minute) as dead, r.receiver() as good:
        for id_, receiver in (("dead", dead), ("good", good)):
            await webhook(patient, id_, receiver.url)
        async with delivering(patient):
            await publish(patient, [alert(f"a{n}", group=f"g{n}") for n in range(count)])
            await until(lambda: len(good.got) == count)
            assert len(dead.got) <= AT_ONCE
    assert len(set(good.names)) == count


async def test_one_that_was_slow_catches_up_from_the_topic(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """With little room in memory: what its queue did not hold is read again, none is left out, none comes twice."""
    monkeypatch.setattr(log_module, "HELD", 20)
    monkeypatch.setattr(log_module, "PIECE", 7)
    monkeypatch.setattr(queue_module, "ROOM", 5)
    release = asyncio.Event()

    async def behave(_: web.Request) -> web.StreamResponse:
        await release.wait()
        return web.Response()

    alerts = [alert(f"a{n}", group=f"g{n % 3}") for n in range(100)]
    async with r.receiver(behave) as slow, r.receiver() as good:
        for id_, receiver in (("slow", slow), ("good", good)):
            await webhook(settings, id_, receiver.url)
        async with delivering(settings.model_copy(update={"webhook_timeout": 25.0})):
            await publish(settings, alerts)
            await until(lambda: len(good.got) == len(alerts))
            release.set()
            await settled(settings, 2 * len(alerts))
    for receiver in (slow, good):
        for group in range(3):
            of_group = [name for name in receiver.names if int(name[1:]) % 3 == group]
            assert of_group == [one.identifier for one in alerts if one.group_key == f"g{group}"]


async def test_a_restart_sends_again_only_what_is_open(settings: Settings) -> None:
    async def behave(_: web.Request) -> web.StreamResponse:
        return web.Response(status=500 if receiver.names[-1] == "a0" else 200)

    slow = settings.model_copy(update={"webhook_delays": "3600"})
    async with r.receiver(behave) as receiver:
        await webhook(slow, "desk", receiver.url)
        for count in (11, 12, 13):
            async with delivering(slow):
                await publish(
                    slow, [alert(f"a{n}", group=f"g{n}") for n in range(0 if count == 11 else count - 1, count)]
                )
                await settled(slow, count - 1)
    assert sorted(receiver.names) == sorted(f"a{n}" for n in range(13))


def told(receiver: r.Receiver) -> list[tuple[str, str]]:
    """The alerts that came, and their status."""
    return [(got.alert["identifier"], got.alert["status"]) for got in receiver.got]


async def test_replayed_alerts_are_silent_or_an_exercise(settings: Settings) -> None:
    replay = settings.model_copy(update={"prefix": f"{settings.prefix}r1."})
    await topics_as_code.apply(replay)
    async with r.receiver() as receiver:
        hook = await webhook(settings, "desk", receiver.url)
        await write(replay, [(control_key(hook), hook)], hook.issued)
        for run in (settings, replay):
            await publish(run, [alert("a1")], replayed=True)
            await publish(run, [alert("a2")])
        assert await Deliverer(settings, 0).run(until_done=True) is Exit.OK
        assert told(receiver) == [("a2", "Actual")]
        assert await Deliverer(replay, 0, exercise=True).run(until_done=True) is Exit.OK
        assert told(receiver) == [("a2", "Actual"), ("a1", "Exercise")]


async def test_what_was_published_before_is_not_waited_for(settings: Settings) -> None:
    await publish(settings, [alert("a1")])
    async with r.receiver() as receiver:
        await webhook(settings, "desk", receiver.url)
        assert await Deliverer(settings, 0).run(until_done=True) is Exit.OK
    assert receiver.got == []


async def test_requests_to_one_host_are_bounded_over_all_its_webhooks(settings: Settings) -> None:
    under_way = most = 0
    release = asyncio.Event()

    async def behave(_: web.Request) -> web.StreamResponse:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await release.wait()
        under_way -= 1
        return web.Response()

    patient = settings.model_copy(update={"webhook_timeout": 25.0})
    async with r.receiver(behave) as receiver:
        for number in range(4):
            await webhook(patient, f"w{number}", receiver.url)
        async with delivering(patient):
            await publish(patient, [alert(f"a{n}", group=f"g{n}") for n in range(AT_ONCE)])
            await until(lambda: under_way == AT_A_HOST)
            release.set()
            await settled(patient, 4 * AT_ONCE)
    assert (most, 4 * AT_ONCE > AT_A_HOST) == (AT_A_HOST, True)


async def test_until_done_ends_when_all_is_final_whichever_way(settings: Settings) -> None:
    assert await Deliverer(settings, 0).run(until_done=True) is Exit.OK
    async with r.receiver(r.answers(500)) as bad, r.receiver() as good, r.receiver(r.answers(410)) as gone:
        for id_, receiver in (("bad", bad), ("good", good), ("gone", gone)):
            await webhook(settings, id_, receiver.url)
        await publish(settings, [alert(f"a{n}") for n in range(3)])
        assert await Deliverer(settings, 0).run(until_done=True) is Exit.OK
    assert (len(good.got), len(bad.got)) == (3, 12)
    assert [one.failure for one in await records(settings) if isinstance(one, Answer) and one.webhook == "gone"] == [
        "gone"
    ]


async def test_subscriptions_are_asked_for_by_name(settings: Settings) -> None:
    async with r.receiver() as receiver:
        await webhook(settings, "desk", receiver.url, "s1", "s3")
        await publish(settings, [alert(f"a{n}", subscription=f"s{n}", group=f"g{n}") for n in range(5)])
        await Deliverer(settings, 0).run(until_done=True)
    assert receiver.names == ["a1", "a3"]


async def test_gone_holds_over_a_restart_until_the_webhook_is_added_again(settings: Settings) -> None:
    async with r.receiver(r.answers(410)) as receiver, r.receiver() as other:
        await webhook(settings, "desk", receiver.url)
        await webhook(settings, "other", other.url)
        for name in ("a1", "a2"):
            await publish(settings, [alert(name)])
            assert await Deliverer(settings, 0).run(until_done=True) is Exit.OK
        assert (receiver.names, other.names) == (["a1"], ["a1", "a2"])
        receiver.behave = r.ok
        async with delivering(settings):
            await webhook(settings, "desk", receiver.url)
            await until(lambda: len(receiver.got) == 2)
    assert receiver.names == ["a1", "a2"]


async def test_a_webhook_comes_changes_and_goes_while_delivery_runs(settings: Settings) -> None:
    async with r.receiver(r.answers(404)) as wrong, r.receiver() as right:
        slow = settings.model_copy(update={"webhook_delays": "3600"})
        async with delivering(slow):
            await webhook(slow, "desk", wrong.url)
            await publish(slow, [alert("a1")])
            await until(lambda: wrong.got)
            await webhook(slow, "desk", right.url)
            await until(lambda: right.got, "what waited was not tried at the new address")
            await remove(slow, "desk")
            await webhook(slow, "last", right.url)
            await publish(slow, [alert("a2", group="g2")])
            await settled(slow, 2)
    assert wrong.names == ["a1"]
    assert right.names == ["a1", "a2"]
    assert right.got[0].id == wrong.got[0].id
    assert [one.webhook for one in await records(slow) if one.alert == "a2"] == ["last"] * 2


async def test_what_was_broken_off_is_tried_again_under_the_same_id(settings: Settings) -> None:
    patient = settings.model_copy(update={"webhook_timeout": 25.0, "webhook_delays": "3600"})
    async with r.receiver(r.after_a_minute) as receiver:
        await webhook(patient, "desk", receiver.url)
        async with delivering(patient):
            await publish(patient, [alert("a1")])
            await until(lambda: receiver.got)
        receiver.behave = r.ok
        async with delivering(patient):
            found = await settled(patient, 1)
    assert [(one.kind, one.number, getattr(one, "failure", None)) for one in found] == [
        ("attempt", 1, None),
        ("answer", 1, "interrupted"),
        ("attempt", 2, None),
        ("answer", 2, None),
    ]
    assert len({got.id for got in receiver.got}) == 1


async def test_a_second_process_takes_over_and_the_first_ends(settings: Settings) -> None:
    async with r.receiver() as receiver:
        await webhook(settings, "desk", receiver.url)
        first = asyncio.create_task(Deliverer(settings, 0).run())
        await publish(settings, [alert("a1")])
        await settled(settings, 1)
        async with delivering(settings):
            await publish(settings, [alert("a2")])
            await until(lambda: "a2" in receiver.names)
            assert await asyncio.wait_for(first, 60) is Exit.TEMPFAIL
            await publish(settings, [alert("a3")])
            await until(lambda: "a3" in receiver.names)
    assert receiver.names == ["a1", "a2", "a3"]


async def test_sigterm_ends_it_when_what_is_under_way_is_answered(settings: Settings, free_port: int) -> None:
    asked = asyncio.Event()
    release = asyncio.Event()

    async def behave(_: web.Request) -> web.StreamResponse:
        asked.set()
        await release.wait()
        return web.Response()

    patient = settings.model_copy(update={"webhook_timeout": 25.0})
    async with r.receiver(behave) as receiver:
        await webhook(patient, "desk", receiver.url)
        with process(patient, "--port", str(free_port)) as child:
            await until_ready(free_port)
            await publish(patient, [alert("a1"), alert("a2")])
            await asked.wait()
            child.terminate()
            release.set()
            assert await asyncio.to_thread(child.wait, 60) == 0
    assert [(one.kind, one.alert, one.number) for one in await records(patient)] == [
        ("attempt", "a1", 1),
        ("answer", "a1", 1),
    ]


async def test_its_pages_say_what_it_does(settings: Settings, free_port: int) -> None:
    async with r.receiver() as receiver, r.receiver(r.answers(410)) as gone, aiohttp.ClientSession() as client:
        await webhook(settings, "desk", receiver.url)
        await webhook(settings, "former", gone.url)
        async with delivering(settings, free_port):
            await until_ready(free_port)
            await publish(settings, [alert("a1")])
            await settled(settings, 2)
            ready = await (await client.get(f"http://127.0.0.1:{free_port}/readyz")).json()
            text = await (await client.get(f"http://127.0.0.1:{free_port}/metrics")).text()
    assert set(ready["conditions"]) == {
        "journal open, deliveries folded",
        "alerts read",
        "webhooks known",
        "broker answers",
    }
    rows = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert float(rows['wiredesk_deliveries_total{outcome="delivered"}']) >= 1
    assert float(rows['wiredesk_deliveries_total{outcome="gone"}']) >= 1
    assert float(rows['wiredesk_delivery_attempts_total{outcome="gone"}']) >= 1
    assert float(rows["wiredesk_delivery_age_seconds_count"]) >= 1
    assert (rows['wiredesk_deliveries_open{webhook="desk"}'], rows['wiredesk_webhook_gone{webhook="desk"}']) == (
        "0.0",
        "0.0",
    )
    assert rows['wiredesk_webhook_gone{webhook="former"}'] == "1.0"


async def test_without_a_broker_it_ends_to_be_started_again(tmp_path: Path) -> None:
    nowhere = Settings(home=tmp_path, kafka_bootstrap="127.0.0.1:1", http_port=0)
    assert await asyncio.wait_for(Deliverer(nowhere, 0).run(), 60) is Exit.TEMPFAIL
