"""An article in ninjs, the IPTC's news in JSON: generation 1, whose bodies are fields (`body_text`, `body_xhtml`), and
generations 2 and 3, whose bodies are a list.

Source of the fields: https://iptc.org/std/ninjs/userguide/
"""

from collections.abc import Iterator
from typing import Any

from workers.core.clean.blocks import Claims
from workers.core.clean.envelope import Envelope, times
from workers.core.clean.html.people import people

_MARKUP = ("xhtml", "html", "html5", "nitf", "xml")
_STATES = frozenset(("usable", "withheld", "canceled"))


def _knows(item: Any) -> bool:
    return isinstance(item.get("uri"), str) and any(_bodies(item))


def _content(item: dict[str, Any]) -> str:
    """The body with markup where there is one (it has the paragraphs), else the longest."""
    bodies = list(_bodies(item))
    marked = [text for kind, text in bodies if any(kind.endswith(name) for name in _MARKUP)]
    return max(marked or [text for _, text in bodies], key=len, default="")


def _bodies(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(kind, text) of each body."""
    return _texts(item, "body", "bodies")


def _texts(item: dict[str, Any], one: str, many: str) -> Iterator[tuple[str, str]]:
    for name, value in item.items():
        if isinstance(value, str) and value.strip() and (name == one or name.startswith(f"{one}_")):
            yield name, value
    for entry in item[many] if isinstance(item.get(many), list) else ():
        value = entry.get("value") if isinstance(entry, dict) else None
        if isinstance(value, str) and value.strip():
            yield f"{entry.get('contenttype') or ''}/{entry.get('role') or ''}".strip("/").lower(), value


def _claims(item: dict[str, Any]) -> Claims:
    headlines = [text for _, text in _texts(item, "headline", "headlines")]
    bylines = [said for said in (item.get("byline"), item.get("by")) if isinstance(said, str) and said.strip()]
    sources = [*_named(item, "infosource"), *_named(item, "infosources"), item.get("copyrightholder")]
    state = item.get("pubstatus")
    return Claims(
        headlines=tuple(" ".join(text.split()) for text in headlines),
        authors=people(bylines),
        publishers=tuple((name, "ninjs") for name in sources if isinstance(name, str) and name.strip())[:1],
        published=times(item, "firstcreated", "contentcreated", "versioncreated"),
        modified=times(item, "versioncreated"),
        description=next((" ".join(text.split()) for _, text in _texts(item, "description", "descriptions")), None),
        keywords=(*_named(item, "subject"), *_named(item, "subjects")),
        pubstatus=state if state in _STATES else None,
    )


def _named(item: dict[str, Any], field: str) -> tuple[str, ...]:
    values = item[field] if isinstance(item.get(field), list) else ()
    names = [value.get("name") for value in values if isinstance(value, dict)]
    return tuple(name for name in names if isinstance(name, str) and name.strip())


NINJS = Envelope("ninjs", _knows, _content, _claims)
