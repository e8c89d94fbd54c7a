"""Which language one string is in, told from its letters and commonest words."""

import itertools
import re
from collections import Counter

_HAN = re.compile(
    "[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_KANA = re.compile(
    "[\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d]+"
)
_ASCII_WORD = re.compile("[A-Za-z\uff21-\uff3a\uff41-\uff5a]+")
_LATIN_WORD = re.compile(
    "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
    "\uff21-\uff3a\uff41-\uff5a]+"
)

# Blocks of the Unicode Standard; each script stands for one language here, so a script
# that many languages share alike (Devanagari, Bengali) is not among them.
_OTHERS = {
    "ko": (re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]+"), 3),
    "ru": (re.compile("[\u0400-\u052f]+"), 1),
    "ar": (re.compile("[\u0621-\u064a\u066e-\u06d3\u0750-\u077f]+"), 1),
    "el": (re.compile("[\u0370-\u03e1\u1f00-\u1ffc]+"), 1),
    "he": (re.compile("[\u05d0-\u05ea]+"), 1),
    "hy": (re.compile("[\u0531-\u0556\u0561-\u0587]+"), 1),
    "ka": (re.compile("[\u10d0-\u10fa]+"), 1),
    "th": (re.compile("[\u0e01-\u0e4e]+"), 1),
}
_BEYOND_LATIN = re.compile(
    "["
    + "".join(
        script.pattern.removeprefix("[").removesuffix("]+")
        for script in (_HAN, _KANA, *(script for script, _ in _OTHERS.values()))
    )
    + "]"
)
"""One letter of any script but the Latin one; one class is the fastest to look for."""
_FOREIGN_LETTERS = {
    "ru": re.compile("[^\u0410-\u044f\u0401\u0451]"),
    "ar": re.compile("[^\u0621-\u064a]"),
}
"""Letters of the same script that the language of the key does not use."""

_HAN_WEIGHT = 5
"""A Han character says about as much as a short Latin word."""
_KANA_WEIGHT = 3
_MOST_HAN_PER_KANA = 9
"""More Han than this for each kana is Chinese with a Japanese name in it."""

_FUNCTION_WORDS = {
    "en": "a about after all also amid among an and are as at be been but by can for "
    "from had has have he her his how if in into is it its more not of on or our "
    "over said says she than that the their there these they this to was we were "
    "what when which who why will with would you",
    "fr": "au aux avec ce ces cette d dans de des du elle en est et il ils l la le les "
    "leur mais ne nous ou où par pas plus pour qu que qui sa se ses son sont sous sur "
    "un une vers à été",
    "de": "als am auch auf aus bei bis das dass dem den der des durch ein eine einem "
    "einen einer es für gegen hat ich im in ist mit nach nicht nur oder sein sich sie "
    "sind um und unter vom von vor war werden wie wird zu zum zur über",
    "es": "al como con de del desde el en entre es esta este fue ha la las lo los más "
    "muy no o para pero por que se según ser sin sobre son su sus un una y",
    "pt": "ao aos as com como da das de do dos e em entre foi já mais mas na nas no "
    "nos não o os ou para pela pelo por que se sem ser sobre sua são um uma à é",
    "it": "al alla anche che come con da dal dalla degli dei del della delle di e gli "
    "ha i il in l la le lo ma nel nella non o per più se si sono su sul tra "
    "un una è",
}
_LANGUAGES_OF_WORD: dict[str, tuple[str, ...]] = {
    word: tuple(
        tag for tag, listed in _FUNCTION_WORDS.items() if word in listed.split()
    )
    for words in _FUNCTION_WORDS.values()
    for word in words.split()
}
_LEAST_SHARE = 4
"""In plain letters, one word in so many must be foreign: Rio de Janeiro is English."""
_MOST_UNTOLD_WORDS = 8
"""English longer than this holds a function word; without one it is not English."""


def language_of(text: str) -> str:
    """Return the BCP 47 tag of the language `text` is in, "" when nothing tells.

    The script with the most letters decides, by weight; letters of Latin script are
    told apart by the commonest words of a few languages. Linear in the length.
    """
    if not _BEYOND_LATIN.search(text):
        return _latin_language(text)  # Most texts: no need to weigh the scripts.
    weights = _weights(text)
    tag = max(weights, key=weights.__getitem__)
    if tag == "":
        return _latin_language(text)
    return "" if _holds_foreign_letter(text, tag) else tag


def _weights(text: str) -> dict[str, int]:
    """Return what the letters for each language weigh; "" stands for Latin script."""
    han, kana = _letters(_HAN, text), _letters(_KANA, text)
    chinese_or_japanese = han * _HAN_WEIGHT + kana * _KANA_WEIGHT
    weights = {
        "ja" if kana and han <= kana * _MOST_HAN_PER_KANA else "zh": chinese_or_japanese
    }
    for tag, (script, weight) in _OTHERS.items():
        weights[tag] = _letters(script, text) * weight
    weights[""] = _letters(_LATIN_WORD, text)
    return weights


def _letters(script: re.Pattern[str], text: str) -> int:
    return sum(map(len, script.findall(text)))


def _holds_foreign_letter(text: str, tag: str) -> bool:
    """Whether letters of the right script show that it is another language's."""
    if not (foreign := _FOREIGN_LETTERS.get(tag)):
        return False
    return any(foreign.search(run) for run in _OTHERS[tag][0].findall(text))


def _latin_language(text: str) -> str:
    words = _LATIN_WORD.findall(text)
    if not words:
        return ""
    known = filter(None, map(_LANGUAGES_OF_WORD.get, map(str.lower, words)))
    hits = Counter(itertools.chain.from_iterable(known))
    english = hits.pop("en", 0)
    most = max(hits.values(), default=0)
    plain = text.isascii() or all(map(_ASCII_WORD.fullmatch, words))
    if plain and most == 1 and not english and len(words) <= _LEAST_SHARE:
        # One word alone tells nothing: Sin City, Los Angeles, I, Robot.
        return ""
    if most > english and not (plain and most * _LEAST_SHARE < len(words)):
        likeliest = [tag for tag, count in hits.items() if count == most]
        return likeliest[0] if len(likeliest) == 1 else ""
    return "en" if english or (plain and len(words) <= _MOST_UNTOLD_WORDS) else ""
