"""The tag step: sentences, mentions with who they are, and quotes with their speakers."""

from spacy.language import Language
from spacy.tokens import Doc

from schemas.article import CleanArticle, Mention, TaggedArticle
from schemas.base import Span, extend
from workers.core.outcome import Ok, Output, Step
from workers.core.tag.pipeline import pipeline
from workers.core.tag.rules import SCORES
from workers.core.tag.sentences import bounds_of
from workers.core.tag.view import Desk, Found

READ = "en"
"""The language that is tagged; articles in another get their sentences only, those without one count as English."""


class Tag:
    """CleanArticle in, TaggedArticle out."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp

    def __call__(self, record: CleanArticle) -> Ok:
        """Tag one article; a foreign one passes with its sentences only."""
        doc = self.nlp.make_doc(record.body_text)
        day = record.firstcreated or record.versioncreated
        doc.user_data["day"] = day.strftime("%Y%m%d") if day is not None else ""
        foreign = record.language is not None and record.language.split("-")[0] != READ
        if foreign:
            doc = self.nlp.get_pipe("wiredesk_sentences")(doc)
        else:
            doc = self.nlp(doc)
        sentences = _sentences(doc)
        desk: Desk | None = doc.user_data.get("desk")
        mentions = tuple(_mention(desk, found) for found in desk.found) if desk is not None else ()
        quotes = tuple(desk.quotes) if desk is not None else ()
        tagged = extend(
            TaggedArticle,
            record,
            sentences=sentences,
            mentions=mentions,
            quotes=quotes,
            untagged=f"language is {record.language}, only {READ} is tagged" if foreign else None,
        )
        return Ok((Output(record.uri, tagged),))


def _sentences(doc: Doc) -> tuple[Span, ...]:
    """The sentences as spans of the text, without white space at their ends; what is white space only is none."""
    text, spans = doc.text, []
    for first, last in bounds_of(doc):
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        part = text[start:end]
        if part.strip():
            spans.append(Span(start=start + len(part) - len(part.lstrip()), end=start + len(part.rstrip())))
    return tuple(spans)


def _mention(desk: Desk, found: Found) -> Mention:
    text = desk.span(found.start, found.end)
    return Mention(
        start=desk.starts[found.start],
        end=desk.ends[found.end - 1] - found.cut,
        text=text[: len(text) - found.cut],
        type=found.type,
        score=SCORES[found.rule] if found.score is None else found.score,
        name=found.name,
        rule=found.rule,
        wikidata_id=found.wikidata_id,
        geonames_id=found.geonames_id,
        country_code=found.country,
        sector_code=found.sector,
        lat=found.lat,
        lon=found.lon,
        alias=found.alias,
        in_quote=found.in_quote,
    )


def build(entities: str | None = None) -> Step:
    """Load the pipeline, its model and tables (about two seconds beside the imports). `entities` names a spaCy pipeline
    (installed, or a folder) that finds the entities instead of ours."""
    return Tag(pipeline(entities))
