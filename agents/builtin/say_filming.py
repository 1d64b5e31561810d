"""Words on how to film a set, for what is to be judged and what was asked about the camera."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from agents.builtin.wording import lower, paragraph, reply
from agents.sentences import sentences_of
from coach.safety.rules.text import folded
from tools.results.knowledge import KnowledgeFound


@dataclass(frozen=True, slots=True)
class Filming:
    """What is to be filmed, and the question as written."""

    exercise: str | None = None
    topics: tuple[str, ...] = ()
    asked: str = ""


_FRONTAL: Final = frozenset({"knees_in", "asymmetry"})
_BY_EYE: Final = {
    "spine": "Wear a tight shirt and look for a change of shape under load, rep by rep: the "
    "analysis sees shoulders and hips only and cannot judge the spine itself.",
    "bar_path": "Draw a line straight up over the middle of the foot on the paused picture and see "
    "whether the plates leave it: the analysis follows joints and does not see the bar.",
    "range": "Keep chest, bar and elbows in view, so that the touch and the lockout show.",
    "lockout": "Keep the whole arm or leg in view at the top, so that the lockout shows.",
    "heels": "Put the phone low enough to see the heels against the floor, and look at them by "
    "eye.",
    "elbows": "Keep shoulder, elbow and wrist in view for the whole set.",
    "unseen": "I measure joint angles, repetitions and tempo; grip, head, breathing and bracing "
    "you judge by eye on the clip, or a coach does.",
}
"""What to look for oneself. Source: coaching practice; what is measured, docs/reference/metrics."""
_LOW: Final = re.compile(r"bench|push-?up|floor press|dip|thrust|bridge|plank", re.IGNORECASE)
_HIGH: Final = re.compile(r"pull-?up|chin-?up|pull-?down|overhead|shoulder press", re.IGNORECASE)
_ASPECTS: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(words), said)
    for words, said in (
        (
            r"\bphotos?\b|\bpictures?\b|\blive\b|\breal time\b|\bscreenshot",
            (
                "I need a video: one picture shows a position, not reps, depth over the set or "
                "tempo, and I do not watch live."
            ),
        ),
        (
            (
                r"\b(?:not?|n'?t|doesn'?t|dont|without|banned?) .{0,16}(?:film\w*|camera|video)"
                r"|\bwithout a? ?(?:camera|phone|video)|\btrain alone\b"
            ),
            (
                "Without a video, squat to a box or a bench that is just below knee height, "
                "use a mirror to your side, or ask somebody to watch one set from the side."
            ),
        ),
        (
            r"\bfps\b|\bframes?\b(?! (?:in|shot))|\bslow ?-?mo\w*|\b4k\b|\b1080|\bresolution",
            (
                "The usual frame rate is enough for angles; a higher one times fast lifts "
                "better. Send the clip at normal speed: slow motion stretches every time I "
                "measure."
            ),
        ),
        (
            (
                r"\bhow long (?:can|should|must|does)|\bwhole (?:set|workout)|\btrim|\bcut\b"
                r"|\bwalk ?out|\btoo long|\blast rep\b|\bseparate clips|\bhow short|\bevery set"
            ),
            (
                "One set a clip: start before the first rep and stop after the last one is "
                "racked, and leave the other sets out."
            ),
        ),
        (
            r"\blandscape\b|\bportrait\b|\bsideways\b|\bupright\b|\bvertical",
            "Upright or sideways both work, as long as you do not turn the phone midway.",
        ),
        (
            r"\bdark\b|\blight\w*|\bbright\w*|\bwindow\b|\bbacklight",
            (
                "Have the light behind the camera: a window behind you turns you into a "
                "shadow, and a dark clip shows nobody."
            ),
        ),
        (
            r"\bwear\b|\bcloth\w*|\bbaggy\b|\bshorts\b|\bshirt\b|\bhoodie\b",
            (
                "Wear something tight in a colour that stands out from the wall, so that hips "
                "and knees show."
            ),
        ),
        (
            (
                r"\bmirrors?\b|\bpeople\b|\bothers?\b|\bsomeone else\b|\btwo persons\b"
                r"|\bwalking (?:through|past)|\bin my shot\b"
            ),
            (
                "Only you in the picture: with two people in it the analysis may follow the "
                "wrong one, and a mirror shows a second you."
            ),
        ),
        (
            r"\brack\b|\bplates?\b|\bin the way\b|\bhides?\b|\bblock\w*",
            (
                "Nothing may stand between camera and hips, knees and ankles: move the phone a "
                "little towards your front or raise it above the plates, and stay close to "
                "square from the side."
            ),
        ),
        (
            r"\btripod|\blean\w*|\bhold\b|\bdumbbell\b|\bfall\w* over|\bprop\b|\bshoe\b",
            (
                "No tripod needed: lean the phone on a bench or a box so that it stands still; "
                "a hand that moves spoils the angles."
            ),
        ),
        (
            r"\b45\b|\bdiagonal\w*|\boblique|\bangled\b|\ban angle\b",
            (
                "Not at a slant: from the diagonal the camera misreads knees and depth, so I "
                "judge no angles there."
            ),
        ),
        (
            r"\bfloor\b|\bhow high\b|\bheight\b|\bhip level\b|\bknee height\b|\bground\b",
            (
                "Hip height matters: from the floor the camera looks up, and depth looks other "
                "than it is."
            ),
        ),
        (
            (
                r"\bfar\b|\bdistance\b|\bclose\b|\bmet(?:re|er)s?\b|\broom\b|\bspace\b|\bzoom\b"
                r"|\bwide\b"
            ),
            (
                "As far as it takes to have head and both feet in view from the first rep to "
                "the last, better with a step back than with zoom or a wide lens."
            ),
        ),
        (
            r"\bfrom behind\b|\bback view\b|\brear\b",
            "From behind I count reps and tempo only; depth and lean need the side.",
        ),
        (
            (
                r"\bwhich (?:set|one)\b|\bheavy set\b|\blight set\b|\bwarm ?up\b|\bhow often\b"
                r"|\bevery set\b"
            ),
            (
                "Your heaviest set shows most, since form changes when it gets hard; one clip "
                "a week of each main lift is enough."
            ),
        ),
        (
            r"\bleft or right\b|\bwhich side\b|\bboth sides\b",
            "Either side will do; keep to the same one, so that the videos compare.",
        ),
        (
            r"\bcompar\w*|\bsame (?:spot|angle|place|way)\b",
            (
                "Same place, same side, same height and the same load: then a difference is "
                "yours and not the camera's."
            ),
        ),
        (
            (
                r"\bupload|\bsend\b|\battach|\bformat\b|\bgopro\b|\bmov\b|\bmp4\b|\bfile\b"
                r"|\bhow big\b"
            ),
            "Attach the clip to your message here, as MP4 or MOV, cut to one set.",
        ),
        (
            (
                r"\bwhat (?:can|do) (?:you|u|the \w+(?: \w+)?) (?:check|measure|look|see)"
                r"|\bwhat .{0,20}\bmeasure"
            ),
            (
                "From the side I measure reps, depth, knee, hip and elbow angles, the lean of "
                "your trunk, the time of each rep and the loss of speed; the spine, the grip "
                "and the bar I cannot."
            ),
        ),
    )
)
"""Answers on single questions. Source: docs/howto/film-a-set.md and coaching practice."""
_MOST_ASPECTS: Final = 2


def how_to_film(wish: Filming, found: KnowledgeFound | None) -> str:
    """Answer what was asked about the camera, then say where to put it for what is judged."""
    frontal = bool(_FRONTAL & set(wish.topics))
    plain = folded(wish.asked)
    asked = [said for rule, said in _ASPECTS if rule.search(plain)][:_MOST_ASPECTS]
    also = (
        "For depth, lean and tempo film another set from the side: one view cannot show both."
        if frontal
        else "For knees and for left against right film another set straight from the front."
    )
    measured = (
        "From the front I measure repetitions and tempo only, so judge the knees by eye or show a "
        "coach."
        if frontal
        else None
    )
    eye = next((_BY_EYE[name] for name in wish.topics if name in _BY_EYE), None)
    note = _note(found)
    return reply(
        paragraph(*asked),
        _place(wish, frontal=frontal),
        paragraph(eye, None if asked or eye else also, measured),
        None if len(asked) > 1 or eye else note,
        "Next session film your heaviest set like that and attach it here.",
    )


def _place(wish: Filming, *, frontal: bool) -> str:
    lift = f"your {lower(wish.exercise)}" if wish.exercise else "a set"
    if frontal:
        return (
            f"For knees and for left against right put the phone at hip height and film {lift} "
            "straight from the front, with both feet and the whole body in view."
        )
    name = wish.exercise or ""
    height = "at hip height"
    if _LOW.search(name):
        height = "at the height of the bench or your trunk"
    elif _HIGH.search(name):
        height = "at chest height, far enough back for your hands at the top,"
    return f"Put the phone {height} and film {lift} from the side, with the whole body in view."


def _note(found: KnowledgeFound | None) -> str | None:
    if found is None or not found.passages:
        return None
    sentences = [s.strip() for s in sentences_of(found.passages[0].text)]
    told = [s for s in sentences if re.search(r"metres away|Good light|Press record", s)]
    return paragraph(*told, "That is coaching practice.") if told else None
