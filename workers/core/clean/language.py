"""Which language a text is in, where that is certain enough to say."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_MIN_LETTERS = 80
_LOOKS = ((300, 0.98), (1_000, 0.9))
"""Characters that are looked at, and the score (0 to 1) at which that is enough: more decide no differently."""
_READ = 1_000
_FUNCTION = frozenset("the of and to that with by from is was for said".split())
_FUNCTIONAL = 0.1
"""Share of function words from which a text is English."""
_SURE = 0.13
"""The same, where the model need not be asked: it takes longer than all else."""
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def load() -> None:
    """Load the model now."""
    _identifier()


def english(text: str) -> bool:
    """Whether a text, however short, is English: by its share of English function words."""
    return _functional(text) >= _FUNCTIONAL


def _functional(text: str) -> float:
    words = text[:_READ].lower().split()
    return sum(word in _FUNCTION for word in words) / max(1, len(words))


def language(text: str) -> str | None:
    """The ISO 639-1 code, or none where the text is short or the decision isn't clear."""
    if len(text) >= _MIN_LETTERS and _functional(text) >= _SURE:
        return "en"
    for read, least in _LOOKS:
        head = text[:read]
        if len(_LETTER.findall(head)) < _MIN_LETTERS:
            return None
        code, score = _identifier().classify(head)
        if score >= least:
            return str(code)
    return None
