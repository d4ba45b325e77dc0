"""How many requests may be under way to one host, whatever they are for."""

import asyncio
from urllib.parse import urlsplit
from weakref import WeakValueDictionary


class Hosts:
    """A semaphore of `at_once` a host, for as long as somebody holds it."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._slots: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    def slots(self, url: str) -> asyncio.Semaphore:
        """That of the URL's host and port; what is no URL has its own."""
        try:
            host = urlsplit(url).netloc.lower()
        except ValueError:
            host = url
        return self._slots.setdefault(host, asyncio.Semaphore(self._at_once))
