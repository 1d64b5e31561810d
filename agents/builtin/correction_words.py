"""What a message says is wrong with a logged meal: its foods, amounts, day, or that it is there."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from agents.builtin.said_days import past_day_in
from agents.builtin.said_foods import FOOD_WORDS, MEAL_NAMES

_OPENING = re.compile(
    r"^(?:(?:no+(?= \d|,| it| the| that| i\b| not| cooked| raw| mate)|nope|nah|oh|hm+|uh"
    r"|ok(?:ay)?|actually|wait|oops|sorry|crap|shit|damn|hang on|hold on"
    r"|my bad|typo|fix|correction|correct(?: that)?|edit|please|pls|can you|could you|and|but"
    r"|wrong|thats"
    r"|that'?s wrong|that is wrong|turns out|turned out|still wrong|hey|also|yeah|ah|well|lol|i "
    r"mean)\b"
    r"[,:.! ]*)+"
)
_NUMBERS: Final = {
    "one": 1,
    "a": 1,
    "an": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_COUNT: Final = r"(?:\d{1,4}(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten)"
_UNIT: Final = (
    r"(?:g|gr|grams?|ml|kg|oz|lbs?|cups?|tbsps?|tablespoons?|tsps?|teaspoons?|slices?|scoops?"
    r"|pieces?"
    r"|handfuls?|bowls?|plates?|glasses|glass|cans?|tins?|pints?|portions?|squares?|rashers?)"
)
_LESS = re.compile(
    r",? (?:not|instead of|rather than|no) (?:the |an? |like )?"
    rf"(?:{_COUNT} ?{_UNIT}?|half|double|a whole one|whole thing|all(?: of it)?)\W*$"
)
_DAY_TAIL = re.compile(
    r"\b(?:today|please|pls|sorry|though|tho|instead|lol|mate|after all"
    r"|again)\b"
)
_UNDO = re.compile(
    r"^(?:undo|scrap|scratch|delete|remove|cancel|forget|drop|bin|kill|ignore|discard|clear"
    r"|erase|wipe"
    r"|take (?:off|out|away))\b\W*(?:that|it|this|the (?:meal|last (?:one|meal|entry|thing)(?: i "
    r"logged)?"
    r"|entry|duplicate|whole (?:thing|meal))|my"
    rf"(?: last)? (?:meal|entry|{MEAL_NAMES})|the (?:{MEAL_NAMES})|(?:{MEAL_NAMES})|last (?:meal"
    rf"|one|entry)"
    r"|(?:what|everything|all)(?: i (?:logged|put in|had))?|)\b(?: (?:meal|again|out|off|from "
    r"(?:today|the log|my log)|entry|one|change|i logged"
    rf"|for (?:{MEAL_NAMES})|last))*\W*$|^(?:take|get) (?:that|it) (?:off|out|away)(?: again)?\W*$"
    r"|\b(?:logged|log) (?:it|that|lunch|dinner|breakfast) twice\b|\bduplicate\b"
)
_ONLY_HALF = re.compile(
    r"\b(?:only |just |had |ate |about )?(?P<share>half|a third|a quarter|three quarters|two "
    r"thirds|double"
    r"|twice|halve|triple)\b(?! (?:a|an|pint|tin|can|cup|fat)\b)"
)
_SHARES: Final = {
    "half": "0.5",
    "halve": "0.5",
    "a third": "0.333",
    "a quarter": "0.25",
    "double": "2",
    "three quarters": "0.75",
    "two thirds": "0.667",
    "twice": "2",
    "triple": "3",
}
_SWAP = re.compile(
    r"\b(?:swap|replace|change|switch) (?:the |my )?(?P<old>[a-z][a-z '-]{2,40}?) (?:for|with|to"
    r"|into)"
    r" (?:the |a |an |some )?(?P<new>[a-z][a-z0-9 %'-]{2,40}?)(?: in (?:my|the|it|that)\b.*)?\W*$"
)
_NOT_THIS = re.compile(
    r"^(?:it was |was |i had |had |the \w+ was |i meant |meant |should be |make it |its |it'?s "
    r"|that was )*"
    r"(?:the |an? |some |actually )?(?P<new>[a-z][a-z0-9 %'-]{2,40}?),? (?:not|instead of|rather "
    r"than"
    r"|no) (?:the |an? |normal |regular )?(?P<old>[a-z][a-z '-]{2,40}?)\W*$"
)
_WAS_KIND = re.compile(
    r"^(?:the |my )?(?P<old>[a-z]{3,20}) (?:was|were|is) (?:actually |really )?(?:the )?"
    r"(?P<new>(?:semi|half|full|whole|low|non|skim\w*|fat|zero|sugar|light|diet|brown|white|raw"
    r"|wholemeal|cooked|dry|plain|greek|unsweetened|soy|oat|almond|lactose|red|green|lean)"
    r"(?:[ -](?:skimmed|fat|free|milk|cream|grain|ones?|kind|fat free))?)\W*$"
)
"""Says of which kind a food was: "milk was semi skimmed"."""
_NOT_THAT = re.compile(
    r"^(?:not|wasn'?t|wasnt|it wasn'?t|it wasnt|it was not|isnt|isn'?t) (?:the |an? )?"
    r"(?P<old>[a-z][a-z '-]{2,40}?),? (?:but |it was |was |its |it'?s )?(?:the |an? )?"
    r"(?P<new>[a-z][a-z0-9 %'-]{2,40}?)\W*$"
)
_WAS_FOOD = re.compile(
    r"^(?:no )?(?:it was|was|i meant|meant|should be|it should be|make it|make that|it'?s|its"
    r"|that was"
    r"|i had) (?:actually |really |the |an? |some |with )?(?P<new>[a-z][a-z0-9 %'-]{2,40}?)\W*$"
)
_WITHOUT = re.compile(
    r"\b(?:scrap|scratch|delete|remove|undo|drop|lose|forget|bin|kill|cancel|strike|ignore"
    r"|skip(?:ped)?"
    r"|take (?:out|off|away)|bin off|hold|minus|w/o|wo|without|no|not|never had|(?:didn'?t|didnt"
    r"|did not)"
    r" (?:have|eat|drink|finish|take|get)|there was no|had no|gave|leave out|minus)\b"
    r" (?:the |my |any |that |an? |one )?(?P<food>[a-z][a-z '-]{2,40}?)"
    r"(?: (?:off|out|away|actually|in it|in there|to my \w+|to the \w+|on it|from .*|i logged.*"
    r"|then"
    r"|it was.*|we'?re.*|this time))*\W*$"
)
_OUT = re.compile(r"^(?:take |get )?(?:the )?(?P<food>[a-z][a-z '-]{2,30}?) (?:out|off|away)\b")
_NOT_MINE = re.compile(
    r"^(?:the |my |that )?(?P<food>[a-z][a-z '-]{2,30}?) (?:wasn'?t|was not|isn'?t|is not) "
    r"(?:mine|for me|me|there|in it)\b"
)
_ALSO = re.compile(
    r"^(?:there was also|there'?s also|it also had|also had|add|plus|put in|you forgot|forgot)\b "
    r"(?:also )?(?P<food>.{3,60}?)"
    rf"(?: (?:in|to|on) (?:it|that|the|my)\b[a-z ]*)?(?P<amount>,? (?:about )?(?:{_COUNT}) "
    rf"?{_UNIT})?\W*$"
)
_AMOUNT = re.compile(
    rf"(?:^|(?<=[\s=:(~]))(?:~|about |around |only |just |like |more like |really |at least )*"
    rf"(?P<count>{_COUNT}) ?(?P<unit>{_UNIT})?\b(?! ?%)(?: of)?(?P<of> [a-z][a-z '-]*?)?\W*$"
)
_INSTEAD = re.compile(
    r"^(?:forget|scrap|scratch|drop|ignore|not) (?:the |my )?(?P<food>[a-z]{3,20}?)s?,? "
    rf"(?:it was|i had|there were|only|had|was) (?P<count>{_COUNT}) (?P<again>(?P=food)s?)\b"
)
"""A food taken back and told again with another count: "forget the eggs, it was 2 eggs"."""
_NO_FOOD = re.compile(
    r"^(?:make|change|set|put|edit|fix|should|say|to|be|been|it|that|this|the|my|was|were|is|are"
    r"|had|i|it'?s"
    r"|its|only|just|about|around|like|more|less|really|actually|at|of|not|no|a|an|and|oh|meal"
    r"|portion|amount"
    r"|bigger|smaller|one|two|ones|them|food|said|put|logged|have|ate|said|used|today|have|but"
    r"|so|in|on|we"
    r"|way|too|much|pack|label|according|there|then|with|off|wrong|given|time|than|last|me|for"
    rf"|{_UNIT}|{_COUNT})$"
)


def correction_in(plain: str, today: date) -> dict[str, Any] | None:
    """Return what of a meal a folded message puts right, the most telling form first.

    Args:
        plain: The message.
        today: The athlete's day; the smallest date where it is not known.

    Returns:
        Arguments of `correct_meal`; None where the message names nothing to change.
    """
    body = _OPENING.sub("", plain).strip()
    body = " ".join(_DAY_TAIL.sub(" ", body).split()).strip(" ,")
    body = _INSTEAD.sub(r"\g<count> \g<again>", body)
    body = re.sub(rf"^(?:my |the )?(?:{MEAL_NAMES})(?: is wrong| was wrong)?[,: ]+(?=\S)", "", body)
    args = _whole_meal(plain, body, today)
    if args is None:
        readers = (_shared, _added, _amount, _other_food, _left_out)
        args = next((found for each in readers if (found := each(body)) is not None), None)
    if args is None:
        return None
    named = re.search(rf"\b({MEAL_NAMES})\b", plain)
    pointed = args["change"] == "move" and re.match(r"^(?:that|it|this)\b", body)
    if named is not None and not pointed and named[1] not in str(args.get("food", "")):
        args.setdefault("meal", _MEALS.get(named[1], named[1].rstrip("s")))
    return args


_MEALS: Final = {"brekkie": "breakfast", "brekky": "breakfast", "tea": "dinner"}


def _whole_meal(plain: str, body: str, today: date) -> dict[str, Any] | None:
    """Return the deletion or the other day of a whole meal."""
    if _UNDO.search(body):
        return {"change": "remove_meal"}
    day = past_day_in(plain, today)
    rest = re.search(rf"\d ?{_UNIT}\b", body)
    if day is None or rest or FOOD_WORDS.search(re.sub(rf"\b(?:{MEAL_NAMES}|meals?)\b", "", body)):
        return None
    return {"change": "move", "day": day.isoformat()}


def _shared(body: str) -> dict[str, Any] | None:
    """Return that only a part, or more than one, of what was logged was eaten."""
    found = _ONLY_HALF.search(body)
    if found is None:
        return None
    food = food_named(
        re.sub(r"\b(?:of|finish|finished|didn'?t|didnt|did)\b", " ", body.replace(found[0], " "))
    )
    args: dict[str, Any] = {"change": "amount", "share": float(_SHARES[found["share"]])}
    return args | ({"food": food} if food else {})


def _amount(body: str) -> dict[str, Any] | None:
    """Return the right amount of a food: grams, a count, or any other measure in its words."""
    told = _LESS.sub("", body)
    found = _AMOUNT.search(told) or _AMOUNT.search(_flipped(told))
    if found is None:
        return None
    text = _flipped(told) if _AMOUNT.search(told) is None else told
    food = food_named(f"{text[: found.start()]} {found['of'] or ''}")
    word, unit = found["count"], found["unit"] or ""
    count = _NUMBERS.get(word) or float(word.replace(",", "."))
    count = int(count) if count == int(count) else count
    args: dict[str, Any] = {"change": "amount"} | ({"food": food} if food else {})
    if unit in {"g", "gr", "gram", "grams", "ml"} or (not unit and count >= GRAMS_FROM):
        return args | {"grams": count}
    return args | ({"amount": f"{word} {unit}"} if unit else {"quantity": count})


GRAMS_FROM: Final = 20
"""A bare number from which on grams are meant, not pieces. Source: own choice; "it was 30"."""


def _flipped(text: str) -> str:
    """Return "3 eggs" for "eggs, 3" and "make it 30g for the cheese"."""
    return re.sub(
        r"^(?P<amount>.*?\d ?(?:g|ml)?) (?:for|in|on) the (?P<food>[a-z ]+)$",
        r"\g<food> \g<amount>",
        text,
    )


def _other_food(body: str) -> dict[str, Any] | None:
    for pattern in (_SWAP, _NOT_THIS, _NOT_THAT):
        found = pattern.search(body)
        if found is None:
            continue
        old, new = food_named(found["old"]), found["new"].strip()
        if old and food_named(new):
            return {"change": "food", "new_food": new, "food": old}
    kind = _WAS_KIND.match(body)
    if kind is not None and food_named(kind["old"]):
        old, new = kind["old"], kind["new"].strip()
        named = new if old in new else f"{new} {old}"
        return {"change": "food", "new_food": named, "food": old}
    found = _WAS_FOOD.match(body)
    if found is not None and (new := food_named(found["new"])):
        return {"change": "food", "new_food": new}
    return None


def _left_out(body: str) -> dict[str, Any] | None:
    found = _NOT_MINE.match(body) or _WITHOUT.search(body) or _OUT.match(body)
    food = "" if found is None else food_named(found["food"])
    return {"change": "remove_food", "food": food} if food else None


def _added(body: str) -> dict[str, Any] | None:
    found = _ALSO.match(body)
    food = "" if found is None else food_named(found["food"])
    if found is None or not food:
        return None
    amount = (found["amount"] or "").strip(" ,")
    return {"change": "add", "new_food": f"{amount} {food}".strip()}


def food_named(words: str) -> str:
    """Return the food among words, without those that name none; "" where there is none."""
    kept = re.sub(r"[^a-z' %-]", " ", words).split()
    while kept and _NO_FOOD.match(kept[0]):
        kept.pop(0)
    while kept and _NO_FOOD.match(kept[-1]):
        kept.pop()
    said = " ".join(kept)
    return "" if re.fullmatch(rf"(?:{MEAL_NAMES}|meal|day|log|entry)?", said) else said
