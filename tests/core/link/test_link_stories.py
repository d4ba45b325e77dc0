"""What a story tells, what makes and ends it: tables of small worlds."""

import dataclasses
import datetime as dt

import pytest

from schemas.article import EnrichedArticle, Origin
from schemas.control import Tick
from schemas.event import Location
from schemas.story import Story
from tests.core.link import articles as told
from tests.core.link.articles import agency, article, event, mention, party, quote
from tests.core.link.running import feed, outputs
from workers.core.link import build
from workers.core.outcome import Drop, DropReason

A, B, C = "https://a.example/1", "https://b.example/2", "https://c.example/3"
MINE = tuple(f"{i:08x}" for i in range(64))
NEAR = (*MINE[:40], *("ffffffff",) * 24)
FAR = (*MINE[:20], *("ffffffff",) * 44)


def final(*records: object) -> dict[str, Story]:
    """The last version of each story, by the uris of its first published version."""
    outcomes, _ = feed(build(), records)
    return {output.key: output.record for output in outputs(outcomes)}


def only(*records: object) -> Story:
    (story,) = final(*records).values()
    return story


@pytest.mark.parametrize(
    ("name", "first", "second", "stories"),
    [
        ("the same news in other words", article(A, told.QUAKE), article(B, told.QUAKE_AGAIN), 1),
        ("other news", article(A, told.QUAKE), article(B, told.SUMMIT), 2),
        ("too far apart", article(A, told.QUAKE), article(B, told.QUAKE_AGAIN, 73), 2),
        (
            "a copy in few common words",
            article(A, told.QUAKE, fingerprint=MINE),
            article(B, "Tremor.", fingerprint=NEAR),
            1,
        ),
        (
            "published days apart, collected together",
            article(A, told.QUAKE, firstcreated=told.START - dt.timedelta(days=9), date_reliable=True),
            article(B, told.QUAKE_AGAIN, firstcreated=told.START, date_reliable=True),
            2,
        ),
        (
            "a claimed date counts where it may be true",
            article(A, told.QUAKE, firstcreated=told.START - dt.timedelta(days=9)),
            article(B, told.QUAKE_AGAIN, firstcreated=told.START, date_reliable=True),
            2,
        ),
        (
            "a claimed date that can't be parts nothing",
            article(A, told.QUAKE, firstcreated=told.START + dt.timedelta(days=9)),
            article(B, told.QUAKE_AGAIN, firstcreated=told.START, date_reliable=True),
            1,
        ),
    ],
)
def test_what_is_one_story(name: str, first: EnrichedArticle, second: EnrichedArticle, stories: int) -> None:
    assert len(final(first, second)) == stories, name


def quake(uri: str, place: str, geonames_id: int, day: int, more: str) -> EnrichedArticle:
    body = f"A strong earthquake shook {place} on Monday. Rescuers searched for survivors of the tremor. {more}"
    location = Location(extracted=place, resolved=place, geonames_id=geonames_id)
    return article(uri, body, events=(event(body, location=location, date=dt.date(2024, 3, day)),))


def test_look_alikes_in_different_places_are_apart() -> None:
    here = quake(A, "Dorvan", 1, 4, "The monastery collapsed on pilgrims.")
    same = quake(B, "Dorvan", 1, 4, "Forty pilgrims lay under the monastery.")
    there = quake(C, "Ashmere", 2, 2, "A bridge and the harbour crane fell into the river.")
    assert sorted(story.num_articles for story in final(here, same, there).values()) == [1, 2]


@pytest.mark.parametrize(
    ("name", "articles", "sources", "independent"),
    [
        ("two papers", [article(A, told.QUAKE), article(B, told.QUAKE_AGAIN)], 2, 2),
        ("one paper twice", [article(A, told.QUAKE), article("https://a.example/2", told.QUAKE_AGAIN)], 1, 1),
        (
            "one agency in two papers",
            [
                article(A, told.QUAKE, origin=agency("WPN", "A")),
                article(B, told.QUAKE_AGAIN, origin=agency("wpn", "B")),
            ],
            2,
            1,
        ),
        (
            "an agency by its initials",
            [
                article(A, told.QUAKE, origin=agency("WPN", "A")),
                article(B, told.QUAKE_AGAIN, origin=agency("World Press Network", "B")),
            ],
            2,
            1,
        ),
        (
            "two agencies in one paper",
            [
                article(A, told.QUAKE, origin=agency("WPN", "A")),
                article(B, told.QUAKE_AGAIN, origin=agency("MNA", "A")),
            ],
            1,
            2,
        ),
        (
            "a near copy",
            [article(A, told.QUAKE, fingerprint=MINE), article(B, told.QUAKE_AGAIN, fingerprint=NEAR)],
            2,
            1,
        ),
        (
            "a common quotation",
            [article(A, told.QUAKE, fingerprint=MINE), article(B, told.QUAKE, fingerprint=FAR)],
            2,
            2,
        ),
        ("by source", [article("x:1", told.QUAKE, url=None, source="s"), article("x:2", told.QUAKE, source="S")], 1, 1),
        ("by uri", [article("x:1", told.QUAKE, url=None), article("x:2", told.QUAKE, url=None)], 2, 2),
        (
            "a near copy of an agency's text without its name",
            [
                article(A, told.QUAKE, fingerprint=MINE, origin=agency("WPN", "A")),
                article(B, told.QUAKE_AGAIN, fingerprint=NEAR, origin=Origin(publisher="B")),
            ],
            2,
            1,
        ),
    ],
)
def test_sources(name: str, articles: list[EnrichedArticle], sources: int, independent: int) -> None:
    story = only(*articles)
    assert (story.num_sources, story.num_independent_sources) == (sources, independent), name
    assert {origin.key for origin in story.origins} == {member.origin_key for member in story.articles}
    assert sorted(uri for origin in story.origins for uri in origin.articles) == sorted(a.uri for a in articles)
    assert all(origin.evidence for origin in story.origins)


def test_a_duplicate_is_counted_once_and_named() -> None:
    outcomes, _ = feed(build(), [article(A, told.QUAKE), article(A, told.QUAKE), article(A, told.QUAKE, 5, via="feed")])
    assert [o.reason for o in outcomes if isinstance(o, Drop)] == [DropReason.DUPLICATE] * 2


def test_an_older_revision_adds_nothing_but_its_count() -> None:
    new = article(A, told.QUAKE, 2, headline="New")
    story = only(new, article(A, told.QUAKE + " Old.", 1, headline="Old"))
    assert (story.headline, story.articles[0].num_revisions, story.num_articles) == ("New", 2, 1)


def test_a_retraction_leaves_the_story_and_lowers_its_count() -> None:
    kill = article(B, "Kill this item.", 4, pubstatus="canceled")
    story = only(article(A, told.QUAKE), article(B, told.QUAKE_AGAIN), kill)
    assert (story.num_articles, story.num_independent_sources, story.retracted) == (1, 1, (B,))
    assert [member.uri for member in story.articles] == [A]
    story = only(article(B, told.QUAKE_AGAIN), kill)
    assert (story.num_articles, story.status, story.retracted, story.headline) == (0, "open", (B,), None)


def test_stories_merge_when_an_article_joins_them_and_split_when_it_turns() -> None:
    """Two stories about one quake that share few words, and one article that has all of them."""
    north = "Rescuers dug at Dorvan after the Kahramana earthquake. The monastery collapsed on sleeping pilgrims."
    south = "Ministers flew to Kahramana, where the earthquake ruined Ashmere bridge. Tents and blankets were promised."
    both = f"{north} {south}"
    memory = build()
    outcomes, _ = feed(memory, [article(A, north, 0), article(B, south, 1)])
    assert len({output.key for output in outputs(outcomes)}) == 2
    first = outputs(outcomes)[0].key
    joined, _ = feed(memory, [article(C, both, 2), article("https://d.example/4", both + " More came.", 2)])
    merged = [output.record.merged_into for output in outputs(joined) if output.record.status == "merged"]
    assert merged == [first]
    turned, _ = feed(memory, [article(C, told.SUMMIT, 3), article("https://d.example/4", told.SUMMIT_AGAIN, 3)])
    split = [output.record for output in outputs(turned) if output.record.split_from]
    assert split
    assert {story.split_from for story in split} == {first}


def test_a_tick_closes_by_the_watermark_and_a_late_article_starts_anew() -> None:
    day = dt.timedelta(days=1)
    memory = build()
    first, _ = feed(memory, [article(A, told.QUAKE), Tick(time=told.START + 30 * day)])
    assert isinstance(first[-1], Drop), "the clock alone closes nothing"
    near, _ = feed(memory, [article(B, told.SUMMIT, 4 * 24), Tick(time=told.START + 30 * day)])
    assert isinstance(near[-1], Drop), "window and lateness are not over"
    feed(memory, [article("https://d.example/4", told.SUMMIT, 4 * 24 + 1)])
    future, _ = feed(memory, [Tick(time=told.START + 3 * day)])
    assert isinstance(future[-1], Drop), "a `collected` ahead of the clock closes nothing"
    closed, changes = feed(memory, [Tick(time=told.START + 30 * day)])
    (output,) = outputs(closed)
    assert (output.record.status, output.record.version, output.record.num_articles) == ("closed", 2, 1)
    assert [(change.key.split("/")[0], change.record) for change in changes] == [("story", None), ("article", None)]
    anew, _ = feed(memory, [article(C, told.QUAKE_AGAIN)])
    assert outputs(anew)[0].key != output.key


def test_a_story_gathers_events_entities_and_statements() -> None:
    said = "The road stays shut until our drivers are home"
    first = f"Mali closed the Zegoua road to Ivory Coast on Tuesday. “{said},” Issouf Dembaga said."
    second = f"Bamako closed its Zegoua road to Ivory Coast. Trade minister Issouf Dembaga: “{said}.” Ecowas objected."
    articles = []
    for uri, body, who, date in ((A, first, "Mali", None), (B, second, "Bamako", dt.date(2024, 3, 5))):
        speaker = mention(body, "Issouf Dembaga", country_code="MLI")
        road = mention(body, "Ivory Coast", "GPE", country_code="CIV", alias="Côte d’Ivoire")
        parties = {"actor": (party(who, country_code="MLI"),), "recipient": (party("Ivory Coast", country_code="CIV"),)}
        blockade = event(body, "SANCTION", date=date, score=0.9 if date is None else 0.5, **parties)
        past = event(body, "AGREE", 1, id="past", aux_modes=("historical",), score=1.0, **parties)
        fields = {"mentions": (road, speaker), "quotes": (quote(body, said, 1),), "events": (past, blockade)}
        articles.append(article(uri, body, **fields))
    story = only(*articles)
    main, background = story.events
    assert (main.event.event_type, main.event.date, main.uri) == ("SANCTION", dt.date(2024, 3, 5), B)
    assert [evidence.uri for evidence in main.evidence] == [A, B]
    assert background.event.event_type == "AGREE"
    assert [(entity.name, entity.num_articles) for entity in story.entities] == [
        ("Issouf Dembaga", 2),
        ("Ivory Coast", 2),
    ]
    assert story.entities[1].aliases == ("Côte d’Ivoire",)
    (statement,) = story.statements
    assert (statement.speaker, statement.articles) == ("Issouf Dembaga", (A, B))
    (reason,) = story.link_reasons
    assert (reason.uri, reason.other) == (A, B)
    assert reason.features["event"] == 1.0


def test_statements_are_the_words_that_somebody_said() -> None:
    direct, mixed = "The road stays shut,", "the case was “a matter for judges” and “closed for good”"
    body = f"“{direct}” Issouf Dembaga said. He said {mixed}. He said the drivers were well."
    told = (
        quote(body, direct, 0),
        dataclasses.replace(quote(body, mixed, 0), kind="mixed"),
        dataclasses.replace(quote(body, "the drivers were well", 0), kind="indirect"),
    )
    story = only(article(A, body, mentions=(mention(body, "Issouf Dembaga"),), quotes=told))
    assert {s.text for s in story.statements} == {direct, "a matter for judges", "closed for good"}


def test_the_headline_is_of_the_earliest_dated_article() -> None:
    early = told.START - dt.timedelta(hours=9)
    story = only(
        article(A, told.QUAKE, headline="Undated"),
        article(B, told.QUAKE_AGAIN, headline="Later", firstcreated=told.START, date_reliable=True),
        article(C, told.QUAKE + " Again.", 5, headline="First", firstcreated=early, date_reliable=True),
    )
    assert story.headline == "First"
    assert story.articles[0].lead == told.QUAKE
