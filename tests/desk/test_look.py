"""How the page looks, as far as it can be measured: on narrow screens, in both themes, for those who do not see it."""

from typing import Any

import pytest

from tests.desk import browser, hostile
from tests.desk.browser import CABLE, Tab, asked, link
from tests.desk.conftest import World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_theme_is_kept(world: World, tab: Tab) -> None:
    page = await tab.open(world.address)
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = await page.evaluate(paper)
    await page.keyboard.press("t")
    assert await page.evaluate(paper) == light
    await page.get_by_role("button", name="Theme: light").click()
    dark = await page.evaluate(paper)
    assert dark != light
    await page.reload()
    await page.get_by_role("button", name="Theme: dark").wait_for()
    assert await page.evaluate(paper) == dark


VIEWS = ("/", "/#alerts", "/health", f"/story/{hostile.story_id('long word')}", f"/story/{hostile.story_id('zalgo')}")


@pytest.mark.parametrize("width", [360, 700, 1100])
async def test_no_view_is_wider_than_the_screen(world: World, chromium: Any, width: int) -> None:
    async with browser.tab(chromium, width, 800) as tab:
        for address in VIEWS:
            page = await tab.open(f"{world.address}{address}")
            await page.locator(":is(#list > li, .step, #story h1, #alert-list > li):visible").first.wait_for()
            wide = await page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
            assert wide[0] <= wide[1], (address, wide)
            await page.goto("about:blank")  # the next address may differ in its fragment only
        assert tab.faults == []


async def test_on_a_phone_one_thing_at_a_time(world: World, chromium: Any) -> None:
    async with browser.tab(chromium, 390, 844) as tab:
        page = await tab.open(world.address)
        await link(page, CABLE).wait_for()
        assert not await page.locator("#alerts").is_visible()
        await page.get_by_role("navigation").get_by_text("Alerts").click()
        await page.locator("#alert-list > li").first.wait_for()
        assert not await page.locator("#stories").is_visible()
        await page.locator("#alert-list a", has_text=CABLE).click()
        await page.get_by_role("heading", name=CABLE, level=1).wait_for()
        await page.get_by_role("link", name="\u2190 Stories").click()
        await link(page, CABLE).wait_for()
        await tab.innocent()


CONTRAST = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility() || element.closest(".unseen, .skip")) continue;
    const style = getComputedStyle(element);
    const [one, other] = [luminance(rgba(style.color)), luminance(ground(element))].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < (large ? 3 : 4.5)) low.push(`${element.className || element.tagName} ${ratio.toFixed(2)}`);
  }
  return [...new Set(low)];
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_contrast_is_aa(world: World, chromium: Any, scheme: str) -> None:
    (cable,) = [s for s in (await asked(world, "/api/stories"))["stories"] if s["headline"] == CABLE]
    async with browser.tab(chromium, scheme=scheme) as tab:
        for address in ("/", f"/story/{cable['id']}", "/health"):
            page = await tab.open(f"{world.address}{address}")
            await page.locator(":is(#list > li, .step, #story h1):visible").last.wait_for()
            await page.emulate_media(reduced_motion="reduce")
            assert await page.evaluate(CONTRAST) == [], address


async def test_landmarks_and_names(world: World, tab: Tab) -> None:
    page = await tab.open(world.address)
    for role in ("banner", "main", "complementary", "search"):
        assert await page.get_by_role(role).count() == 1, role
    nameless = await page.evaluate(
        "() => [...document.querySelectorAll('a, button, input, select')].filter((e) => e.checkVisibility() &&"
        " !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).map((e) => e.outerHTML)"
    )
    assert nameless == []
    assert await page.locator("[aria-live=polite]").count() == 1
    assert await page.locator("html").get_attribute("lang") == "en"
