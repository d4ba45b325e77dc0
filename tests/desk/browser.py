"""A headless Chromium that notes whatever a page must not do."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from tests.desk.published import BEGAN

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NOW = BEGAN + timedelta(minutes=20)
"""The time on the browser's clock."""
CABLE = "Estonia seizes tanker over cut Baltic cable"
"""A story of the samples, by its headline."""
VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""


@dataclass(slots=True)
class Tab:
    """A page of Playwright, and what was seen of it that must not be: `faults` (errors on the console or thrown) and
    `strangers` (requests to elsewhere)."""

    page: Any
    faults: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    async def open(self, address: str) -> Any:
        """Go to `address` and wait until the page is live."""
        await self.page.goto(address)
        await self.page.locator("#live[data-state=live]").wait_for(state="attached")
        return self.page

    async def innocent(self) -> None:
        """Fail where the page ran, asked for or complained of anything that it should not have."""
        assert await self.page.evaluate("() => window.hacked") is None
        assert await self.page.evaluate("() => window.violations") == []
        assert self.faults == []
        assert self.strangers == []


@asynccontextmanager
async def chromium() -> AsyncIterator[Any]:
    """A headless browser. Skips the test where there is no Chromium."""
    if CHROMIUM is None:
        pytest.skip("no chromium on the PATH")
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def tab(chromium: Any, width: int = 1440, height: int = 900, scheme: str = "light") -> AsyncIterator[Tab]:
    """A tab that shares nothing with others, its clock at NOW."""
    context = await chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB", timezone_id="Europe/Paris"
    )
    context.set_default_timeout(60_000)
    page = await context.new_page()
    await page.clock.install(time=NOW)
    await page.add_init_script(VIOLATIONS)
    found = Tab(page)
    page.on("console", lambda m: m.type in ("error", "warning") and found.faults.append(m.text))
    page.on("pageerror", lambda error: found.faults.append(str(error)))
    page.on("dialog", lambda dialog: found.faults.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: _note(request.url, found.strangers))
    try:
        yield found
    finally:
        await context.close()


def _note(url: str, strangers: list[str]) -> None:
    if urlsplit(url).hostname not in ("127.0.0.1", "localhost"):
        strangers.append(url)


async def asked(world: Any, path: str) -> Any:
    """What the API of a desk answers."""
    async with aiohttp.ClientSession() as client, client.get(world.address + path) as answer:
        assert answer.ok, path
        return await answer.json()


def link(page: Any, headline: str) -> Any:
    """The story of that headline in the list."""
    return page.locator("#list a.title").get_by_text(headline, exact=True)
