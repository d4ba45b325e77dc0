"""Whether a request may come in: the one API key of the settings, if there is one."""

from hmac import compare_digest

from aiohttp import web
from pydantic import SecretStr

QUERY = "api_key"
HEADER = "X-API-Key"


def allowed(request: web.Request, key: SecretStr | None, *, by_query: bool = False) -> bool:
    """Whether `request` brings `key`: `Authorization: Bearer KEY` or `X-API-Key: KEY`, or `?api_key=KEY` too where the
    client can't set headers (`by_query`; a browser's EventSource). Without a key to bring, every one may."""
    if key is None:
        return True
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        given = request.headers.get(HEADER, "") or (request.query.get(QUERY, "") if by_query else "")
    # Bytes that are no UTF-8 arrive as surrogates.
    return compare_digest(given.strip().encode("utf-8", "surrogateescape"), key.get_secret_value().encode())
