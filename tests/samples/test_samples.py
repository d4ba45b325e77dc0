"""The answer sheet of the bundled samples agrees with the files that it speaks of."""

import html
import json
import re
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import orjson
import pycountry
import pytest
import yaml

from schemas.article import EntityType, Genre, PubStatus, RawArticle
from schemas.codec import wrap
from schemas.control import Field
from schemas.event import AuxMode, EventType
from schemas.ids import payload_uri

DEMO = Path(str(files("workers.demo")))
SAMPLES = DEMO / "samples"
SHEET = json.loads((DEMO / "answers.json").read_text("utf-8"))
SUBSCRIPTIONS = yaml.safe_load((DEMO / "subscriptions.yaml").read_text("utf-8"))["subscriptions"]
ARTICLES: list[dict[str, Any]] = SHEET["articles"]
STORIES: dict[str, dict[str, Any]] = SHEET["stories"]
COLLECTED = datetime.fromisoformat(SHEET["collected"])
WIRE = (SAMPLES / "wire.jsonl").read_bytes().splitlines()
FORMATS = {"flattened text", "wordpress", "html page", "wire copy"}
REAL = Path(__file__).parents[2].parent / "shared" / "samples"
COUNTRIES = {country.alpha_3 for country in pycountry.countries}

each_article = pytest.mark.parametrize("article", ARTICLES, ids=[a["id"] for a in ARTICLES])
each_aggregated = pytest.mark.parametrize(
    "article", [a for a in ARTICLES if a["shape"] == "aggregator"], ids=lambda a: a["id"]
)
each_story = pytest.mark.parametrize("key", STORIES)


def payload(article: dict[str, Any]) -> bytes:
    """The bytes that are published for `article`."""
    return WIRE[article["line"]] if "line" in article else (SAMPLES / article["file"]).read_bytes()


def raw(article: dict[str, Any]) -> RawArticle:
    """The raw article that those bytes make."""
    return wrap(payload(article), COLLECTED)


def copy(article: dict[str, Any]) -> str:
    """The clean copy that the sheet holds."""
    return "\n\n".join(article["paragraphs"])


def source(article: dict[str, Any]) -> str:
    """The text that a cleaner gets: the payload, of a WordPress post its title and content."""
    body = raw(article).body or ""
    if article["format"] == "wordpress":
        post = orjson.loads(body)
        return str(post["title"]["rendered"] + post["content"]["rendered"])
    return body


def members(key: str) -> list[dict[str, Any]]:
    """The articles of a story, the latest record of each uri, without what was retracted."""
    latest = {a["uri"]: a for a in ARTICLES if a["story"] == key}
    return [a for a in latest.values() if a["pubstatus"] == "usable"]


def words_of(text: str) -> list[str]:
    """The words of `text`, folded: sentences are compared by them."""
    return re.findall(r"[^\W_]+", text.casefold())


def test_there_is_enough() -> None:
    assert len(ARTICLES) >= 36
    assert len(STORIES) >= 10
    assert sum(a["story"] is None for a in ARTICLES) >= 6
    assert sum(a["format"] == "html page" for a in ARTICLES) >= 6
    assert len(WIRE) >= 6
    assert {a["format"] for a in ARTICLES} == FORMATS
    assert sum(len(members(key)) >= 3 for key in STORIES) >= 5


def test_event_types_are_spread() -> None:
    actual = {e["event_type"] for a in ARTICLES for e in a["events"] if not e["aux_modes"]}
    assert len(actual) >= 12
    assert {mode for a in ARTICLES for e in a["events"] for mode in e["aux_modes"]} == set(get_args(AuxMode))


def test_each_file_and_each_line_has_its_answer() -> None:
    files_ = {p.name for p in SAMPLES.iterdir()}
    assert {a["file"] for a in ARTICLES} == files_
    assert sorted(a["line"] for a in ARTICLES if "line" in a) == list(range(len(WIRE)))
    assert len({a["id"] for a in ARTICLES}) == len(ARTICLES)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda p: p.name)
def test_posts_are_what_a_wordpress_site_gives(path: Path) -> None:
    text = path.read_text("utf-8")
    post = orjson.loads(text)
    assert {"id", "date", "date_gmt", "guid", "modified_gmt", "link", "title", "content", "excerpt"} <= set(post)
    assert text.isascii()
    assert "\\/" in text
    assert "<p" in post["content"]["rendered"]


@each_article
def test_uri(article: dict[str, Any]) -> None:
    data = payload(article)
    assert article["uri"] == raw(article).uri
    if article["file"].endswith((".txt", ".html")):
        assert article["uri"] == payload_uri(data)
    elif article["file"].endswith(".json"):
        assert article["uri"] == orjson.loads(data)["link"]


@each_article
def test_values_are_of_the_records(article: dict[str, Any]) -> None:
    assert article["format"] in FORMATS
    assert article["pubstatus"] in get_args(PubStatus)
    assert article["genre"] is None or article["genre"] in get_args(Genre)
    for name in ("firstcreated", "versioncreated"):
        assert article[name] is None or datetime.fromisoformat(article[name]).utcoffset() == UTC.utcoffset(None)
    for entity in article["entities"]:
        assert entity["type"] in get_args(EntityType)
        assert entity["country_code"] is None or entity["country_code"] in COUNTRIES
    for event in article["events"]:
        assert event["event_type"] in get_args(EventType)
        assert set(event["aux_modes"]) <= set(get_args(AuxMode))
        assert event["country_code"] is None or event["country_code"] in COUNTRIES
        assert event["date"] is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", event["date"])


@each_article
def test_entities_and_evidence_are_in_the_copy(article: dict[str, Any]) -> None:
    body = copy(article)
    assert all(entity["text"] in body for entity in article["entities"])
    assert all(event["evidence"] in body for event in article["events"])


@each_article
def test_the_copy_is_in_the_source_and_dirt_around_it(article: dict[str, Any]) -> None:
    said = re.sub(r"[’']", "", html.unescape(re.sub(r"<[^>]+>", "", source(article))))
    for paragraph in article["paragraphs"]:
        first = re.split(r"[“”\"’'—–-]", paragraph)[0].strip()
        assert first in said
    assert len(source(article)) > len(copy(article)) + 20


@each_aggregated
def test_flattened_text_has_lost_its_apostrophes_and_quotation_marks(article: dict[str, Any]) -> None:
    end = article["contributors"][0] if article["contributors"] else "\n- "
    text, _, tail = (raw(article).body or "").partition(end)
    assert not re.search(r"[’'“”\"]", text)
    assert "\n\n" not in text
    assert 15 <= tail.count("[Last Updated On: ") <= 60
    assert "’" in copy(article)
    assert not re.search(r"[“”\"]", copy(article))


@each_article
def test_dates_are_of_the_week_or_stated_as_wrong(article: dict[str, Any]) -> None:
    first = article["firstcreated"]
    if first and first[:4] != "2062":
        assert "2026-03-02" <= first <= article["versioncreated"] <= SHEET["collected"]
    if first is None:
        assert article["versioncreated"] is None


@each_story
def test_story_counts(key: str) -> None:
    story, live = STORIES[key], members(key)
    assert set(story["articles"]) == {a["id"] for a in ARTICLES if a["story"] == key}
    assert story["num_articles"] == len(live)
    assert story["num_sources"] == len({a["publisher_name"] for a in live})
    agencies = {a["agency"] or a["publisher_name"] for a in live}
    assert story["num_independent_sources"] == len(agencies)


def test_articles_name_known_stories() -> None:
    assert {a["story"] for a in ARTICLES} - {None} == set(STORIES)


def test_alerts_name_known_subscriptions_and_stories() -> None:
    known = {s["id"] for s in SUBSCRIPTIONS}
    pairs = [(a["subscription"], a["story"]) for a in SHEET["alerts"]]
    assert len(set(pairs)) == len(pairs)
    assert {s for s, _ in pairs} < known
    assert {k for _, k in pairs} <= set(STORIES)
    cancelled = [a for a in SHEET["alerts"] if a.get("cancelled")]
    assert [STORIES[a["story"]]["num_articles"] for a in cancelled] == [0]


@pytest.mark.parametrize("subscription", SUBSCRIPTIONS, ids=lambda s: s["id"])
def test_subscriptions_are_queries(subscription: dict[str, Any]) -> None:
    assert set(subscription) <= {"id", "title", "all", "any", "none"}
    clauses = [c for part in ("all", "any", "none") for c in subscription.get(part, [])]
    assert clauses
    assert all(len(c) == 1 and next(iter(c)) in get_args(Field) for c in clauses)


def test_relations() -> None:
    by_uri: dict[str, list[dict[str, Any]]] = {}
    for article in ARTICLES:
        by_uri.setdefault(article["uri"], []).append(article)
    several = [group for group in by_uri.values() if len(group) > 1]
    same = [g for g in several if payload(g[0]) == payload(g[1])]
    edited = [g for g in several if g[0]["versioncreated"] < g[1]["versioncreated"] and g[1]["pubstatus"] == "usable"]
    killed = [g for g in several if g[-1]["pubstatus"] == "canceled"]
    assert (len(same), len(edited), len(killed)) == (1, 1, 1)
    assert all(g[0]["firstcreated"] == g[1]["firstcreated"] for g in edited)
    assert all(g[0]["paragraphs"] != g[1]["paragraphs"] for g in edited)
    assert sum(a["correction"] is not None for a in ARTICLES) == 1
    assert sum(a["language"] != "en" for a in ARTICLES) == 1
    assert sum((a["firstcreated"] or "") > SHEET["collected"] for a in ARTICLES) == 1


@pytest.mark.skipif(not REAL.is_dir(), reason="the real articles are not here")
def test_no_sentence_of_the_real_articles_is_in_the_samples() -> None:
    ours = " ".join(words_of(" ".join(source(a) for a in ARTICLES)))
    for path in REAL.iterdir():
        text = re.sub(r"\[[^\]]*\]", "", path.read_text("utf-8"))
        for sentence in re.split(r"(?<=[.!?”\"])\s+|\n|<[^>]+>|\\n", text):
            words = words_of(sentence)
            assert len(words) < 8 or " ".join(words) not in ours, sentence
