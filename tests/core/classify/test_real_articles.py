"""The three real articles beside the project, through clean and tag: what happened between the two, and when."""

import datetime as dt

import pytest

from schemas.article import EnrichedArticle
from schemas.event import Event, Party
from tests.eval.wire import SHARED, real

pytestmark = pytest.mark.skipif(
    not (SHARED / "samples").is_dir(), reason="the real articles are not beside the project"
)


def _russian(parties: tuple[Party, ...]) -> bool:
    return any(p.country_code == "RUS" for p in parties)


def _nato(parties: tuple[Party, ...]) -> bool:
    return any("NATO" in (p.name, p.text) or "North Atlantic Treaty" in p.name for p in parties)


@pytest.fixture(params=[0, 1, 2], ids=["ap", "nyt", "examiner"])
def article(request: pytest.FixtureRequest) -> EnrichedArticle:
    return real()[request.param]


def _of(article: EnrichedArticle, kind: str) -> list[Event]:
    return [e for e in article.events if e.event_type == kind]


def test_russia_suspends_its_mission(article: EnrichedArticle) -> None:
    main = [e for e in _of(article, "SANCTION") if _russian(e.actor) and _nato(e.recipient)]
    assert main
    assert all(set(e.aux_modes) <= {"future"} for e in main)
    dates = {e.date for e in main}
    assert dates == ({dt.date(2021, 10, 18)} if article.firstcreated else {None})


def test_nato_had_expelled_eight_officials(article: EnrichedArticle) -> None:
    before = [e for e in _of(article, "SANCTION") if _nato(e.actor) and _russian(e.recipient) and e.mode == ("expel",)]
    assert len(before) == 1
    assert before[0].aux_modes == ("historical",)


def test_crimea_is_history(article: EnrichedArticle) -> None:
    about = [
        e for kind in ("COERCE", "ASSAULT") for e in _of(article, kind)
        if _russian(e.actor) and any(p.country_code == "UKR" for p in e.recipient)
    ]  # fmt: skip
    assert about
    assert all("historical" in e.aux_modes for e in about)
    assert all(e.date is None or e.date.year == 2014 for e in about)


def test_every_event_is_in_the_copy(article: EnrichedArticle) -> None:
    assert all(article.body_text[e.start : e.end] == e.text for e in article.events)
    assert all("[Last Updated" not in e.text and "Oops" not in e.text for e in article.events)
