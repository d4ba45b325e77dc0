"""`wiredesk ingest`: a server for articles that are posted, onto `news.raw`."""

import asyncio

import typer

from workers.cli.process import Parent, Port, begin


def ingest(port: Port = None, parent: Parent = None) -> None:
    """Serve `POST /articles`: one article or many (JSON, JSON lines, text, HTML, WordPress posts) by HTTP.

    An answer of 202 says that the broker has acknowledged what it lists; what is no article is listed with the reason.
    `GET /openapi.json` describes it. Set WIREDESK_API_KEY to ask for a key, WIREDESK_HTTP_HOST to be reached from
    elsewhere. SIGTERM or Ctrl-C finishes the requests in hand.
    """
    from schemas.registry import RAW
    from workers.connectors.ingest.service import serve

    settings, port = begin("ingest", port, parent, [RAW])
    raise typer.Exit(asyncio.run(serve(settings, port)))
