"""Boxes that are not copy, by the words in the class or id of an element: one row a rule."""

# ruff: noqa: E501 - a pattern is one line, that the table can be read down

import re

_NAMED = re.compile(r"""\s(?:class|id)\s{0,3}=\s{0,3}(?:"([^"]{1,400})"|'([^']{1,400})')""", re.IGNORECASE)
_WORDS = (
    ("related", "jp-relatedposts related related-posts relatedposts inline-related yarpp read-more-box more-stories recommended recirculation you-may-like"),
    ("newsletter", "newsletter newsletter-signup signup sign-up mailmunch mc4wp mc_embed_signup subscribe subscription-box email-signup"),
    ("share", "social social-links social-share sharedaddy share share-buttons sharing addtoany_share_save_container a2a_kit heateor_sss_sharing_container post-share"),
    ("advertisement", "advert advertisement ad ads ad-container adsbygoogle code-block ad-slot google-auto-placed sponsored sponsor-box"),
    ("promotion", "promo inline-promo promo-box cta call-to-action donate donation-box support-us affiliate affiliate-disclosure pin-it print-recipe wp-block-button wp-block-buttons"),
    ("about the author", "author-bio author-box authorbox about-author author-info saboxplugin-wrap"),
    ("paywall", "paywall paywall-box paywall-message premium-message meter regwall"),
    ("comments", "comments comment-list comment-respond disqus_thread"),
    ("caption", "wp-caption-text caption-text image-caption photo-caption wp-element-caption photo-credit image-credit"),
    ("pull quote", "wp-block-pullquote pullquote pull-quote"),
    ("tags", "tags tags-links tag-list post-tags entry-tags cat-links entry-footer post-meta-tags"),
    ("navigation", "toc ez-toc-container table-of-contents breadcrumbs breadcrumb post-navigation nav-links pagination kicker jump jump-to-recipe"),
    ("disclaimer", "disclaimer cookie-notice cookie-consent gdpr"),
    ("video", "wp-block-embed wp-block-embed__wrapper video-embed jwplayer podcast-player"),
    ("rating", "rating star-rating post-ratings kk-star-ratings post-views"),
)  # fmt: skip
_RULES = {word: rule for rule, words in _WORDS for word in words.split()}


def boxed(tag: str) -> str | None:
    """The rule for what stands in an element with this start tag, or none."""
    for match in _NAMED.finditer(tag[:1_000]):
        for word in (match[1] or match[2]).lower().split():
            if rule := _RULES.get(word):
                return rule
    return None
