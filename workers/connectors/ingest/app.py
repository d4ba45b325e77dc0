"""The server's application: its routes, and one middleware that tells every fault as a problem and counts."""

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from workers.connectors.ingest.answers import Fault, problem
from workers.connectors.ingest.articles import PATH, Articles
from workers.connectors.ingest.media import MEDIA
from workers.connectors.ingest.openapi import document
from workers.service.problems import Problem
from workers.settings import Settings
from workers.telemetry import metrics

log = structlog.get_logger()

ABOUT = f"""Wiredesk ingest: puts articles on the wire.

  POST {PATH}       one article or many ({", ".join(MEDIA)})
  GET  /openapi.json   what may be posted and what is answered, as OpenAPI 3.1
  GET  /metrics        for Prometheus; /healthz, /readyz: whether it answers, whether it can take articles

  curl --json '{{"uri": "https://a.example/1", "body": "MOSCOW (AP) -- ..."}}' ADDRESS{PATH}
"""


def application(settings: Settings, articles: Articles) -> web.Application:
    """All routes but those of workers.telemetry.http."""
    api = document(settings)

    async def about(_: web.Request) -> web.Response:
        return web.Response(text=ABOUT)

    async def openapi(_: web.Request) -> web.Response:
        return web.Response(body=api, content_type="application/json")

    app = web.Application(middlewares=[told])
    app.router.add_get("/", about)
    app.router.add_get("/openapi.json", openapi)
    app.router.add_post(PATH, articles.post, expect_handler=articles.expect)
    return app


@web.middleware
async def told(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every fault as an RFC 9457 problem; every answer counted by route and status."""
    response = await _answered(request, handler)
    if not request.content.is_eof():  # what is left of the body will not be read
        response.force_close()
    resource = request.match_info.route.resource
    route = resource.canonical if resource is not None else "other"
    metrics.HTTP_REQUESTS.labels("ingest", route, str(response.status)).inc()
    return response


async def _answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Problem as fault:
        return fault.response()
    except web.HTTPNotFound:
        return problem(Fault.NOT_FOUND, f"Nothing is at this address; articles are posted to {PATH}.").response()
    except web.HTTPMethodNotAllowed as error:
        answer = problem(Fault.METHOD_NOT_ALLOWED, f"It takes {', '.join(sorted(error.allowed_methods))}.").response()
        answer.headers["Allow"] = error.headers["Allow"]
        return answer
    except (web.HTTPException, ConnectionError):
        raise
    except Exception:
        log.exception("a request failed", path=request.path)
        return problem(Fault.INTERNAL, "A fault of the server's; its log says more.").response()
