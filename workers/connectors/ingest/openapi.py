"""The OpenAPI 3.1 document of the ingest server, drawn from its own tables: content types, faults, records."""

from importlib.metadata import version
from typing import Any

import msgspec
import orjson

from schemas.article import RawArticle
from workers.connectors.ingest.answers import FAULTS, Fault, ProblemDetails, Receipt, Row
from workers.connectors.ingest.media import ARRAY_BYTES, MEDIA, MOST_ITEMS
from workers.connectors.paths import LIMITS
from workers.pipeline import MIB
from workers.service import problems
from workers.settings import Settings

REFS = "#/components/schemas/{name}"
FILLED_IN = ("uri", "collected")
"""Fields of a raw article that are made where a post lacks them."""
KEYS = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}
ELSEWHERE = frozenset({Fault.NOT_FOUND, Fault.METHOD_NOT_ALLOWED})
"""Faults that are no answer of a route that exists."""


def document(settings: Settings) -> bytes:
    """The document, as JSON. Where an API key is set it says that one is needed."""
    return orjson.dumps(_document(settings))


def _document(settings: Settings) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Wiredesk ingest",
            "version": version("wiredesk"),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "description": "Puts articles on the wire: what is accepted is on the Kafka topic `news.raw`.",
        },
        "paths": {
            "/articles": {"post": _post(settings)},
            "/openapi.json": {"get": _get("openapi", "This document.", "application/json", {"type": "object"})},
            "/": {"get": _get("about", "What is here, for people.", "text/plain", {"type": "string"})},
        },
        "components": {"schemas": _schemas(), "securitySchemes": KEYS},
    }


def _post(settings: Settings) -> dict[str, Any]:
    rows: dict[int, list[Row]] = {}
    for fault, row in FAULTS.items():
        if fault not in ELSEWHERE and (fault is not Fault.WRONG_KEY or settings.api_key is not None):
            rows.setdefault(row.status, []).append(row)
    accepted = {
        "description": "Every article that is listed as accepted is acknowledged by the broker; `refused` lists the "
        "items of the body that are none.",
        "content": {"application/json": {"schema": _ref("Receipt")}},
    }
    return {
        "operationId": "postArticles",
        "summary": "Post one article or many",
        "description": f"A body of at most {settings.ingest_bytes:,} bytes (JSON {ARRAY_BYTES // MIB} MiB), with at "
        f"most {MOST_ITEMS:,} articles of {LIMITS.record:,} bytes each. The order of articles is not kept. It is "
        "idempotent: the same article has the same `ce_id` however often it is posted, and the wire knows it by that.",
        "security": [{name: []} for name in KEYS] if settings.api_key is not None else [],
        "requestBody": {"required": True, "content": {kind: {"schema": _body(kind)} for kind in MEDIA}},
        "responses": {"202": accepted} | {str(int(status)): _problem(rows[status]) for status in sorted(rows)},
    }


def _body(kind: str) -> dict[str, Any]:
    if kind == "application/json":
        return {"anyOf": [_ref("Item"), {"type": "array", "items": _ref("Item"), "minItems": 1}]}
    if kind.startswith("application/") and kind.endswith(("jsonl", "ndjson")):
        return {"type": "string", "description": "JSON lines: on each an Item."}
    return {"type": "string", "description": "The article, as its bytes stand. Its `uri` is a hash of them."}


def _problem(rows: list[Row]) -> dict[str, Any]:
    headers = {name: {"schema": {"type": "string"}, "example": value} for row in rows for name, value in row.headers}
    return {
        "description": " ".join(row.meaning for row in rows),
        **({"headers": headers} if headers else {}),
        "content": {problems.MEDIA_TYPE: {"schema": _ref("ProblemDetails")}},
    }


def _get(name: str, summary: str, kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    answer = {"description": summary, "content": {kind: {"schema": schema}}}
    return {"operationId": name, "summary": summary, "responses": {"200": answer}}


def _schemas() -> dict[str, Any]:
    _, found = msgspec.json.schema_components([RawArticle, Receipt, ProblemDetails], ref_template=REFS)
    article = found["RawArticle"]
    article["required"] = [name for name in article.get("required", ()) if name not in FILLED_IN]
    article["anyOf"] = [{"required": ["body"]}, {"required": ["body_base64"]}]
    post = {
        "type": "object",
        "description": "A post as WordPress's REST interface gives it.",
        "properties": {"title": {"type": "object"}, "content": {"type": "object"}, "link": {"type": "string"}},
        "required": ["title", "content"],
    }
    return found | {"WordPressPost": post, "Item": {"anyOf": [_ref("RawArticle"), _ref("WordPressPost")]}}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": REFS.format(name=name)}
