"""The assignor of steps with memory: one writer, whoever else is there."""

from types import SimpleNamespace

import pytest

from workers.stream.transport import SoleAssignor

TOPICS = {"news.enriched": {0}, "wiredesk.clock": {0}}
CLUSTER = SimpleNamespace(partitions_for_topic=TOPICS.get)


@pytest.mark.parametrize("members", [["a"], ["b", "a"], ["c", "b", "a"]])
def test_every_partition_goes_to_one_member_and_the_others_stand_by(members: list[str]) -> None:
    metadata = {member: SoleAssignor.metadata(list(TOPICS)) for member in members}
    assigned = SoleAssignor.assign(CLUSTER, metadata)
    assert assigned.keys() == set(members)
    assert assigned["a"].assignment == [("news.enriched", [0]), ("wiredesk.clock", [0])]
    assert all(assigned[member].assignment == [] for member in members if member != "a")
