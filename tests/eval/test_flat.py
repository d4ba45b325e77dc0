"""Pages that have lost their markup: the copy found in the project's own ones, with floors that a change must keep."""

from datetime import UTC, datetime

import pytest

from schemas.article import CleanArticle, RawArticle
from tests.core.clean.articles import check_account, check_whole
from tests.core.clean.shingles import f1, precision_recall
from tests.eval.conftest import Holds
from tests.eval.flat import Flat, pages
from workers.core.clean import build
from workers.core.outcome import Ok

PAGES = pages()
COLLECTED = datetime(2026, 4, 1, tzinfo=UTC)
FLOOR = 0.995
EACH = 0.96
"""Of the macro means, and of the body F1 of each page."""
NAMES = [page.name for page in PAGES]


@pytest.fixture(scope="module")
def records() -> dict[str, CleanArticle]:
    clean, found = build(), {}
    for page in PAGES:
        article = RawArticle(uri=page.name, collected=COLLECTED, mimetype="text/plain", body=page.text)
        outcome = clean(article)
        assert isinstance(outcome, Ok), (page.name, outcome)
        found[page.name] = outcome.outputs[0].record
        check_account(article, found[page.name])
        check_whole(article, found[page.name])
    return found


def _scores(page: Flat, record: CleanArticle) -> tuple[float, float]:
    bare = [text.replace("’", "").replace("'", "") for text in (record.body_text, "\n\n".join(page.copy))]
    return precision_recall(*bare)


def test_the_copy_of_all(records: dict[str, CleanArticle], holds: Holds) -> None:
    scores = [_scores(page, records[page.name]) for page in PAGES]
    value = f1(sum(p for p, _ in scores) / len(scores), sum(r for _, r in scores) / len(scores))
    wrong = [(page.name, score) for page, score in zip(PAGES, scores, strict=True) if min(score) < 1]
    holds("body", value, FLOOR, wrong)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_the_copy_of_each(page: Flat, records: dict[str, CleanArticle]) -> None:
    assert f1(*_scores(page, records[page.name])) >= EACH, records[page.name].body_text


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_the_fields_of_each(page: Flat, records: dict[str, CleanArticle]) -> None:
    record, wanted = records[page.name], page.fields
    found = {
        "language": record.language,
        "headline": record.headline or "none",
        "authors": ", ".join(record.authors),
        "agency": record.origin.agency,
        "basis": record.date_basis or "none",
        "genre": record.genre,
        "format": record.format,
    }
    assert {field: found[field] for field in wanted} == wanted
