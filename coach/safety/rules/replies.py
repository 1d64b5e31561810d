"""The fixed answers: what the coach says when no model may speak.

Source:
    Class-specific must and must-not of docs/explanation/safety.md; emergencies stay under 60
    words and ask nothing first.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.safety.rules.contacts import crisis_line, eating_line, emergency_number
from coach.safety.rules.rates import SAFE_PCT

REPLIES: dict[str, str] = {
    "cardiac": (
        "Stop exercising now and call {emergency}. What you describe can be your heart or lungs, "
        "and that is not something to wait out. Sit down, unlock your door, and do not drive "
        "yourself. If someone is near, tell them now."
    ),
    "stroke": (
        "Call {emergency} now: these can be signs of a stroke or another emergency in the brain. "
        "Note the time they began, sit or lie down, and do not eat, drink or drive."
    ),
    "seizure": (
        "Call {emergency} now. Keep the person on their side with the head protected, put nothing "
        "in the mouth, and do not leave them alone."
    ),
    "heat": (
        "Call {emergency} now: confusion in the heat can be heat stroke. Get into shade, take off "
        "what you can, and cool the body with cold water or wet cloths until help comes."
    ),
    "cauda_equina": (
        "Go to an emergency department now or call {emergency}. Numbness around the groin, a "
        "change in bladder or bowel control, or weak legs with a back problem can mean that the "
        "nerves at the base of the spine are squeezed, and hours matter."
    ),
    "head": (
        "Stop for today and be seen now: call {emergency} if there is vomiting, drowsiness, "
        "confusion or a worsening headache. A head knock with symptoms is treated as concussion, "
        "so no training until a clinician clears you. Do not stay alone and do not drive."
    ),
    "spine": (
        "Do not move and have someone call {emergency} now. After a fall or a dropped bar, lost "
        "feeling or strength can be a spine injury. Keep head and neck still until help comes."
    ),
    "rhabdo": (
        "See a doctor today, at urgent care or an emergency department, and ask for a CK blood "
        "test. Dark urine or swelling with pain out of proportion after unusual work can be "
        "rhabdomyolysis, which can harm the kidneys. Skip all training until you are cleared, and "
        "call {emergency} if you pass little urine, feel confused or your heart races."
    ),
    "clot": (
        "Have this seen by a clinician today. A calf that is swollen, hot or red can be a blood "
        "clot, and only an examination can tell. Do not train or massage it. Call {emergency} at "
        "once if you become breathless or your chest hurts."
    ),
    "faint": (
        "Stop for today, sit or lie down until it has passed, and sip some water. Feeling faint, "
        "dizzy or losing sight around training needs a clinician's look before the next hard "
        "session, so I set no load now. Call {emergency} if you pass out, your chest hurts, you "
        "are short of breath, or it does not pass."
    ),
    "injury": (
        "Stop using that part and have it examined today. A pop or a tear with pain, swelling or "
        "bruising can be a ruptured tendon, muscle or ligament, and some are best mended within "
        "days. No training on it until you are cleared; call {emergency} if it is deformed, cold "
        "or numb. Tell me what they find and I plan around it."
    ),
    "nerve": (
        "Leave out everything that loads your back and have this seen by a clinician in the next "
        "days. Pain, numbness or tingling that runs into the leg or foot can come from a nerve. "
        "Go to an emergency department or call {emergency} at once if the groin goes numb, both "
        "legs get weak, or bladder or bowel control changes."
    ),
    "illness": (
        "Rest while you have a fever, aches, a chesty cough or a stomach bug: training then slows "
        "recovery and can strain the heart. With nothing but a runny nose, an easy short session "
        "is fine if you feel like it. Come back once you have been free of fever for a day, with "
        "lighter loads and fewer sets at first. See a clinician if it gets worse or your chest "
        "hurts. Tell me when you are back and I set that first session."
    ),
    "clearance": (
        "Please have training cleared by the clinician who knows your case first, so I give no "
        "load now. Ask them which movements are allowed, how heavy, whether you may hold your "
        "breath under load, and what should make you stop. Tell me what they cleared and I plan "
        "around it."
    ),
    "heart_known": (
        "With known heart disease, have hard and heavy training cleared by your cardiologist "
        "first, and ask about cardiac rehab. Meanwhile, if you are active ({active}) and free of "
        "symptoms, moderate work is fine: brisk walking, easy cycling, light machines, while you "
        "can talk in sentences. If not, gentle walks until they agree. Stop and call {emergency} "
        "for chest pain, faintness or breathlessness. Tell me what they cleared and I plan it."
    ),
    "clinician_today": (
        "Please have this seen by a clinician within a day before you train again. What you "
        "describe needs an examination, and I cannot judge it from here. Call {emergency} if it "
        "gets worse quickly. When you are cleared, tell me what you were told and we plan from "
        "there."
    ),
    "glucose": (
        "Stop training and follow your diabetes plan now: check your glucose, take fast sugar if "
        "it is low, and stay with someone. Call {emergency} if you are confused, cannot swallow or "
        "it does not come up. Then talk to your diabetes team before the next session."
    ),
    "asthma": (
        "Stop and use your reliever inhaler as your asthma plan says. Call {emergency} if it does "
        "not help, you cannot speak in full sentences, or your lips turn blue. Please see your "
        "clinician before you train hard again."
    ),
    "pregnancy_stop": (
        "Stop exercising and call your midwife or obstetric team now; call {emergency} if you "
        "cannot reach them at once. Bleeding, fluid, contractions, dizziness, chest pain, a "
        "strong headache or calf pain in pregnancy need to be seen today."
    ),
    "crisis": (
        "I am really glad you said this. Are you safe right now, or thinking of ending your life? "
        "If you might act on it, call {emergency}. Otherwise please {crisis}, and tell someone "
        "near you, so that you are not alone with this."
    ),
    "eating": (
        "Thank you for telling me. I will not set a deficit or push weight down here, because "
        "eating enough comes first. Please talk to a doctor or dietitian who knows eating "
        "problems, or to {eating}. I am glad to help with training that feels good, with fuelling "
        "your sessions, or to keep track without any weights or calories."
    ),
    "low_energy": (
        "I will not plan an intake that low, nor a fast or drying out to weigh less: it costs "
        "muscle, hormones and sleep, and it rarely lasts. What works is slower: at most {rate}, "
        "from regular meals with enough protein. Tell me to set such a target and I work it out "
        "from your own data. A doctor or dietitian can look at what is safe for you, or you can "
        "talk to {eating} if food has become a worry."
    ),
    "fast_loss": (
        "I will not plan a loss that fast: most of it would be water and muscle, so no crash diet, "
        "no fasting and no sweating it out. What is possible is slower: at most {rate}, with "
        "regular meals, enough protein and your lifting kept up. Tell me to set such a target and "
        "I work it out from your data. A doctor or dietitian can help, and so can "
        "{eating} if food has become a worry."
    ),
    "minor": (
        "Since you are still growing, I set no deficit, no weight cut, no maximal tests and no "
        "stimulants such as pre-workout, energy drinks or fat burners. Eat enough to grow: regular "
        "meals with protein, carbs, fruit and vegetables, a snack before training, and plenty of "
        "sleep. Train with clean technique and loads you could lift several more times, with a "
        "coach, parent or guardian around. Tell me which lift you want to practise and I help."
    ),
    "pregnancy": (
        "Please agree this with your midwife or obstetric provider first. With their go-ahead, "
        "moderate training, some {moderate}, is good for you. I leave out deficits, heavy "
        "and maximal lifts, long work flat on your back later on, and anything with a risk of "
        "falling; after birth the same holds until you are cleared. Stop and call them for "
        "bleeding, fluid, contractions, dizziness, headache, chest or calf pain. Tell me what they "
        "cleared and I plan a moderate session."
    ),
    "pregnancy_kinds": (
        "With your midwife's or doctor's go-ahead, moderate work is fine and good for you: some "
        "{moderate}, spread over the week. Walking, swimming, indoor cycling and strength work "
        "with machines, bands or dumbbells all count. Use the talk test: you can still speak in "
        "sentences, and every set ends several repetitions before failure, breathing out as you "
        "lift. Leave out maximal lifts, long work flat on your back later on, contact sports and "
        "falls. Stop and call them for bleeding, fluid, contractions, dizziness, headache, chest "
        "or calf pain."
    ),
    "drugs": (
        "I do not advise on doses, cycles or sources of these. They carry real risks for heart, "
        "liver, hormones and mood, so if you use or consider them, tell a doctor and have your "
        "blood pressure and bloods checked; they will not judge you. I am glad to go on with your "
        "training, food and sleep."
    ),
    "medicine": (
        "Changes to a medicine are for your prescriber to decide, so please do not stop, "
        "skip or change a dose for training. Ask them what it means for exercise. Meanwhile I can "
        "steer your sessions by effort instead of heart rate and keep them moderate."
    ),
    "diagnosis": (
        "I cannot diagnose or read lab results. A clinician who examines you can; what helps them "
        "is when it began, what makes it better or worse, and what your training looked like. I "
        "can put that part of your log together and plan around what they tell you."
    ),
    "allergy": (
        "Call {emergency} now: swelling of lips, face or throat with hives or trouble breathing"
        " can be "
        "anaphylaxis. Use an adrenaline pen if there is one, sit up or lie with legs raised, and"
        " stay "
        "with someone until help comes."
    ),
    "poison": (
        "Please call {emergency} now, even if you feel fine: what you took can do its harm hours "
        "later, and it can be treated. Are you alone? Tell someone near you, or {crisis} while"
        " help "
        "is on its way. I am glad you told me."
    ),
    "clinician_soon": (
        "Pain that has lasted weeks and is not settling should be examined, so please see a"
        " doctor or "
        "physiotherapist in the next days. Until then leave out what brings it on and keep to "
        "movements that are free of pain; I set no load for that part. Call {emergency} if it"
        " becomes "
        "severe or comes with fever, swelling or numbness. Tell me what they find and I plan"
        " around it."
    ),
    "slow_heart": (
        "A beta-blocker holds your heart rate down, so zones from a formula would be wrong for"
        " you and "
        "I set none. Steer by effort: easy means you can talk in full sentences, about three of"
        " ten; "
        "steady is five to six; hard work waits for your doctor's word. Please leave the medicine"
        " as it "
        "is and ask the prescriber how hard you may go. Tell me the session and I write it by"
        " effort."
    ),
    "thinner": (
        "On a blood thinner a knock to the head or a fall can bleed badly, so contact sports and"
        " very "
        "heavy lifts need your prescriber's word first, and I change nothing about the medicine. "
        "Walking, cycling indoors and moderate strength work on stable machines are usual"
        " choices. Ask "
        "which of these you may do, and tell me; I plan around it. A head knock means {emergency}, "
        "also without symptoms."
    ),
    "underweight": (
        "I will not set a deficit at your present weight: eating enough comes first for strength,"
        " bones "
        "and hormones. A doctor or dietitian can look at it with you, and {eating} listens if"
        " food has "
        "become a worry. I am glad to plan training that feels good and to help you fuel it."
    ),
    "open_emergency": (
        "No more training today, even if it has eased: signs like these can come back worse. Call "
        "{emergency} or be examined now, and let someone stay with you. Once a clinician has"
        " cleared "
        "you, tell me what they said, and we go on from there."
    ),
    "open_urgent": (
        "I hold training back until a clinician has looked at what you described; please have"
        " that done "
        "today. Call {emergency} if it gets worse. Tell me when you have been seen and what you"
        " may do, "
        "and I plan the next session around it. Food, sleep and questions are fine in the meantime."
    ),
    "open_crisis": (
        "Training can wait; you matter more. Are you safe right now? If not, call {emergency}. "
        "Otherwise please {crisis}, or sit with someone you trust. Tell me that you are safe, and"
        " I "
        "am here for whatever comes next."
    ),
    "crisis_safe": (
        "I am glad you are safe, and glad that you said so. What you feel deserves more than a"
        " training "
        "plan, so please keep talking to someone you trust, or {crisis}, whenever it gets heavy. "
        "Training is here when you want it, at whatever pace."
    ),
    "draft": (
        "I am leaving out what I was about to say, because it does not fit what you told me about "
        "yourself. I can help with technique, with training that feels good and with fuelling it."
    ),
}
"""Fixed replies by key; `{emergency}`, `{crisis}` and `{eating}` are filled by country, the rest
with amounts that have a source."""


MODERATE = "150 minutes a week"
"""Moderate training in pregnancy, once agreed. Source: ACOG committee opinion 804 (2020)."""
ACTIVE = "30 minutes on 3 days a week for 3 months"
"""Who counts as active. Source: ACSM preparticipation screening (2015)."""
RATE = f"{SAFE_PCT:g} % of body weight a week"
"""The fastest loss that is planned. Source: `rates.SAFE_PCT`."""


def fixed_reply(key: str, country: str) -> str:
    """Return the fixed reply `key` with the contacts of `country`.

    Raises:
        KeyError: There is no such reply.
    """
    return REPLIES[key].format(
        emergency=emergency_number(country),
        crisis=crisis_line(country),
        eating=eating_line(country),
        moderate=MODERATE,
        active=ACTIVE,
        rate=RATE,
    )


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a fixed reply names whom to call, and the rule that chose it."""

    start: int
    end: int
    """Code points."""
    rule: str
    """Such as `emergency_number` or `crisis_line`."""
    label: str
    text: str


def contacts_in(reply: str, country: str) -> tuple[Contact, ...]:
    """Return every place of a fixed reply that names a contact of `country`, in order."""
    known = (
        ("emergency_number", "emergency number", emergency_number(country)),
        ("crisis_line", "crisis line", crisis_line(country)),
        ("eating_line", "help with eating", eating_line(country)),
        ("moderate_in_pregnancy", "moderate training in pregnancy (ACOG 804)", MODERATE),
        ("active_enough", "who counts as active (ACSM 2015)", ACTIVE),
        ("fastest_loss", "fastest loss that is planned", RATE),
    )
    found: list[Contact] = []
    for rule, label, text in known:
        at = reply.find(text)
        while at >= 0:
            found.append(Contact(at, at + len(text), rule, label, text))
            at = reply.find(text, at + len(text))
    return tuple(sorted(found, key=lambda contact: contact.start))
