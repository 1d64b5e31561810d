"""Questions about eating that the literature answers, with the athlete's own figures beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from agents.builtin import say_topics
from agents.builtin.said_foods import FOOD_WORDS
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.nutrition_targets import Wish
from coach.nutrition.rules.wishes import rate_said
from tools.results.eating import IntakeSummary
from tools.results.nutrition import DayTotals, EnergyTargets, WeightTrend


@dataclass(frozen=True, slots=True)
class Topic:
    """One question: how it is asked, what to look up, and which own figures belong to it."""

    name: str
    asked: str
    query: str
    titled: str
    """Words of the note's title."""
    own: tuple[str, ...] = ()
    """Tools whose figures stand beside it."""
    lead: str = ""
    """First sentence, without a number."""
    after: str = ""
    """What to do next."""


TOPICS: Final[tuple[Topic, ...]] = (
    Topic("keto", r"\bketo\w*\b|\blow[- ]carb\b|\bno carbs\b|\bcut(?:ting)? (?:out )?carbs\b"
    r"|\bcarnivore\b"
          r"|\bcarbs (?:make|at night|bad|fatten\w*)|\b(?:are|do) carbs\b",
          "low-carbohydrate and ketogenic diets", r"low-carb", ("day_totals",),
          "No diet burns more fat at the same calories and protein.",
          "Pick the one you can hold, and let the weight trend judge it after a month."),
    Topic("fasting", r"\bintermittent\b|\bfasting\b|\bif (?:16|18|20)\b|\b16[:/]8\b|\b18[:/]6\b"
    r"|\bomad\b"
          r"|\bskip(?:ping)? breakfast\b|\beating window\b"
          r"|(?<!train )(?<!lift )\bfasted\b(?! (?:cardio|train|lift|work))",
          "intermittent fasting", r"fasting", ("day_totals",), "",
          "Choose it only if it makes your day easier, and keep the protein."),
    Topic("alcohol", r"\balcohol\w*\b|\bbeers?\b|\bwine\b|\bdrinks? (?:tonight|on|at|with)\b"
    r"|\bdrinking\b(?!.{0,20}water)"
          r"|\bhungover\b|\bhangover\b|\bvodka\b|\bpints?\b|\bnight out\b",
          "alcohol and training", r"alcohol", ("day_totals",), "",
          "Tell me what you drink, and I log it: it counts like everything else."),
    Topic("overeating", r"\bcheat (?:meals?|days?)\b|\b(?:ate|eaten|eating) (?:like (?:crap|shit"
    r"|garbage|rubbish)|badly)\b|\bextra cardio\b|\bblew (?:my|the) diet\b"
    r"|\bbinged?\b(?! eating dis)|\bover ?ate\b|\bpigged out\b"
          r"|\bto make up(?: for)?\b|\beat (?:way |much |a lot )?less (?:today|tomorrow|tmrw)\b"
          r"|\bdo i fast\b|\bmake up for (?:it|that|yesterday|the)\b"
          r"|\bfell off\b|\bate (?:way )?too much\b|\bruin(?:ed)? (?:my|the|it|everything)\b"
          r"|\bmessed up my (?:diet|calories)\b|\brefeeds?\b"
          r"|\bhow (?:do|can|should) i (?:make up|compensate|burn off|work off|undo)\b"
          r"|\bwent over (?:my )?(?:calories|target|kcal)",
          "diet breaks and refeeds", r"diet breaks", ("weight_trend", "day_totals"),
          "One big meal or day undoes nothing: your average over weeks decides.",
          "Go back to your plan with the next meal, and do not skip meals or add cardio for it."),
    Topic("diet_break", r"\bdiet breaks?\b|\bbreak from (?:dieting|my (?:diet|cut))\b"
    r"|\breverse diet\w*\b|\bmaintenance (?:phase|week)\b",
          "diet breaks and refeeds", r"diet breaks", ("weight_trend",), "",
          "Plan it with a start and an end, at maintenance, with the protein unchanged."),
    Topic("watch", r"\b(?:watch|garmin|apple ?watch|fitbit|treadmill|strava|whoop|tracker"
    r"|polar)\b.{0,60}\b(?:calor\w*|kcal|burn\w*)\b"
          r"|\b(?:burn\w*|calor\w*|kcal)\b.{0,40}\b(?:watch|garmin|fitbit|treadmill|tracker"
          r"|whoop)\b|\beat(?:ing)? (?:them |it |those )?back\b"
          r"|\beat back\b|\bexercise calories\b",
          "estimating daily energy needs", r"energy needs", (),
          "No, do not eat them back one for one: watches overstate what exercise burns, and your "
          "target already holds your usual training.",
          "After an unusually long session eat a bit more carbohydrate, and let the weight trend "
          "decide about the rest."),
    Topic("timing", r"\b(?:anabolic window|protein timing|meal timing|nutrient timing"
    r"|right after (?:training|the gym|my workout)"
          r"|within (?:30|an hour|\d+ min\w*) (?:of|after)|protein (?:before bed|after training"
          r"|after (?:a )?workout)"
          r"|eat(?:ing)? (?:late|at night|before bed|after \d)|carbs at night)\b",
          "protein per meal and around training", r"per meal", ("day_totals",), "",
          "Spread protein over your meals, and put one of them within a few hours of training."),
    Topic("fasted_cardio", r"\b(?:train |lift )?fasted (?:cardio|training|lifting|run\w*)\b"
          r"|\b(?:train|lift) fasted\b|\bfat[- ]burning zone\b",
          "the fat-burning zone and fasted cardio", r"fat-burning", (), "",
          "Choose the kind you will do, and let the calories of the week decide."),
    Topic("meal_count", r"\bhow many meals\b|\bmeals (?:a|per) day\b|\bsix meals\b"
    r"|\bsmall meals\b|\bsnack\w* (?:ok|bad)|\bstoke\b",
          "how many meals a day", r"meals a day", (), "",
          "Pick the number that fits your day, with protein in each."),
    Topic("kidneys", r"\b(?:too much|high) protein\b|\bprotein\b.{0,30}\b(?:bad|harm\w*|kidneys?"
    r"|dangerous|damage)\b",
          "does much protein harm the kidneys", r"kidneys", (), "",
          "With kidney disease ask your doctor before you change anything."),
    Topic("spot", r"\b(?:belly|stomach|tummy|love handles?|arm|thigh|waist) fat\b"
    r"|\bspot[- ]reduc\w*\b|\bsix[- ]pack\b|\babs (?:to )?(?:show|visible)\b",
          "losing fat in one place", r"one place", (), "",
          "Ask me for a target, and the weight trend shows whether it works."),
    Topic("rate_gain", r"\bdirty bulk\b|\bgain(?:ing)? (?:faster|quicker)\b"
    r"|\bbulk(?:ing)? faster\b",
          "how fast to gain weight", r"gain weight", (), "",
          "Judge it by the average of a week against the week before."),
    Topic("rate_loss", r"\blos(?:e|ing) (?:it )?(?:faster|quicker)\b|\bfast(?:er"
    r"|est) way to lose\b|\bcrash diet\w*\b|\bquick(?:est)? way to (?:lose|drop)\b",
          "how fast to lose weight", r"lose weight", ("weight_trend",), "",
          "Ask me for a target at a rate that your strength survives."),
    Topic("hydration", r"\bhow much water\b|\bwater (?:a|per) day\b|\blitres? of water\b"
    r"|\bhydrat\w*\b|\bdrink (?:enough|more) water\b",
          "how much to drink", r"how much to drink", (), "",
          "Weigh yourself before and after one session, and I work out your sweat rate."),
    Topic("sugar", r"\bsugar\b|\bsweeteners?\b|\baspartame\b|\bdiet (?:coke|soda)\b|\bcoke zero\b",
          "sugar and sweeteners", r"sugar", (), "", "Tell me what you eat, and I add it up."),
    Topic("bmi", r"\bbmi\b|\bbody mass index\b",
          "what body-fat figures are worth: BMI and muscular people", r"body-fat", (),
          "No: BMI cannot tell muscle from fat, and it misjudges people who lift.",
          "Measure your waist once a week at the same time, and ask me for the weight trend."),
    Topic("fibre", r"\bfib(?:re|er)\b", "fibre and food quality", r"fibre", (), "",
          "Raise it slowly, with fluid."),
    Topic("log_accuracy", r"\b(?:weigh|track|log|count)\w*\b.{0,30}\b(?:every(?:thing| bite)"
    r"|calories forever|exact\w*|accurate\w*|precise\w*|obsess\w*)\b"
          r"|\bdo i (?:need|have) to (?:track|count|weigh)\b|\bhow accurate\b.{0,20}\b(?:log"
          r"|tracking|labels|calories)\b",
          "how exact a food log has to be", r"food log", (), "",
          "Log whole days rather than perfect meals."),
    Topic("eating_out", r"\b(?:restaurant|eating out|eat out|buffet|holiday eating|on holiday"
    r"|vacation|party|wedding|christmas|thanksgiving|takeaway)\b"
          r".{0,40}\b(?:eat|food|calories|diet|track|log|cut|weight)\b|\b(?:eat|track|diet"
          r"|log)\w*\b.{0,40}\b(?:restaurant|eating out|buffet|party|wedding|holiday|vacation"
          r"|christmas|thanksgiving)\b",
          "restaurants, travel and parties", r"restaurants", (), "",
          "Tell me what you had, roughly, and I log it with a band."),
    Topic("after", r"\b(?:eat|food|meal|carbs)\b.{0,16}\bafter (?:training|a? ?workout|the gym"
    r"|lifting|a run|my session)\b|\bpost[- ]?workout (?:meal|food|nutrition|carbs)\b",
          "eating after "
          "training", r"after training", (), "", "Ask me for foods with grams, and I name some."),
    Topic("menopause_cycle", r"\b(?:period|cycle|pms|luteal)\b.{0,40}\b(?:weight|hungry|hunger"
    r"|eat|scale|crav\w*)\b",
          "reading the bathroom scale", r"bathroom scale", ("weight_trend",), "",
          "Compare the same phase of one cycle with the next."),
    Topic("red_s", r"\b(?:red-?s|energy availability|under ?fuel\w*"
    r"|under ?eat\w*)\b", "low energy availability", r"low energy", (), "",
          "Eat more first; if it lasts, have a doctor look."),
)  # fmt: skip
"""Asked in order; the query finds the note. Source: topics of the notes on nutrition."""


@dataclass(frozen=True, slots=True)
class Question:
    """A topic that is asked about."""

    topic: Topic
    text: str


_TOLD = re.compile(
    r"\b(?:log|logged)\b|^(?:i |just )?(?:had|drank|ate) (?:a|an|one|two|\d|half|some)\b"
)


_WONDERS = re.compile(
    r"\?|\b(?:do|does|did|is|are|should|can|could|would|will|what|how|why|thoughts|ruin\w*|feel"
    r"|guilty|bad|ok|worth|better"
    r"|or|vs|want|trying|thinking|opinion|tell me|explain|help\w*|oops i|ate too much|over ?ate"
    r"|plan)\b"
)


def read(heard: Heard) -> Question | None:
    """Return the topic a message asks about."""
    plain = heard.plain
    if _TOLD.search(plain) and not _WONDERS.search(heard.whole.casefold()):
        return None
    if FOOD_WORDS.search(plain) and not _WONDERS.search(heard.whole.casefold()):
        return None
    before = heard.before.slots if heard.before is not None else None
    gain = isinstance(before, Wish) and before.args.get("direction") == "gain"
    why_not = re.match(r"^(?:but |ok |and |so )*why (?:not|so|only|can'?t)\b", plain)
    if (
        why_not
        and isinstance(before, Wish)
        and (rate_said(plain) or "faster" in plain or "less" in plain or "more" in plain)
    ):
        name = "rate_gain" if gain else "rate_loss"
        return Question(next(t for t in TOPICS if t.name == name), plain)
    found = next((topic for topic in TOPICS if re.search(topic.asked, plain)), None)
    if found is None or (heard.exercise is not None and found.name not in {"timing", "after"}):
        return None
    return Question(found, plain)


_ANY: Final = Topic("any", r"", "", "", ("day_totals",), "", "Ask me how it fits your own numbers.")
"""What no topic names: the notes are searched with the question itself."""


def assumed(heard: Heard) -> Question:
    """Return the topic of any question about eating; the one before for a short one."""
    plain = heard.plain
    found = next((topic for topic in TOPICS if re.search(topic.asked, plain)), None)
    before = heard.before.slots if heard.before is not None else None
    if found is None and isinstance(before, Question) and len(plain.split()) <= SHORT:
        return Question(before.topic, f"{before.text} {plain}")
    return Question(found or _ANY, plain)


SHORT: Final = 8
"""Words up to which a question goes on with the topic before. Source: own choice."""


def follow(heard: Heard, before: Question) -> Question | None:
    """Return the topic that was spoken of, asked further."""
    del before
    return None if heard.exercise is not None else assumed(heard)


def calls(question: Question, found: Found) -> Sequence[Call]:
    """Look the topic up, and the own figures that belong to it."""
    del found
    own = [Call(tool) for tool in question.topic.own]
    query = question.topic.query or question.text[:LONGEST_QUERY]
    return (Call("search_knowledge", {"query": query, "limit": 3}), *own)


LONGEST_QUERY: Final = 300
"""Characters of a question that are searched with. Source: own choice, a long sentence."""


def say(question: Question, found: Found) -> str | None:
    """Say what the note says, with the athlete's own figures."""
    own = say_topics.Own(
        found.read("day_totals", DayTotals),
        found.read("weight_trend", WeightTrend),
        found.read("energy_targets", EnergyTargets),
        found.read("intake_summary", IntakeSummary),
    )
    topic = question.topic
    return say_topics.topic(
        found, say_topics.Words(topic.lead, topic.after, topic.titled), own, question.text
    )


TOPIC: Final = Skill(
    name="topic",
    agents=("nutrition",),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"search_knowledge"}),
    default=assumed,
    follow=follow,
)
