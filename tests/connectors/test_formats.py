"""The contract of every source format: run over the registry, so that a new format is held to it."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas.codec import Message, decode, encode
from schemas.ids import payload_uri
from schemas.registry import RAW
from tests.connectors.examples import EXAMPLES, RSS, Example, post
from workers.connectors.formats import FORMATS, recognise
from workers.connectors.items import Found, Item, Refusal, Refused
from workers.connectors.source import Limits, Source

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
LIMITS = Limits(record=1_000_000, container=4_000_000)

examples = pytest.mark.parametrize("sample", EXAMPLES, ids=lambda e: f"{e.format}-{e.name}")
formats = pytest.mark.parametrize("name", FORMATS)


def source(content: bytes, name: str = "x", limits: Limits = LIMITS) -> Source:
    return Source(f"in/{name}", f"file:{name}", io.BytesIO(content), limits)


def items(sample: Example) -> list[Item]:
    return list(FORMATS[sample.format].read(source(sample.content, sample.name), lambda: NOW))


@formats
def test_each_format_has_examples_of_both_kinds(name: str) -> None:
    of = [e for e in EXAMPLES if e.format == name]
    assert any(e.uris for e in of)
    assert any(e.refused for e in of)


@examples
def test_is_recognised(sample: Example) -> None:
    assert recognise(source(sample.content, sample.name)).name == sample.format


@examples
def test_gives_the_articles_and_refuses_the_rest(sample: Example) -> None:
    got = items(sample)
    uris = [item.article.uri for item in got if isinstance(item, Found)]
    assert [None if u.startswith("urn:wiredesk:") else u for u in uris] == list(sample.uris)
    assert [item.reason.value for item in got if isinstance(item, Refused)] == list(sample.refused)
    assert all(item.label.startswith(f"in/{sample.name}") for item in got)
    assert all(item.detail for item in got if isinstance(item, Refused))
    if sample.bodies:
        assert [item.article.body for item in got if isinstance(item, Found)] == list(sample.bodies)


@examples
def test_articles_are_complete_and_the_same_each_time(sample: Example) -> None:
    articles = [item.article for item in items(sample) if isinstance(item, Found)]
    for article in articles:
        assert article.collected == NOW
        assert article.via == f"file:{sample.name}"
        assert decode(Message(topic=RAW, key=None, value=encode(article), timestamp=NOW)) == article
    assert articles == [item.article for item in items(sample) if isinstance(item, Found)]


@examples
def test_over_the_limits_nothing_is_held(sample: Example) -> None:
    """A format reads no more than its limit and refuses the rest by name."""

    class Endless(io.RawIOBase):
        read_bytes = 0

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= 65536
            self.read_bytes += size
            assert self.read_bytes < 1_000_000
            return (sample.content.rstrip() or b" ")[:size] if self.read_bytes == size else b" " * size

        readline = read  # type: ignore[assignment]

    if not sample.uris or sample.format == "jsonl":  # lines have no common limit
        return
    stream = Endless()
    limits = Limits(record=200_000, container=300_000)
    limited = Source("in/x", "file:" + sample.name, stream, limits)  # type: ignore[arg-type]
    got = list(FORMATS[sample.format].read(limited, lambda: NOW))
    assert [(i.label, i.reason) for i in got if isinstance(i, Refused)] == [("in/x", Refusal.TOO_LARGE)]


@formats
@settings(max_examples=150, deadline=None)
@given(
    content=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")))
)
@example(b"\x00")
@example(b'{"body": "\\ud800", "uri": "u"}')
@example(b'{"content": {}, "title": {}, "link": ["x"]}')
@example(b"<rss><channel><item><guid>&#xD800;</guid><description>&#xD800;x</description></item></channel></rss>")
@example(b'<?xml version="1.0" encoding="no-such-charset"?><rss><item><description>x</description></item></rss>')
def test_never_raises_and_says_why(name: str, content: bytes) -> None:
    _check(name, content)


@formats
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_damaged_examples_never_raise(name: str, data: st.DataObject) -> None:
    """Cut anywhere, with a stretch of noise anywhere."""
    sample = data.draw(st.sampled_from([e.content[:5000] for e in EXAMPLES if e.format == name]))
    cut = data.draw(st.integers(0, len(sample)))
    noise = data.draw(st.binary(max_size=12))
    _check(name, sample[:cut] + noise + sample[cut + data.draw(st.integers(0, 30)) :])


def _check(name: str, content: bytes) -> None:
    for item in FORMATS[name].read(source(content), lambda: NOW):
        if isinstance(item, Found):
            assert encode(item.article)
            assert item.article.uri
        else:
            assert isinstance(item.reason, Refusal)
            assert item.label.startswith("in/x")


def test_entities_do_not_explode_a_feed() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 12))
    doctype = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{bomb}]>'
    content = (
        doctype
        + '<rss version="2.0"><channel><item><link>l</link><description>&e11;</description></item></channel></rss>'
    )
    got = list(FORMATS["feed"].read(source(content.encode()), lambda: NOW))
    assert all(len(i.article.body or "") < 10_000 for i in got if isinstance(i, Found))


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    content = (
        RSS.format(encoding="utf-8")
        .replace("<rss", f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss', 1)
        .replace("short", "&x;")
        .replace("Nur das", "&x;")
    )
    got = list(FORMATS["feed"].read(source(content.encode()), lambda: NOW))
    assert "hidden words" not in str(got)


def test_feed_markup_is_untouched_and_claims_are_kept() -> None:
    found = next(i for i in FORMATS["feed"].read(source(RSS.format(encoding="utf-8").encode()), lambda: NOW))
    assert isinstance(found, Found)
    article = found.article
    assert article.body == '<p onclick="x()">Der <b>ganze</b> Text — länger</p><script>a()</script>'
    assert (article.mimetype, article.url) == ("text/html", "https://a.example/1")
    assert (article.title_claimed, article.published_claimed) == ("Eins & Zwei", "Mon, 18 Oct 2021 12:00:00 GMT")


@pytest.mark.parametrize(
    ("build", "labels"),
    [
        (lambda: ("jsonl", json.dumps(post(1)).encode() + b"\n\n7\n"), ["in/x:1", "in/x:3"]),
        (lambda: ("json", json.dumps([post(1), 7]).encode()), ["in/x#1", "in/x#2"]),
    ],
)
def test_labels_point_into_the_file(build: Callable[[], tuple[str, bytes]], labels: list[str]) -> None:
    name, content = build()
    assert [item.label for item in FORMATS[name].read(source(content), lambda: NOW)] == labels


def test_a_bare_payload_is_known_by_its_bytes() -> None:
    (found,) = FORMATS["document"].read(source(b"text", "a.txt"), lambda: NOW)
    assert isinstance(found, Found)
    assert found.article.uri == payload_uri(b"text")
    assert found.article.url is None


def test_an_envelope_keeps_what_it_says() -> None:
    line = b'{"uri":"u","body":"b","collected":"2020-05-01T00:00:00","via":"wire","url":"https://x.example/1"}'
    (found,) = FORMATS["jsonl"].read(source(line), lambda: NOW)
    assert isinstance(found, Found)
    assert found.article.collected == datetime(2020, 5, 1, tzinfo=UTC)
    assert (found.article.via, found.article.url) == ("wire", "https://x.example/1")


def test_a_long_line_is_passed_over_and_the_next_is_read() -> None:
    content = b'{"uri":"u:1","body":"' + b"x" * 3_000_000 + b'"}\n{"uri":"u:2","body":"y"}\n'
    refused, found = FORMATS["jsonl"].read(source(content, "a.jsonl"), lambda: NOW)
    assert isinstance(refused, Refused)
    assert (refused.label, refused.reason) == ("in/a.jsonl:1", Refusal.TOO_LARGE)
    assert isinstance(found, Found)
    assert found.article.uri == "u:2"
