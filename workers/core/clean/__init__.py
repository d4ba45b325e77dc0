"""clean: any payload to its copy, what surrounds it listed, and what is known of the article.

`step` is the order of the work. Payload to text: payload, mojibake, formats and the envelopes that it knows
(wordpress, ninjs, newsarticle, entry). Text to blocks: html/, lines. Blocks to copy: html/, rules/, profiles. Copy to
record: account, apostrophes, dateline, byline, dates, origin, language, genre, fingerprint. `limits` holds what is too
much.
"""

from functools import partial

from workers.core.clean.profiles import Profiles
from workers.core.clean.step import clean, load
from workers.core.outcome import Step


def build(known: Profiles | None = None) -> Step:
    """The step's core function, its tables loaded; `known` are the site profiles that it uses."""
    load()
    return partial(clean, known=known) if known else clean
