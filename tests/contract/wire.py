"""Records of every topic as the wire makes them: the bundled samples through all steps, without Kafka."""

from collections import defaultdict
from functools import cache
from pathlib import Path

from schemas.codec import Message, encode
from schemas.control import SubscriptionControl, Tick, control_key
from schemas.registry import CLOCK, CONTROL, RAW
from tests.eval.wire import payloads
from tests.samples.test_samples import COLLECTED
from workers.cli.subscription_file import subscriptions_of
from workers.pipeline import STEPS
from workers.pool.work import run

SUBSCRIPTIONS = Path(__file__).parents[2] / "workers" / "demo" / "subscriptions.yaml"
LIMIT = 16 * 2**20


@cache
def records() -> dict[str, list[tuple[str, bytes]]]:
    """Every (key, value) on each topic behind the samples, their subscriptions and one tick; no tombstones."""
    found: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    cores = {step.name: step.build() for step in STEPS.values()}

    def put(topic: str, key: str, value: bytes) -> None:
        found[topic].append((key, value))
        message = Message(topic=topic, key=key.encode(), value=value, timestamp=COLLECTED)
        for step in STEPS.values():
            if topic in step.reads:
                for item in run(step, cores[step.name], message, LIMIT).produced:
                    if item.topic == step.state and item.value is not None:
                        found[item.topic].append((item.key, item.value))
                    elif item.value is not None:
                        put(item.topic, item.key, item.value)

    for subscription in subscriptions_of(SUBSCRIPTIONS):
        record = SubscriptionControl(issued=COLLECTED, subscription=subscription)
        put(CONTROL, control_key(record), encode(record))
    for payload in payloads():
        put(RAW, "", payload)
    put(CLOCK, "tick", encode(Tick(time=COLLECTED)))
    return found
