"""The clean step: a raw article in, a clean article out. The order of the work is here, the work in its own files."""

from dataclasses import dataclass, replace

from schemas.article import CleanArticle, DateBasis, RawArticle
from workers.core.clean import apostrophes, dateline, formats, language, profiles, rules
from workers.core.clean.account import Account, account
from workers.core.clean.apostrophes import restore
from workers.core.clean.blocks import Claims, Draft
from workers.core.clean.byline import clean_authors, signed
from workers.core.clean.dateline import Dateline
from workers.core.clean.dates import dates
from workers.core.clean.fingerprint import fingerprint
from workers.core.clean.genre import genre
from workers.core.clean.html.choose import BOILERPLATE
from workers.core.clean.html.fragment import fragment
from workers.core.clean.html.page import page as html_page
from workers.core.clean.limits import RefusedError
from workers.core.clean.lines import blocks
from workers.core.clean.mojibake import broken, mend
from workers.core.clean.origin import Hint, author_hints, dateline_hint, lead_hint, origin
from workers.core.clean.payload import decode
from workers.core.clean.profiles import Place, Profiles, Sighting
from workers.core.clean.quotes import notes
from workers.core.clean.rules import labels
from workers.core.clean.rules.head import housed
from workers.core.clean.rules.lines import PROFILE
from workers.core.clean.rules.page import Page, page
from workers.core.clean.rules.stamps import is_stamp
from workers.core.outcome import Ok, Outcome, Output, Reject, RejectReason

_APOSTROPHE = "’"


@dataclass(frozen=True)
class Source:
    """The text that offsets point into, its kind, what an envelope around it claims and is called."""

    text: str
    format: str | None
    claims: Claims
    envelope: str | None = None


def load() -> None:
    """Load the models and tables that the first article would have to wait for."""
    language.load()
    dateline.load()
    apostrophes.load()
    labels.load()


def clean(record: RawArticle, known: Profiles = profiles.NONE) -> Outcome:
    """Clean one article, with the `known` profiles. Rejects it with a named reason where it is over a limit, is no text
    or holds no copy."""
    try:
        return Ok((Output(record.uri, _cleaned(record, known)),))
    except RefusedError as refused:
        return Reject(refused.reason, refused.detail)


def sighting(article: RawArticle) -> Sighting:
    """What a profile is learned from. Raises RefusedError."""
    draft, page_ = _judged(article, profiles.NONE)
    lines = tuple(
        (profiles.key(block.lead), block.prose, "known" if is_stamp(block.text) else _place(label))
        for block, label in zip(draft.blocks, page_.labels, strict=True)
    )
    return Sighting(lines, fingerprint("\n".join(block.text for _, block in page_.copy())))


def _place(label: str | None) -> Place:
    if label is None:
        return "copy"
    if label == "headline":
        return "headline"
    return "around" if label in rules.BY_PLACE or label == BOILERPLATE else "known"


def source(article: RawArticle) -> Source:
    """The decoded source of an article's payload. Raises RefusedError."""
    text = decode(article)
    content = formats.opened(text, article.mimetype)
    if content is None:
        return Source(text, formats.markup(text, article.mimetype), Claims())
    return Source(content.text, formats.markup(content.text, None), content.claims, content.name)


def _judged(article: RawArticle, known: Profiles) -> tuple[Draft, Page]:
    """The article's blocks, and what the rules say of them."""
    draft = _draft(source(article))
    claims = draft.claims
    title = article.title_claimed or (housed(claims.headlines[0])[0] if claims.headlines else None)
    page_ = page(draft, title, known.get(profiles.source_of(article) or "") if known else None)
    rules.apply(page_)
    return draft, page_


def _cleaned(article: RawArticle, known: Profiles) -> CleanArticle:
    draft, page_ = _judged(article, known)
    claims = draft.claims
    inserts = _inserts(draft, page_)
    lost = bool(inserts)
    flattened = not page_.markup and bool(page_.chrome or lost)
    woven = account(draft.view, draft.blocks, page_.labels, inserts, draft.hidden)
    if not woven.body_text:
        raise RefusedError(RejectReason.NO_TEXT, f"nothing of {len(draft.blocks)} blocks of text is copy")
    code = language.language(woven.body_text)
    line = _dateline(woven, flattened)
    paragraphs = [woven.body_text[s.start : s.end] for s in woven.paragraphs]
    signature = signed(page_.byline) if page_.byline else None
    house = signature.outlet if signature else None
    authors = claims.authors if draft.trusted else clean_authors(claims.authors)
    if signature and signature.authors and not (draft.trusted and authors):
        authors = signature.authors
    when = dates(*_times(article, claims, page_, line), article.collected)
    gone = "\n".join(b.lead for n, b in enumerate(draft.blocks) if page_.labels[n] not in (None, BOILERPLATE))
    wired = bool(line and line.agency)
    return CleanArticle(
        uri=article.uri,
        collected=article.collected,
        url=article.url or claims.url,
        source=article.source,
        via=article.via,
        format=draft.envelope
        or (draft.format if page_.markup else formats.unmarked(page_.chrome, page_.wire, wired, lost)),
        genre=genre(page_.headline, claims.section, article.url or claims.url, paragraphs, gone, claims.free),
        language=code,
        headline=_whole(page_.headline) if lost else page_.headline,
        byline=page_.byline or (", ".join(claims.authors) or None),
        authors=authors,
        dateline=line.place if line else None,
        origin=origin(article, claims, _hints(page_, line, house, claims, paragraphs), _signed(page_, claims)),
        body_text=woven.body_text,
        paragraphs=woven.paragraphs,
        firstcreated=when.firstcreated,
        versioncreated=when.versioncreated,
        pubstatus=page_.pubstatus or claims.pubstatus or "usable",
        date_basis=when.basis,
        date_reliable=when.reliable,
        date_zone=when.zone,
        removed=woven.removed,
        offset_map=woven.offset_map,
        fingerprint=fingerprint(woven.body_text),
        correction=page_.correction,
        description_text=claims.description,
        section=claims.section,
        keywords=claims.keywords,
        canonical_url=claims.url if article.url and claims.url != article.url else None,
        notes=notes(woven.body_text, woven.paragraphs, lost) if not page_.markup and (lost or code == "en") else (),
        profile=page_.profile.label if page_.profile and PROFILE in page_.labels else None,
    )


def _draft(said: Source) -> Draft:
    if said.format is None:
        mended = mend(said.text)
        plain = blocks(mended)
        return Draft(formats.PLAIN, mended, plain, (None,) * len(plain), said.claims, envelope=said.envelope)
    draft = _marked(said, said.text)
    if not broken(draft.view.text):
        return draft
    mended = mend(said.text)
    draft = _marked(said, mended.text)
    hidden = tuple(mended.source(*span) for span in draft.hidden or ())
    return replace(draft, view=draft.view.through(mended), hidden=hidden)


def _marked(said: Source, html: str) -> Draft:
    if said.format == formats.HTML_PAGE and said.envelope is None:
        return html_page(html)
    return fragment(html, said.claims, said.envelope)


def _inserts(draft: Draft, page_: Page) -> dict[int, str]:
    """The apostrophes to put back, by their place in the view. Markup keeps them, and other languages have others."""
    copy = [block for _, block in page_.copy()]
    pieces = [draft.view.text[block.start : block.end] for block in copy]
    whole = "\n".join(pieces)
    if page_.markup or not copy or apostrophes.kept(whole) or not language.english(whole):
        return {}
    line = dateline.dateline(copy[0].text, flattened=True)
    place = line.place.split(",")[0].title() if line and line.place else None
    found: dict[int, str] = {}
    lost = iter(restore(whole, place))
    at, start = next(lost, None), 0
    for block, piece in zip(copy, pieces, strict=True):
        while at is not None and at < start + len(piece):
            found[block.start + at - start] = _APOSTROPHE
            at = next(lost, None)
        start += len(piece) + 1
    return found


def _whole(headline: str | None) -> str | None:
    text, done = "", 0
    for at in restore(headline or ""):
        text += (headline or "")[done:at] + _APOSTROPHE
        done = at
    return text + (headline or "")[done:] or None


def _dateline(woven: Account, flattened: bool) -> Dateline | None:
    first = woven.paragraphs[0]
    return dateline.dateline(woven.body_text[first.start : first.end], flattened)


def _times(
    article: RawArticle, claims: Claims, page_: Page, line: Dateline | None
) -> tuple[list[tuple[DateBasis, str]], list[tuple[DateBasis, str]]]:
    """What is said about publication and update, best first."""
    published: list[tuple[DateBasis, str]] = [*claims.published]
    published += [("dateline", day) for day in (page_.published, line.day if line else None) if day]
    if article.published_claimed:
        published.append(("claimed", article.published_claimed))
    modified: list[tuple[DateBasis, str]] = [*claims.modified]
    if page_.updated:
        modified.append(("dateline", page_.updated))
    return published, modified


def _hints(
    page_: Page, line: Dateline | None, house: tuple[str, str] | None, claims: Claims, paragraphs: list[str]
) -> list[Hint]:
    hints = [dateline_hint(line.agency, paragraphs[0][: line.end])] if line and line.agency else []
    if house:
        hints.append(Hint(house[0], f"byline: {page_.byline}", 0.9))
    if page_.publisher:
        hints.append(Hint(page_.publisher[0], page_.publisher[1], 0.8))
    hints += author_hints(claims.authors)
    if page_.contributor:
        hints.append(Hint(page_.contributor[0], page_.contributor[1], 0.5))
    hints.append(lead_hint(paragraphs))
    return [hint for hint in hints if hint]


def _signed(page_: Page, claims: Claims) -> str | None:
    """The words that name the authors."""
    if page_.byline:
        return page_.signed or page_.byline
    return f"markup: {', '.join(claims.authors)}" if claims.authors else None
