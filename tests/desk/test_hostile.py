"""Nothing that an article says ever runs: hostile text of every kind, everywhere on the page, in a real browser."""

import pytest

from tests.desk import hostile
from tests.desk.browser import Tab
from tests.desk.conftest import World

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("name", [*hostile.TEXTS, "addresses"])
async def test_nothing_that_an_article_says_ever_runs(world: World, tab: Tab, name: str) -> None:
    page = await tab.open(f"{world.address}/story/{hostile.story_id(name)}")
    await page.locator("#story .piece").first.wait_for()
    for closed in await page.locator("#story details > summary").all():
        await closed.click()
    await page.locator("#story .account").first.wait_for()
    assert await page.locator("script").count() == 2
    assert await page.locator("main :is(img, style, iframe, object, embed, form:not(#filters), svg)").count() == 0
    assert await page.locator("[onerror], [onload], [onfocus], [style]:not(i)").count() == 0
    for address in await page.locator("#story a:not([data-go], [data-jump])").all():
        assert (await address.get_attribute("href") or "").startswith("https://paper.example")
        assert await address.get_attribute("rel") == "noopener noreferrer nofollow"
    assert len(await page.locator("#story").inner_text()) < 400_000
    assert "\u202e" not in await page.locator("body").inner_text()
    await page.locator("h1").last.click()
    await tab.innocent()


async def test_only_web_addresses_are_links(world: World, tab: Tab) -> None:
    page = await tab.open(f"{world.address}/story/{hostile.story_id('addresses')}")
    await page.locator("#story .piece").last.wait_for()
    linked = await page.locator(".piece h4 a").all_inner_texts()
    assert linked == [f"Address {name}" for name in hostile.URLS if name in hostile.FOLLOWED]


async def test_the_list_and_the_wire_stand_hostile_text(world: World, tab: Tab) -> None:
    page = await tab.open(world.address)
    await page.locator("#list > li").first.wait_for()
    titles = await page.locator("#list a.title").all_inner_texts()
    assert hostile.TEXTS["script"] in titles
    assert all(len(title) <= 300 for title in titles)
    await page.locator("#words").fill("<img src=x onerror=1>")
    await page.locator("#list-end, #list .found").first.wait_for(state="attached")
    await page.goto(f"{world.address}/health")
    table = page.locator(".scroller")
    await table.wait_for()
    assert hostile.TEXTS["script"] in await table.inner_text()
    assert "too_large" in await table.inner_text()
    await tab.innocent()
