"""How many told it of their own: articles of one story grouped by who wrote them first."""

from collections import defaultdict
from urllib.parse import urlsplit

from schemas.state import ArticleState
from schemas.story import StoryOrigin
from workers.core.link.graph import bands
from workers.core.link.score import COPY, copied
from workers.core.link.terms import fold


def publisher(state: ArticleState) -> str:
    """Who shows the article: the origin's publisher, else the source, the url's host, the uri."""
    return fold(state.origin.publisher or state.source or _host(state.url) or _host(state.uri) or state.uri)


def origins(members: list[ArticleState]) -> tuple[StoryOrigin, ...]:
    """The independent origins of `members` (sorted by uri), by key.

    Articles of one agency have one origin, whoever shows them; the others have their publisher's. Near copies (equal
    share of MinHash values from COPY on) join theirs. A quotation that both have does not: it is a small part of the
    text.
    """
    keys = {state.uri: _author(state) for state in members}
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


def _author(state: ArticleState) -> str:
    return f"agency:{fold(state.origin.agency)}" if state.origin.agency else f"publisher:{publisher(state)}"


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
