"""A receiver that is down for a while, and delivery killed at random: every alert arrives, repeats keep their id."""

import asyncio
import random
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from schemas.delivery import Attempt
from tests.delivery import receiver as r
from tests.delivery.alerts import alert, publish, records, until, until_ready, webhook
from workers.delivery.notice import notice
from workers.settings import Settings

ALERTS = 120
GROUPS = 12
KILLS = 5


@dataclass
class Restarted:
    """`wiredesk delivery`, started again whenever it ends."""

    settings: Settings
    port: int
    kills: int = 0
    child: "subprocess.Popen[bytes] | None" = None
    stopping: bool = False

    async def keep(self) -> None:
        command = [sys.executable, "-m", "workers", "delivery", "--port", str(self.port)]
        while not self.stopping:
            self.child = subprocess.Popen(command, env=self.settings.environment(), stdout=subprocess.DEVNULL)
            await asyncio.to_thread(self.child.wait)

    def kill(self) -> None:
        assert self.child is not None
        self.child.kill()
        self.kills += 1


@asynccontextmanager
async def restarted(settings: Settings, port: int) -> AsyncIterator[Restarted]:
    it = Restarted(settings, port)
    keeping = asyncio.create_task(it.keep())
    try:
        yield it
    finally:
        it.stopping = True
        if it.child is not None:
            it.child.kill()
        await keeping


def story(number: int) -> str:
    return f"g{number % GROUPS}"


async def test_every_alert_arrives_through_an_outage_and_kills(topics: Settings, free_port: int) -> None:
    delays = " ".join(["0.2"] * 60)
    settings = topics.model_copy(
        update={"allow_private": True, "webhook_timeout": 2.0, "webhook_delays": delays, "http_port": 0}
    )
    pick = random.Random(7)
    alerts = [alert(f"a{number}", group=story(number)) for number in range(ALERTS)]
    async with r.receiver(r.answers(503)) as receiver:
        hook = await webhook(settings, "desk", receiver.url)
        async with restarted(settings, free_port) as delivery:
            for kill in range(KILLS):
                await publish(settings, alerts[kill * ALERTS // KILLS : (kill + 1) * ALERTS // KILLS])
                await until_ready(free_port)
                if kill == 2:
                    receiver.behave = r.ok
                seen = len(receiver.got)
                await until(lambda seen=seen: len(receiver.got) > seen)
                await asyncio.sleep(pick.uniform(0, 0.3))
                delivery.kill()
            await until(lambda: {one.identifier for one in alerts} <= taken(receiver))
        assert delivery.kills == KILLS
    ids: dict[str, set[str]] = {}
    for got in receiver.got:
        ids.setdefault(got.alert["identifier"], set()).add(got.id)
    assert ids == {one.identifier: {notice(settings.prefix, "desk", one).id} for one in alerts}
    announced = [(one.alert, one.webhook_id) for one in await records(settings) if isinstance(one, Attempt)]
    for name, (id_,) in ids.items():
        assert receiver.names.count(name) <= announced.count((name, id_)), f"{name} came without an attempt on record"
    assert {one.issued for one in await records(settings) if isinstance(one, Attempt)} == {hook.issued}


def taken(receiver: r.Receiver) -> set[str]:
    """The alerts that the receiver answered with 2xx: all that came once it was up."""
    return {got.alert["identifier"] for got in receiver.got if got.answered == 204}
