"""Words that tell one filling of a template from the next, in the languages that are read most: days, months, times of day, numbers.

Folded as `library.alike` folds them: small letters, without accents.
"""

from __future__ import annotations

_DAYS = (
    # Monday to Sunday
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miercoles jueves viernes sabado domingo",
    "lunedi martedi mercoledi giovedi venerdi sabato domenica",
    "segunda terca quarta quinta sexta sabado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "mandag tirsdag onsdag torsdag fredag lordag sondag",
    "poniedziałek wtorek sroda czwartek piatek sobota niedziela",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    "ਸੋਮਵਾਰ ਮੰਗਲਵਾਰ ਬੁੱਧਵਾਰ ਵੀਰਵਾਰ ਸ਼ੁੱਕਰਵਾਰ ਸ਼ਨਿੱਚਰਵਾਰ ਐਤਵਾਰ",
    "সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার",
    "الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد",
    "月曜 火曜 水曜 木曜 金曜 土曜 日曜",
    "周一 周二 周三 周四 周五 周六 周日",
)
_MONTHS = (
    "january february march april may june july august september october november december",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
)
_TIMES = (
    "morning evening afternoon night midday today tomorrow yesterday weekend",
    "morgen abend nachmittag nacht mittag heute morgen gestern wochenende",
    "matin soir apres-midi nuit midi aujourd demain hier week-end",
    "manana tarde noche hoy ayer",
    "mattina sera pomeriggio notte oggi domani ieri",
    "सुबह शाम दोपहर रात आज कल",
)
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve",
    "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf",
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze",
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici",
    "zero um dois tres quatro cinco seis sete oito nove dez onze doze",
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह",
)
_SMALL = """
a an the of in on at to for and or as by with from is are was be it its after over into
der die das den dem ein eine im in am an auf und mit von zu zur bei nach fur ist
le la les l d un une des du de et en a au aux dans sur pour par est
el los las y del al se por con para su que
il lo gli di e da che o os do dos das em no na um
और का की के को में से पर ने है हैं ਦੇ ਦਾ ਦੀ ਨੂੰ ਵਿੱਚ ਤੇ ਅਤੇ
в на и с по за из от для не
"""
SMALL_WORDS = frozenset(_SMALL.split())
"""Words that stand in every title."""


def _numbered(rows: tuple[str, ...], kind: str) -> dict[str, str]:
    return {word: f"{kind}{place}" for row in rows for place, word in enumerate(row.split())}


DAYS: dict[str, str] = {
    **{word: f"~{word}" for row in _TIMES for word in row.split()},
    **_numbered(_MONTHS, "~month"),
    **_numbered(_DAYS, "~day"),
}
"""A word for a day, month or time of day, and what it means whatever the language."""
NUMBERS: dict[str, str] = {
    word: str(number) for row in _NUMBERS for number, word in enumerate(row.split()) if number > 1 and word not in SMALL_WORDS
}
"""A number as a word, and in digits; "one" is an article in most languages."""
