"""What is known of each supplement: its evidence, its dose, and who should leave it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Grade = Literal["strong", "moderate", "weak", "none", "harmful"]
Per = Literal["day", "kg", "serving"]
MINORS = "Under eighteen leave it: food, sleep and training come first, with a guardian involved."
TESTED = (
    "Buy one that an independent laboratory tests by batch, such as Informed Sport or NSF "
    "Certified for Sport."
)
"""Source: AAP 2016 (minors); NIH ODS, Dietary supplements for exercise and athletic performance."""
MEDICINES = "With medicines, pregnancy or kidney, liver or heart disease ask a doctor first."


@dataclass(frozen=True, slots=True)
class SupplementFact:
    """One supplement as the position stands see it."""

    name: str
    says: str
    """Words it is asked for by: a pattern."""
    grade: Grade
    verdict: str
    """One or two sentences, decision first; no number."""
    how: str = ""
    """How to take it, with its numbers; empty: there is no use to take it."""
    low: float | None = None
    high: float | None = None
    unit: str = ""
    caution: str = MEDICINES
    source: str = ""


SUPPLEMENTS: tuple[SupplementFact, ...] = (
    SupplementFact(
        "Creatine monohydrate",
        r"creatine|creatin\b|kre-?alk\w*",
        "strong",
        "Yes, it is worth it: it is the best tested supplement for strength and lean mass.",
        "Take it every day at any time; the plain monohydrate works as well as dearer forms.",
        3.0,
        5.0,
        "g",
        "With kidney disease, in pregnancy or with medicines for the kidneys ask a doctor first; "
        "it raises creatinine in blood tests without harm to healthy kidneys.",
        "ISSN 2017 (Kreider)",
    ),
    SupplementFact(
        "Caffeine",
        r"caffein\w*|coffee|espresso",
        "strong",
        "Yes, it helps endurance and strength a little in most people.",
        "Take it about an hour before, and none within eight hours of bed.",
        3.0,
        6.0,
        "mg/kg",
        "With heart trouble, anxiety, pregnancy or medicines ask a doctor first.",
        "ISSN 2021 (Guest)",
    ),
    SupplementFact(
        "Beta-alanine",
        r"beta[- ]?alanin\w*",
        "moderate",
        "Useful only for hard efforts of one to four minutes; for sets of few repetitions and for "
        "muscle growth it does next to nothing.",
        "Take it daily for at least two weeks, in small portions; the tingling is harmless.",
        4.0,
        6.0,
        "g",
        MEDICINES,
        "ISSN 2015 (Trexler)",
    ),
    SupplementFact(
        "Beetroot juice (nitrate)",
        r"beet(?:root)?(?: juice)?|nitrates?",
        "moderate",
        "It can help endurance efforts of a few to thirty minutes, less in the well trained.",
        "Take it two to three hours before, and no mouthwash on that day.",
        310.0,
        496.0,
        "mg",
        "It lowers blood pressure, so with medicines for that ask a doctor first.",
        "IOC 2018 (Maughan)",
    ),
    SupplementFact(
        "Vitamin D",
        r"vit(?:amin)?\.? ?d3?\b",
        "moderate",
        "Worth it if you run low, as many do in dark months; it adds no strength to those who "
        "have enough, which a blood test shows.",
        "Take it with a meal that holds some fat; a doctor decides about more.",
        10.0,
        20.0,
        "mcg",
        "Not above the upper limit of 100 mcg a day from all sources, and with kidney stones or "
        "medicines for the heart ask a doctor first.",
        "NIH ODS; EFSA 2012",
    ),
    SupplementFact(
        "Omega-3 (fish oil)",
        r"omega[- ]?3s?|fish ?oils?|\bepa\b|\bdha\b|cod liver oil",
        "weak",
        "For muscle or strength hardly: two portions of oily fish a week do the same as capsules.",
        "Take EPA and DHA together with a meal if you eat no fish.",
        250.0,
        500.0,
        "mg",
        "With blood thinners or an irregular heartbeat ask a doctor first.",
        "EFSA 2010 and 2012",
    ),
    SupplementFact(
        "BCAAs",
        r"bcaas?|branched[- ]chain(?: amino(?: acid)?s?)?|\beaas?\b|amino(?: acid)?s\b|aminos",
        "none",
        "No need to buy them: they add nothing when your protein is adequate, because whey and "
        "food hold the same amino acids already.",
        source="ISSN 2017 (Jäger)",
    ),
    SupplementFact(
        "Protein powder",
        r"whey|protein (?:powder|shake)s?|casein|pea protein|mass gainers?|weight gainers?",
        "strong",
        "It is food in a handy form: useful when meals fall short of your protein, needless when "
        "they do not.",
        "One scoop in place of the protein a meal lacks.",
        20.0,
        40.0,
        "g",
        "With kidney disease ask a doctor, and with a milk allergy take a plant one.",
        "ISSN 2017 (Jäger)",
    ),
    SupplementFact(
        "Fat burners",
        r"fat[- ]?burners?|thermogenics?|l?-?carnitine|garcinia|\bcla\b|raspberry ketones?"
        r"|green tea extract|hydroxycut|lipo ?6|shred ?x",
        "none",
        "Save the money: they change fat loss by little or nothing, and a calorie target does "
        "what they promise.",
        caution="They often hold stimulants in unknown doses; a racing heart, chest pain or "
        "fainting means stop and call for help.",
        source="Jeukendrup and Randell 2011; NIH ODS",
    ),
    SupplementFact(
        "Pre-workout",
        r"pre[- ]?work ?outs?(?: powders?| drinks?)?(?! (?:meal|snack|food|carb))",
        "weak",
        "What works in it is mostly the caffeine, so coffee and plain creatine are the cheaper "
        "and measured way.",
        "Read the label and count its caffeine towards the day; never add coffee blindly.",
        150.0,
        350.0,
        "mg",
        "With heart trouble, pregnancy or medicines leave it; a racing heart or chest pain means "
        "stop and call for help.",
        "Harty 2018",
    ),
    SupplementFact(
        "Magnesium",
        r"magnesium|\bzma\b",
        "weak",
        "It helps those who lack it and nobody else; cramps in training come from fatigue more "
        "than from minerals.",
        "Nuts, whole grains and beans bring it; from pills keep to the limit for supplements.",
        100.0,
        250.0,
        "mg",
        "With kidney disease or antibiotics ask a doctor first.",
        "NIH ODS; EFSA 2015",
    ),
    SupplementFact(
        "Iron",
        r"iron (?:tablets?|pills?|supplements?)|(?:take|taking|need|low|more) iron\b",
        "moderate",
        "Only after a blood test that shows you lack it: without that, iron harms more than it "
        "helps.",
        caution="A doctor reads the test and sets the dose.",
        source="NIH ODS; IOC 2018",
    ),
    SupplementFact(
        "Multivitamin",
        r"multi[- ]?vitamins?|multivits?|vitamins",
        "weak",
        "It does nothing for performance if you eat a varied diet, and does not replace one.",
        caution="With pregnancy or medicines ask a pharmacist first.",
        source="NIH ODS",
    ),
    SupplementFact(
        "Glutamine",
        r"l?-?glutamine",
        "none",
        "Leave it: in healthy lifters it adds neither muscle nor recovery.",
        source="ISSN 2018 (Kerksick)",
    ),
    SupplementFact(
        "Citrulline",
        r"citrull?ine(?: malate)?|arginine|nitric oxide|pump (?:powder|product)s?",
        "weak",
        "A repetition or two at most, and the trials disagree; it is no priority.",
        "Taken about an hour before, if you want to try it.",
        6.0,
        8.0,
        "g",
        "It lowers blood pressure, so with medicines for that ask a doctor first.",
        "ISSN 2018 (Kerksick)",
    ),
    SupplementFact(
        "Ashwagandha",
        r"ashwa\w+",
        "weak",
        "Some small trials show a little more strength and sleep, but they are few and short.",
        caution="It has injured livers and acts on the thyroid: not with either disease, not in "
        "pregnancy, and not with sedatives.",
        source="NIH ODS",
    ),
    SupplementFact(
        "Testosterone boosters",
        r"test(?:osterone)?[- ]?boosters?|tribulus|tongkat\w*|turkesterone|ecdysterone"
        r"|d-?aspartic(?: acid)?|fenugreek",
        "none",
        "Save the money: they do not raise testosterone in healthy men to any useful degree.",
        caution="Such products are among those most often spiked with hormones.",
        source="ISSN 2018 (Kerksick); Geyer 2004",
    ),
    SupplementFact(
        "Sodium bicarbonate",
        r"(?:sodium )?bicarb(?:onate)?|baking soda",
        "moderate",
        "It helps hard efforts of one to ten minutes and upsets many stomachs.",
        "Taken one to three hours before with food and much water; try it in training first.",
        0.2,
        0.3,
        "g/kg",
        "With high blood pressure, kidney or heart disease leave it.",
        "ISSN 2021 (Grgic)",
    ),
    SupplementFact(
        "Collagen",
        r"collagen|gelatine?|glucosamine|chondroitin",
        "weak",
        "For muscle it is the weakest protein there is; for tendons the trials are small and "
        "uncertain.",
        source="IOC 2018 (Maughan)",
    ),
    SupplementFact(
        "HMB",
        r"\bhmb\b",
        "none",
        "Leave it: in people who lift and eat enough protein it adds next to nothing.",
        source="ISSN 2018 (Kerksick)",
    ),
    SupplementFact(
        "Electrolytes",
        r"electrolytes?|salt tabs?|salt tablets?",
        "moderate",
        "Useful in long sessions with heavy sweat; for an hour in the gym water and meals do.",
        "In long hot efforts put sodium into each litre you drink.",
        460.0,
        690.0,
        "mg",
        "With high blood pressure, heart or kidney disease ask a doctor first.",
        "ACSM 2007 (Sawka), 20 to 30 mmol of sodium a litre",
    ),
    SupplementFact(
        "Zinc",
        r"\bzinc\b",
        "weak",
        "It helps those who lack it; it raises no testosterone in those who do not.",
        source="NIH ODS",
    ),
    SupplementFact(
        "Melatonin",
        r"melatonin",
        "weak",
        "It shifts the body clock, for example after a long flight; it builds nothing.",
        caution="It is a medicine in many countries: a doctor or pharmacist advises, above all "
        "with other medicines.",
        source="NIH ODS",
    ),
)
"""Grade, dose and caution of what athletes ask for. Source: the position stands named with each;
nitrate is 5 to 8 mmol at 62 mg; grades after IOC 2018 (Maughan) and ISSN 2018 (Kerksick)."""


def supplement_named(text: str) -> SupplementFact | None:
    """Return the first supplement that a text names, or None.

    Args:
        text: Words in lower case.
    """
    found = [
        (match.start(), -len(match[0]), index)
        for index, each in enumerate(SUPPLEMENTS)
        if (match := re.search(rf"\b(?:{each.says})", text))
    ]
    return SUPPLEMENTS[min(found)[2]] if found else None


def supplements_named(text: str) -> tuple[SupplementFact, ...]:
    """Return every supplement that a text names, in its order.

    Args:
        text: Words in lower case.
    """
    found = sorted(
        (match.start(), index)
        for index, each in enumerate(SUPPLEMENTS)
        if (match := re.search(rf"\b(?:{each.says})", text))
    )
    return tuple(SUPPLEMENTS[index] for _, index in found)
