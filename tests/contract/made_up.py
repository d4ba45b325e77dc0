"""Records made up from their types, as hypothesis strategies: what the codec can write, the schemas have to take."""

import types
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    type(None): st.none(),
    date: st.dates(),
    datetime: st.datetimes(*map(datetime.fromisoformat, ("1900-01-02", "2200-12-30")), timezones=st.just(UTC)),
}


def made_up(kind: Any) -> st.SearchStrategy[Any]:
    """Values of the type `kind`, a record's or a field's."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if is_dataclass(kind):
        hints = get_type_hints(kind, include_extras=True)
        return st.builds(kind, **{name: made_up(hint) for name, hint in hints.items()})
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return made_up(arguments[0])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, types.UnionType):
        return st.one_of(*map(made_up, arguments))
    if origin is tuple:
        return st.lists(made_up(arguments[0]), max_size=2).map(tuple)
    if origin is dict:
        return st.dictionaries(made_up(arguments[0]), made_up(arguments[1]), max_size=2)
    raise TypeError(f"no strategy for {kind}")
