"""The articles held, who may link with whom, and the links: `link`'s index over its memory."""

from collections import defaultdict

from schemas.state import ArticleState
from workers.core.link.score import KEEP, Profile, features, near_in_time, score
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


class Graph:
    """Articles by uri and the scores between them. `put` and `drop` are the only changes; the rest reads."""

    def __init__(self) -> None:
        self.articles: dict[str, ArticleState] = {}
        self._profiles: dict[str, Profile] = {}
        self._scores: dict[str, dict[str, float]] = {}
        self._stems: dict[str, dict[str, float]] = defaultdict(dict)
        self._bands: dict[tuple[int, tuple[str, ...]], set[str]] = defaultdict(set)

    def put(self, state: ArticleState) -> None:
        """Take in an article with its links: a later revision replaces the former and its links. A link to an article
        that is not held is void: where both are, the one written last has it."""
        self.drop(state.uri)
        self.articles[state.uri] = state
        self._profiles[state.uri] = Profile(state)
        for stem, weight in index_terms(state).items():
            self._stems[stem][state.uri] = weight
        for band in bands(state.fingerprint):
            self._bands[band].add(state.uri)
        links = {uri: value for uri, value in state.links.items() if uri in self.articles}
        self._scores[state.uri] = links
        for uri, value in links.items():
            self._scores[uri][state.uri] = value

    def drop(self, uri: str) -> None:
        """Forget an article and its links."""
        state = self.articles.pop(uri, None)
        if state is None:
            return
        del self._profiles[uri]
        for stem in index_terms(state):
            self._stems[stem].pop(uri)
            if not self._stems[stem]:
                del self._stems[stem]
        for band in bands(state.fingerprint):
            self._bands[band].discard(uri)
            if not self._bands[band]:
                del self._bands[band]
        for other in self._scores.pop(uri):
            self._scores[other].pop(uri)

    def scores(self, uri: str) -> dict[str, float]:
        """The scores of the pairs of a held article, by the other's uri."""
        return self._scores.get(uri, {})

    def links(self, state: ArticleState) -> dict[str, float]:
        """The scores that `state` makes with the articles held (itself apart), by uri, sorted; those from KEEP on."""
        profile = Profile(state)
        found = {
            uri: score(features(profile, self._profiles[uri]))
            for uri in sorted(self._candidates(state))
            if near_in_time(state, self.articles[uri])
        }
        return {uri: value for uri, value in found.items() if value >= KEEP}

    def profile(self, uri: str) -> Profile:
        """A held article, ready to be compared."""
        return self._profiles[uri]

    def _candidates(self, state: ArticleState) -> set[str]:
        """Articles that share enough rare stems or a band of text. The sums run over the common stems in the order of
        their names: the same for either of the pair."""
        sums: dict[str, float] = defaultdict(float)
        for stem, weight in index_terms(state).items():
            for uri, other in self._stems.get(stem, {}).items():
                sums[uri] += weight * other
        found = {uri for uri, value in sums.items() if value >= CANDIDATE}
        for band in bands(state.fingerprint):
            found |= self._bands.get(band, set())
        found.discard(state.uri)
        return found


class Draft:
    """The graph as it would be with `state` put: what is decided on before anything is changed."""

    def __init__(self, graph: Graph, state: ArticleState) -> None:
        self._graph = graph
        self._state = state
        self._profile = Profile(state)
        # Of the other articles only those that are linked with this one, before or now, have other scores.
        mine = state.uri
        self._scores = {mine: state.links}
        for uri in {*graph.scores(mine), *state.links}:
            others = {other: value for other, value in graph.scores(uri).items() if other != mine}
            self._scores[uri] = others | ({mine: state.links[uri]} if uri in state.links else {})

    def article(self, uri: str) -> ArticleState:
        """The article under `uri`."""
        return self._state if uri == self._state.uri else self._graph.articles[uri]

    def scores(self, uri: str) -> dict[str, float]:
        """The scores of the pairs of an article, by the other's uri."""
        found = self._scores.get(uri)
        return self._graph.scores(uri) if found is None else found

    def features(self, a: str, b: str) -> dict[str, float]:
        """The features of a pair."""
        return features(self._of(a), self._of(b))

    def _of(self, uri: str) -> Profile:
        return self._profile if uri == self._state.uri else self._graph.profile(uri)
