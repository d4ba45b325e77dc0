"""How many told it of their own: articles of one story grouped by who wrote them first."""

import re
from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import urlsplit

from schemas.state import ArticleState
from schemas.story import StoryOrigin
from workers.core.link.graph import bands
from workers.core.link.score import COPY, copied
from workers.core.link.terms import fold

_WORD = re.compile(r"\w+")


def publisher(state: ArticleState) -> str:
    """Who shows the article: the origin's publisher, else the source, the url's host, the uri."""
    return fold(state.origin.publisher or state.source or _host(state.url) or _host(state.uri) or state.uri)


def origins(members: list[ArticleState]) -> tuple[StoryOrigin, ...]:
    """The independent origins of `members` (sorted by uri), by key.

    Articles of one agency have one origin, whoever shows them; the others have their publisher's. Near copies (equal
    share of MinHash values from COPY on) join theirs. A quotation that both have does not: it is a small part of the
    text.
    """
    called = _agencies(members)
    keys = {state.uri: _author(state, called) for state in members}
    evidence: dict[str, dict[str, None]] = defaultdict(dict)
    root = {key: key for key in keys.values()}
    for state in members:
        if state.origin.agency:
            evidence[state.uri][f"agency {state.origin.agency}: {state.origin.evidence or 'named'}"] = None
        else:
            evidence[state.uri][f"publisher {publisher(state)}"] = None
    for a, b, share in _copies(members):
        evidence[b][f"{share:.0%} the text of {a}"] = None
        one, two = sorted((_find(root, keys[a]), _find(root, keys[b])), key=_rank)
        root[two] = one
    groups: dict[str, list[str]] = defaultdict(list)
    for uri, key in keys.items():
        groups[_find(root, key)].append(uri)
    return tuple(
        StoryOrigin(
            key=key,
            articles=tuple(uris),
            evidence="; ".join(dict.fromkeys(line for uri in uris for line in evidence[uri])),
        )
        for key, uris in sorted(groups.items())
    )


def _author(state: ArticleState, called: Mapping[str, str]) -> str:
    agency = state.origin.agency
    return f"agency:{called[fold(agency)]}" if agency else f"publisher:{publisher(state)}"


def _agencies(members: list[ArticleState]) -> dict[str, str]:
    """Each agency of the story under one name: its initials where another article gives only those (`(AP)` and
    `Associated Press`), else its own."""
    names = sorted({fold(state.origin.agency) for state in members if state.origin.agency})
    initials = {name: "".join(word[0] for word in _WORD.findall(name)) for name in names}
    return {name: initials[name] if len(initials[name]) > 1 and initials[name] in names else name for name in names}


def _copies(members: list[ArticleState]) -> list[tuple[str, str, float]]:
    """Pairs with COPY of their text in common, of those that share a band of the fingerprint; sorted."""
    by_band: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
    for i, state in enumerate(members):
        for band in bands(state.fingerprint):
            by_band[band].append(i)
    pairs = {(i, j) for group in by_band.values() for i in group for j in group if i < j}
    found = ((i, j, copied(members[i].fingerprint, members[j].fingerprint)) for i, j in sorted(pairs))
    return [(members[i].uri, members[j].uri, share) for i, j, share in found if share >= COPY]


def _find(root: dict[str, str], key: str) -> str:
    while root[key] != key:
        key = root[key]
    return key


def _rank(key: str) -> tuple[bool, str]:
    return not key.startswith("agency:"), key  # an agency names an origin better than who printed it


def _host(address: str | None) -> str | None:
    host = urlsplit(address).hostname if address and "://" in address else None
    return host.removeprefix("www.") if host else None
