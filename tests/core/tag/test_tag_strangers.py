"""Names that something else found, as a model does: looked up, read by their words, given the title before them."""

import pytest

from schemas.article import EntityType
from workers.core.tag.pipeline import pipeline
from workers.core.tag.view import Desk, Found, disjoint

NLP = pipeline()


def found_by_another(body: str, text: str, kind: EntityType) -> Found:
    """The mention of `text` in `body`, which nobody but `kind` is known of when the tag step goes on."""
    doc = NLP.make_doc(body)
    doc.user_data["day"] = "20260303"
    for name, component in NLP.pipeline:
        doc = component(doc)
        if name == "wiredesk_settle":
            desk: Desk = doc.user_data["desk"]
            start = desk.starts.index(body.index(text))
            end = desk.ends.index(body.index(text) + len(text)) + 1
            others = [f for f in desk.found if f.end <= start or f.start >= end]
            desk.found = disjoint([*others, Found(start, end, kind, "capitals", text, "unknown")])
    return next(f for f in doc.user_data["desk"].found if f.start == start)


ROWS = [
    ("country", "It rained in Mali.", "Mali", "GPE", "MLI", None, "country"),
    ("city", "It rained in Nairobi.", "Nairobi", "GPE", "KEN", None, "city"),
    ("village, state", "Rain fell on Lahaino, Hawaii.", "Lahaino", "GPE", "USA", None, "capitals"),
    ("village in", "Rain fell on Jajarko in Nepal.", "Jajarko", "GPE", "NPL", None, "capitals"),
    ("state", "Georgia Governor Ana Quispe left.", "Georgia", "GPE", "USA", None, "state"),
    ("people", "They met Ivorian envoys.", "Ivorian", "NORP", "CIV", None, "demonym"),
    ("organisation", "They met Petrobras envoys.", "Petrobras", "ORG", "BRA", "BUS", "organisation"),
    ("known tail", "Peru shook. Alto Greenpeace came.", "Alto Greenpeace", "ORG", "PER", "NGO", "head-word"),
    ("head word", "Peru shook. The Quispe Hospital shut.", "Quispe Hospital", "ORG", "PER", "MED", "head-word"),
    ("apposition", "They paid Zarvona, a Peruvian bank.", "Zarvona", "ORG", "PER", "BUS", "capitals"),
    ("title", "Peruvian Foreign Minister Zoryx Tlaq left.", "Zoryx Tlaq", "PERSON", "PER", "GOV", "capitals"),
    ("assistant", "Kenyan Assistant Police Chief Zoryx Tlaq left.", "Zoryx Tlaq", "PERSON", "KEN", "COP", "capitals"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "text", "kind", "country", "sector", "rule"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_strangers(body: str, text: str, kind: EntityType, country: str | None, sector: str | None, rule: str) -> None:
    found = found_by_another(body, text, kind)
    assert (found.country, found.sector, found.rule) == (country, sector, rule)
