"""A generated news week: many events, each told by several publishers in other words and shapes, and some poison.

The same seed gives the same bytes. Every sentence is ours; persons and companies are invented.
"""

import html
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)

COUNTRIES = (
    ("Kenya", "Nairobi", "Kenyan"), ("Peru", "Lima", "Peruvian"), ("Norway", "Oslo", "Norwegian"),
    ("Vietnam", "Hanoi", "Vietnamese"), ("Morocco", "Rabat", "Moroccan"), ("Chile", "Santiago", "Chilean"),
    ("Poland", "Warsaw", "Polish"), ("Nepal", "Kathmandu", "Nepalese"), ("Ghana", "Accra", "Ghanaian"),
    ("Jordan", "Amman", "Jordanian"), ("Portugal", "Lisbon", "Portuguese"), ("Indonesia", "Jakarta", "Indonesian"),
    ("Senegal", "Dakar", "Senegalese"), ("Bolivia", "La Paz", "Bolivian"), ("Finland", "Helsinki", "Finnish"),
    ("Thailand", "Bangkok", "Thai"), ("Tunisia", "Tunis", "Tunisian"), ("Ecuador", "Quito", "Ecuadorian"),
)  # fmt: skip
FIRST = ("Amina", "Jorge", "Ingrid", "Tuan", "Youssef", "Camila", "Marek", "Sunita", "Kwame", "Rania", "Tomas", "Dewi")
LAST = ("Odera", "Quispe", "Halvorsen", "Nguyet", "Benali", "Rojas", "Nowicki", "Gurung", "Asante", "Haddad", "Pinto")
TRADES = ("fisheries", "grain", "copper", "timber", "cotton", "cocoa", "rail", "water", "visa", "customs", "cattle")
PUBLISHERS = ("Harbour Daily", "The Meridian", "Plateau Post", "Northern Ledger", "Coastline News", "City Telegraph")
AGENCIES = ("AP", "Reuters", "AFP")

LEADS = {
    "SANCTION": (
        "{A} on {day} expelled {n} {b_adj} diplomats in a growing dispute over {trade} rules.",
        "{n} diplomats of {B} must leave {A_city}, the {a_adj} government said {day}, as the {trade} dispute deepened.",
        "The government of {A} ordered {n} {b_adj} envoys out of the country on {day} over the {trade} row.",
    ),
    "CONSULT": (
        "{A} and {B} held talks in {A_city} on {day} about a {trade} accord, officials said.",
        "Foreign Minister {p} of {A} met his {b_adj} counterpart {q} on {day} to discuss {trade}.",
        "Envoys from {B} arrived in {A_city} for {day}'s talks with {A} on {trade}.",
    ),
    "PROTEST": (
        "Thousands of people marched in {A_city} on {day} to protest new {trade} charges.",
        "Protesters in {A_city} blocked roads on {day} against {A}'s new {trade} charges, police said.",
        "A protest against the {trade} charges of {A}'s government drew thousands in {A_city} on {day}.",
    ),
    "ASSAULT": (
        "Gunmen attacked a {trade} convoy near {A_city} on {day}, killing {n} people, {a_adj} police said.",
        "At least {n} people were killed when gunmen attacked a {trade} convoy outside {A_city}, {A} said {day}.",
        "{A} sent troops after gunmen attacked a convoy of {trade} trucks near {A_city}; {n} people were killed.",
    ),
    "AID": (
        "{A} sent {n} million dollars in {trade} aid to {B} on {day}, the foreign ministry said.",
        "{B} received {trade} aid worth {n} million dollars from {A}, officials in {A_city} said on {day}.",
        "The {a_adj} government gave {B} {n} million dollars for its {trade} programme on {day}.",
    ),
    "THREATEN": (
        "{A} threatened on {day} to close its border with {B} unless the {trade} dispute is settled.",
        "The {a_adj} government warned {B} on {day} that it would close the border over {trade}.",
        "{p}, the foreign minister of {A}, threatened {B} with a closed border in the {trade} dispute on {day}.",
    ),
}  # fmt: skip
MORE = (
    '"We had no other choice, and our partners know it," Foreign Minister {p} told reporters in {A_city}.',
    "{q}, who speaks for the {b_adj} government, said the step was regrettable and would be answered in due course.",
    "The two countries have argued about {trade} since 2014, when {B} withdrew from an earlier accord.",
    "Analysts in {B_city} said the dispute over {trade} could cost both economies dearly before the summer.",
    "{p} is expected to travel to {B_city} next week if the weather over the highlands allows it.",
    "The United Nations called on {A} and {B} to return to the table and to spare those who live from {trade}.",
    "Markets in {A_city} took the news calmly, with shares of {trade} companies little changed at the close.",
    "Earlier this month {B} had asked for more time, a request that {A} did not grant.",
    "Residents of {A_city} reached by telephone described long queues and empty offices for most of the day.",
    "No date was given for the next step, and the ministry did not answer further questions about {trade}.",
)
TAIL = ("Ten places to see before the rain", "Quiz of the week", "How to store onions", "Your horoscope", "Old bridges")


@dataclass(frozen=True, slots=True)
class Raw:
    """A record for `news.raw`: `poison` names the refusal that it must get, none for an article."""

    key: str
    value: bytes
    poison: str | None = None


POISON = (
    ("empty", b"  "),
    ("too_deep", b"[" * 5_000 + b"]" * 5_000),
    ("missing_field", b'{"uri": "urn:poison", "note": "no body"}'),
    ("wrong_type", b'["one", "two"]'),
    ("no_text", b'{"uri": "urn:poison", "body": "<html><body><script>1</script></body></html>", "mimetype": "text/html"}'),
)


def corpus(count: int, seed: int = 7, poison: float = 0.01) -> list[Raw]:
    """`count` records, of which a share of `poison` is refused by the wire, in an order that mixes all."""
    pick = random.Random(seed)
    bad = int(count * poison)
    records = [Raw(f"urn:poison:{n}", POISON[n % len(POISON)][1], POISON[n % len(POISON)][0]) for n in range(bad)]
    articles = _articles(pick)
    records += [next(articles) for _ in range(count - bad)]
    pick.shuffle(records)
    return records


def _articles(pick: random.Random) -> Iterator[Raw]:
    number = 0
    while True:
        event = _event(pick)
        for teller in pick.sample(PUBLISHERS, pick.randint(1, 5)):
            number += 1
            yield _article(pick, event, teller, number)


def _event(pick: random.Random) -> dict[str, str]:
    (a, a_city, a_adj), (b, b_city, b_adj) = pick.sample(COUNTRIES, 2)
    people = [f"{pick.choice(FIRST)} {pick.choice(LAST)}" for _ in range(2)]
    return {
        "kind": pick.choice(list(LEADS)), "A": a, "A_city": a_city, "a_adj": a_adj, "B": b, "B_city": b_city,
        "b_adj": b_adj, "p": people[0], "q": people[1], "trade": pick.choice(TRADES), "n": str(pick.randint(3, 60)),
        "at": str(pick.randint(0, 5 * 24 * 60)),
    }  # fmt: skip


def _article(pick: random.Random, event: dict[str, str], publisher: str, number: int) -> Raw:
    published = MONDAY + timedelta(minutes=int(event["at"]) + pick.randint(0, 180))
    words = event | {"day": (MONDAY + timedelta(minutes=int(event["at"]))).strftime("%A")}
    lead = pick.choice(LEADS[event["kind"]]).format(**words)
    rest = [sentence.format(**words) for sentence in pick.sample(MORE, pick.randint(4, 7))]
    headline = lead.split(" on ")[0].rstrip(".,")
    shape = pick.choice((_wordpress, _portal, _aggregator, _page, _plain))
    uri = f"https://{publisher.lower().replace(' ', '')}.example/{number}"
    body, mimetype = shape(headline, event["A_city"], lead, rest, publisher, published, uri)
    value = {
        "uri": uri,
        "url": uri,
        "source": publisher,
        "collected": (published + timedelta(minutes=pick.randint(1, 90))).isoformat(),
        "mimetype": mimetype,
        "body": body,
        "published_claimed": published.isoformat(),
    }
    return Raw(uri, json.dumps(value).encode())


def _wordpress(
    headline: str, city: str, lead: str, rest: list[str], publisher: str, published: datetime, uri: str
) -> tuple[str, str]:
    agency = AGENCIES[len(lead) % 3]
    stamp = published.strftime("%Y-%m-%dT%H:%M:%S")
    paragraphs = [f"{city.upper()} ({agency}) \u2014 {lead}", *rest]
    content = "\n\n\n\n".join(f"<p>{html.escape(p, quote=False)}</p>" for p in paragraphs)
    post = {
        "id": len(lead), "date": stamp, "date_gmt": stamp, "modified_gmt": stamp, "link": uri, "type": "post",
        "title": {"rendered": headline}, "content": {"rendered": content, "protected": False},
    }  # fmt: skip
    return json.dumps(post), "application/json"


def _portal(
    headline: str, city: str, lead: str, rest: list[str], publisher: str, published: datetime, uri: str
) -> tuple[str, str]:
    chrome = f"{headline}\n\n{headline}\n  \u2022 Oops!\n    Something went wrong.\n    Please try again later.\n\u00b73 min read\n"
    copy = "\n\n".join([lead, *rest])
    return f"{chrome}In this article:\n\n{copy}\n\nTags: News, {city}\n\nOriginal Author: Staff of {publisher}\n", "text/plain"


def _aggregator(
    headline: str, city: str, lead: str, rest: list[str], publisher: str, published: datetime, uri: str
) -> tuple[str, str]:
    copy = "\n".join([f"{city.upper()} {lead}", *rest]).replace("'", "").replace('"', "")
    old = " [Last Updated On: April 26th, 2014] [Originally Added On: April 26th, 2014]"
    tail = "\n".join(f"- {title}{old}" for title in TAIL)
    return f"{copy}\nRead more:\n{headline} - {publisher}\n{tail}\n", "text/plain"


def _page(
    headline: str, city: str, lead: str, rest: list[str], publisher: str, published: datetime, uri: str
) -> tuple[str, str]:
    data = {"@type": "NewsArticle", "headline": headline, "datePublished": published.isoformat()}
    paragraphs = "".join(f"<p>{html.escape(p, quote=False)}</p>" for p in [lead, *rest])
    links = "".join(f'<li><a href="/{n}">{title}</a></li>' for n, title in enumerate(TAIL))
    return (
        f"<!doctype html><html><head><title>{headline} | {publisher}</title>"
        f'<script type="application/ld+json">{json.dumps(data)}</script></head><body>'
        f"<nav><ul>{links}</ul></nav><article><h1>{headline}</h1>{paragraphs}</article>"
        f"<aside>Sign up for our newsletter</aside><footer>\u00a9 {publisher}</footer></body></html>"
    ), "text/html"


def _plain(
    headline: str, city: str, lead: str, rest: list[str], publisher: str, published: datetime, uri: str
) -> tuple[str, str]:
    return "\n\n".join([headline, f"{city.upper()} - {lead}", *rest, "ENDS"]), "text/plain"
