"""What the names of HTML elements mean to the scanner."""

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
"""Elements without content or end tag."""
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label link mark meta picture q rp "
    "rt ruby s samp small source span strike strong sub sup time track tt u var wbr".split()
)
"""Elements that are part of a line."""
UNSEEN = frozenset(
    "script style noscript template svg iframe textarea title select object math noembed noframes xmp".split()
)
"""Elements whose content isn't seen as text of the page."""
CELLS = frozenset(("td", "th", "caption"))
TABLE = frozenset(("table", "tbody", "thead", "tfoot", "tr", *CELLS))
CLOSES = {
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "option": ("option",), "tr": ("tr", "td", "th"),
    "td": ("td", "th"), "th": ("td", "th"), "tbody": ("tbody", "thead", "tr", "td", "th"),
    "thead": ("tbody", "thead", "tr", "td", "th"), "tfoot": ("tbody", "thead", "tr", "td", "th"), "body": ("head",),
}  # fmt: skip
"""Which open elements a start tag ends, up to the list, table or section that it is in."""
SCOPE = frozenset("ul ol dl menu select table html body article section main aside nav".split())
SLASHED = frozenset(
    "a abbr address article aside b blockquote body button center cite code dd del details div dl dt em fieldset "
    "figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header html i ins label li main mark nav ol p pre q s "
    "section small span strong sub summary sup table tbody td tfoot th thead time tr u ul".split()
)
"""Elements that a slash at the end of the start tag doesn't end."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
