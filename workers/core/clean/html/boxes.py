"""What an element says that it is, by its name, role, class or id: a box that is not copy, or the place of the copy."""

# ruff: noqa: E501 - a list of words is one line, that the table can be read down

import re
from dataclasses import dataclass

from workers.core.clean.html.elements import HEADINGS, INLINE

_ATTRIBUTE = re.compile(
    r"""[\s"'/](class|id|role|itemprop|style|hidden|aria-hidden)(?![\w-])(?:\s{0,3}=\s{0,3}(?:"([^"]{0,400})|'([^']{0,400})|([^\s"'>]{1,100})))?""",
    re.IGNORECASE,
)
_READ = 2_000
"""Characters of a start tag that are read."""
_ELEMENTS = {
    "nav": "navigation", "menu": "navigation", "footer": "footer", "form": "form", "button": "form", "label": "form",
    "fieldset": "form", "dialog": "popup", "figcaption": "caption", "audio": "video", "video": "video",
}  # fmt: skip
_LOOSE = {"aside": "aside", "figure": "caption"}
_ROLES = {
    "navigation": "navigation", "menu": "navigation", "menubar": "navigation", "toolbar": "navigation", "search": "form",
    "complementary": "aside", "contentinfo": "footer", "banner": "page head", "dialog": "popup", "alert": "popup",
}  # fmt: skip
_WORDS = (
    ("related", "related recommend recommended recommendation recommendations recirc recirculation relatedposts relatedcontent yarpp trending popular teaser teasers outbrain taboola"),
    ("newsletter", "newsletter newsletters signup subscribe subscription mailmunch mc4wp"),
    ("share", "share sharing shares sharedaddy addtoany heateor"),
    ("advertisement", "ad ads advert adverts advertisement advertisements advertising adsbygoogle sponsor sponsored"),
    ("promotion", "promo promos promotion donate donation affiliate"),
    ("comments", "comment comments disqus"),
    ("caption", "caption captions credit credits"),
    ("byline", "byline bylines author authors bio"),
    ("tags", "tags"),
    ("navigation", "breadcrumb breadcrumbs nav navigation navbar menu pagination pager toc toolbar"),
    ("form", "login register search"),
    ("sidebar", "sidebar rail widget widgets"),
    ("footer", "footer copyright"),
    ("cookies", "cookie cookies consent gdpr"),
    ("popup", "popup modal tooltip"),
    ("pull quote", "pullquote"),
    ("rating", "rating ratings"),
    ("page head", "banner"),
    ("publication line", "timestamp"),
    ("disclaimer", "disclaimer"),
)  # fmt: skip
_RULES = {word: rule for rule, words in _WORDS for word in words.split()}
_WORD = re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(_RULES, key=len, reverse=True))})(?![a-z])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BODY = re.compile(
    r"(?:article|story|post|entry|news|content|text)[-_]{0,2}(?:body|text|copy|content|paragraphs?)(?![a-z-])"
    r"|field-name-body|body-?(?:copy|text)|rich-?text|wysiwyg|^body$|fulltext",
    re.IGNORECASE,
)
"""The class or id of the element that holds the copy, as content management systems name it."""
_UNSEEN = re.compile(r"display\s?:\s?none|visibility\s?:\s?hidden", re.IGNORECASE)
_NEVER = frozenset(("", "html", "body", "article", "main"))
_PLACES = frozenset(("div", "section", "article", "main", "td", "span"))
_FIRM, _SOFT = 0.5, 0.25
"""Shares of a page's prose above which an element is no box, whatever it says; `_LOOSE` ones hold copy more often."""
APART = re.compile(r"\bhidden\b|sr-only|screen-?reader|display: ?none|tooltip|popover|rollover|dropdown", re.IGNORECASE)
"""What the start tag of an element within a paragraph holds whose text doesn't belong to it."""


@dataclass(frozen=True, slots=True)
class Marks:
    """`rule` takes out what stands in the element if it holds less than `limit` of the page's prose (0 to 1); `body`
    if it says that the copy is in it."""

    rule: str | None = None
    limit: float = 0.0
    body: bool = False


_NONE = Marks()


def marks(tag: str, token: str) -> Marks:
    """What the element with this start tag says of itself."""
    if tag in INLINE and tag != "label":
        return Marks("hidden", _FIRM) if APART.search(token) else _NONE
    if tag in _NEVER and " " not in token:
        return _NONE
    said = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(token[:_READ])}
    names = f"{said.get('class', '')} {said.get('id', '')}"
    body = tag in _PLACES and (said.get("itemprop", "").lower() == "articlebody" or bool(_BODY.search(names.strip())))
    if tag in _NEVER:
        return Marks(body=body)
    if rule := _ELEMENTS.get(tag):
        return Marks(rule, _FIRM, body)
    if _hidden(said):
        return Marks("hidden", _FIRM, body)
    if rule := _ROLES.get(said.get("role", "").lower()):
        return Marks(rule, _FIRM, body)
    if tag not in HEADINGS and (word := _WORD.search(_CAMEL.sub("-", names).lower())):
        return Marks(_RULES[word[0]], _FIRM, body)
    if rule := _LOOSE.get(tag):
        return Marks(rule, _SOFT, body)
    return Marks(body=True) if body else _NONE


def _hidden(said: dict[str, str]) -> bool:
    return (
        ("hidden" in said and said["hidden"].lower() != "until-found")
        or said.get("aria-hidden", "").lower() == "true"
        or bool(_UNSEEN.search(said.get("style", "")))
    )
