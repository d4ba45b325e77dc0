"""The articles held, who may link with whom, and the links: `link`'s index over its memory."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from schemas.state import ArticleState
from workers.core.link.cluster import Part, part
from workers.core.link.columns import Columns
from workers.core.link.ids import Whole
from workers.core.link.index import Index
from workers.core.link.score import SEED, Profile, features
from workers.core.link.terms import rarity

INDEX_TERMS = 25
INDEX_RARITY = 3.0
"""Only an article's heaviest stems, and of those only rare ones, find candidates: the cost of an article is that of the
articles that share its rare words, not of all that are held."""
CANDIDATE = 0.06
"""Similarity over the indexed stems from which a pair is scored."""
BAND = 4
"""Fingerprint values that must be equal, side by side, for two texts to be a candidate pair whatever their words."""


def index_terms(state: ArticleState) -> dict[str, float]:
    """The stems that an article is found by, sorted by name: a function of the article alone."""
    rare = [(weight, stem) for stem, weight in state.terms.items() if rarity(stem) >= INDEX_RARITY]
    heaviest = sorted(rare, key=lambda item: (-item[0], item[1]))[:INDEX_TERMS]
    return {stem: weight for weight, stem in sorted(heaviest, key=lambda item: item[1])}


def bands(fingerprint: tuple[str, ...]) -> list[tuple[int, tuple[str, ...]]]:
    """The fingerprint in bands of BAND values, each with its place."""
    return [(i, fingerprint[i : i + BAND]) for i in range(0, len(fingerprint) - BAND + 1, BAND)]


_NONE: Mapping[str, float] = {}


class Graph:
    """Articles by uri and the scores between them. `put` and `drop` are the only changes; the rest reads."""

    def __init__(self) -> None:
        self.articles: dict[str, ArticleState] = {}
        self._columns = Columns()
        self._scores: dict[str, dict[str, float]] = {}
        self._strong: dict[str, dict[str, float]] = defaultdict(dict)
        self._parts: dict[str, Part] = {}
        self._floors: dict[str, float] = {}
        self._index = Index()
        self._bands: dict[tuple[int, tuple[str, ...]], set[str]] = defaultdict(set)

    def put(self, state: ArticleState) -> None:
        """Take in an article with its links: a later revision replaces the former and its links. A link to an article
        that is not held is void: where both are, the one written last has it."""
        self.drop(state.uri)
        self.articles[state.uri] = state
        self._index.put(self._columns.put(Profile(state)), index_terms(state))
        for band in bands(state.fingerprint):
            self._bands[band].add(state.uri)
        links = {uri: value for uri, value in state.links.items() if uri in self.articles}
        self._scores[state.uri] = links
        for uri in self.widened(links):
            for member in self._parts[uri].members:
                self._floors[member] = self._parts.pop(member).least
        for uri, value in links.items():
            self._scores[uri][state.uri] = value
            if value >= SEED:
                self._strong[uri][state.uri] = self._strong[state.uri][uri] = value

    def drop(self, uri: str) -> None:
        """Forget an article and its links."""
        state = self.articles.pop(uri, None)
        if state is None:
            return
        self._index.drop(self._columns.drop(uri), index_terms(state))
        for band in bands(state.fingerprint):
            self._bands[band].discard(uri)
            if not self._bands[band]:
                del self._bands[band]
        for other in self._scores.pop(uri):
            self._scores[other].pop(uri)
        self._parts.clear()  # a part that was too large may be whole again; articles seldom go
        self._floors.clear()
        for other in self._strong.pop(uri, ()):
            self._strong[other].pop(uri)
            if not self._strong[other]:
                del self._strong[other]

    def scores(self, uri: str) -> dict[str, float]:
        """The scores of the pairs of a held article, by the other's uri."""
        return self._scores.get(uri, {})

    def strong(self, uri: str) -> Mapping[str, float]:
        """Those of SEED or more."""
        return self._strong.get(uri, _NONE)

    def part(self, uri: str) -> Part:
        """The part of a held article; it is remembered until an article comes that changes it. What was too large
        before is no smaller then."""
        if uri not in self._parts:
            found = part(uri, self.strong, self._floors.get(uri, SEED))
            self._parts.update(dict.fromkeys(found.members, found))
        return self._parts[uri]

    def floor(self, links: Mapping[str, float]) -> float:
        """The `floor` of a new article with `links`: it reaches at least what those reach that it is linked to."""
        bounds = [min(value, self.part(uri).least) for uri, value in links.items() if value >= SEED]
        return max(bounds, default=SEED)

    def widened(self, links: Mapping[str, float]) -> list[str]:
        """One article of each part that a new article with `links` comes into. A link below a part's `least` leaves it
        as it is: at that score the part was too large already."""
        found: dict[tuple[str, ...], str] = {}
        for uri, value in links.items():
            if value >= SEED and value >= (own := self.part(uri)).least:
                found.setdefault(own.members, uri)
        return list(found.values())

    def links(self, state: ArticleState) -> dict[str, float]:
        """The scores that `state` makes with the articles held (itself apart), by uri, sorted; those from KEEP on."""
        return self._columns.scores(Profile(state), self._candidates(state))

    def profile(self, uri: str) -> Profile:
        """A held article, ready to be compared."""
        return self._columns.profile(self._columns.rows[uri])

    def _candidates(self, state: ArticleState) -> Whole:
        """The rows of articles that share enough rare stems or a band of text."""
        uris = {uri for band in bands(state.fingerprint) for uri in self._bands.get(band, ())}
        alike = np.array([self._columns.rows[uri] for uri in sorted(uris)], np.int64)
        own = np.array([self._columns.rows.get(state.uri, -1)])
        found: Whole = np.setdiff1d(np.union1d(self._index.similar(index_terms(state), CANDIDATE), alike), own)
        return found


class Draft:
    """The graph as it would be with `state` put: what is decided on before anything is changed."""

    def __init__(self, graph: Graph, state: ArticleState) -> None:
        self._graph = graph
        self._state = state
        self._profile = Profile(state)
        self._scores: dict[str, Mapping[str, float]] = {state.uri: state.links}
        strong = {uri: value for uri, value in state.links.items() if value >= SEED}
        self._strong: dict[str, Mapping[str, float]] = {state.uri: strong}

    def article(self, uri: str) -> ArticleState:
        """The article under `uri`."""
        return self._state if uri == self._state.uri else self._graph.articles[uri]

    def scores(self, uri: str) -> Mapping[str, float]:
        """The scores of the pairs of an article, by the other's uri."""
        if uri not in self._scores:
            self._scores[uri] = self._with(self._without(self._graph.scores(uri)), uri, self._state.links)
        return self._scores[uri]

    def strong(self, uri: str) -> Mapping[str, float]:
        """Those of SEED or more."""
        if uri not in self._strong:
            self._strong[uri] = self._with(self.strong_without(uri), uri, self._strong[self._state.uri])
        return self._strong[uri]

    def strong_without(self, uri: str) -> Mapping[str, float]:
        """Those of another article, as if the drafted one were not there."""
        return self._without(self._graph.strong(uri))

    def _without(self, held: Mapping[str, float]) -> Mapping[str, float]:
        mine = self._state.uri
        return {other: value for other, value in held.items() if other != mine} if mine in held else held

    def _with(self, held: Mapping[str, float], uri: str, links: Mapping[str, float]) -> Mapping[str, float]:
        return {**held, self._state.uri: links[uri]} if uri in links else held

    def features(self, a: str, b: str) -> dict[str, float]:
        """The features of a pair."""
        return features(self._of(a), self._of(b))

    def _of(self, uri: str) -> Profile:
        return self._profile if uri == self._state.uri else self._graph.profile(uri)
