"""Site profiles: the lines that recur around the copy of one source's articles, learned off line and then frozen.

A profile is data: a JSON file of a source's name, the number of articles that it was learned from, and its lines with
the number of articles that have each. Nothing is learned while the wire runs, so that a replay gives the same result
in any order of arrival.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Literal
from urllib.parse import urlsplit

import orjson

from schemas.article import RawArticle

_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_LONGEST = 2_000
"""Characters of a line that a profile knows."""
_HEADLINE = 12
_SAME = 0.5
"""Share of equal fingerprint places from which two articles are one, revised or reprinted."""
_FEW = 4
"""Articles below which a line that stood around the copy of one of them is known already: where it is met, it is there
for the second time."""
_TWICE = 2
_ALWAYS = 0.8
"""Share of the articles from which a sentence is the page's wherever it stands."""
_OFTEN = 0.4
"""Share of the articles from which a sentence recurs because of the page; below it may be background that a source
repeats from story to story, or the standfirst of a piece that others point to."""


def key(line: str) -> str:
    """A line as it is compared: lower case, single spaces, numbers aside."""
    return _DIGITS.sub("0", _SPACE.sub(" ", line[:_LONGEST]).strip().lower())


def heads(line: str, title: str) -> bool:
    """Whether a line is the headline that a page's title has: what others point to, and no chrome here."""
    return len(line) >= _HEADLINE and key(line) in key(title)


def source_of(article: RawArticle) -> str | None:
    """What an article's profile is called: its source, or else the host of its address."""
    host = urlsplit(article.url).hostname if article.url and "//" in article.url else None
    named = article.source or (host or "").removeprefix("www.")
    return " ".join(named.lower().split()) or None


@dataclass(frozen=True)
class Profile:
    """`lines` are keys, with the number of the `articles` that have each."""

    name: str
    articles: int
    lines: Mapping[str, int]

    def __contains__(self, line: str) -> bool:
        return key(line) in self.lines

    @cached_property
    def version(self) -> str:
        """A digest of its lines: another version removes other lines."""
        return sha256("\n".join(sorted(self.lines)).encode()).hexdigest()[:12]

    @property
    def label(self) -> str:
        """What a record says of it: name@version."""
        return f"{self.name}@{self.version}"

    def dumped(self) -> bytes:
        """The profile as a file holds it: the most frequent lines first."""
        lines = dict(sorted(self.lines.items(), key=lambda item: (-item[1], item[0])))
        value = {"profile": self.name, "articles": self.articles, "lines": lines}
        return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


Profiles = Mapping[str, Profile]
"""Profiles by name."""
NONE: Profiles = {}


def loaded(files: Mapping[str, bytes]) -> Profiles:
    """The profiles of `files` (content by name). Raises ValueError that names the file and what is wrong with it."""
    found: dict[str, Profile] = {}
    for name, content in sorted(files.items()):
        profile = _loaded(name, content)
        if profile.name in found:
            raise ValueError(f"{name}: there is another profile of {profile.name!r}; keep one")
        found[profile.name] = profile
    return found


def _loaded(name: str, content: bytes) -> Profile:
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise ValueError(f"{name}: no JSON ({error})") from error
    fields = value if isinstance(value, dict) else {}
    source, articles, lines = (fields.get(field) for field in ("profile", "articles", "lines"))
    if not (
        isinstance(source, str)
        and isinstance(articles, int)
        and isinstance(lines, dict)
        and all(isinstance(count, int) for count in lines.values())
    ):
        raise ValueError(f"{name}: a profile is an object of `profile` (text), `articles` (number) and `lines`")
    return Profile(source, articles, {key(line): count for line, count in lines.items()})


Place = Literal["copy", "headline", "around", "known"]
"""Where a line stood: in the copy, above it, around it, or taken out by a rule that knows it wherever it stands."""


@dataclass(frozen=True)
class Sighting:
    """An article as it was seen: its lines in order (key, whether it reads as a sentence, where it stood), and its
    body's fingerprint."""

    lines: tuple[tuple[str, bool, Place], ...]
    fingerprint: tuple[str, ...]


def learn(name: str, sightings: Iterable[Sighting]) -> Profile:
    """The profile of what is the same in a source's articles. One that was seen twice, revised or not, counts once."""
    articles = _distinct(sightings)
    seen: Counter[str] = Counter()
    around: Counter[str] = Counter()
    sentences: set[str] = set()
    for article in articles:
        seen.update({line for line, _, place in article.lines if place != "known"})
        around.update({line for line, _, place in article.lines if place == "around"})
        sentences.update(line for line, sentence, _ in article.lines if sentence)
    framed = _framed(articles, seen)
    least = 1 if len(articles) < _FEW else _TWICE
    often, always = max(_TWICE, _OFTEN * len(articles)), max(_FEW, _ALWAYS * len(articles))

    def page_has(line: str, count: int) -> bool:
        if line in sentences:
            return count >= often and (framed[line] >= _TWICE or count >= always)
        return count >= _TWICE or around[line] >= least

    lines = {line: count for line, count in seen.items() if page_has(line, count)}
    return Profile(name, len(articles), lines)


def _distinct(sightings: Iterable[Sighting]) -> Sequence[Sighting]:
    found: list[Sighting] = []
    for one in sorted(sightings, key=lambda sighting: sighting.fingerprint):
        if not any(_alike(one.fingerprint, other.fingerprint) for other in found):
            found.append(one)
    return found


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    return sum(a == b for a, b in zip(one, other, strict=False)) >= _SAME * max(1, len(one))


def _framed(articles: Sequence[Sighting], seen: Mapping[str, int]) -> Counter[str]:
    """In how many articles each line stands beside one that recurs or is known: chrome does, background does not."""
    found: Counter[str] = Counter()
    for article in articles:
        chrome = [place == "known" or (place == "around" and seen[line] >= _TWICE) for line, _, place in article.lines]
        found.update(
            {
                line
                for n, (line, _, _) in enumerate(article.lines)
                if any(chrome[m] for m in (n - 1, n + 1) if 0 <= m < len(chrome))
            }
        )
    return found
