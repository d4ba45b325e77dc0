"""The file of subscriptions that people write: YAML in, subscriptions or every mistake with its line out.

subscriptions:
  - id: sahel-sanctions
    title: Sanctions in the Sahel
    all: [ {event_type: SANCTION}, {actor: MLI} ]
    any: [ {entity: ECOWAS}, {words: trade corridor} ]
    none: [ {place: NGA} ]
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, cast, get_args

import pycountry
import yaml

from schemas.control import Clause, Field, Query, Subscription
from schemas.event import EventType
from workers.core.alert.view import MAX_SOURCES, words

GROUPS = ("all", "any", "none")
_KEYS = frozenset({"id", "title", *GROUPS})
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class SubscriptionError(ValueError):
    """The file can't be taken: `problems` are its mistakes, each with line, subscription and field."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def parse(text: str) -> tuple[Subscription, ...]:
    """The subscriptions of a file's text, in its order, each as version 1. Raises SubscriptionError with all that is
    wrong; nothing of a file with a mistake is taken."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: of a date such as 2024-13-45
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}: " if mark else ""
        raise SubscriptionError([f"{line}not YAML: {getattr(error, 'problem', None) or error}"]) from error
    reader = _Reader(root)
    found = reader.file(content)
    if reader.problems:
        raise SubscriptionError([f"line {line}: {problem}" for line, problem in sorted(reader.problems, key=_by_line)])
    return found


class _Reader:
    """Walks the file's values, and its syntax tree beside them for the lines."""

    def __init__(self, root: yaml.Node | None) -> None:
        self._root = root
        self.problems: list[tuple[int, str]] = []

    def file(self, content: Any) -> tuple[Subscription, ...]:
        items = content.get("subscriptions") if isinstance(content, dict) else None
        if not isinstance(items, list):
            self._wrong((), "the file needs a list called `subscriptions`")
            return ()
        found = [self._subscription(item, ("subscriptions", i)) for i, item in enumerate(items)]
        seen: set[str] = set()
        for i, subscription in enumerate(found):
            if subscription and subscription.id in seen:
                self._wrong(("subscriptions", i, "id"), f"{subscription.id}: this id stands twice")
            if subscription:
                seen.add(subscription.id)
        return tuple(subscription for subscription in found if subscription)

    def _subscription(self, item: Any, path: tuple[Any, ...]) -> Subscription | None:
        if not isinstance(item, dict):
            self._wrong(path, "a subscription is a mapping with `id`, `title` and clauses")
            return None
        id_ = self._id(item.get("id"), path)
        title = item.get("title", id_)
        if not isinstance(title, str) or not title.strip():
            self._wrong((*path, "title"), f"{id_}: `title` must be text{self._hint(title, (*path, 'title'))}")
        for key in item:
            if key not in _KEYS:
                self._wrong((*path, key), f"{id_}: `{key}` is not known; there are id, title, all, any, none")
        groups = {group: self._clauses(item.get(group), (*path, group), id_) for group in GROUPS}
        if not (item.get("all") or item.get("any")):
            self._wrong(path, f"{id_}: at least one clause in `all` or `any`, else every story would match")
        return Subscription(id=id_, title=str(title), query=Query(**groups), version=1)

    def _id(self, id_: Any, path: tuple[Any, ...]) -> str:
        """The id, or what the subscription is called in the other problems that it has."""
        place = (*path, "id")
        if id_ is None:
            self._wrong(place, "`id` is missing")
            return f"subscription {path[-1] + 1}"
        shown = self._shown(id_, place)
        if not isinstance(id_, str) or not _ID.fullmatch(id_):
            rule = "`id` must be 1 to 64 letters, digits, dots, dashes or underscores"
            self._wrong(place, f"{shown}: {rule}{self._hint(id_, place)}")
        return shown

    def _clauses(self, items: Any, path: tuple[Any, ...], id_: str) -> tuple[Clause, ...]:
        if items is None:
            return ()
        if not isinstance(items, list):
            self._wrong(path, f"{id_}: `{path[-1]}` must be a list of clauses such as {{country: MLI}}")
            return ()
        clauses = [self._clause(item, (*path, i), id_) for i, item in enumerate(items)]
        return tuple(clause for clause in clauses if clause)

    def _clause(self, item: Any, path: tuple[Any, ...], id_: str) -> Clause | None:
        if not isinstance(item, dict) or len(item) != 1:
            self._wrong(path, f"{id_}: a clause is one field and its value, such as {{country: MLI}}")
            return None
        ((field, value),) = item.items()
        if field not in _VALUES:
            self._wrong(path, f"{id_}: `{field}` is not a field; there are {', '.join(_VALUES)}")
            return None
        says, holds = _VALUES[field]
        if isinstance(value, bool) or not isinstance(value, str | int) or not holds(value):
            place = (*path, field)
            hint = "" if field in _NUMBERS else self._hint(value, place)
            self._wrong(place, f"{id_}: `{field}: {self._shown(value, place)}`: must be {says}{hint}")
            return None
        return Clause(field=cast(Field, field), value=value)

    def _wrong(self, path: tuple[Any, ...], problem: str) -> None:
        node = self._nearest(path)
        self.problems.append((node.start_mark.line + 1 if node else 1, problem))

    def _nearest(self, path: tuple[Any, ...]) -> yaml.Node | None:
        """What stands at `path`, or the nearest that holds it; none in an empty file."""
        node = self._root
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            node = child
        return node

    def _shown(self, value: Any, path: tuple[Any, ...]) -> str:
        """`value` as a person knows it: a boolean as the file has it."""
        node = self._nearest(path)
        if isinstance(value, bool) and isinstance(node, yaml.ScalarNode):
            return str(node.value)
        return str(value) if isinstance(value, str | int) else f"a {type(value).__name__}"

    def _hint(self, value: Any, path: tuple[Any, ...]) -> str:
        """What to do where YAML took an unquoted word for a boolean."""
        if not isinstance(value, bool):
            return ""
        return f"; `{self._shown(value, path)}` is read as {str(value).lower()} by YAML: quote it"


def _by_line(problem: tuple[int, str]) -> int:
    return problem[0]


def _child(node: yaml.Node | None, step: Any) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return cast(yaml.Node, node.value[step])
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    return None


def _is_number(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and low <= value <= high


def _is_name(value: Any) -> bool:
    return bool(words(str(value)))


def _is_country(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 3 and pycountry.countries.get(alpha_3=value) is not None


_VALUES: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "words": ("at least one word", _is_name),
    "entity": ("a name", _is_name),
    "country": ("an ISO 3166 alpha-3 code, such as MLI", _is_country),
    "event_type": (
        f"one of PLOVER's types: {', '.join(get_args(EventType))}",
        lambda value: value in get_args(EventType),
    ),
    "quad": ("a number from 1 to 4", _is_number(1, 4)),
    "actor": ("a name or a country code", _is_name),
    "recipient": ("a name or a country code", _is_name),
    "place": ("a name or a country code", _is_name),
    "sources": (f"a number from 1 to {MAX_SOURCES}", _is_number(1, MAX_SOURCES)),
}
"""What a field's value must be, in words and as a test."""
_NUMBERS = frozenset({"quad", "sources"})
"""The fields whose value can't be text: there is nothing to quote."""
