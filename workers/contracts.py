"""Exports the contracts into schemas/exported (`make schemas`), unless a change breaks readers: then it names them.

    python -m workers.contracts            write the export
    python -m workers.contracts --check    say what of it is not as the code is; exit code 1
    python -m workers.contracts --release  write the export, and take it for what later ones are held to

`schemas/released` is the export of the last release: what readers were promised. Only `--release` moves it.
"""

import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import orjson

from schemas.asyncapi import Channel, Operation, document
from schemas.changes import Finding
from schemas.compat import compare
from schemas.export import Document, documents
from workers.pipeline import STEPS, TOPICS, Topic
from workers.settings import Settings

SCHEMAS = Path(__file__).parents[1] / "schemas"
EXPORTED = SCHEMAS / "exported"
RELEASED = SCHEMAS / "released"
ASYNCAPI = "asyncapi"


def asyncapi() -> Document:
    """The AsyncAPI document of the map (workers.pipeline)."""
    settings = Settings(prefix="")
    operations = [
        operation
        for step in STEPS.values()
        for operation in (
            *(Operation(step.name, "receive", name, settings.group(step.name)) for name in step.reads),
            *(Operation(step.name, "send", name) for name in (*step.writes, *filter(None, [step.state]))),
            *(Operation(step.name, "send", TOPICS[name].dlq.name) for name in step.reads),
        )
    ]
    return document(version("wiredesk"), [_channel(topic) for topic in TOPICS.values()], operations)


def _channel(topic: Topic) -> Channel:
    config: Document = {"cleanup.policy": ["compact" if topic.compacted else "delete"]}
    config |= {} if topic.compacted else {"retention.ms": topic.retention_ms}
    config["max.message.bytes"] = topic.max_bytes
    return Channel(topic.name, topic.partitions, config, _channel(topic.dlq) if topic.dead_letters else None)


def files() -> dict[str, bytes]:
    """What belongs into schemas/exported, by file name."""
    everything = documents() | {ASYNCAPI: asyncapi()}
    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return {f"{name}.json": orjson.dumps(found, option=option) for name, found in everything.items()}


def read(folder: Path) -> dict[str, Document]:
    """The schemas in `folder`, by their name; none where there is no folder."""
    return {path.stem: orjson.loads(path.read_bytes()) for path in folder.glob("*.json") if path.stem != ASYNCAPI}


def stale(wanted: Mapping[str, bytes], folder: Path) -> list[str]:
    """The files of `folder` that are not as `wanted`, that are missing or too many."""
    found = {path.name: path.read_bytes() for path in folder.glob("*.json")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def write(wanted: Mapping[str, bytes], folder: Path) -> list[str]:
    """Make `folder` hold `wanted` and nothing else; the names of what changed."""
    folder.mkdir(exist_ok=True)
    changed = stale(wanted, folder)
    for name in changed:
        if name in wanted:
            (folder / name).write_bytes(wanted[name])
        else:
            (folder / name).unlink()
    return changed


def refusal(broken: list[Finding]) -> str:
    """What is said of changes that break a promise."""
    return "\n".join(
        (
            "These changes break readers of what was released:",
            *(f"  {finding}" for finding in broken),
            "Take them back, or raise the contract's `version` in schemas/registry.py: its readers refuse what comes,",
            "new ones refuse what is on the topic. Which change breaks what: docs/decisions/0013.",
        )
    )


def main(arguments: list[str]) -> int:
    """Do as the command line says; the exit code: 1 for a refusal."""
    wanted = files()
    found = compare(read(RELEASED), documents())
    if broken := [finding for finding in found if finding.breaks]:
        print(refusal(broken), file=sys.stderr)
        return 1
    if "--check" in arguments:
        late = stale(wanted, EXPORTED)
        print(f"Run `make schemas`, these are not as the code is: {', '.join(late)}" if late else "As the code is")
        return 1 if late else 0
    for finding in found:
        print(f"may change: {finding}")
    changed = write(wanted, EXPORTED)
    print(f"{len(wanted)} documents in {EXPORTED.relative_to(SCHEMAS.parent)}, changed: {', '.join(changed) or 'none'}")
    if "--release" in arguments:
        write({name: text for name, text in wanted.items() if name != f"{ASYNCAPI}.json"}, RELEASED)
        print(f"{RELEASED.relative_to(SCHEMAS.parent)} is what later exports are held to")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
