"""How many requests may be under way to one host, whichever webhooks they are for."""

import asyncio
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

AT_A_HOST = 16


class Hosts:
    """A semaphore a host, for as long as somebody holds it."""

    def __init__(self) -> None:
        self._slots: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    def slots(self, url: str) -> asyncio.Semaphore:
        """That of the URL's host and port; what is no URL has its own."""
        try:
            host = urlsplit(url).netloc.lower()
        except ValueError:
            host = url
        return self._slots.setdefault(host, asyncio.Semaphore(AT_A_HOST))
