"""The names of the months in the languages of the wire, long and short, by number."""

# ruff: noqa: E501 - the names of a month are a line, that they can be read as one

import re

_NAMES = (
    "jan january januar janvier enero gennaio janeiro januari tammikuu stycznia ledna ocak января січня يناير",
    "feb february februar février fevr févr febrero febbraio fevereiro februari lutego února şubat февраля лютого فبراير",
    "mar march märz mars marzo março maart mars marca března mart марта березня مارس",
    "apr april avril abril aprile kwietnia dubna nisan апреля квітня أبريل",
    "may mai mayo maggio maio mei maj maja května mayıs мая травня مايو",
    "jun june juni juin junio giugno junho czerwca června haziran июня червня يونيو",
    "jul july juli juillet juil julio luglio julho lipca července temmuz июля липня يوليو",
    "aug august août agosto augustus augusti sierpnia srpna ağustos августа серпня أغسطس",
    "sep sept september septembre septiembre settembre setembro września září eylül сентября вересня سبتمبر",
    "oct okt october oktober octobre octubre ottobre outubro października října ekim октября жовтня أكتوبر",
    "nov november novembre noviembre novembro listopada listopadu kasım ноября листопада نوفمبر",
    "dec dez dic déc december dezember décembre diciembre dicembre dezembro grudnia prosince aralık декабря грудня ديسمبر",
)
MONTHS = {name: number for number, names in reversed(list(enumerate(_NAMES, 1))) for name in names.split()}
"""Numbers (1 to 12) by name in lower case."""
MONTH = "(?:" + "|".join(map(re.escape, sorted(MONTHS, key=len, reverse=True))) + r")\b\.?"
"""A month's name, case aside."""
