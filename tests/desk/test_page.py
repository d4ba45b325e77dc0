"""The page in a real browser: what it shows, that it is live, by keys alone, on a phone, in light and dark."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from schemas.registry import STORIES
from schemas.story import Story
from tests.desk import hostile
from tests.desk.browser import CABLE, Tab, asked, link
from tests.desk.conftest import World
from tests.desk.published import BEGAN, publish, published, wire
from tests.desk.running import running
from tests.reading import records as r
from workers.desk.fold import article_id

pytestmark = pytest.mark.asyncio(loop_scope="module")


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
