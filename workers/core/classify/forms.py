"""The forms of English verbs and nouns that the pattern table names by their lemma."""

from dataclasses import dataclass

BASE, THIRD, PAST, PARTICIPLE, GERUND, NOUN = "base", "third", "past", "participle", "gerund", "noun"
VOWELS = "aeiou"


@dataclass(frozen=True)
class Inflector:
    """Spelling rules, and the irregular verbs as (past, participle, gerund) by their base."""

    irregular: dict[str, tuple[str, str, str]]

    def verb(self, phrase: str) -> dict[str, frozenset[str]]:
        """All forms of `phrase` (its first word inflected), each with the forms that it can be.

        `strike` gives {"strike": {base}, "strikes": {third}, "struck": {past, participle}, "striking": {gerund}}.
        """
        head, _, rest = phrase.partition(" ")
        past, participle, gerund = self.irregular.get(head, ("-", "-", "-"))
        named = {
            BASE: "is|are|be" if head == "be" else head,
            THIRD: "is" if head == "be" else third_person(head),
            PAST: regular_past(head) if past == "-" else past,
            PARTICIPLE: regular_past(head) if participle == "-" else participle,
            GERUND: regular_gerund(head) if gerund == "-" else gerund,
        }
        found: dict[str, set[str]] = {}
        for form, words in named.items():
            for word in words.split("|"):
                found.setdefault(f"{word} {rest}".strip(), set()).add(form)
        return {word: frozenset(kinds) for word, kinds in found.items()}

    def noun(self, phrase: str) -> dict[str, frozenset[str]]:
        """`phrase` and its plural (the last word inflected)."""
        words = {phrase} if phrase.endswith("s") else {phrase, third_person(phrase)}
        return {word: frozenset({NOUN}) for word in sorted(words)}


def third_person(word: str) -> str:
    """The -s form, which is a noun's plural too."""
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh", "go", "to")) else "s")


def regular_past(word: str) -> str:
    """The -ed form."""
    if word.endswith("e"):
        return word + "d"
    return word[:-1] + "ied" if word.endswith("y") and word[-2:-1] not in VOWELS else word + "ed"


def regular_gerund(word: str) -> str:
    """The -ing form."""
    return (word[:-1] if word.endswith("e") and not word.endswith(("ee", "ye", "oe")) else word) + "ing"
