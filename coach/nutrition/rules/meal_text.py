"""Splits what an athlete says about a meal into foods and amounts; it knows no food table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from coach.errors import InvalidInput
from coach.nutrition.rules.amount_words import (
    AMOUNT,
    FRACTIONS,
    GRAMS,
    MILLILITRES,
    NUMBER,
    UNITS,
    Amount,
    read_amount,
    read_amount_of,
)

LONGEST = 2_000
"""Characters of one meal. Source: coaching practice; a day in detail has about 600."""
MOST_ITEMS = 40
LONGEST_FOOD = 200
"""Characters of one food with its amount. Source: coaching practice."""
TOGETHER = re.compile(
    r"\b(?:mac(?:aroni)?(?: and | n |'n')cheese|fish and chips|ham and cheese|gin and tonic"
    r"|rum and coke|vodka and (?:coke|lemonade|tonic)|bubble and squeak|sweet and sour"
    r"|half and half|bread and butter pudding|cookies and cream|salt and vinegar"
    r"|cheese and onion crisps|pork and beans|beans on toast|cream of \w+|pigs in blankets"
    r"|quarterpounder with cheese|peanut butter and (?:jelly|jam) sandwich(?:es)?"
    r"|(?:latte|cappuccino|flat white) with (?:oat|almond|soya?|coconut) milk"
    r"|in (?:water|brine|oil|olive oil|sunflower oil|spring water|tomato sauce|syrup|juice)"
    r"|(?:porridge|oatmeal|tea|coffee|shake|cocoa|hot chocolate)(?: made| cooked)?"
    r" with (?:milk|water)"
    r"|(?:with|without) (?:skin|bone|bones)|skin on|no added (?:sugar|salt|fat)"
    r"|no sugar added|on the (?:bone|cob)|chilli? con carne)\b"
)
"""Names that hold a word which otherwise separates foods. Source: names of everyday dishes."""
JOINT = "\ue000"
"""Stands for a blank that does not separate; a private character, so no text holds it."""
SEPARATOR = re.compile(
    r"[\n;+]|,(?!\d)|(?<!\d),|,\s|(?<!approx)(?<!tbsp)(?<!tsp)(?<!\bca)(?<!\boz)(?<!\d)\.\s+"
    r"|\s(?:and|&|with|w/|plus|then|followed by|topped with|alongside|und|mit|y|et|avec)\s"
    r"|\s(?=(?:without|w/o|minus|but no|no)\s)"
    rf"|\son\s|\sin\s(?=(?:a|an|half|{NUMBER})\b)"
)
EXCLUDED = re.compile(r"^(?:without|w/o|minus|but no|no|hold the|skipped the|not)\s+(?:any\s+)?")
OPENING = re.compile(
    r"^(?:i(?:'ve| have)?\s+|just\s+|only\s+|had\s+|have\s+|ate\s+|eaten\s+|drank\s+|log\s+|add\s+"
    r"|also\s+|then\s+|and\s+|with\s+|plus\s+|of\s+|some\s+|my\s+|the\s+|another\s+|maybe\s+"
    r"|today\s+|this morning\s+|for (?:my )?(?:breakfast|lunch|dinner|supper|brunch|tea|a snack)\s*"
    r"|(?:breakfast|lunch|dinner|supper|brunch|snacks?|pre-?workout|post-?workout)\s*[:=-]\s*"
    r"|[-*•·>:]\s+|[*•·>:])"
)
ABOUT = re.compile(
    r"^(?:(?:about|approx(?:imately)?\.?|around|roughly|circa|ca\.?|nearly|almost)\s+|~\s*)"
)
LEADING = re.compile(rf"^(?:between\s+)?{AMOUNT.replace('|to|', '|to|and|')}(?=\W|$)")
TRAILING = re.compile(
    rf"^(?P<food>.*?[^\W\d].*?)[\s:(=@-]+(?:x\s*)?{AMOUNT}(?P<tail>\s+[^\d()]*)?\)?$"
)
BRACKETED = re.compile(rf"\(\s*{AMOUNT}(?P<apiece>\s+(?:each|apiece))?\s*\)")
EACH = re.compile(r"\s*\b(?:each|apiece)\b")
MEASURED = frozenset({*GRAMS, *MILLILITRES})
"""Units that need no food table."""
SIZE = re.compile(r"\b(small|large|big(?! mac\b)|huge|heaped|generous)\b")
SKINLESS = re.compile(r",?\s+(?:no skin|without (?:the )?skin|skin off)\b")
INCHES = re.compile(r"\b12[ -]?inch(?:es)?\s+(?=(?:\w+ )*sub\b)")
ARTICLE = re.compile(r"(?<!half )(?<!quarter of )(?<!\w)an? (?=\d)")
"""As in "a 3 egg omelette"."""
SIX_INCHES = re.compile(r"\b\d+[ -]?(?:inch(?:es)?\b|\")\s*")
"""Sizes of a sandwich or a pizza, which are no counts."""
SIGNS = str.maketrans(
    {
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{EN DASH}": "-",
        "\N{MINUS SIGN}": "-",
        "\N{MULTIPLICATION SIGN}": "x",
    }
)
"""Signs that phones and web pages write, and the plain ones."""
TIMES_FOOD = re.compile(r"(\d)\s*[x*]\s*(?=[^\W\d])")
AMOUNT_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
PERCENT = re.compile(r"(\d)\s*(?:%|per ?cent\b)")
CLOSING = re.compile(
    r"\s+(?:for (?:my )?(?:breakfast|lunch|dinner|supper|brunch|tea|a snack)|today|this morning"
    r"|please|as well|too|yesterday|tonight|after training|post workout|pre workout)$"
)
DESCRIBES = re.compile(
    r"^(?:(?:and|or|drained|cooked|raw|dry|dried|uncooked|boiled|baked|roasted|roast|grilled|fried"
    r"|steamed|poached|scrambled|toasted|peeled|diced|sliced|chopped|skinless|boneless|lean|plain"
    r"|unsweetened|sweetened|unsalted|salted|smooth|crunchy|whole|skimmed|semi[- ]skimmed|light"
    r"|fat[- ]free|low[- ]fat|full[- ]fat|weighed|weight|no skin|medium|large|small)\s*)+$"
)
"""A part that only describes the food before it ("tuna, drained")."""
GLUED = re.compile(r"(?<=\d)(?=(?:g|kg|ml|oz|lb|l|cl)\b)")
NEGATIVE = re.compile(r"^-\s?\d")
SIZED_UNIT = re.compile(
    rf"^{SIZE.pattern}\s+(?=(?:{'|'.join(sorted(map(re.escape, UNITS), key=len, reverse=True))})"
    r"\.?\s+of\s)"
)
UNIT_OF = re.compile(
    rf"^(?P<unit>{'|'.join(sorted(map(re.escape, UNITS), key=len, reverse=True))})\.?\s+of\s+"
)
IMPOSSIBLE = re.compile(r"\d\s*/\s*0(?!\d|\.)")
SECOND_AMOUNT = re.compile(
    r"(?:^|[^\w.])(?:\d+(?:\.\d+)?\s*)?(?:g|gr|grams?|kg|ml|oz|lbs?|cl)(?!\w|['%])"
    r"|\d(?:\.\d+)?e\d|\d\s*(?:\^|\*\*)\s*\d"
)
"""A mass or a number that is left among the words of a food once its amount was taken."""


@dataclass(frozen=True, slots=True)
class SpokenItem:
    """One food as it was named, and how much of it."""

    text: str
    """The part of the meal's text."""
    words: str
    """The food without its amount."""
    amount: Amount | None = None
    """None: no amount was said."""
    problem: str = ""
    """Why this part cannot be used; empty when it can."""
    size: str = ""
    """A word such as "large", if one was said."""


@dataclass(frozen=True, slots=True)
class MealText:
    """What a text says, in its order; no part of it is lost."""

    items: tuple[SpokenItem, ...]
    left_out: tuple[str, ...] = ()
    """Foods the text says were not eaten ("no butter")."""


def read_meal(text: str) -> MealText:
    """Split a meal's text into foods and amounts.

    Args:
        text: At most 2,000 characters, such as "200 g cooked rice and a tablespoon of olive oil".

    Raises:
        InvalidInput: It is empty (code `no_items`), longer than 2,000 characters (code
            `text_too_long`) or names more than 40 foods (code `too_many_items`).
    """
    if len(text) > LONGEST:
        raise InvalidInput(
            f"the meal has {len(text):,} characters; {LONGEST:,} are read.",
            way_out="Log one meal at a time.",
            code="text_too_long",
        )
    items: list[SpokenItem] = []
    left_out: list[str] = []
    for part in _parts(_plain(text)):
        if items and DESCRIBES.match(part):
            last = items[-1]
            items[-1] = replace(last, text=f"{last.text}, {part}", words=f"{last.words} {part}")
        elif _says_not(part):
            left_out.append(EXCLUDED.sub("", part))
        else:
            items.append(_item(part))
    if not items:
        raise InvalidInput(
            "the text names no food.", way_out="Name what was eaten.", code="no_items"
        )
    if len(items) > MOST_ITEMS:
        raise InvalidInput(
            f"the text names {len(items)} foods; {MOST_ITEMS} are read.",
            way_out="Log one meal at a time.",
            code="too_many_items",
        )
    return MealText(tuple(items), tuple(left_out))


def _plain(text: str) -> str:
    """Return the text in one spelling of signs, fractions and numbers."""
    for sign, fraction in FRACTIONS.items():
        text = re.sub(rf"(\d?)\s*{sign}", rf"\1 {fraction}", text)
    folded = unicodedata.normalize("NFKC", text).casefold().translate(SIGNS)
    named = "".join(_named(char) for char in folded)
    named = ARTICLE.sub("", named.replace("quarter pounder", "quarterpounder"))
    named = SIX_INCHES.sub("", INCHES.sub("footlong ", SKINLESS.sub(" skinless", named)))
    named = AMOUNT_THOUSANDS.sub("", named)
    named = DECIMAL_COMMA.sub(".", named)
    named = GLUED.sub(" ", TIMES_FOOD.sub(r"\1 ", named))
    return PERCENT.sub(r"\1%", named)


def _named(char: str) -> str:
    """Return a character; a picture of food becomes its name, a control character a space."""
    category = unicodedata.category(char)
    if category == "So":
        return f" {unicodedata.name(char, '').casefold()} "
    return " " if category.startswith("C") and char != "\n" else char


def _parts(text: str) -> Iterator[str]:
    kept = TOGETHER.sub(lambda match: match[0].replace(" ", JOINT), text)
    bulleted = sum(bool(NEGATIVE.match(line.strip())) for line in kept.splitlines()) > 1
    for part in SEPARATOR.split(_with_ranges(kept)):
        plain = " ".join(part.replace(JOINT, " ").split()).strip(" .!?\"'")
        if bulleted and NEGATIVE.match(plain):
            plain = plain[1:].strip()
        while plain and (shorter := OPENING.sub("", plain).strip()) != plain:
            plain = shorter
        plain = CLOSING.sub("", plain)
        if any(char.isalnum() for char in plain):
            yield plain


def _with_ranges(text: str) -> str:
    """Keep "between 150 and 200 g" and "one and a half" in one piece."""
    text = re.sub(rf"\bbetween\s+({NUMBER})\s+and\s+({NUMBER})", r"\1 - \2", text)
    return re.sub(r"\b(one|two|three|four|\d) and a half\b", _and_a_half, text)


def _and_a_half(match: re.Match[str]) -> str:
    whole = {"one": 1, "two": 2, "three": 3, "four": 4}.get(match[1]) or int(match[1])
    return f"{whole}.5"


def _says_not(part: str) -> bool:
    return EXCLUDED.match(part) is not None and not part.startswith(("no added", "no sugar added"))


def _item(part: str) -> SpokenItem:
    if NEGATIVE.match(part):
        return SpokenItem(part, part[1:].strip(), problem="the amount is below zero")
    if len(part) > LONGEST_FOOD:
        return SpokenItem(part, part, problem="it is too long for one food")
    about = ABOUT.match(part) is not None
    rest = ABOUT.sub("", part)
    amount, words = _amount(rest, about=about)
    size = SIZE.search(rest)
    words = SIZED_UNIT.sub("", words)
    bare = UNIT_OF.match(words)
    if amount is None and bare:
        amount = read_amount_of(bare["unit"], about=about)
    words = re.sub(r"^(?:of|x)\s+", "", UNIT_OF.sub("", words))
    words = " ".join(re.sub(r"[()\[\]{}<>]", " ", words).split()).strip(" -:,.")
    problem = _problem(part, words, amount)
    if problem:
        return SpokenItem(part, words, amount, problem=problem)
    return SpokenItem(part, words, amount, size=size[0] if size else "")


def _problem(part: str, words: str, amount: Amount | None) -> str:
    """Return why a part cannot be used; empty when it can."""
    if IMPOSSIBLE.search(part):
        return "the amount is no number"
    if not re.search(r"[^\W\d_]{2}", words):
        return "no food is named"
    if SECOND_AMOUNT.search(words):
        return "its amount is not clear; say it once"
    if re.search(r"\sor\s", words):
        return "it names two foods; say which"
    if amount is not None and amount.high <= 0:
        return "the amount is zero"
    return ""


def _amount(text: str, *, about: bool) -> tuple[Amount | None, str]:
    """Return the amount, wherever it stands, and the words beside it."""
    for read in (_leading, _trailing, _bracketed):
        amount, words = read(text, about=about)
        if amount is not None:
            return amount, words
    return None, text


def _leading(text: str, *, about: bool) -> tuple[Amount | None, str]:
    """Return the amount at the start and what follows; "two 200 g steaks" is two times 200 g."""
    match = LEADING.match(text)
    amount = read_amount(match, about=about) if match else None
    if match is None or amount is None:
        return None, text
    rest = text[match.end() :].strip()
    if not amount.unit:
        inner = LEADING.match(rest)
        each = read_amount(inner, about=about) if inner else None
        if inner and each and each.unit in MEASURED:
            return _times(amount, each), rest[inner.end() :].strip()
    if amount.unit not in GRAMS:
        total, plain = _bracketed(rest, about=about)
        if total is not None and EACH.search(plain):
            return _times(amount, total), EACH.sub("", plain).strip()
        if total is not None:
            return total, plain  # "2 chicken breasts (300 g)": the mass is of both
    return amount, rest


def _times(count: Amount, each: Amount) -> Amount:
    """Return so many times a mass or volume."""
    return replace(
        each,
        value=each.value * count.value,
        low=each.low * count.low,
        high=each.high * count.high,
        said=each.said if count.value == 1 else f"{count.said} x {each.said}",
    )


def _bracketed(text: str, *, about: bool) -> tuple[Amount | None, str]:
    """Return a mass or volume in brackets, or at the end, and the text without it."""
    match = BRACKETED.search(text)
    amount = read_amount(match, about=about) if match else None
    each = (match["apiece"] or "") if match else ""
    plain = f"{text[: match.start()]} {text[match.end() :]}{each}".strip() if match else text
    if amount is None:
        amount, plain = _trailing(text, about=about)
    return (amount, plain) if amount and amount.unit in MEASURED else (None, text)


def _trailing(text: str, *, about: bool) -> tuple[Amount | None, str]:
    """Return the amount at the end ("chicken breast 200 g", "rice (250 g cooked)") and the food."""
    match = TRAILING.match(text)
    if match is None or not match["low"][0].isdigit():
        return None, text
    amount = read_amount(match, about=about)
    if amount is None:
        return None, text
    return amount, f"{match['food']} {match['tail'] or ''}".strip()
