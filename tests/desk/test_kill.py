"""A desk killed in the middle of its work, and one whose topics are other ones: the same state as a fresh fold."""

import asyncio
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.desk.dump import dump
from tests.desk.published import copies, entries, publish, wire
from tests.desk.running import running, start
from workers.broker import topics as topics_as_code
from workers.desk.elsewhere import caught_up
from workers.desk.store import Store
from workers.settings import Settings


def folded(path: Path) -> int:
    """How many records the file has taken in."""
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT coalesce(sum(offset + 1), 0) FROM places").fetchone()[0])
    except sqlite3.OperationalError:  # it is being made
        return 0


async def whole(settings: Settings, home: Path) -> Path:
    """The file of a desk that folds everything, undisturbed or to the end of what was left."""
    fresh = settings.model_copy(update={"home": home})
    home.mkdir(exist_ok=True)
    async with running(fresh, home / "log") as page:
        await asyncio.wait_for(caught_up(fresh, page), 120)
    return home / "desk" / "desk.sqlite"


async def test_killed_at_random_it_comes_back_to_the_same_state(topics: Settings, tmp_path: Path) -> None:
    records = copies(12)
    await publish(topics, records)
    home = tmp_path / "killed"
    home.mkdir()
    hurt = topics.model_copy(update={"home": home})
    path = home / "desk" / "desk.sqlite"
    for part in (0.15, 0.5):
        process = start(hurt, home / "log")
        async with asyncio.timeout(60):
            while folded(path) < part * len(records):
                assert process.poll() is None, (home / "log").read_text()
                await asyncio.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert part * len(records) <= folded(path) < len(records), "killed in the middle"
    kept = dump(await whole(topics, home))
    assert kept == dump(await whole(topics, tmp_path / "fresh"))
    assert len(kept["articles"]) > 500


async def test_deleted_it_is_folded_again(topics: Settings, tmp_path: Path) -> None:
    await publish(topics, wire())
    first = dump(await whole(topics, tmp_path))
    (tmp_path / "desk" / "desk.sqlite").unlink()
    assert dump(await whole(topics, tmp_path)) == first


async def becomes(path: Path, wanted: object) -> None:
    """Return when the file at `path` holds what is `wanted`."""
    try:
        async with asyncio.timeout(60):
            while not holds(path, wanted):
                await asyncio.sleep(0.2)
    except TimeoutError:
        assert dump(path) == wanted


def holds(path: Path, wanted: object) -> bool:
    """Whether the file is `wanted` now; one that is being made anew is not."""
    try:
        return bool(dump(path) == wanted)
    except (AssertionError, sqlite3.OperationalError):
        return False


async def test_where_the_topics_are_other_ones_it_folds_them_anew(topics: Settings, tmp_path: Path) -> None:
    """A file that was folded up to offsets that the topics do not reach, or where another record stands."""
    await publish(topics, wire()[:60])
    fresh = dump(await whole(topics, tmp_path / "fresh"))
    for name, records in (("beyond", copies(2)), ("other", wire()[:60])):
        settings = topics.model_copy(update={"home": tmp_path / name})
        store = Store(settings.home / "desk")
        store.open()
        store.apply(entries(records))  # what is at the same offsets has other times
        store.close()
        async with running(settings, tmp_path / f"{name}.log"):
            await becomes(store.path, fresh)


async def test_topics_deleted_and_made_again_under_a_running_desk(topics: Settings, tmp_path: Path) -> None:
    await publish(topics, copies(1))
    async with running(topics, tmp_path / "log") as page:
        await asyncio.wait_for(caught_up(topics, page), 60)
        await _delete_all(topics)
        await topics_as_code.apply(topics)
        await publish(topics, wire()[:60])
        fresh = dump(await whole(topics, tmp_path / "fresh"))
        await becomes(tmp_path / "desk" / "desk.sqlite", fresh)


async def _delete_all(settings: Settings) -> None:
    from aiokafka.admin import AIOKafkaAdminClient

    names = [topic.name for topic in topics_as_code.wanted(settings)]
    admin = AIOKafkaAdminClient(**settings.kafka)
    await admin.start()
    try:
        await admin.delete_topics(names)
        async with asyncio.timeout(60):
            while set(names) & set(await admin.list_topics()):
                await asyncio.sleep(0.1)
    finally:
        await admin.close()
