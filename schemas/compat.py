"""Compares two exports of the contracts (schemas.export.documents), field by field: what changed, and what that breaks.

A contract whose version was raised may change in any way: its readers see that by `ce_dataschema`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from schemas.changes import Change, Finding
from schemas.export import NOTES, OPEN, Document


def compare(old: Mapping[str, Document], new: Mapping[str, Document]) -> list[Finding]:
    """Every change from the documents `old` to `new`, of contracts whose version was not raised."""
    return [finding for name in sorted(old) for finding in _document(name, old[name], new.get(name))]


def breaks(old: Mapping[str, Document], new: Mapping[str, Document]) -> list[Finding]:
    """Those changes that break a promise."""
    return [finding for finding in compare(old, new) if finding.breaks]


def _document(topic: str, old: Document, new: Document | None) -> Iterator[Finding]:
    before = old.get(NOTES, {})
    private = bool(before.get("private"))
    if new is None:
        yield Finding(topic, "", Change.TOPIC_GONE, private)
        return
    after = new.get(NOTES, {})
    if after.get("version", 0) > before.get("version", 0):
        return
    for change, note in ((Change.VERSION_LOWERED, "version"), (Change.CE_TYPE, "ce_type")):
        if before.get(note) != after.get(note):
            yield Finding(topic, "", change, private, old=before.get(note), new=after.get(note))
    walk = _Walk(topic, private, old.get("$defs", {}), new.get("$defs", {}))
    yield from walk.records(old, new)


class _Walk:
    """Goes through two versions of one document side by side."""

    def __init__(self, topic: str, private: bool, old: Document, new: Document) -> None:
        self._topic, self._private, self._old, self._new = topic, private, old, new

    def records(self, old: Document, new: Document) -> Iterator[Finding]:
        """The records of the topic, told apart by `kind`."""
        before, after = _alternatives(old, self._old), _alternatives(new, self._new)
        for kind, schema in before.items():
            place = schema.get("title", "")
            if kind in after:
                yield from self._same_type(place, schema, after[kind])
            else:
                yield self._found(place, Change.RECORD_GONE)
        for kind in sorted(after.keys() - before.keys()):
            yield self._found(after[kind].get("title", ""), Change.RECORD_NEW)

    def _value(self, place: str, old: Document, new: Document) -> Iterator[Finding]:
        """A value that may have several types."""
        before, after = _alternatives(old, self._old), _alternatives(new, self._new)
        if "integer" in before and "number" in after and "integer" not in after:
            after["integer"] = after["number"]  # a whole number is a number
            if "number" not in before:
                yield self._found(place, Change.TYPE_NEW, new="number")
                del after["number"]
        gone, come = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
        if gone and come:
            yield self._found(place, Change.TYPE, old=" or ".join(sorted(before)), new=" or ".join(sorted(after)))
            return
        for name in gone:
            yield self._found(place, Change.TYPE_GONE, old=name)
        for name in come:
            yield self._found(place, Change.TYPE_NEW, new=name)
        for name in sorted(before.keys() & after.keys()):
            yield from self._same_type(place, before[name], after[name])

    def _same_type(self, place: str, old: Document, new: Document) -> Iterator[Finding]:
        if "properties" in old or "properties" in new:
            yield from self._fields(place, old, new)
        yield from self._values(place, old, new)
        for name in sorted((old.keys() | new.keys()) - _LOOKED_AT):
            if name in _INNER and isinstance(old.get(name), dict) and isinstance(new.get(name), dict):
                yield from self._value(place + _INNER[name], old[name], new[name])
            elif old.get(name) != new.get(name):
                yield self._found(place, Change.LIMIT, name=name, old=old.get(name), new=new.get(name))

    def _fields(self, place: str, old: Document, new: Document) -> Iterator[Finding]:
        before, after = old.get("properties", {}), new.get("properties", {})
        needed, needs = set(old.get("required", ())), set(new.get("required", ()))
        for name, value in before.items():
            field = f"{place}.{name}"
            if name not in after:
                yield self._found(field, Change.FIELD_GONE)
                continue
            if name in needed - needs:
                yield self._found(field, Change.MAY_BE_ABSENT)
            if name in needs - needed:
                yield self._found(field, Change.MUST_BE_THERE)
            elif name not in needed | needs and value.get("default") != after[name].get("default"):
                yield self._found(field, Change.DEFAULT, old=value.get("default"), new=after[name].get("default"))
            yield from self._value(field, value, after[name])
        for name in sorted(after.keys() - before.keys()):
            yield self._found(f"{place}.{name}", Change.FIELD_DEMANDED if name in needs else Change.FIELD_NEW)

    def _values(self, place: str, old: Document, new: Document) -> Iterator[Finding]:
        """Lists of values. To have one where there was none narrows the type, and the other way round."""
        before, after = old.get("enum"), new.get("enum")
        if before is None or after is None:
            if before is not None or after is not None:
                free, listed = f"any {_type(old if before is None else new)}", "one of a list"
                yield self._found(
                    place,
                    Change.TYPE_GONE if before is None else Change.TYPE_NEW,
                    old=free if before is None else listed,
                    new=listed if before is None else free,
                )
            return
        was, is_ = bool(old.get(OPEN)), bool(new.get(OPEN))
        if was != is_:
            yield self._found(place, Change.VALUES_CLOSED if was else Change.VALUES_OPENED)
        for value in before:
            if value not in after:
                yield self._found(place, Change.VALUE_GONE, old=value)
        for value in after:
            if value not in before:
                yield self._found(place, Change.VALUE_NEW_OPEN if was else Change.VALUE_NEW, new=value)

    def _found(self, place: str, change: Change, *, name: str = "", old: object = None, new: object = None) -> Finding:
        return Finding(self._topic, place, change, self._private, name, old, new)


_INNER = {"items": "[]", "additionalProperties": "{}"}
"""Keywords whose value is the schema of what is inside, and how a place inside is written."""

_LOOKED_AT = {OPEN, "title", "description", "default", "type", "properties", "required", "enum"}
"""Keywords that are compared by themselves, or that say nothing of a value. Any other one is a limit: compared as it
stands."""


def _alternatives(schema: Document, defs: Document) -> dict[str, Document]:
    """The types that a value may have, each with its schema; references are followed."""
    if "$ref" in schema:
        return _alternatives(defs[schema["$ref"].rpartition("/")[2]], defs)
    if "type" not in schema and (several := schema.get("anyOf") or schema.get("oneOf")):
        return {name: part for one in several for name, part in _alternatives(one, defs).items()}
    return {_type(schema): schema}


def _type(schema: Mapping[str, Any]) -> str:
    """`string`, `integer` ...; of a record told apart by `kind` that, too."""
    kind = schema.get("properties", {}).get("kind", {}).get("enum", ())
    if len(kind) == 1:
        return f"object of kind {kind[0]}"
    if "type" not in schema and "enum" in schema:
        return "integer" if all(isinstance(value, int) for value in schema["enum"]) else "string"
    return str(schema.get("type", "anything"))
