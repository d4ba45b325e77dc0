"""The pages of a worker: metrics as the table names them, and a readiness that is honest."""

import aiohttp
import pytest
from prometheus_client import REGISTRY

from workers.core.outcome import RejectReason
from workers.pipeline import STEPS
from workers.stream.worker import _count_from_zero
from workers.telemetry import metrics
from workers.telemetry.health import Health
from workers.telemetry.http import Pages


@pytest.mark.parametrize(("loaded", "assigned", "status"), [(True, True, 200), (True, False, 503), (False, True, 503)])
async def test_readiness_needs_every_condition_and_names_them(loaded: bool, assigned: bool, status: int) -> None:
    health = Health({"model loaded": lambda: loaded, "partitions assigned": lambda: assigned})
    pages = Pages("tag", health, "127.0.0.1", 0)
    address = await pages.start()
    try:
        async with aiohttp.ClientSession() as client:
            answer = await client.get(f"{address}/readyz")
            assert answer.status == status
            conditions = {"model loaded": loaded, "partitions assigned": assigned}
            assert await answer.json() == {"step": "tag", "ready": status == 200, "conditions": conditions}
            assert (await client.get(f"{address}/healthz")).status == 200
            text = await (await client.get(f"{address}/metrics")).text()
            assert f'wiredesk_ready{{step="tag"}} {float(status == 200)}' in text
    finally:
        await pages.stop()


def test_every_metric_of_ours_is_in_the_one_table() -> None:
    table = {value._name for value in vars(metrics).values() if hasattr(value, "_name")}
    registered = {family.name for family in REGISTRY.collect() if family.name.startswith("wiredesk_")}
    assert registered == table


def test_a_worker_counts_from_zero() -> None:
    """Prometheus sees a counter's first event only as a difference to what was there before."""
    _count_from_zero(STEPS["link"])
    found = {
        (name, tuple(labels.items())): REGISTRY.get_sample_value(f"wiredesk_{name}_total", {"step": "link", **labels})
        for name, labels in [
            *(("records_rejected", {"reason": str(reason)}) for reason in RejectReason),
            *(("records_in", {"topic": topic}) for topic in STEPS["link"].reads),
        ]
    }
    assert len(found) == len(RejectReason) + 2
    assert set(found.values()) == {0.0}
