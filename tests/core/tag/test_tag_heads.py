"""Whoever finds the entities, the rest of the step is the same: one suite over our model and another spaCy pipeline."""

from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from schemas.article import TaggedArticle
from tests.core.tag.reader import article
from workers.core.outcome import Ok, Step
from workers.core.tag import build
from workers.core.tag.entities import SCORE
from workers.core.tag.heads import HEARD, identity
from workers.core.tag.lexicon import TYPES, rows
from workers.core.tag.pipeline import PACKAGE

TEXT = (
    "NAIROBI, Kenya — Foreign Minister Wanjiku Baraka of Kenya met Sato Electric Company in Osaka on Monday.\n\n"
    '"We signed," Baraka said. Kenyas trade with Japan grew in 2023, the Nairobi Herald reported.'
)
NAMES = {"Kenya": "GPE", "Wanjiku Baraka": "PERSON", "Sato Electric Company": "ORG", "Osaka": "GPE", "Monday": "DATE"}


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A spaCy pipeline with other tokens, labels of its own and no scores, saved as one saves any."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "PER", "pattern": "Wanjiku Baraka"},
            {"label": "PER", "pattern": "Baraka"},
            {"label": "company", "pattern": "Sato Electric Company"},
            {"label": "ORG", "pattern": "Nairobi Herald"},
            {"label": "PRODUCT", "pattern": "trade"},
            {"label": "GPE", "pattern": "Kenya"},
        ]
    )
    nlp.meta |= {"name": "other", "version": "9.9"}
    folder = tmp_path_factory.mktemp("pipelines") / "en_other"
    nlp.to_disk(folder)
    return str(folder)


@pytest.fixture(scope="module", params=["ours", "other"])
def step(request: pytest.FixtureRequest, foreign: str) -> Step:
    return build(foreign if request.param == "other" else None)


def tag(step: Step, text: str, language: str | None = "en") -> TaggedArticle:
    outcome = step(article(text, language=language))
    assert isinstance(outcome, Ok)
    record = outcome.outputs[0].record
    assert isinstance(record, TaggedArticle)
    return record


def test_names_types_and_offsets(step: Step) -> None:
    record = tag(step, TEXT)
    found = {m.text: m.type for m in record.mentions}
    assert found.items() >= NAMES.items()
    assert all(TEXT[m.start : m.end] == m.text for m in record.mentions)
    assert all(0 <= m.score <= 1 for m in record.mentions)


def test_who_it_is_does_not_hang_on_who_found_it(step: Step) -> None:
    record = tag(step, TEXT)
    (quote,) = (quote for quote in record.quotes if quote.kind == "direct")
    speaker = record.mentions[quote.speaker_mention or 0]
    assert (speaker.name, speaker.country_code, speaker.sector_code) == ("Wanjiku Baraka", "KEN", "GOV")


def test_mentions_are_sorted_and_apart(step: Step) -> None:
    mentions = tag(step, TEXT).mentions
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_a_foreign_text_is_passed_on_untagged(step: Step) -> None:
    record = tag(step, "Der Minister traf am Montag in Berlin ein.", "de")
    assert record.mentions == ()
    assert len(record.sentences) == 1
    assert record.untagged == "language is de, only en is tagged"
    assert tag(step, TEXT).untagged is None


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufffd\u200b", "A" * 100_000, "(" * 5_000, "Al-Jaber " * 3_000])
def test_odd_texts(step: Step, text: str) -> None:
    record = tag(step, text)
    assert all(text[m.start : m.end] == m.text for m in record.mentions)


@settings(max_examples=25, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text(step: Step, text: str) -> None:
    assert tag(step, text) == tag(step, text)


def test_every_label_is_mapped_to_one_of_ours() -> None:
    table = dict(rows("labels.tsv", 2))
    assert set(table.values()) == set(TYPES)
    assert all(label == label.upper() for label in table)


def test_the_package_opens_by_itself_and_scores_its_entities() -> None:
    nlp: Language = spacy.load(PACKAGE)
    doc = nlp("Ngozi Okonjo-Iweala leads the World Trade Organization in Geneva.")
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Ngozi Okonjo-Iweala", "PERSON"),
        ("World Trade Organization", "ORG"),
        ("Geneva", "GPE"),
    ]
    assert all(0.5 < e._.get(SCORE) <= 1 for e in doc.ents)
    assert HEARD not in doc.user_data


def test_the_package_is_written_as_it_was_read(tmp_path: Path) -> None:
    nlp = spacy.load(PACKAGE)
    nlp.to_disk(tmp_path / "again")
    text = "Siemens opened a plant in Chennai on 3 May."
    assert [(e.text, e.label_) for e in spacy.load(tmp_path / "again")(text).ents] == [
        (e.text, e.label_) for e in nlp(text).ents
    ]


def test_an_empty_component_says_what_it_lacks() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("wiredesk_sentences")
    nlp.add_pipe("wiredesk_entities")
    with pytest.raises(ValueError, match="has no model: load it with its pipeline"):
        nlp("Hello.")


def test_what_a_pipeline_is_called(foreign: str) -> None:
    assert identity(foreign) == "en_other-9.9"
    with pytest.raises(ValueError, match="neither installed nor a folder"):
        identity("en_nowhere")
