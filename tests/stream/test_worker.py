"""One worker on a real broker: every fault has its dead letter, and nothing else is harmed."""

import asyncio
import signal

import pytest

from tests.stream.harness import counted, entries, put, worker
from workers.service.exits import Exit
from workers.settings import Settings

FAULTS = [
    ("POISON", "no_text", "Reject"),
    ("BUG", "core_error", "RuntimeError"),
    ("DIE", "worker_died", "ProcessExpired"),
    ("HANG", "time_limit", "TimeoutError"),
    ("HUGE", "memory_limit", "MemoryError"),
    (b"", "empty", "DecodeError"),
    (b"[" * 100_000 + b"]" * 100_000, "too_deep", "DecodeError"),
    (b'{"uri": "a", "body": "cut o', "not_json", "DecodeError"),
    (b'[{"uri": "a", "body": "b"}, {"uri": "c", "body": "d"}]', "wrong_type", "DecodeError"),
    (b'{"uri": "a"}', "missing_field", "DecodeError"),
    (b'{"uri": 1, "body": "b"}', "wrong_type", "DecodeError"),
]


async def test_each_fault_is_dead_lettered_and_the_next_article_unharmed(topics: Settings) -> None:
    settings = topics.model_copy(update={"item_seconds": 2.0})
    bodies = [text for body, _, _ in FAULTS for text in (body, "fine")]
    await put(settings, "news.raw", bodies)
    with worker(settings):
        found = await counted(settings, len(bodies), "news.clean", "news.raw.dlq")
    assert len(found) == len(bodies)
    dead = {entry.key: entry for entry in found if entry.place.topic == "news.raw.dlq"}
    assert sorted(dead) == sorted(f"u{2 * number}" for number in range(len(FAULTS)))
    source = {entry.key: entry for entry in await entries(settings, "news.raw")}
    for number, (_, reason, error) in enumerate(FAULTS):
        letter = dead[f"u{2 * number}"]
        original = source[letter.key]
        assert letter.message.header("wd_dlq_reason") == reason
        assert letter.message.header("wd_dlq_error_class") == error
        assert letter.message.value == original.message.value
        assert letter.message.header("x-test") == "kept"
        assert letter.message.header("wd_dlq_topic") == settings.topic("news.raw")
        assert letter.message.header("wd_dlq_partition") == str(original.place.partition)
        assert letter.message.header("wd_dlq_offset") == str(original.place.offset)


async def test_outputs_carry_cloudevents_headers_and_ids_that_a_second_run_repeats(topics: Settings) -> None:
    await put(topics, "news.raw", ["one", "two"])
    with worker(topics):
        first = await counted(topics, 2, "news.clean")
    header = {name: value.decode() for name, value in first[0].message.headers}
    assert header["ce_specversion"] == "1.0"
    assert header["ce_type"] == "org.wiredesk.article.clean"
    assert header["ce_dataschema"] == "urn:wiredesk:schema:news.clean:1"
    assert header["ce_subject"] == first[0].key
    assert header["wd_input_topic"] == topics.topic("news.raw")
    assert len({entry.message.header("ce_id") for entry in first}) == 2


async def test_internal_errors_in_a_row_stop_the_worker_for_good_and_write_nothing(topics: Settings) -> None:
    settings = topics.model_copy(update={"deadletter_run": 5})
    await put(settings, "news.raw", ["BUG"] * 30)
    with worker(settings) as process:
        assert await asyncio.to_thread(process.wait, 60) == Exit.SOFTWARE
    assert len(await entries(settings, "news.raw.dlq")) < 5


async def test_bad_input_in_a_row_does_not_stop_the_worker(topics: Settings) -> None:
    settings = topics.model_copy(update={"deadletter_run": 5})
    await put(settings, "news.raw", ["POISON"] * 130)
    with worker(settings):
        assert len(await counted(settings, 130, "news.raw.dlq")) == 130


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_a_worker_that_ends_leaves_no_gap_and_no_repeat(topics: Settings, number: signal.Signals) -> None:
    await put(topics, "news.raw", [f"text {n}" for n in range(2_000)])
    settings = topics.model_copy(update={"batch_size": 20})
    with worker(settings) as process:
        await counted(settings, 200, "news.clean")
        process.send_signal(number)
        code = await asyncio.to_thread(process.wait, 30)
        assert code == (Exit.OK if number == signal.SIGTERM else -signal.SIGKILL)
    assert len(await entries(settings, "news.clean")) < 2_000
    with worker(topics):
        found = await counted(settings, 2_000, "news.clean")
    assert sorted(entry.key for entry in found) == sorted(f"u{n}" for n in range(2_000))
