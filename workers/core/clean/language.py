"""Which language a text is in, where that is certain enough to say."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_MIN_LETTERS = 80
_MIN_SCORE = 0.9
_READ = 1_000
"""Characters that are looked at: more decide no differently."""
_FUNCTION = frozenset("the of and to that with by from is was for said".split())
_FUNCTIONAL = 0.1
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def load() -> None:
    """Load the model now."""
    _identifier()


def english(text: str) -> bool:
    """Whether a text, however short, is English: by its share of English function words."""
    words = _WORD.findall(text[:_READ].lower())
    return sum(word in _FUNCTION for word in words) >= _FUNCTIONAL * max(1, len(words))


def language(text: str) -> str | None:
    """The ISO 639-1 code, or none where the text is short or the decision isn't clear."""
    head = text[:_READ]
    if len(_LETTER.findall(head)) < _MIN_LETTERS:
        return None
    code, score = _identifier().classify(head)
    return str(code) if score >= _MIN_SCORE else None
