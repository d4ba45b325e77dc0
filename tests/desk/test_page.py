"""The page in a real browser: what it shows, that it is live, by keys alone, on a phone, in light and dark."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest

from schemas.registry import STORIES
from schemas.story import Story
from tests.desk import browser, hostile
from tests.desk.browser import Tab
from tests.desk.conftest import World
from tests.desk.published import BEGAN, publish, published, wire
from tests.desk.running import running
from tests.reading import records as r
from workers.desk.fold import article_id

pytestmark = pytest.mark.asyncio(loop_scope="module")
CABLE = "Estonia seizes tanker over cut Baltic cable"


async def asked(world: World, path: str) -> Any:
    async with aiohttp.ClientSession() as client, client.get(world.address + path) as answer:
        assert answer.ok, path
        return await answer.json()


def link(page: Any, headline: str) -> Any:
    return page.locator("#list a.title").get_by_text(headline, exact=True)


async def test_stories_come_by_rank_and_alerts_with_their_why(world: World, tab: Tab) -> None:
    page = await tab.open(world.address)
    found = await asked(world, "/api/stories?limit=50")
    await page.locator("#list > li").first.wait_for()
    shown = await page.locator("#list > li").evaluate_all("rows => rows.map(row => row.dataset.key)")
    assert shown == [story["id"] for story in found["stories"]]
    row = page.locator("#list > li", has_text=CABLE)
    assert await row.locator(".weight b").inner_text() == "4"
    assert await row.locator(".severity").inner_text() == "Moderate"
    assert await row.locator(".chip").get_attribute("title") == "material conflict"
    alert = page.locator("#alert-list > li", has_text="baltic-cables")
    assert await alert.locator(".kind").text_content() == "Update"
    assert await alert.locator(".severity").inner_text() == "Moderate"
    assert (await alert.locator(".why").inner_text()).startswith("Why independent sources: 3 \u2192 4")
    assert await alert.locator("time").get_attribute("title") == "2026-03-08 18:00:00 UTC"
    assert await alert.locator("time").inner_text() == "20 min ago"
    await tab.innocent()


async def test_a_story_shows_its_evidence_word_for_word(world: World, tab: Tab) -> None:
    page = await tab.open(world.address)
    await link(page, CABLE).click()
    await page.get_by_role("heading", name=CABLE, level=1).wait_for()
    (row,) = [s for s in (await asked(world, "/api/stories"))["stories"] if s["headline"] == CABLE]
    story = await asked(world, f"/api/stories/{row['id']}")
    assert page.url == f"{world.address}/story/{row['id']}"
    assert await page.title() == f"{CABLE} \u2013 Wiredesk"
    assert await page.locator(".scores .main dd").inner_text() == "4"
    assert await page.locator(".main-event .party .who").all_inner_texts() == ["Estonia"]
    assert await page.locator(".main-event .chip").text_content() == "COERCEseize (material conflict)"
    record = next(story for story in reversed(_stories()) if story.story_id == row["id"])
    wanted: dict[tuple[str, int], str] = {}
    for number, told in enumerate(record.events):
        for piece in sorted(told.evidence, key=lambda e: e.start):
            key = (article_id(piece.uri), number)
            wanted[key] = wanted.get(key, "") + piece.text
    assert len(wanted) > 15
    seen = {}
    for piece, member in zip(await page.locator(".piece").all(), _in_order(story), strict=True):
        for number in range(len(record.events)):
            marks = piece.locator(f".excerpt mark[data-events~='{number}']")
            if text := "".join(await marks.all_text_contents()):
                seen[member, number] = text
    assert seen == wanted
    await tab.innocent()


def _stories() -> list[Story]:
    return [msgspec.json.decode(record.value, type=Story) for record in wire() if record.topic == STORIES]


def _in_order(story: Any) -> list[str]:
    """The ids of a story's articles as the page has them."""
    return [id_ for origin in story["origins"] for id_ in origin["articles"]]


ASTRAL = "\U0001f6a2\U0001f6a2 \U0001d54f\u0301 \U0001f468\u200d\U0001f469\u200d\U0001f467"


async def test_offsets_are_code_points_in_the_browser_too(world: World, tab: Tab) -> None:
    sentence = f"Estonia \U0001f6a2 seized the tanker {ASTRAL}."
    of = hostile.article("astral", sentence, body=f"{ASTRAL} first. {sentence} {ASTRAL} last.")
    event = replace(of.events[0], actor=(replace(r.EVENT.actor[0], **_span(of.body_text, "Estonia"), name="Estonia"),))
    of = replace(of, events=(event,), headline="Astral")
    await publish(world.settings, [published(of), published(hostile.story("astral", of))])
    page = await tab.open(f"{world.address}/story/astral")
    excerpt = page.locator(".excerpt").first
    assert await excerpt.text_content() == of.body_text
    assert "".join(await excerpt.locator("mark[data-events~='0']").all_text_contents()) == sentence
    assert await excerpt.locator(".actor").all_text_contents() == ["Estonia"]
    await page.get_by_text("Whole text").click()
    whole = page.locator(".body p[dir=auto]").last
    assert await whole.text_content() == of.body_text
    assert "".join(await whole.locator("mark").all_text_contents()) == sentence
    await tab.innocent()


def _span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


async def test_what_is_published_appears_without_a_reload(world: World, tab: Tab) -> None:
    page = await tab.open(world.address)
    await page.evaluate("() => { window.sameLoad = true; }")
    await link(page, CABLE).focus()
    of = replace(r.ENRICHED, uri="urn:live:1")
    first = replace(hostile.story("live", of), headline="First word of it", last_seen=BEGAN)
    await publish(world.settings, [published(first)])
    await link(page, "First word of it").wait_for()
    alert = hostile.alert("live", "live-subscription")
    second = replace(first, version=2, headline="It is confirmed", num_independent_sources=7, num_articles=7)
    await publish(world.settings, [published(of), published(second), published(alert)])
    await link(page, "It is confirmed").wait_for()
    row = page.locator("#list > li[data-key=live]")
    assert await row.locator(".weight b").inner_text() == "7"
    await page.locator("#alert-list", has_text="live-subscription").wait_for()
    await page.locator("#announce", has_text="Alert, Extreme: live-subscription.").wait_for(state="attached")
    assert await link(page, CABLE).evaluate("link => link === document.activeElement"), "the reader's place is kept"
    await link(page, "It is confirmed").click()
    await page.get_by_role("heading", name="It is confirmed", level=1).wait_for()
    await publish(world.settings, [published(replace(second, version=3, headline="It is denied"))])
    await page.get_by_role("heading", name="It is denied", level=1).wait_for()
    assert await page.evaluate("() => window.sameLoad")
    await tab.innocent()


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


async def test_search_finds_filters_and_keeps_its_address(world: World, tab: Tab) -> None:
    page = await tab.open(world.address)
    await page.keyboard.press("/")
    await page.keyboard.type('"undersea cable" tanker')
    await link(page, CABLE).wait_for()
    await page.locator("#list > li").nth(1).wait_for(state="detached")
    assert await page.locator("#list .found mark").count() >= 2
    assert "q=" in page.url
    await page.reload()
    await link(page, CABLE).wait_for()
    assert await page.locator("#words").input_value() == '"undersea cable" tanker'
    await page.locator("#words").fill("nobodysaysthis")
    await page.get_by_text('Nothing says "nobodysaysthis".').wait_for()
    await page.get_by_role("link", name="Show all stories").click()
    await link(page, CABLE).wait_for()
    await page.get_by_label("2+ sources").check()
    await page.locator("#list > li", has_text="Cabbage soup").wait_for(state="detached")
    await page.get_by_label("Order").select_option("Most sources")
    await page.wait_for_url("**/?sort=sources&confirmed=1")
    await tab.innocent()


async def test_everything_can_be_done_by_keys(world: World, tab: Tab) -> None:
    page = await tab.open(world.address)
    await page.locator("#list > li").first.wait_for()
    titles = await page.locator("#list a.title").all_inner_texts()

    async def at() -> str:
        return str(await page.evaluate("() => document.activeElement.textContent"))

    for key, expected in (("j", titles[0]), ("j", titles[1]), ("j", titles[2]), ("k", titles[1]), ("k", titles[0])):
        await page.keyboard.press(key)
        assert await at() == expected
    outline = await page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "where the focus is can be seen"
    await page.keyboard.press("Enter")
    await page.locator("#story h1").wait_for()
    assert await page.locator("#story h1").inner_text() == titles[0]
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.locator("#story h1").get_by_text(titles[1], exact=True).wait_for()
    await page.keyboard.press("Escape")
    await page.locator("#story").wait_for(state="hidden")
    assert await at() == titles[1], "back where the reader was"
    await page.keyboard.press("h")
    await page.locator(".step").first.wait_for()
    await page.keyboard.press("s")
    await page.locator("#wire").wait_for(state="hidden")
    await page.keyboard.press("a")
    assert await page.evaluate("() => document.activeElement.closest('#alerts') !== null")
    await page.keyboard.press("?")
    await page.get_by_role("dialog").wait_for()
    await page.keyboard.press("j")  # not heard behind a dialog
    await page.keyboard.press("Escape")
    await page.get_by_role("dialog").wait_for(state="hidden")
    await page.keyboard.press("Tab")
    await tab.innocent()


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


HEALTH = {
    "nothing published": ({"status": "idle"}, True, "wiredesk publish PATH"),
    "steps stopped": ({"status": "stopped"}, True, "wiredesk worker"),
    "broker away": ({"status": "unknown"}, False, "wiredesk broker start"),
}


@pytest.mark.parametrize("state", HEALTH)
async def test_an_empty_desk_says_what_to_do_next(world: World, tab: Tab, state: str) -> None:
    step, answers, todo = HEALTH[state]
    health = await asked(world, "/api/health")
    health["steps"] = [each | step for each in health["steps"]]
    health["broker"] |= {"answers": answers, "fault": "" if answers else "No Kafka broker answers at host:1."}
    await tab.page.route("**/api/health", lambda route: route.fulfill(json=health))
    await tab.page.route("**/api/stories?**", lambda route: route.fulfill(json={"total": 0, "stories": []}))
    await tab.page.route("**/api/alerts?**", lambda route: route.fulfill(json={"total": 0, "alerts": []}))
    page = await tab.open(world.address)
    await page.locator("#list-end code", has_text=todo).wait_for()
    await page.locator("#alert-end code", has_text="wiredesk subscriptions apply FILE").wait_for()
    assert await page.locator("#banner").is_visible() != answers
    if not answers:
        assert "No Kafka broker answers at host:1." in await page.locator("#banner").inner_text()
        assert await page.locator("#pulse").inner_text() == "Wire broker away"


async def test_the_wire_shows_each_step_and_what_to_do(world: World, tab: Tab) -> None:
    page = await tab.open(world.address)
    await page.locator("#pulse", has_text="Wire all steps stopped").click()
    assert await page.locator(".step h2").all_inner_texts() == ["clean", "tag", "classify", "link", "alert"]
    assert await page.locator(".step .status").all_inner_texts() == ["No worker"] * 5
    assert await page.locator(".step code").first.inner_text() == "wiredesk worker clean"
    row = page.locator("tbody tr", has_text="not_json")
    assert (await row.locator("td").all_inner_texts())[:5] == ["news.raw.dlq", "clean", "not_json", "1", "1"]
    await tab.innocent()


async def test_a_story_that_is_gone_and_one_that_went_into_another(world: World, tab: Tab) -> None:
    into = replace(hostile.story("heir", r.ENRICHED), headline="Where it went")
    gone = replace(hostile.story("went", r.ENRICHED), headline="What went", status="merged", merged_into="heir")
    await publish(world.settings, [published(into), published(gone)])
    page = await tab.open(world.address)
    await link(page, "Where it went").wait_for()
    assert await link(page, "What went").count() == 0
    await page.goto(f"{world.address}/story/went")
    await page.get_by_role("link", name="the story that it went into").click()
    await page.get_by_role("heading", name="Where it went", level=1).wait_for()
    await tab.innocent()
    await page.goto(f"{world.address}/story/nobody")
    await page.get_by_text("There is no such story here").wait_for()


async def test_a_desk_that_comes_back_is_live_again_by_itself(
    world: World, tab: Tab, tmp_path: Path, free_port: int
) -> None:
    settings = world.settings.model_copy(update={"home": tmp_path})
    async with running(settings, tmp_path / "log", free_port) as address:
        page = await tab.open(address)
        await link(page, CABLE).wait_for()
    await page.locator("#live[data-state=lost]").wait_for()
    missed = replace(hostile.story("missed", r.ENRICHED), headline="Told while it was away")
    await publish(settings, [published(missed)])
    async with running(settings, tmp_path / "log", free_port):
        await page.locator("#live[data-state=live]").wait_for()
        await link(page, "Told while it was away").wait_for()
        await page.locator("#banner").wait_for(state="hidden")
