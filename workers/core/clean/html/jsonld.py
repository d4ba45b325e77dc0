"""The JSON-LD of a page (https://schema.org/NewsArticle): the objects in it that describe its article, best first."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import orjson

from workers.core.clean.entities import decoded
from workers.core.clean.html.attributes import folded

_ARTICLE = re.compile(r"(?:Article|Report|BlogPosting|Review|NewsStory)$")
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s?<!\[CDATA\[|<!\[CDATA\[|/\*\s?<!\[CDATA\[\s?\*/)|(?:-->|//\s?\]\]>|\]\]>|/\*\s?\]\]>\s?\*/)\s*$"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_COMMA = re.compile(r",(?=\s{0,200}[\]}])")
_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "isPartOf")
"""Fields in which a page's object holds that of its article."""
_KEEPER = re.compile(r"/(?:author|user|profile)s?/(?:admin|administrator|webmaster|root)/?$", re.IGNORECASE)
_MAX_NODES = 20_000
_MANY = 40
_MAX_TEXT = 2**20

Item = dict[str, Any]


def articles(scripts: Sequence[str]) -> list[Item]:
    """The objects that describe an article, in the order of the page; references to other objects are filled in."""
    return described([parse(script) for script in scripts])


def described(value: Any) -> list[Item]:
    """The objects in `value` that describe an article, references filled in."""
    known: dict[str, Item] = {}
    for item in _objects(value):
        if isinstance(name := item.get("@id"), str) and "name" in item:
            known.setdefault(name, item)
    return [_filled(item, known) for item in _articles(value)]


def parse(script: str) -> Any:
    """The value of a JSON-LD script, mended where that is safe: comments around it, bare control characters, commas
    too many, escapes that JSON lacks, entities. None for what still is no JSON."""
    if len(script) > _MAX_TEXT:
        return None
    text = _WRAPPED.sub("", script.strip()).strip().strip(";")
    attempts = [text, _CONTROL.sub(" ", text)]
    attempts.append(_ESCAPE.sub("", _COMMA.sub("", attempts[1])))
    if "&quot;" in text:
        attempts.append(decoded(attempts[1]))
    for attempt in attempts:
        try:
            return orjson.loads(attempt)
        except (orjson.JSONDecodeError, UnicodeEncodeError):
            continue
    try:
        return json.JSONDecoder(strict=False).raw_decode(attempts[2])[0]
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[Item]:
    return _walked(value, lambda item: item.values())


def _articles(value: Any) -> Iterator[Item]:
    return (item for item in _walked(value, _inside) if is_article(item))


def _inside(item: Item) -> Iterable[Any]:
    """Where an article's object may stand in another; none stands in an article's."""
    return () if is_article(item) else (item.get(field) for field in _INSIDE)


def _walked(value: Any, inner: Callable[[Item], Iterable[Any]]) -> Iterator[Item]:
    """The objects in `value`, in its order, an object before those that `inner` finds in it."""
    stack, seen = [value], 0
    while stack and seen < _MAX_NODES:
        seen += 1
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            stack.extend(reversed([found for found in inner(item) if isinstance(found, dict | list)]))


def is_article(item: Item) -> bool:
    """Whether an object's type is a kind of article."""
    kinds = item.get("@type")
    return any(isinstance(k, str) and _ARTICLE.search(k) for k in (kinds if isinstance(kinds, list) else [kinds]))


def _filled(item: Item, known: dict[str, Item]) -> Item:
    """`item` with the names of the people and houses that it only refers to."""
    return {
        key: _refer(value, known) if key in ("author", "creator", "publisher") else value for key, value in item.items()
    }


def _refer(value: Any, known: dict[str, Item]) -> Any:
    if isinstance(value, list):
        return [_refer(v, known) for v in value]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return known.get(value["@id"], value)
    return value


def text(value: Any) -> str | None:
    """The text of a field, entities (twice escaped ones, too) resolved, spaces folded; the first of a list."""
    while isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return folded(value) if isinstance(value, str) else None


def keywords(value: Any) -> tuple[str, ...]:
    """The keywords in a field: a list, or a text with commas."""
    values = [said for item in (value if isinstance(value, list) else [value])[:_MANY] if (said := text(item))]
    split = values[0].split(",") if len(values) == 1 else values
    return tuple(dict.fromkeys(word.strip() for word in split if word.strip()))[:_MANY]


def addresses(item: Item) -> set[str]:
    """The addresses by which an article's object is known."""
    said = [item.get("url"), item.get("@id"), item.get("mainEntityOfPage")]
    said += [value.get("@id") for value in said if isinstance(value, dict)]
    return {value.rstrip("/") for value in said if isinstance(value, str)}


def names(value: Any) -> Iterator[str]:
    """The names of people and houses in a field: objects, texts, lists of either, lists of lists. Accounts of a
    system's keepers are nobody."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item[:100]))
        else:
            name = text(item.get("name") if isinstance(item, dict) else item)
            account = isinstance(item, dict) and any(_KEEPER.search(str(item.get(key))) for key in ("@id", "url"))
            if name and not account:
                yield name
