"""The memory of changes behind the live channel: what a reader who comes, comes back, or is slow is told."""

import asyncio

import pytest

from workers.desk.changes import NAMED, REMEMBERED, Changes, named


async def told(changes: Changes, last_id: str | None, count: int) -> list[tuple[str, object]]:
    """The first `count` changes that a reader gets."""
    found = []
    async with asyncio.timeout(20):
        async for change in changes.follow(last_id):
            found.append((change.kind, change.data.get("n")))
            if len(found) == count:
                break
    return found


async def put(changes: Changes, *numbers: int) -> None:
    for number in numbers:
        changes.put("change", {"n": number})


async def ids(changes: Changes, count: int) -> list[str]:
    found = []
    async for change in changes.follow(None):
        found.append(change.id)
        if len(found) == count:
            break
        changes.put("change", {"n": len(found)})
    return found


async def test_a_new_reader_is_greeted_and_hears_what_comes() -> None:
    changes = Changes()
    await put(changes, 1, 2)
    reading = asyncio.create_task(told(changes, None, 3))
    await asyncio.sleep(0)
    await put(changes, 3, 4)
    assert await reading == [("hello", None), ("change", 3), ("change", 4)]


async def test_one_who_comes_back_goes_on_where_it_was() -> None:
    changes = Changes()
    hello, first, second = await ids(changes, 3)
    await put(changes, 8, 9)
    assert await told(changes, second, 2) == [("change", 8), ("change", 9)]
    assert await told(changes, first, 3) == [("change", 2), ("change", 8), ("change", 9)]
    assert await told(changes, hello, 4) == [("change", 1), ("change", 2), ("change", 8), ("change", 9)]


UNKNOWN = ("", "other-3", "-", "x", "{life}", "{life}-99", "{life}--1", "{life}-\u0663", "{life}-" + "9" * 40)


@pytest.mark.parametrize("last_id", UNKNOWN)
async def test_an_id_that_is_not_known_means_look_at_everything(last_id: str) -> None:
    changes = Changes()
    (hello,) = await ids(changes, 1)
    await put(changes, 1)
    asked = last_id.format(life=hello.split("-")[0])
    reading = asyncio.create_task(told(changes, asked, 2))
    await asyncio.sleep(0)
    await put(changes, 2)
    assert await reading == [("reset", None), ("change", 2)]


async def test_too_long_away_or_too_slow_means_look_at_everything() -> None:
    changes = Changes()
    hello, first = await ids(changes, 2)
    slow = changes.follow(first)
    await put(changes, 0)
    assert (await anext(slow)).data == {"n": 0}
    await put(changes, *range(REMEMBERED + 1))
    assert await told(changes, hello, 1) == [("reset", None)]
    assert (await anext(slow)).kind == "reset"
    await put(changes, 77)
    assert (await anext(slow)).data == {"n": 77}


async def test_closing_ends_every_reader() -> None:
    changes = Changes()
    readers = [asyncio.create_task(told(changes, None, 99)) for _ in range(3)]
    await asyncio.sleep(0)
    changes.close()
    assert [await reader for reader in readers] == [[("hello", None)]] * 3


def test_many_ids_are_any() -> None:
    assert named({"b", "a"}) == ["a", "b"]
    assert named({str(n) for n in range(NAMED + 1)}) is None
