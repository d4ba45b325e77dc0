"""What goes wrong, told as RFC 9457 says: `application/problem+json` with a title and what to do."""

from http import HTTPStatus

import orjson
from aiohttp import web


class Problem(Exception):  # noqa: N818 - the RFC's own word
    """An answer other than what was asked for; `detail` says what was wrong and what to do."""

    def __init__(self, status: HTTPStatus, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers or {}

    def response(self) -> web.Response:
        """The answer."""
        body = {"type": "about:blank", "title": self.status.phrase, "status": int(self.status), "detail": self.detail}
        return web.Response(
            status=self.status,
            body=orjson.dumps(body),
            content_type="application/problem+json",
            headers=self.headers,
        )
