"""The page itself: files of this package, the same for every address that it has."""

from http import HTTPStatus
from importlib.resources import files

from aiohttp import web

from schemas.ids import digest
from workers.service.problems import Problem

TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
ADDRESSES = ("/", "/story/{id}", "/health")
"""What the page's own script shows something under."""


class Page:
    """Serves the files under `static`."""

    def __init__(self) -> None:
        folder = files("workers.desk") / "static"
        self._files = {file.name: file.read_bytes() for file in folder.iterdir() if _suffix(file.name) in TYPES}
        self._tags = {name: f'"{digest(data)}"' for name, data in self._files.items()}

    def routes(self) -> list[web.RouteDef]:
        """What to add to the application."""
        own = [web.get(address, self._index) for address in ADDRESSES]
        return [*own, web.get("/static/{name}", self._static), web.get("/favicon.ico", self._icon)]

    async def _index(self, request: web.Request) -> web.Response:
        return self._file(request, "index.html")

    async def _icon(self, request: web.Request) -> web.Response:
        return self._file(request, "icon.svg")

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in self._files:
            raise Problem(HTTPStatus.NOT_FOUND, "There is no such file.")
        return self._file(request, name)

    def _file(self, request: web.Request, name: str) -> web.Response:
        """The file, or that the browser has it already: asked each time, so that a new version is seen at once."""
        headers = {"Cache-Control": "no-cache", "ETag": self._tags[name]}
        if self._tags[name] in request.headers.get("If-None-Match", ""):
            return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
        kind = TYPES[_suffix(name)]
        response = web.Response(body=self._files[name], content_type=kind, charset="utf-8", headers=headers)
        response.enable_compression()
        return response


def _suffix(name: str) -> str:
    return name[name.rfind(".") :]
