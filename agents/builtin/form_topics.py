"""What athletes ask about a filmed set: the words, the measured kinds, and what no camera tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from coach.form.rules.metric_kinds import Kind

FROM_THE_SIDE: Final = "Film from the side at hip height with the whole body in view."
FROM_THE_FRONT: Final = (
    "Film a set straight from the front at hip height, both feet in view, and look at it with "
    "your own eyes or a coach's."
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that is asked about."""

    name: str
    words: str
    """Pattern on the folded message."""
    what: str
    """As it stands in "I cannot judge ..."."""
    kinds: tuple[Kind, ...] = ()
    faults: tuple[str, ...] = ()
    unseen: str = ""
    """What to say where nothing of it was measured."""
    normal: str = ""
    """What to say of a value without a fault."""
    cue: str = ""
    why: str = ""
    """What to look up when the athlete asks why, or for a drill."""
    reason: str = ""
    """Why it matters, in one sentence of plain mechanics."""


TOPICS: Final[tuple[Topic, ...]] = (
    Topic("effort", (r"\brpe\b|\brir\b|\beffort\b|how hard|in the tank|(?:close|near) to failure"
     r"|\blogged (?:it|this|that)\b|speed loss|velocity loss|\bgr[ui]nd\w*|too easy|sandbag"),
     "the effort", ("lifting", "speed", "speed_loss"), ("tempo_collapse",),
     why="speed loss in a set and how close to failure it was: how fast to move the weight",
     reason=("As muscles tire, the same load moves slower, so a lift that takes far longer than "
             "the first one shows that few repetitions were left.")),
    Topic("lowering", (r"\bway down\b|\beccentric\w*|\blower(?:ing|ed)?\b(?! back)|\bdescen\w+"
     r"|\bnegatives?\b|dive[- ]?bomb\w*|\bdrop\w* (?:too |so |down )?(?:fast|quick\w*)|\bgoing down"
     r"|\bcontrol\w* (?:it|the|down)"
     r"|\b(?:s|secs?|seconds?) (?:down|negative)"),
     "how fast you lower", ("lowering",),
     unseen="The way down was not timed in this video, so I will not guess it.",
     cue="Lower under control, then lift with intent.",
     why="how fast to move the weight, slow negatives and control",
     reason="Control on the way down keeps the position you want to lift from."),
    Topic("lifting", (r"\bfast\w*|\bslow\w*|\bspeed\b|\btempo\b|\bvelocity\b|\bhow long\b"
                      r"|\bseconds?\b"
     r"|\bquick\w*|\bexplosive\w*|\bway up\b|\bcoming up\b|\bconcentric"),
     "the tempo", ("lifting", "speed", "speed_loss", "rep_time"), ("tempo_collapse",),
     unseen="I could not time enough reps in this video to compare them.",
     why="how fast to move the weight",
     reason="Lifts that take longer and longer at the same load show fatigue."),
    Topic("lockout", r"\block(?:ed|ing)?[- ]?out\w*|\bstraighten\w*|full(?:y)? exten\w+"
                     r"|\bextend\w*"
                     r"|\barms? (?:\w+ ){0,3}straight\b"
                     r"|\bfinish\w* (?:them|it|the (?:last|\w+ (?:one|rep)))\b",
     "the lockout", ("lockout",), ("short_lockout",),
     cue="Finish each rep with the joint straight before the next one.",
     why="finishing a repetition: touching and locking out",
     reason="A repetition that stops short trains less of the range, and the log looks better than "
            "the set was."),
    Topic("hip_rise", (r"good[- ]?morning\w*|\bhips? .{0,14}(?:shoot\w*|shot|ris\w+|rose|first"
                       r"|pop\w*"
     r"|com\w+ up|came up|up (?:first|early|too))|\b(?:bum|butt|arse|ass) .{0,12}(?:up first"
     r"|came up|comes up|shoot\w*|ris\w+)"),
     "whether your hips rise first", ("hip_rise",), ("hip_rise",),
     unseen="I have no measurement of hips against shoulders in this video, so I will not guess.",
     cue="Drive the upper back into the bar, so that hips and shoulders rise together.",
     why="hips shooting up first: leaning too far forward in the squat",
     reason="Hips that rise alone leave the load to the back."),
    Topic("knee_travel", (r"^(?:and )?(?:my |the )?knees?\W*$"
     r"|\bknees? .{0,40}(?:toes?|forwards?|travel\w*)|\bshins?\b|past (?:my|the) "
     r"toes|over (?:my|the) toes"), "how far your knees travel", ("knee_travel",),
     unseen=("How far the knees travel was not measured in this video. Knees past the toes are no "
             "fault in themselves."),
     normal=("Knees past the toes are no fault in themselves: holding them back moves the load to "
             "hip and back. Keep the whole foot down and let them travel."),
     cue="Keep the whole foot down and let the knees travel where the toes point.",
     why="knees travelling forward or inward in the squat",
     reason=("Long shins and deep squats need the knees forward; holding them back only moves the "
             "load to the hips and the back.")),
    Topic("knees_in", (r"\bknees? .{0,25}(?:cav\w*|\bin\b|inwards?|collaps\w*|buckl\w*|wobbl\w*"
                       r"|track\w*"
     r"|together|out\b)|valgus|knock[- ]?knee\w*"), "your knees from the front", ("knees_in",),
     ("knees_in",),
     unseen=f"I cannot measure whether your knees move inward. {FROM_THE_FRONT}",
     cue="Push the floor apart and point the knees where the toes point.",
     why="knees falling inward in the squat",
     reason="Knees that follow the toes keep the load where the legs are strong."),
    Topic("heels", r"\bheels?\b|on my toes|\bflat feet\b|\bfeet (?:stay )?flat",
     "your heels", ("heels",), ("heel_lift",),
     unseen="I cannot measure your heels in this video, so I will not guess.",
     cue="Keep the whole foot down; try a heel wedge or a narrower stance.",
     why="heels lifting off the floor in the squat",
     reason="Heels that rise move the weight to the toes, often because the ankle is stiff."),
    Topic("asymmetry", (r"symmetr\w*|\bimbalance\w*|\buneven\w*|\beven(?:ly)?\b(?! (?:if|though"
                        r"|when))"
     r"|\b(?:left|right) (?:side|leg|knee|hip|arm|elbow|shoulder|foot)\b|\bleft (?:n|and|or"
     r"|vs\.?|&)"
     r" right"
     r"|\bleft (?:to|against) right|\bside to side|\bsingle[- ]?leg\w*|\bone leg\b"
     r"|\bweak\w* side|\bone side|\blopsided|\bshift\w*|\btwist\w*|\btilt\w*"
     r"|favou?r\w* (?:my|one)"),
     "left against right", ("asymmetry",),
     unseen=("Left against right was not measured in this video: from one side the camera sees "
             "only the nearer half of you. Film a set from behind or from the front."),
     cue="Change nothing for it yet, and do not train one side more.",
     why="left and right side differences",
     reason="A difference smaller than the error of the camera may be none at all."),
    Topic("bar_path", (r"\bbar ?path|\bbar .{0,16}(?:close|away|\boff\b|\bfar\b|drift\w*|straight"
                      r"|forward|vertical|mid ?foot)"),
     "the bar path", ("bar_path",),
     unseen=("I cannot measure the path of the bar: the analysis follows your joints and does not "
             "see the bar. Film from the side at bar height and draw a line over the plates."),
     cue="Keep the bar over the middle of the foot.",
     reason="The nearer the bar stays to the middle of the foot, the less you fight its weight."),
    Topic("spine", (r"\bround\w*|\bbutt ?wink\w*|\blumbar\b|\blower back\b|\bneutral\b"
                    r"|\bspine\b|cat back"
     r"|\bhunch\w*|\bpelvi\w+|\btuck\w* under|\barch\w*"), "your back", ("spine",),
     unseen=("I cannot measure the curve of your back or the tuck of your pelvis: a camera sees "
             "shoulders and hips only, nothing on the spine. Film from the side, with a tight "
             "shirt, and look for a change of shape under load."),
     cue="Brace before each rep and keep the shape you started with.",
     why="rounding of the lower back, butt wink",
     reason="What matters is a back that keeps its shape under load, not one shape for everybody."),
    Topic("elbows", (r"\belbows? .{0,16}(?:flar\w*|tuck\w*|drift\w*|forward|swing\w*)"
                     r"|\bswing\w*|\bcheat\w*"
     r"|\bmomentum\b"), "your elbows", ("elbows",), ("elbow_swing",),
     unseen="Your elbows' path was not measured in this video, so I will not guess.",
     cue="Pin the elbows to your side and take less weight.",
     why="swinging the elbows in curls",
     reason="Swing shortens the way for the muscle you want to train."),
    Topic("sag", r"\bhips? .{0,10}sag\w*|\bsagg?\w*|\bpiking\b|\bstraight line\b|\bplank position",
     "the line of your body", (), ("hip_sag",),
     unseen="The line of your body was not measured in this video, so I will not guess.",
     cue="Squeeze glutes and abs so that hips and shoulders stay in one line.",
     why="hips sagging in the push-up",
     reason="Hips that sag mean the trunk gave way before the arms."),
    Topic("lean", (r"\blean\w*|\bupright\b|\btorso\b|\btrunk\b|\bchest (?:up|down|fall\w*"
                   r"|drop\w*|cav\w*)"
     r"|\bback angle\b|\btoo far forward\b|\bfold\w* over\b|\bbent over\b"),
     "the lean of your trunk", ("lean",), ("forward_lean",),
     normal="Some lean is normal, and long thighs or a low bar ask for more.",
     cue="Keep the chest up out of the hole and brace before each rep.",
     why="leaning too far forward in the squat",
     reason="A chest that drops while the hips come up turns the lift into a hinge for the back."),
    Topic("range", (r"\brange of motion\b|\brom\b|\bfull (?:rep|range)\w*|\ball the way\b"
                    r"|\bhalf[- ]?reps?\b"
     r"|\btouch\w* (?:my |the )?chest"
     r"|\b(?:dead|full) ?hang|\bchest on all|\bchin over|\bpartial\w*"
     r"|\bproper reps?|\bclean reps?"),
     "the range of motion", ("depth", "range", "lockout"), ("shallow_depth", "short_lockout"),
     why="touching the chest, full range of motion and half repetitions",
     reason="Repetitions over the whole range are the ones you can compare from week to week."),
    Topic("depth", (r"\bdepth\b|\bdeep\w*|\bparallel\b|\blow enough\b|\bgo(?:ing)? low\w*"
                    r"|\btoo high\b"
     r"|\bass to grass\b|\batg\b|\bbelow (?:the )?(?:knee|parallel)|\bcut (?:it|them)? ?high"
     r"|\bshallow\w*"
     r"|\bhing\w* (?:far|deep|low|enough)|\bhigh squats?\b|\bhow low\b|\bsquat\w* high\b"
     r"|\bcut (?:the|any|some|my) \w+ (?:ones?|reps?)"
     r"|\bdeep\b"),
     "your depth", ("depth",), ("shallow_depth", "depth_fade"),
     cue="Sit down until the crease of the hip passes the knee.",
     why="how deep to squat, range and muscle growth",
     reason=("More depth trains glutes and thighs through more of their range, and equal depth is "
             "what makes one week's reps comparable with another's.")),
    Topic("unseen", (r"\bgrip\b|\bwrists?\b|\bhead\b|\bneck\b|\bgaze\b|\bbreath\w*|\bbrac(?:e"
                     r"|ing)\b"
     r"|\bstance\b|\bfeet\b|\bfoot\b|\bglutes? (?:fir|activ|work)\w*|\bactivat\w*|\bcore\b"
     r"|\bscap\w*"
     r"|\bshoulder blades?\b|\bmuscles? (?:am|do|is|are)"),
     "that", unseen=("That is not among the things I can measure in a video: I see joint angles, "
                     "depth, repetitions and tempo, and I will not guess the rest."),
     cue="", why="cues that work", reason="I only state what the camera measured."),
)  # fmt: skip
BY_NAME: Final = {topic.name: topic for topic in TOPICS}
_RULES: Final = tuple((topic.name, re.compile(topic.words)) for topic in TOPICS)
_IMPLIED: Final = {"effort": {"lifting"}, "lowering": {"lifting", "elbows"}, "hip_rise": {"lean"},
                   "range": {"depth"}, "elbows": {"unseen"}, "knees_in": {"lifting"},
                   "asymmetry": {"lifting", "unseen"}, "spine": {"lifting"}, "heels": {"unseen"},
                   "knee_travel": {"lean", "lifting"}}  # fmt: skip
"""Topics whose words another one uses in passing."""
BY_FAULT: Final = {
    **{fault: topic for topic in reversed(TOPICS) for fault in topic.faults},
    "shallow_depth": BY_NAME["depth"],
}


def topics_in(plain: str) -> tuple[str, ...]:
    """Return the topics of a folded message in the order of their words."""
    found = {name: match.start() for name, rule in _RULES if (match := rule.search(plain))}
    implied = {other for name in found for other in _IMPLIED.get(name, ())}
    return tuple(sorted((n for n in found if n not in implied), key=lambda name: found[name]))


def topic_of_text(text: str) -> Topic | None:
    """Return the topic that a fault's or a metric's own name is about."""
    plain = text.replace("_", " ").casefold()
    return next((BY_NAME[name] for name, rule in _RULES if rule.search(plain)), None)
