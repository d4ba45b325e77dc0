"""Parts kept up to date article by article are those of the whole graph, however small a part must be."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.state import ArticleState
from workers.core.link import cluster
from workers.core.link.cluster import part
from workers.core.link.graph import Draft, Graph
from workers.core.link.memory import LinkMemory

URIS = "abcdefghij"
NOW = datetime(2026, 3, 2, tzinfo=UTC)
Arrival = tuple[str, dict[str, float]]
ARRIVALS = st.lists(
    st.tuples(
        st.sampled_from(URIS),
        st.dictionaries(st.sampled_from(URIS), st.sampled_from([0.2, 0.33, 0.4, 0.5, 0.7, 1.0]), max_size=6),
    ),
    max_size=25,
)


def _state(uri: str, links: dict[str, float], graph: Graph) -> ArticleState:
    known = {other: value for other, value in sorted(links.items()) if other != uri and other in graph.articles}
    return ArticleState(uri=uri, collected=NOW, content_rank="", status_rank="", terms={}, names={}, links=known)


@pytest.fixture(autouse=True, params=[1, 2, 3, 5])
def largest(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of so few articles that almost every one must be divided."""
    monkeypatch.setattr(cluster, "LARGEST", request.param)


@settings(max_examples=150, deadline=None)
@given(ARRIVALS)
def test_what_an_article_changes_is_all_that_changes(arrivals: list[Arrival]) -> None:
    memory = LinkMemory()
    graph = memory._graph
    kept: dict[str, tuple[str, ...]] = {}
    for uri, links in arrivals:
        state = _state(uri, links, graph)
        for members in memory._parts(uri, Draft(graph, state)):
            kept |= dict.fromkeys(members, members)
        graph.put(state)
        whole = {uri: part(uri, graph.strong).members for uri in graph.articles}
        assert kept == whole
        assert {uri: graph.part(uri).members for uri in graph.articles} == whole
        assert all(whole[member] == members for members in whole.values() for member in members)
