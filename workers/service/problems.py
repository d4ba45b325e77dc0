"""What goes wrong, told as RFC 9457 says: `application/problem+json` with a title and what to do."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from aiohttp import web

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):  # noqa: N818 - the RFC's own word
    """An answer other than what was asked for; `detail` says what was wrong and what to do. `members` are put beside
    the standard ones (RFC 9457, 3.2)."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.members = status, detail, dict(headers or {}), members or {}

    def response(self) -> web.Response:
        """The answer."""
        body = {"type": "about:blank", "title": self.status.phrase, "status": int(self.status), "detail": self.detail}
        return web.Response(
            status=self.status,
            body=orjson.dumps(body | dict(self.members)),
            content_type=MEDIA_TYPE,
            headers=self.headers,
        )
