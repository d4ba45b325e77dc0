"""Captions and picture credits, known by their form: who made a picture stands at the end, in brackets or behind ©."""

# ruff: noqa: E501 - a pattern or a list of words is one line, that it can be read as one

import re

_MADE = (
    r"(?:Credits?|Photos?|Photographs?|Images?|Pictures?|Illustrations?|Graphics?|Fotos?|Bild(?:er|quelle|rechte)?|Grafik|Crédits?|Imágenes|Imagen|Immagine|"
    r"Fotografi[ea]|Fotografía|Photographie|Foto[gğ]raf|Zdjęcie|Fot|Kuva|Фото|Quelle|Legende|Beeld|Video|Vidéo|Getty|Capture d[’']écran|Screenshot)"
)
_BY = r"(?:AP(?: Photo)?|AFP|Reuters|REUTERS|EPA(?:-EFE)?|EFE|dpa|DPA|PA(?: Wire| Media)?|ANSA|Getty(?: Images)?|Shutterstock|iStock|Alamy(?: Stock Photo)?|picture[ -]alliance|IMAGO|imago(?: images)?|KEYSTONE|Keystone|NTB|Ritzau(?: Scanpix)?|Xinhua|Anadolu|ZUMA(?: Press)?|Unsplash|Pixabay|Pexels|Wikimedia Commons|SIPA|Sputnik|Associated Press|Witters|handout|file photo)"
_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ&][\w.'’-]*){0,4}"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_CAPTION = re.compile(
    rf"""(?x)
    \((?:[^()]{{0,80}}\b(?:Photos?\ by|Photo\ courtesy|Photos?:|Foto:|Bild:|Image:|Courtesy|REUTERS/|{_BY})\b[^()]{{0,80}})\)\.?$
    | \({_NAME}\ ?/\ ?{_NAME}(?:\ via\ {_NAME})?\)$
    | (?:^|[\s(]){_MADE}\ ?(?:by|par|de|von|credit)?\ ?[:©]\ ?[^.!?:]{{2,90}}\.?$
    | (?:©|\(c\)|📷)\ ?[^.!?]{{2,80}}$
    | [.!?”"’)…/|–—-]\s?(?:{_NAME}\ ?[/|,–-]\ ?)?{_BY}(?:\ ?[/|]\ ?[\w.\ -]{{2,40}})?\)?$
    | [—–-]\ (?:Picture|Photo|Image)s?\ by\ [^.!?]{{2,60}}$
    | \bREUTERS/[A-Z][^.!?]{{2,90}}$
    | \b{_WEEKDAY},\ [A-Z][a-z]{{2,8}}\.?\ \d{{1,2}},\ (?:19|20)\d\d,\ (?:in|at|near|outside|on|during|from|as|after|before)\b
    | ^(?:Pictured|File\ photo|FILE\ [-–—])\b
    | ^(?:Image|Media)\ caption\b
    """
)
_CREDIT = re.compile(
    rf"^(?:\([^()]{{3,100}} ?/ ?[^()]{{2,80}}\)|\((?:Photo|Image|AP|Courtesy|Illustration|Foto|Bild)[^()]{{2,80}}\)|{_MADE} ?(?:by|copyright|credit)?[:©] ?.{{2,90}}|{_MADE} (?:by|copyright|credit|courtesy) .{{2,90}}"
    rf"|{_NAME} ?[/|©] ?(?:{_BY}|{_NAME})(?: ?[/|©] ?{_NAME}){{0,2}}|{_BY}(?: ?[/|] ?.{{2,40}})?|© ?.{{2,60}})$"
)
_LONGEST = 90
"""Words of a caption."""


def is_caption(line: str, words: int) -> bool:
    """Whether a line says who made the picture that it describes."""
    return words <= _LONGEST and bool(_CAPTION.search(line))


def is_credit(line: str) -> bool:
    """Whether a line is nothing but a picture's credit."""
    return bool(_CREDIT.match(line))
