"""clean: any payload to its copy, what surrounds it listed, and what is known of the article.

`step` is the order of the work. Payload to text: payload, mojibake, formats. Text to blocks: html/, wordpress, lines.
Blocks to copy: rules/, profiles. Copy to record: account, apostrophes, dateline, byline, dates, origin, language,
genre, fingerprint. `limits` holds what is too much.
"""

from collections.abc import Mapping
from functools import partial

from workers.core.clean.profiles import loaded
from workers.core.clean.step import clean, load
from workers.core.outcome import Step


def build(files: Mapping[str, bytes] | None = None) -> Step:
    """The step's core function, its tables loaded. `files` are site profiles by file name, as
    workers.core.clean.profiles says. Raises ValueError for one that is none."""
    load()
    return partial(clean, known=loaded(files)) if files else clean
