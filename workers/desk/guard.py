"""What stands before every answer: who may ask by which name, what a browser may do with it, how faults are told."""

import re
from http import HTTPStatus
from ipaddress import ip_address

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from workers.desk.readers import TooSlowError
from workers.service.problems import Problem

log = structlog.get_logger()

POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self' data:",
        "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_PORT = re.compile(r"(?<=[^:]):\d*$")
MACHINES = frozenset({"/metrics", "/healthz", "/readyz"})
"""Pages for probes, which come by whatever name their platform has; they show no news."""


async def protect(request: web.Request, response: web.StreamResponse) -> None:
    """Put HEADERS on every answer, streams among them (aiohttp's on_response_prepare)."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def guard(hosts: str) -> Middleware:
    """A middleware that answers by `hosts` (Settings.desk_hosts) and loopback names only, and tells faults as
    problems.

    A page of somewhere else may have its own name point to our address and then read us (DNS rebinding); its requests
    carry that name. An address of numbers in Host can't be such a name.
    """
    known = {name.strip().lower() for name in hosts.split(",") if name.strip()} | {"localhost"}

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            if request.path not in MACHINES and "*" not in known and not _is_ours(request.host, known):
                raise Problem(
                    HTTPStatus.MISDIRECTED_REQUEST,
                    "The desk is not known by this name. If it is yours, put it into WIREDESK_DESK_HOSTS.",
                )
            return await handler(request)
        except Problem as problem:
            return problem.response()
        except TooSlowError as error:
            return Problem(HTTPStatus.SERVICE_UNAVAILABLE, f"Ask for less: {error}.").response()
        except web.HTTPException as error:
            status = HTTPStatus(error.status)
            if status < HTTPStatus.BAD_REQUEST:
                raise
            kept = {name: value for name, value in error.headers.items() if name == "Allow"}
            return Problem(status, f"{request.method} {request.path[:200]}: {error.reason}", kept).response()
        except Exception as error:  # one request's fault must not be a traceback on a page
            log.error("a request failed", path=request.path, error=type(error).__name__, exc_info=error)
            return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The fault is ours; the desk's log has it.").response()

    return guarded


def _is_ours(host: str, known: set[str]) -> bool:
    name = _PORT.sub("", host).strip("[]").lower().rstrip(".")
    if name in known or name.endswith(".localhost"):
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
