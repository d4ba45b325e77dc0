"""Deterministic ids: the same input gives the same id, on every machine and in every replay."""

from hashlib import blake2b

from schemas.article import RawArticle


def digest(*parts: str | bytes) -> str:
    """A 128-bit hash of `parts` as 32 hex digits; each part is framed by its length, so that no two lists agree."""
    framed: list[bytes] = []
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        framed += (len(data).to_bytes(8, "big"), data)
    return blake2b(b"".join(framed), digest_size=16).hexdigest()


def raw_id(article: RawArticle) -> str:
    """The `ce_id` of a raw record: of its `uri` and its payload as it stands there (text, or base64)."""
    if article.body is not None:
        return digest("raw", article.uri, "body", article.body)
    return digest("raw", article.uri, "body_base64", article.body_base64 or "")


def output_id(input_id: str, step: str, version: str, key: str) -> str:
    """The `ce_id` of a step's output: of the input's id, the step, its version and the output's key."""
    return digest("output", input_id, step, version, key)


def payload_uri(payload: bytes) -> str:
    """The `uri` of an article that came without one: a hash of its bytes."""
    return f"urn:wiredesk:payload:{digest(payload)}"
