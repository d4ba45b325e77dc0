"""The three real articles about one event, on the whole wire. Other people's texts: read from where they lie."""

import asyncio
from pathlib import Path

import pytest

from schemas.alert import Alert
from schemas.article import EnrichedArticle
from schemas.codec import decode
from schemas.story import Story
from tests.integration.wire import running, wiredesk
from workers.broker import topics as topics_as_code
from workers.reading.log import read
from workers.reading.progress import drained
from workers.settings import Settings

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
SUBSCRIPTIONS = """
subscriptions:
  - id: russia-nato
    title: Russia acts against NATO
    all: [{event_type: SANCTION}, {actor: RUS}, {recipient: NATO}]
"""
CHROME = (
    "Oops!",
    "min read",
    "Tags:",
    "Original Author",
    "Last Updated On",
    "Read more",
    "article commenting",
    "Videos",
)

pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="the real articles are not here")


@pytest.mark.timeout(180)
async def test_three_real_articles_make_one_story_and_one_alert_with_updates(
    settings: Settings, tmp_path: Path
) -> None:
    await topics_as_code.apply(settings)
    file = tmp_path / "subscriptions.yaml"
    file.write_text(SUBSCRIPTIONS)
    await asyncio.to_thread(wiredesk, settings, "subscriptions", "apply", str(file))
    await asyncio.to_thread(wiredesk, settings, "publish", str(SAMPLES))
    settings = settings.model_copy(update={"http_port": 0})
    async with running(settings, tmp_path / "workers.log"):
        await asyncio.wait_for(drained(settings), 120)

    articles: list[EnrichedArticle] = [decode(e.message) async for e in read(settings, ["news.enriched"])]
    assert len(articles) == 3
    for article in articles:
        assert not [words for words in CHROME if words in article.body_text]
        assert len(article.paragraphs) >= 10
        assert {"SANCTION"} <= {event.event_type for event in article.events}
    assert {a.origin.agency for a in articles} == {"AP", "The New York Times", "Washington Examiner"}

    stories: dict[str, Story] = {e.key: decode(e.message) async for e in read(settings, ["news.stories"])}
    (story,) = [story for story in stories.values() if story.status == "open"]
    assert (story.num_articles, story.num_independent_sources) == (3, 3)

    alerts: list[Alert] = [decode(e.message) async for e in read(settings, ["news.alerts"])]
    alerts = [alert for alert in alerts if alert.incidents == story.story_id]
    assert [alert.msgType for alert in alerts] == ["Alert", *["Update"] * (len(alerts) - 1)]
    assert len(alerts) > 1
    assert len({alert.identifier for alert in alerts}) == len(alerts)
    assert "NATO" in alerts[-1].info.description
