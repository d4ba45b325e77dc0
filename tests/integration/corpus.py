"""Three generated days of news: many events, each told by several publishers in other words and shapes, and poison.

Three days is less than `link` keeps a story open, so that arrival in any order can make no difference. The same seed
gives the same bytes. Every sentence is ours; persons and companies are invented.
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
SYLLABLES = ("ka", "ro", "min", "tel", "va", "sho", "dra", "lu", "ben", "qui", "nor", "ash", "pel", "zo", "gra", "im")
TRADES = (
    "fisheries", "grain", "copper", "timber", "cotton", "cocoa", "railway", "water", "visa", "customs", "cattle",
    "cement", "fertiliser", "banana", "telecoms", "refinery", "pension", "ferry", "coffee", "lithium", "school",
)  # fmt: skip
PUBLISHERS = ("Harbour Daily", "The Meridian", "Plateau Post", "Northern Ledger", "Coastline News", "City Telegraph")
AGENCIES = ("AP", "Reuters", "AFP")

LEADS = {
    "SANCTION": (
        "{A} on {day} expelled {n} {b_adj} diplomats in a growing dispute over the {place} {trade} rules.",
        "{n} diplomats of {B} must leave {A_city}, the {a_adj} government said {day}, as the {place} row deepened.",
        "The government of {A} ordered {n} {b_adj} envoys out of the country on {day} over {trade} at {place}.",
    ),
    "CONSULT": (
        "{A} and {B} held talks in {A_city} on {day} about a {trade} accord for {place}, officials said.",
        "Foreign Minister {p} of {A} met {q} of {B} on {day} to discuss {trade} at {place}.",
        "Envoys from {B} arrived in {A_city} for {day}'s talks with {A} on the {place} {trade} question.",
    ),
    "PROTEST": (
        "Thousands of people marched in {place} on {day} to protest new {trade} charges of {A}'s government.",
        "Protesters in {place}, {A}, blocked roads on {day} against new {trade} charges, police said.",
        "A protest against the {trade} charges of {A}'s government drew thousands in {place} on {day}.",
    ),
    "ASSAULT": (
        "Gunmen attacked a {trade} convoy near {place} on {day}, killing {n} people, {a_adj} police said.",
        "At least {n} people were killed when gunmen attacked a {trade} convoy outside {place}, {A} said {day}.",
        "{A} sent troops after gunmen attacked a convoy of {trade} lorries at {place}; {n} people were killed.",
    ),
    "AID": (
        "{A} sent {n} million dollars in {trade} aid to {B} on {day} for the rebuilding of {place}.",
        "{B} received {trade} aid worth {n} million dollars from {A} for {place}, officials said on {day}.",
        "The {a_adj} government gave {B} {n} million dollars for the {place} {trade} programme on {day}.",
    ),
    "THREATEN": (
        "{A} threatened on {day} to close its border with {B} at {place} unless the {trade} dispute is settled.",
        "The {a_adj} government warned {B} on {day} that it would close the {place} crossing over {trade}.",
        "{p}, the foreign minister of {A}, threatened {B} with a closed border at {place} on {day}.",
    ),
}  # fmt: skip
MORE = (
    '"We {had} no other {way} at {w0}," Foreign Minister {p} told the {w1} council in {A_city}.',
    "{q} of the {w2} ministry called the {w0} step {mood} and promised the {w3} an answer.",
    "{A} and {B} have {argued} about the {w4} since {year}, when the {w5} accord lapsed.",
    "{firm}, which runs {share} percent of the {w6} works, said its {staff} {w7} hands were safe.",
    "{p} is expected at the {w8} fair in {B_city} next week, a {w1} aide said, without naming {what}.",
    "The United Nations asked {A} and {B} to spare {place}, the {w9} and {firm}.",
    "Shares of {firm} fell {share} percent on the {w2} exchange and were {mood} at the close.",
    "Earlier this month {q} had asked the {w3} for more time, a request that {p} did not grant.",
    "Residents of {place} reached over the {w4} line described {what} and empty {w5} {rooms}.",
    "A {w6} clerk at {firm} said the {w7} {rooms} had been {mood} since {hour} in the morning.",
    "In {year} the {w8} quarrel cost {place} and the {w9} about {share} percent of its income.",
    '"Nobody in {w0} believes in {what} any more," said {r}, who has sold {w1} in {place} for years.',
    "{r}, a {w2} lawyer, said {firm} would go to the {w3} court over {what}.",
    "The {w4} mayor of {place} promised {staff} {w5} families help with {rooms} before the {w6} rains.",
)
WORDS = {
    "had": ("saw", "were left", "found", "were given"),
    "way": ("road", "answer", "choice", "door", "plan"),
    "mood": ("regrettable", "quiet", "calm", "hasty", "unhelpful", "firm", "cold", "clumsy", "brave", "late"),
    "argued": ("argued", "quarrelled", "talked", "gone to court", "fallen out"),
    "what": ("long queues", "the bridges", "a new tax", "the old treaty", "broken scales", "forged papers", "a list"),
    "rooms": ("offices", "warehouses", "schools", "markets", "stations", "wards", "workshops", "barracks"),
    "hour": ("four", "five", "six", "seven"),
}
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
    ("no_text", b'{"uri": "urn:poison", "body": "<html><body><script>1</script></body></html>"}'),
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
    people = [f"{pick.choice(FIRST)} {_name(pick)}" for _ in range(3)]
    return {
        "kind": pick.choice(list(LEADS)), "A": a, "A_city": a_city, "a_adj": a_adj, "B": b, "B_city": b_city,
        "b_adj": b_adj, "p": people[0], "q": people[1], "r": people[2], "trade": pick.choice(TRADES),
        "n": str(pick.randint(3, 60)), "at": str(pick.randint(0, 3 * 24 * 60)), "place": _name(pick),
        "firm": f"{_name(pick)} Group", "share": str(pick.randint(2, 90)), "year": str(pick.randint(1995, 2022)),
        "staff": f"{pick.randint(2, 40)},{pick.randint(100, 999)}",
    } | {f"w{n}": _name(pick) for n in range(10)}  # fmt: skip


def _name(pick: random.Random) -> str:
    return "".join(pick.choices(SYLLABLES, k=pick.randint(3, 4))).capitalize()


def _article(pick: random.Random, event: dict[str, str], publisher: str, number: int) -> Raw:
    published = MONDAY + timedelta(minutes=int(event["at"]) + pick.randint(0, 180))
    words = event | {"day": (MONDAY + timedelta(minutes=int(event["at"]))).strftime("%A")}
    lead = pick.choice(LEADS[event["kind"]]).format(**words)
    words |= {slot: pick.choice(choices) for slot, choices in WORDS.items()}
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
    oops = "  \u2022 Oops!\n    Something went wrong.\n    Please try again later."
    chrome = f"{headline}\n\n{headline}\n{oops}\n\u00b73 min read\nIn this article:\n"
    copy = "\n\n".join([lead, *rest])
    return f"{chrome}\n{copy}\n\nTags: News, {city}\n\nOriginal Author: Staff of {publisher}\n", "text/plain"


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
