"""The registry of source formats: a newcomer adds a file with a `Format`, one line here, and a row of examples in
tests/connectors/examples.py.

The first format of the table that knows a source by its name's ending or by its beginning reads it.
"""

from workers.connectors import document, feed, json_file, jsonl
from workers.connectors.format import Format
from workers.connectors.source import Source

FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        feed.FORMAT,
        jsonl.FORMAT,
        json_file.FORMAT,
        document.FORMAT,
    )
}


def recognise(source: Source) -> Format:
    """The format of `source`; the last of the table takes what no other knows."""
    head = source.head()
    return next(f for f in FORMATS.values() if source.suffix in f.suffixes or f.knows(head))
