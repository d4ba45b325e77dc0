"""The README's screenshots, made again on the demo's wire: `python -m tests.desk.screenshots docs/img`."""

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.desk import browser
from workers.demo.wire import publish_samples, wire
from workers.desk.elsewhere import caught_up
from workers.reading.progress import drained
from workers.settings import Settings


@dataclass(frozen=True, slots=True)
class Shot:
    """`story` is the headline of the one to open, `path` the view otherwise."""

    name: str
    scheme: str
    story: str = ""
    path: str = "/"
    width: int = 1440
    height: int = 860


README = (
    Shot("desk-light", "light"),
    Shot("desk-dark", "dark", story="Mali closes trade corridor"),
)
MORE = (
    Shot("list-dark", "dark"),
    Shot("story-light", "light", story="Mali closes trade corridor", height=1800),
    Shot("wire-light", "light", path="/health"),
    Shot("wire-dark", "dark", path="/health"),
    *(
        Shot(f"phone-{name}-{scheme}", scheme, story, path, 390, 844)
        for scheme in ("light", "dark")
        for name, story, path in (
            ("list", "", "/"),
            ("story", "Mali closes", "/"),
            ("alerts", "", "/#alerts"),
            ("wire", "", "/health"),
        )
    ),
)
"""What is looked at when the page changes; made with `--all`."""


async def shoot(address: str, shots: tuple[Shot, ...], out: Path) -> None:
    """Make `shots` of the desk at `address`."""
    async with browser.chromium() as chromium:
        for shot in shots:
            async with browser.tab(chromium, shot.width, shot.height, shot.scheme) as tab:
                page = await tab.open(address + shot.path)
                await page.locator(":is(#list > li, #alert-list > li, .step):visible").first.wait_for()
                if shot.story:
                    await page.locator("#list a.title", has_text=shot.story).click()
                    await page.locator("#story h1").wait_for()
                await page.locator("#pulse[data-state=idle]").wait_for()
                await page.screenshot(path=out / f"{shot.name}.png")
                await tab.innocent()
                print(f"{shot.name}.png  {(out / f'{shot.name}.png').stat().st_size:,} bytes")


async def main(out: Path, shots: tuple[Shot, ...]) -> None:
    """Run the wire with the samples, and make `shots`."""
    with tempfile.TemporaryDirectory() as home:
        async with wire(Settings(home=Path(home), kafka_bootstrap=None, broker_port=0), print) as running:
            await publish_samples(running.settings)
            await drained(running.settings)
            await caught_up(running.settings, running.page)
            await shoot(running.page, shots, out)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(folder, README + MORE if "--all" in sys.argv else README))
