"""The meals a message tells of: their foods with amounts, their names, and words that are none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from coach.errors import InvalidInput
from coach.nutrition.rules.meal_text import read_meal

LONGEST_FOOD: Final = 120
"""Characters of one food that the tool takes."""
MEAL_NAMES: Final = (
    r"breakfast|brekkie|brekky|brunch|lunch|dinner|supper|tea|snacks?"
    r"|pre[- ]?workout|post[- ]?workout"
)
_EATEN = re.compile(
    r"^.*?\b(?:i(?:'ve| have)? (?:just |also |only |already )?)?(?:just |also |only )?"
    r"(?:had|ate|eaten|drank|drunk|chugged|downed|demolished|smashed|polished off|finished|eating"
    r"|having|drinking|log(?:ged)?|add(?:ed)?|track|put down|note)\b[: ]*",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:oops|oopsie|lol|lmao|haha+|hehe|ugh|damn|dang|whoops|oh well|sorry|tbh|btw|yum+|yummy"
    r"|no regrets|don'?t judge(?: me)?|guilty|my bad|cheat (?:meal|day)|treat(?:ed)? myself(?: to)?"
    r"|i guess|i think|or so|or something|ish|please|pls|plz|thanks|thx|mate|coach|bro|man|hey|hi"
    r"|in the end|instead|last nite|tonite|today|this morning|tonight|last night|yesterday"
    r"|yday|just now|earlier|at work|at home|now"
    r"|this afternoon|this evening|before bed|on (?:the )?way home|for me|in total|the usual"
    r"|can you log|could you log|log it|log this|log that|so far|after (?:the )?(?:gym|training"
    r"|workout)|before (?:the )?(?:gym|training|workout)|post gym)\b"
    r"|[\U0001F300-\U0001FAFF\u2600-\u27BF]"
    r"|[!?]+|:\)|:\(|:d\b|;\)",
    re.IGNORECASE,
)
_ASIDE_IN_BRACKETS = re.compile(
    r"\((?:oops|lol|haha|sorry|yum|ugh|don'?t judge|no regrets|treat|cheat)\W*\)", re.IGNORECASE
)
_OF_MEAL = re.compile(
    rf"\b(?:for|at|as|to|with)\s+(?:my\s+|a\s+|the\s+)?({MEAL_NAMES})\b", re.IGNORECASE
)
_HEADED = re.compile(
    rf"(?:^|[,;.\n]\s*|\band\s+|\bthen\s+)(?:for\s+|my\s+)?({MEAL_NAMES})\s*"
    rf"(?:was|were|:|=|-(?=\s)|i had|i ate|,|(?=\s\d))\s*",
    re.IGNORECASE,
)
_JOINED_N = re.compile(
    r"(?<=\w)\s+(?:n|'n'|n'|\+|&)\s+(?=\w)|(?<=\w)\s+(?:w|w/|with)\s+(?=\d|an? |some |half )",
    re.IGNORECASE,
)
_SHORT: Final = (
    (r"\bw/?(?= )", "with"),
    (r"\byogs?\b", "yoghurt"),
    (r"\bchoc\b", "chocolate"),
    (r"\boj\b", "orange juice"),
    (r"\bpb\b", "peanut butter"),
    (r"\bguac\b", "guacamole"),
    (r"\bavo\b", "avocado"),
    (r"\bmince\b(?= chilli)", ""),
    (r"\bdonuts?\b", "doughnut"),
    (r"\bchips\b(?= and (?:dip|salsa))", "tortilla chips"),
    (r"\b(pints?)\b(?! of)", r"\1 of beer"),
    (r"\bcoronas?\b|\bheinekens?\b|\bbuds?\b|\blagers?\b(?! (?:beer|shandy))", "beer"),
    (r"\bprosecco\b|\bchampers\b", "sparkling wine"),
    (r"\bspag bol\b", "spaghetti bolognese"),
    (
        (
            r"\b(?:overnight oats|porridge|oatmeal|(?:protein )?(?:shake|smoothie)|omelette)"
            r"(?: with|:| of| -)? "
            r"(?=\d+ ?(?:g|ml)\b [a-z]+[^.]*(?:,|\+|\band\b|\bwith\b) ?\d)"
        ),
        "",
    ),
    (r"\bveg\b(?!gie)", "vegetables"),
    (r"\bmash\b", "mashed potato"),
    (r"\b(?:innocent|lidl|aldi|tesco|grenade|clif|huel|muller|wolfed down|same place)\b", ""),
    (r"\b(?:home ?made|frozen|huge|normal|usual)\b", ""),
)
"""Short names of foods, and words that tell no food apart. Source: own choice."""
_ASIDE = re.compile(
    r"\b(?:straight from the jar|from (?:the gym(?: bar)?|pret|greggs|tesco|the (?:shop|canteen"
    r"|bakery))"
    r"|at (?:my|the|a|her|his) (?:mum'?s|mums|parents'?|cinema|canteen|barbecue|bbq|hotel(?: "
    r"buffet)?"
    r"|restaurant|office|pub)|at \d{1,2} ?(?:am|pm)?(?= a | an |$)|at \d{1,2} ?(?:am|pm)\b|on "
    r"the (?:ride|run"
    r"|bike|train|bus|way)|before the (?:run|ride|race)|(?:after|before|later|already|again"
    r"|instead)$"
    r"|(?:the whole thing|whole thing|normal portion|takeaway box|nothing but|raw weight|or so)"
    r"|(?:felt lazy|skipped breakfast|ate out|small one|on the train|dinner done|lunch done|done)"
    r"(?: so)?(?: just)?[,.]?|so just|(?:kids|the kids) leftovers?,?|the kids|leftovers?(?= \w)"
    r"|maybe"
    r"|guess who|fine|cheat night:?|meal deal:?|suhoor:?|iftar(?: was|:)?|(?:till|until)(?: "
    r"now)?|tn was|tn)"
    r"\b[:,]?",
    re.IGNORECASE,
)
"""Where and how it was eaten, which is no food."""
_TWO_AMOUNTS = re.compile(
    r"^(?:\d+(?:[.,]\d+)?|a|an|half)\s[^,\d]*?[a-z]\s(?=\d+(?:[.,]\d+)?\s?[a-z])"
    r"|^\d+(?:[.,]\d+)?\s?(?:g|gr|grams?|ml|oz)\b[^,\d]*?\s(?=\d+(?:[.,]\d+)?\s?[a-z])",
    re.IGNORECASE,
)
_INNER_AMOUNT = re.compile(
    r"(?<=[a-z])(?<!\bx)(?<!about)(?<!maybe)\s+"
    r"(?=\d+(?:[.,]\d+)?\s?(?:(?:g|gr|grams?|ml|oz|cups?|tbsp|tsp|slices?|scoops?)\s+)?(?:of\s+)?"
    r"(?!(?:g|gr|grams?|ml|oz|cups?|tbsp|tsp|slices?|scoops?|pieces?|of|x|each)\b)[a-z]{3})",
    re.IGNORECASE,
)
_HALF = re.compile(r"\b(?:a half|half of a|half of an) (?=[a-z])", re.IGNORECASE)
_EMPTY = re.compile(
    r"^(?:breakfast|lunch|dinner|supper|snack|it|that|this|some|the|food|my|a|an|and|meal"
    r"|usual|same|stuff|nothing)*$"
)
FOOD_WORDS: Final = re.compile(
    r"\b(?:eggs?|toast|bread|bagels?|oats?|oatmeal|porridge|granola|muesli|cereal|weetabix|milk"
    r"|yogh?urts?|skyr|quark|cheese|butter|banana|bananas|apples?|orange|oranges|berries"
    r"|blueberries"
    r"|strawberries|grapes|avocado|avo|chicken|turkey|beef|mince|steak|pork|bacon|ham|sausages?"
    r"|lamb"
    r"|salmon|tuna|cod|fish|prawns?|shrimps?|tofu|tempeh|seitan|lentils?|chickpeas?|beans|hummus"
    r"|rice"
    r"|pasta|spaghetti|noodles|ramen|potato(?:es)?|fries|chips|crisps|pizza|burgers?|kebab|burrito"
    r"|tacos?|wrap|sandwich|sub|salad|soup|curry|sushi|omelet(?:te)?|pancakes?|waffles?|croissant"
    r"|muffin|cake|cookies?|biscuits?|brownie|donuts?|doughnuts?|chocolate|ice ?cream|sweets|candy"
    r"|nuts|almonds|cashews|peanuts?|walnuts|peanut butter|pb|jam|honey|coffee|latte|cappuccino"
    r"|flat white|tea|juice|coke|cola|soda|beers?|wine|pint|vodka|gin|whisky|whey"
    r"|protein (?:shake|bar"
    r"|powder)|shake|smoothie|casein|scoops?|big ?mac|mcdonald'?s|kfc|subway|chipotle|nandos?"
    r"|greggs"
    r"|starbucks|nuggets|mcnuggets|hot ?dog|quinoa|couscous|broccoli|carrots?|spinach|tomato(?:es)?"
    r"|cucumber|onions?|peppers?|corn|peas|mushrooms?|olive oil|oil|mayo|ketchup|snickers|mars bar"
    r"|kitkat|oreos?|nutella|pretzels?|popcorn|rice cakes?|crackers|dates|raisins|mango|pineapple"
    r"|pear|peach|kiwi|melon|cottage cheese|feta|mozzarella|halloumi|parmesan|ravioli|lasagn[ae]"
    r"|risotto|paella|stew|chilli|casserole|pie|quiche|falafel|naan|pitta|tortilla|gnocchi"
    r"|dumplings?"
    r"|spring rolls?|edamame|cheesecake|custard|jelly|marmite|breakfast|lunch|dinner|meal"
    r"|snack)s?\b"
)
"""Words of food that make a bare list a meal. Source: own choice, foods most logged."""


@dataclass(frozen=True, slots=True)
class SaidMeal:
    """One meal as a message tells it."""

    foods: tuple[str, ...]
    name: str = "Meal"


def meals_in(text: str) -> tuple[SaidMeal, ...]:
    """Return the meals of a message, in order; none where no food is named."""
    body = _JOINED_N.sub(" and ", _in_full(text.strip()))
    headed = list(_HEADED.finditer(body))
    if headed:
        ends = [*(each.start() for each in headed[1:]), len(body)]
        told = [
            (match[1], body[match.end() : end]) for match, end in zip(headed, ends, strict=True)
        ]
    else:
        told = _named_behind(body)
    meals = [SaidMeal(_foods(words), _name(name)) for name, words in told]
    return tuple(meal for meal in meals if meal.foods)


def _in_full(text: str) -> str:
    """Return the text with short names in full, and without where it was eaten."""
    for short, full in _SHORT:
        text = re.sub(short, full, text, flags=re.IGNORECASE)
    bare = _ASIDE_IN_BRACKETS.sub("", text).strip()
    plain = re.sub(r" {2,}", " ", _ASIDE.sub(" ", bare)).strip(" ,")
    return _HEAD_ALONE.sub(r"\1\2: ", plain)


_HEAD_ALONE = re.compile(
    rf"([,;.\n]\s*)({MEAL_NAMES})\s+(?!was\b|were\b|i\b|and\b|with\b|bars?\b)(?=[a-z])",
    re.IGNORECASE,
)
"""Heads a meal inside a list without a sign: "... milk, lunch chicken wrap"."""


def _named_behind(body: str) -> list[tuple[str, str]]:
    """Return meals that are named behind their foods: "oats for breakfast and a wrap for lunch"."""
    behind = list(_OF_MEAL.finditer(body))
    if len(behind) < 2:
        name = behind[0][1] if behind else ""
        return [(name or _first_name(body), _OF_MEAL.sub(" ", body))]
    told: list[tuple[str, str]] = []
    start = 0
    for match in behind:
        told.append((match[1], body[start : match.start()]))
        start = match.end()
    rest = body[start:].strip(" ,.;")
    if len(rest.split()) > 1:
        told.append(("", rest))
    return told


def _first_name(body: str) -> str:
    found = re.search(rf"\b({MEAL_NAMES})\b", body, re.IGNORECASE)
    return found[1] if found and not re.search(r"\b(?:cup|mug|pot|of) (?:of )?tea\b", body) else ""


def _name(word: str) -> str:
    plain = word.casefold().replace("-", " ")
    known = {"brekkie": "breakfast", "brekky": "breakfast", "tea": "dinner", "snacks": "snack"}
    return known.get(plain, plain).capitalize() or "Meal"


def _foods(words: str) -> tuple[str, ...]:
    """Return the foods of one meal, each with its amount."""
    eaten = _EATEN.match(words)
    rest = words[eaten.end() :] if eaten else words
    rest = re.sub(r"^\s*(?:and|then|also|a bit of|me)\s+", "", _FILLER.sub(" ", rest).strip(" .,-"))
    rest = re.sub(r"^(?:an?|the|my)?\s*:\s*", "", rest)
    rest = _HALF.sub("half a ", re.sub(r"\s{2,}", " ", rest))
    if _TWO_AMOUNTS.match(rest):
        rest = _INNER_AMOUNT.sub(", ", rest)
    try:
        items = read_meal(rest).items
    except InvalidInput:
        return ()
    texts = (item.text[:LONGEST_FOOD].strip() for item in items)
    return tuple(text for text in texts if not _EMPTY.match(text.replace(" ", "")))
