"""Lines that are nothing but a time: "Updated 3 March 2026, 14:02 GMT", "vor 2 Stunden", "Feb. 1, 2024"."""

# ruff: noqa: E501 - a pattern or a list of words is one line, that it can be read as one

import re

from workers.core.clean.months import MONTH

_TIME = re.compile(
    rf"""(?xi)
    (?:\b\d{{1,2}}(?:st|nd|rd|th|\.|º)?\s(?:de\s)?{MONTH},?(?:\s(?:de\s)?\d{{4}})?
    | \b{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b,?(?:\s\d{{4}})?
    | \b\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}\b | \b\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?\d{{2,4}}\b
    | \d{{4}}年\d{{1,2}}月\d{{1,2}}日 | \d{{4}}년\s?\d{{1,2}}월\s?\d{{1,2}}일
    | \b\d{{1,2}}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?
    | \b\d{{1,3}}\s?(?:secs?|min(?:ute|uten|uti|utos)?s?|hours?|hrs?|h|days?|d|weeks?|w|months?|stunden?|std|tagen?|heures?|jours?|horas?|días?|ore|giorni|timmar|timer|dager)\b\.?(?:\sago|\sfa|\ssedan|\ssiden)?
    | \b(?:an?|one)\s(?:minute|hour|day|week|month)\sago | \b(?:today|yesterday|just\snow|heute|gestern|hier|hoy|ayer|oggi|ieri)\b)
    """
)
_AROUND = re.compile(
    r"\b(?:last|first|originally|updated?|upd|published|posted|modified|modifié|created|filed|edited|ago|at|on|am|um|le|el|à|a|il|y|hace|há|vor|kl|uhr|ore|ist|"
    r"stand|aktualisiert|erschienen|veröffentlicht|publié|mis|jour|publicado|actualizado|atualizado|pubblicato|aggiornato|lesezeit|lesedauer|read|reading|time|lecture|lectura|lesetid|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"utc|gmt|bst|cest|cet|est|edt|et|pst|pdt|pt|cst|cdt|ct|mst|mdt|ist|jst|kst|myt|sgt|hkt|aest|aedt|eet|eest|sast|wat|wib)\b\.?",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]")
_HINT = re.compile(r"\d|ago\b|now\b|day\b|(?i:heute|gestern|hier|hoy|ayer|oggi|ieri)\b")
"""Something that each time has."""
_LONGEST = 90
_LEFT = 3
"""Letters beside the time."""


def is_stamp(line: str) -> bool:
    """Whether a line is a time, and words that belong to one."""
    if len(line) > _LONGEST or not _HINT.search(line):
        return False
    rest, times = _TIME.subn(" ", line)
    return bool(times) and len(_LETTERS.findall(_AROUND.sub(" ", rest))) <= _LEFT
