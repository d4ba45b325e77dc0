"""Which subscriptions a story may meet: the cost of a story is that of the queries that its keys lead to."""

from collections import defaultdict

from schemas.control import Clause, Query
from workers.core.alert.view import Key, View, keys_of

_SELECTIVE = ("entity", "actor", "recipient", "words", "place", "event_type", "country", "quad", "sources")
"""Fields by how few stories answer to a value of theirs."""

ANY_STORY: Key = ("", "")
"""The key of a query that asks for nothing by name."""


def entries(query: Query) -> frozenset[Key]:
    """Keys of which a story must answer to at least one to meet `query`."""
    if query.all:
        return frozenset({_rarest(min(query.all, key=lambda clause: _SELECTIVE.index(clause.field)))})
    return frozenset(_rarest(clause) for clause in query.any) or frozenset({ANY_STORY})


class Index:
    """Subscription ids by the keys that lead to them."""

    def __init__(self) -> None:
        self._ids: dict[Key, set[str]] = defaultdict(set)
        self._entries: dict[str, frozenset[Key]] = {}

    def put(self, subscription_id: str, query: Query) -> None:
        """Enter a subscription, in place of what was entered under its id."""
        self.drop(subscription_id)
        self._entries[subscription_id] = entries(query)
        for key in self._entries[subscription_id]:
            self._ids[key].add(subscription_id)

    def drop(self, subscription_id: str) -> None:
        """Forget a subscription."""
        for key in self._entries.pop(subscription_id, ()):
            self._ids[key].discard(subscription_id)
            if not self._ids[key]:
                del self._ids[key]

    def may_meet(self, view: View) -> set[str]:
        """The subscriptions that `view` may meet."""
        return {found for key in (*view.keys, ANY_STORY) for found in self._ids.get(key, ())}


def leads_to(query: Query, view: View) -> bool:
    """Whether `view` may meet `query`: the same question the other way round."""
    keys = entries(query)
    return ANY_STORY in keys or not keys.isdisjoint(view.keys)


def _rarest(clause: Clause) -> Key:
    """The one key to enter a clause under: of a phrase its longest word, which tends to be its rarest. A clause
    without any word can't be met: its empty key is no story's."""
    return max(keys_of(clause), key=lambda key: (len(key[1]), key[1]), default=(clause.field, ""))
