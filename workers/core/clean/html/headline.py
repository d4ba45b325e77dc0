"""The headline of a page among all that its markup calls one.

JSON-LD, OpenGraph, the first heading, the title and others each have a say; what more of them say wins. A site's name
behind (or before) the headline goes first, and who says the headline with something added says the headline.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

_WEIGHTS = {"jsonld": 2.2, "og": 2.0, "heading": 2.0, "twitter": 0.6, "title": 0.6, "meta": 0.6}
"""What a say counts, by where it stands; the first of equals wins."""
_SEPARATOR = re.compile(r"\s(?:[-–—|·•»*]|::)\s|\s?\|\s?")
_TAIL = re.compile(r"\s?[-–—|·•»*:]")
_QUOTES = (
    {ord(c): "'" for c in "‘’‚‛‹›"}
    | {ord(c): '"' for c in "“”„‟«»"}
    | dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
)
_SHORT = 4
_LEAST = 12
"""Characters from which a headline can be part of a longer one by more than chance."""
_LONGEST = 400


def headlines(said: Mapping[str, Sequence[str]], houses: Iterable[str]) -> tuple[str, ...]:
    """What `said` (by where it stands: the keys of the table) calls the article, best first. `houses` are the
    publisher's names and its host."""
    keys = {key for house in houses if (key := _key(house))}
    votes: dict[str, float] = {}
    forms: dict[str, str] = {}
    for where, weight in _WEIGHTS.items():
        for text in said.get(where, ())[:1]:
            title = without_house(text[:_LONGEST], keys)
            key = _alike(title)
            forms.setdefault(key, title)
            votes[key] = votes.get(key, 0.0) + weight
    for whole in sorted(votes, key=len, reverse=True):
        for part in [key for key in votes if key != whole and len(key) >= _LEAST]:
            begun = part.rstrip("….")
            if not whole.startswith(begun) or len(begun) >= len(whole):
                continue
            if begun != part or not _TAIL.match(whole, len(part)):
                votes[whole] += votes[part]
                votes[part] = 0.0
            elif votes[part] >= _WEIGHTS["heading"]:
                votes[part] += votes[whole]
                votes[whole] = 0.0
    return tuple(forms[key] for key in sorted(votes, key=lambda key: -votes[key]))


def _alike(title: str) -> str:
    """A headline as it is compared: spaces and quotation marks of all kinds are one."""
    return " ".join(title.translate(_QUOTES).split())


def without_house(title: str, keys: Iterable[str]) -> str:
    """`title` without the site's name at its end or start."""
    for _ in range(3):
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            break
        last, first = cuts[-1], cuts[0]
        if _is_house(title[last.end() :], keys) and last.start() >= _SHORT:
            title = title[: last.start()].rstrip()
        elif _is_house(title[: first.start()], keys) and len(title) - first.end() >= _LEAST:
            title = title[first.end() :].lstrip()
        else:
            break
    return title


def _is_house(text: str, keys: Iterable[str]) -> bool:
    key = _key(text)
    return bool(key) and any(
        key == house
        or (len(key) >= _SHORT and key in house)
        or (len(house) >= _SHORT and house in key and len(key) <= 2 * len(house))
        for house in keys
    )


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
