"""Site profiles out of a backlog of raw articles: which source has how many, and what recurs in them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappush, heappushpop
from sys import intern

from schemas.article import RawArticle
from workers.core.clean.limits import RefusedError
from workers.core.clean.profiles import Profile, Sighting, learn, source_of
from workers.core.clean.step import load, sighting

MOST = 200
"""Articles of a source that a profile is learned from: the newest."""

_Seen = tuple[datetime, str, int, Sighting]


@dataclass
class Backlog:
    """Articles as they come, by source. `nameless` have neither source nor address, `refused` can't be cleaned."""

    read: int = 0
    nameless: int = 0
    refused: int = 0
    _seen: dict[str, list[_Seen]] = field(default_factory=lambda: defaultdict(list))
    _articles: Counter[str] = field(default_factory=Counter)

    def add(self, article: RawArticle) -> None:
        """See one more article. The order of arrival does not matter."""
        self.read += 1
        name = source_of(article)
        if name is None:
            self.nameless += 1
            return
        try:
            seen = sighting(article)
        except RefusedError:
            self.refused += 1
            return
        lines = tuple((intern(key), sentence, place) for key, sentence, place in seen.lines)
        seen = Sighting(lines, seen.fingerprint)
        held = self._seen[name]
        item = (article.collected, article.uri, self.read, seen)
        self._articles[name] += 1
        heappush(held, item) if len(held) < MOST else heappushpop(held, item)

    def profiles(self, least: int, only: str | None = None) -> Iterator[Profile]:
        """The profiles of the sources of which at least `least` different articles were seen, by name; of `only` that
        one, if it is named."""
        for name, held in sorted(self._seen.items()):
            if only is not None and name != only.lower():
                continue
            profile = learn(name, (seen for *_, seen in sorted(held)))
            if profile.articles >= least and profile.lines:
                yield profile

    def few(self, least: int) -> dict[str, int]:
        """Sources with fewer articles than `least`, and how many."""
        return {name: count for name, count in sorted(self._articles.items()) if count < least}


def prepare() -> None:
    """Load what cleaning needs."""
    load()
