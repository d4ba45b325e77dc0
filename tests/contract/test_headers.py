"""The headers that a step writes are those of the exported schemas, no more and no less."""

from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from schemas.codec import Message, moment
from schemas.export import DEAD_LETTER_HEADERS, HEADERS
from workers.pipeline import STEPS
from workers.pool.work import run
from workers.settings import Settings
from workers.stream.deadletter import DeadLetterLimit, dead_letter
from workers.stream.work import Shell

STEP = STEPS["clean"]
SETTINGS = Settings(prefix="p.")


def written(value: bytes, *headers: tuple[str, bytes]) -> tuple[dict[str, str], Any, Any]:
    """The headers of what `clean` writes for a raw record; the message and its result."""
    message = SimpleNamespace(
        topic="p.news.raw", partition=2, offset=7, key=b"k", value=value, headers=headers, timestamp=1_772_000_000_000
    )
    given = Message(
        topic="news.raw", key=b"k", value=value, timestamp=moment(message.timestamp / 1000), headers=headers
    )
    result = run(STEP, STEP.build(), given, SETTINGS.item_bytes)
    shell = Shell(STEP, SETTINGS, DeadLetterLimit(SETTINGS))
    (write,) = shell.writes([message], [result])
    return {name: text.decode() for name, text in write.headers}, message, result


def check(schema: dict[str, Any], headers: dict[str, str]) -> None:
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    validator.validate(headers)
    for name in schema["required"]:
        assert not validator.is_valid({n: v for n, v in headers.items() if n != name}), name
    for name, text in headers.items():
        if schema["properties"][name] | {"description": ""} != {"type": "string", "description": ""}:
            assert not validator.is_valid({**headers, name: f"?{text}"}), name


@pytest.mark.parametrize("given", [(), (("wd_replay", b"r1"),)], ids=["live", "replayed"])
def test_of_an_output(given: tuple[tuple[str, bytes], ...]) -> None:
    found, *_ = written(b"The council met on Monday. It voted for the bridge, the mayor said.", *given)
    assert found.keys() == HEADERS["properties"].keys() - ({"wd_replay"} if not given else set())
    check(HEADERS, found)


def test_of_a_dead_letter() -> None:
    found, message, result = written(b" ", ("x-theirs", b"kept"))
    assert found.pop("x-theirs") == "kept"
    assert found.keys() == DEAD_LETTER_HEADERS["properties"].keys() - {"wd_dlq_truncated"}
    check(DEAD_LETTER_HEADERS, found)
    cut = dead_letter(STEP, message, result, moment(0), 0)
    assert {name for name, _ in cut.headers} == DEAD_LETTER_HEADERS["properties"].keys() | {"x-theirs"}
