"""One webhook's queue: stories in order, none held up by another, and no more than there is room for."""

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.delivery.alerts import NOW, alert
from workers.delivery import queue as module
from workers.delivery.alerts import Published
from workers.delivery.queue import Item, Queue

SECOND = timedelta(seconds=1)


def item(offset: int, group: str, size: int = 100) -> Item:
    return Item(Published(offset, NOW, alert(f"{group}{offset}", group=group), size), 0, 0, NOW)


def filled(*items: Item) -> Queue:
    queue = Queue()
    for one in items:
        queue.add(one)
    return queue


def take(queue: Queue, seconds: int = 0) -> int | None:
    found = queue.take(NOW + seconds * SECOND)
    return None if found is None else found.published.offset


def test_a_story_waits_for_its_first_alert_and_others_do_not() -> None:
    first, update, other = item(1, "a"), item(2, "a"), item(3, "b")
    queue = filled(first, update, other)
    assert [take(queue), take(queue), take(queue)] == [1, 3, None]
    queue.put_off(first, NOW + 5 * SECOND)
    queue.settle(other)
    assert take(queue, 4) is None
    assert queue.next_due == NOW + 5 * SECOND
    assert take(queue, 5) == 1
    queue.settle(first)
    assert take(queue) == 2
    queue.settle(update)
    assert len(queue) == 0
    assert queue.next_due is None


def test_the_lowest_open_offset_counts_what_is_taken() -> None:
    one, two = item(4, "a"), item(7, "b")
    queue = filled(one, two)
    taken = queue.take(NOW)
    assert taken is one
    assert queue.first == 4
    queue.settle(one)
    assert queue.first == 7


@pytest.mark.parametrize("size", [1, module.ROOM_BYTES // 8])
def test_room_is_bounded_by_number_and_by_bytes(size: int) -> None:
    queue = Queue()
    while not queue.full:
        queue.add(item(len(queue), f"g{len(queue)}", size))
    assert len(queue) == (module.ROOM if size == 1 else 8)
    taken = queue.take(NOW)
    assert taken is not None
    queue.settle(taken)
    assert not queue.full


def test_a_receiver_that_answers_again_is_tried_at_once_but_once_only() -> None:
    unreached, refused = item(1, "a"), item(2, "b")
    queue = filled(unreached, refused)
    for one in (unreached, refused):
        assert queue.take(NOW) is one
        one.unreached = one is unreached
    for one in (unreached, refused):
        queue.put_off(one, NOW + 3600 * SECOND)
    assert take(queue) is None
    queue.hurry(NOW)
    assert [take(queue), take(queue)] == [1, None]
    queue.put_off(unreached, NOW + 7200 * SECOND)
    queue.hurry(NOW)
    assert take(queue) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["settle", "put off"])), max_size=40), st.randoms())
def test_each_story_keeps_its_order_whatever_happens(given_: list[tuple[str, str]], pick: random.Random) -> None:
    queue = filled(*(item(offset, group) for offset, (group, _) in enumerate(given_)))
    fates = {offset: fate for offset, (_, fate) in enumerate(given_)}
    done: list[Item] = []
    taken: list[Item] = []
    now = NOW
    while len(queue):
        while (one := queue.take(now)) is not None:
            taken.append(one)
        assert len({one.published.alert.group_key for one in taken}) == len(taken)
        if not taken:
            assert queue.next_due is not None
            now = max(now, queue.next_due)
            continue
        one = taken.pop(pick.randrange(len(taken)))
        if fates.pop(one.published.offset, None) == "put off":
            queue.put_off(one, now + pick.randrange(9) * SECOND)
        else:
            queue.settle(one)
            done.append(one)
    for group in "abc":
        offsets = [one.published.offset for one in done if one.published.alert.group_key == group]
        assert offsets == sorted(offsets)
    assert len(done) == len(given_)
