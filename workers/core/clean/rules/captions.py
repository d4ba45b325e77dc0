"""Captions and picture credits, known by their form: who made a picture stands at the end, in brackets or behind ©."""

# ruff: noqa: E501 - a pattern or a list of words is one line, that it can be read as one

import re

_MADE = (
    r"(?:Credits?|Photos?|Photographs?|Images?|Pictures?|Illustrations?|Graphics?|Fotos?|Bild(?:er|quelle|rechte)?|Grafik|Crédits?|Imágenes|Imagen|Immagine|"
    r"Fotografi[ea]|Fotografía|Photographie|Foto[gğ]raf|Zdjęcie|Fot|Kuva|Фото|Quelle|Legende|Beeld|Video|Vidéo|Getty|Capture d[’']écran|Screenshot)"
)
_BY = (
    r"(?:AP(?: Photo| file)?|AFP|Reuters|REUTERS|EPA(?:-EFE)?|EFE|dpa|DPA|PA(?: Wire| Media)?|ANSA|Getty(?: Images)?|Shutterstock|iStock|Alamy(?: Stock Photo)?|"
    r"picture[ -]alliance|IMAGO|imago(?: images)?|KEYSTONE|Keystone|NTB|Ritzau(?: Scanpix)?|Xinhua|Anadolu|ZUMA(?: Press)?|Unsplash|Pixabay|Pexels|Wikimedia Commons|"
    r"SIPA|Sputnik|Associated Press|Witters|handout|file photo)"
)
_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?: (?:[a-z]{2,3} ){0,2}[A-ZÀ-Þ&][\w.'’-]*){0,4}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"{_MONTH} \d{{1,2}}, (?:19|20)\d\d"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_CAPTION = re.compile(
    "|".join(
        (
            rf"\((?:[^()]{{0,80}}\b(?:Photos? by|Photo courtesy|Photos?:|Foto:|Bild:|Image:|Courtesy|REUTERS/|{_BY})\b[^()]{{0,80}})\)\.?$",
            rf"\({_NAME} ?/ ?{_NAME}(?: via {_NAME})?\)\.?$",
            rf"(?:^|[\s(.!?]){_MADE} ?(?:by|par|de|von|credit)? ?[:©] ?[^.!?:]{{2,90}}\.?$",
            rf"(?:^|[.!?”\"’) ]){_MADE}: (?:[A-Z]\. ?|[^.!?:]){{2,40}}[/|] ?[^!?:]{{2,90}}$",
            r"(?:©|\(c\)|📷) ?[^.!?]{2,80}$",
            rf"[.!?”\"’)…/|–—-] ?(?:{_NAME} ?[/|,–-] ?)?{_BY}(?: ?[/|] ?[\w. -]{{2,40}})?\)?$",
            rf"(?<=[a-z]) {_NAME} ?/ ?{_BY}(?: {_NAME})?$",
            r"(?<=[a-z]) (?:AP Photo|REUTERS) ?/ ?[A-Z][^!?]{2,90}$",
            r"[—–-] (?:Picture|Photo|Image)s? by [^.!?]{2,60}$",
            r"\bREUTERS/[A-Z][^!?]{2,90}$",
            rf"\b{_WEEKDAY}, {_DAY}, (?:in|at|near|outside|on|during|from|as|after|before)\b",
            rf"^.{{20,300}}[\w,] (?:(?:in|on|at) )?{_DAY}, in {_NAME}(?:, {_NAME})?\.?$",
            rf"^[^.]{{20,160}}, {_DAY}\.$",
            r"^(?:FILE|File|Archive) (?:photo|[-–—])[ :]",
            r"^(?:Image|Media) (?:caption|copyright|source)\b",
            r"^(?:Pictured|Bildlegende|Legende)\b",
            r"\((?:l|r|li|re|v\. ?l|von links|vorne|hinten|left|right|center|centre|pictured(?: (?:left|right|above|here|below))?)\.?(?: ?n\. ?r\.?| nach re\.?)?\)",
            r"\b(?:pictured (?:here|above|below|left|right)|(?:clockwise )?from (?:top |bottom |far )?left|(?:second|third) from (?:left|right)|(?:Symbol|Archiv)(?:bild|foto)|Aufnahme vom|foto de archivo|photo d[’']archives)\b",
            r"\b(?:Tous droits réservés|[Hh]andout via)\b",
        )
    )
)
_CREDIT = re.compile(
    rf"^(?:\([^()]{{3,100}} ?/ ?[^()]{{2,80}}\)|\((?:Photo|Image|AP|Courtesy|Illustration|Foto|Bild)[^()]{{2,80}}\)|{_MADE} ?(?:by|copyright|credit)?[:©] ?.{{2,90}}|{_MADE} (?:by|copyright|credit|courtesy) .{{2,90}}"
    rf"|{_NAME} ?[/|©] ?(?:{_BY}|{_NAME})(?: ?[/|©] ?{_NAME}){{0,2}}|{_BY}(?: ?[/|] ?.{{2,40}})?|© ?.{{2,60}})$"
)
_HINT = re.compile(
    r"[©📷(/:—–]|\b(?:19|20)\d\d\b|[Pp]ictured|FILE|File|[Ii]mage|Media|[Ll]eft|[Cc]aption|archiv|Archiv|bild|foto|Foto|handout|Tous|"
    + _BY
)
"""Something that each form has."""
_LONGEST = 90
"""Words of a caption."""


def is_caption(line: str, words: int) -> bool:
    """Whether a line says who made the picture that it describes."""
    return words <= _LONGEST and bool(_HINT.search(line)) and bool(_CAPTION.search(line))


def is_credit(line: str) -> bool:
    """Whether a line is nothing but a picture's credit."""
    return bool(_CREDIT.match(line))
