"""The headline of a page among all that its markup calls one.

JSON-LD's first: it is the newsroom's own. But where OpenGraph and the heading that readers see agree, and JSON-LD has
what the title element has, that is the line for search engines, and the other the headline. Without JSON-LD it is
OpenGraph's, or the heading if the former only adds to it or cuts it short. A site's name at either end goes first.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

_ORDER = ("jsonld", "og", "heading", "twitter", "meta", "title")
"""Where a headline may stand, the most likely first."""
_SEPARATOR = re.compile(r"\s(?:[-–—|·•»*]|::)\s|\s?[|ㅣ│｜]\s?")
_TAIL = re.compile(r"\s?[-–—|·•»*:ㅣ│｜]")
_CUT = "….  "
_SHORT = 4
"""Letters from which a name may be known by a part of it."""
_LEAST = 12
"""Characters from which a headline can be part of a longer one by more than chance."""
_LONGEST = 400
_QUOTES = (
    {ord(c): "'" for c in "‘’‚‛‹›"}
    | {ord(c): '"' for c in "“”„‟«»"}
    | dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
)


def headlines(said: Mapping[str, Sequence[str]], houses: Iterable[str]) -> tuple[str, ...]:
    """What `said` (by where it stands: `jsonld`, `og`, `heading`, `twitter`, `meta`, `title`) calls the article, best
    first. Of several headings it is the one that others have, too. `houses` are the publisher's names and its host."""
    keys = {key for house in houses if (key := _key(house))}
    found = {where: without_house(said[where][0][:_LONGEST], keys) for where in _ORDER if said.get(where)}
    if "heading" in found:
        others = [found[where] for where in ("og", "title") if where in found]
        found["heading"] = next(
            (text for text in said["heading"] if any(_adds(other, text) for other in others)), found["heading"]
        )
    named, social, heading = found.get("jsonld"), found.get("og"), found.get("heading")
    if named and social and heading and _same(social, heading) and not _same(named, heading):
        best = social if _adds(found.get("title"), named) else named
    elif named and heading and _cut(named, heading):
        best = heading
    elif not named and social and heading and not _same(social, heading):
        best = heading if _adds(social, heading) or _cut(social, heading) else social
    else:
        best = named or social or heading or next(iter(found.values()), "")
    return tuple(dict.fromkeys(title for title in (best, *found.values()) if title))


def _alike(title: str) -> str:
    """A headline as it is compared: spaces and quotation marks of all kinds are one."""
    return " ".join(title.translate(_QUOTES).split())


def _same(one: str, other: str) -> bool:
    return _alike(one) == _alike(other)


def _adds(longer: str | None, title: str) -> bool:
    """Whether `longer` is `title`, or that with something behind a dash."""
    whole, part = _alike(longer or ""), _alike(title)
    return whole == part or (len(part) >= _LEAST and whole.startswith(part) and bool(_TAIL.match(whole, len(part))))


def _cut(title: str, whole: str) -> bool:
    """Whether `title` is `whole` cut short."""
    part = _alike(title).rstrip(_CUT)
    other = _alike(whole)
    return _LEAST <= len(part) < len(other) and other.startswith(part) and not _TAIL.match(other, len(part))


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
