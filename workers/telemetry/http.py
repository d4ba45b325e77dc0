"""The pages of every process: /metrics for Prometheus, /healthz (it answers), /readyz (it does its work)."""

import orjson
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from workers.telemetry.health import Health
from workers.telemetry.metrics import READY


class Pages:
    """An HTTP server on `host:port` (port 0: any) of the process `step`; `app` brings the routes that it serves
    beside these (ingest, delivery, desk)."""

    def __init__(self, step: str, health: Health, host: str, port: int, app: web.Application | None = None) -> None:
        self._step, self._health, self._host, self._port = step, health, host, port
        app = web.Application() if app is None else app
        app.router.add_get("/metrics", self._metrics)
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        self._runner = web.AppRunner(app, access_log=None)

    async def start(self) -> str:
        """Listen; gives the address. Raises OSError, which says what to do, where the port is taken."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            todo = "`--port 0` takes any, WIREDESK_HTTP_PORT sets the first of all steps"
            raise OSError(f"port {self._port} of /metrics, /healthz and /readyz is in use: {todo}") from error
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def close_port(self) -> None:
        """Take no new connections; those that are there go on until `stop`. A body that has not come whole by then is
        lost: https://github.com/aio-libs/aiohttp drops what arrives once its shutdown has begun."""
        for site in list(self._runner.sites):
            await site.stop()

    async def stop(self) -> None:
        """Close the port, and every connection."""
        await self._runner.cleanup()

    async def _metrics(self, _: web.Request) -> web.Response:
        READY.labels(self._step).set(self._health.ready)
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _healthz(self, _: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _readyz(self, _: web.Request) -> web.Response:
        report = self._health.report()
        body = orjson.dumps({"step": self._step, "ready": all(report.values()), "conditions": report})
        return web.Response(body=body, status=200 if all(report.values()) else 503, content_type="application/json")
