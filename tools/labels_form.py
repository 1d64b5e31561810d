"""Labels of the facts that the tools over videos mint."""

from __future__ import annotations

from tools.labels import REP, VIDEO
from tools.spec import FactLabel

_BOTH = f"{VIDEO} or {REP}"
FORM_FINDINGS = (
    FactLabel("<metric>", "as measured", _BOTH, "a finding with its error band"),
    FactLabel("<metric> low", "as measured", _BOTH, "lower end of the band"),
    FactLabel("<metric> high", "as measured", _BOTH, "upper end of the band"),
    FactLabel("<metric> error", "as measured", _BOTH, "half the band of an angle"),
    FactLabel("<metric> reason", None, _BOTH, "why it cannot be judged, in words"),
    FactLabel("<metric> threshold", "as measured", _BOTH, "where the fault begins"),
    FactLabel("<metric> over the set", "as measured", VIDEO, "first against last repetition"),
    FactLabel("<metric> error over the set", "as measured", VIDEO, "error of that difference"),
    FactLabel("videos of the day", None, VIDEO, "videos uploaded on the same day"),
    FactLabel("<metric> left", "as measured", VIDEO, "the left side"),
    FactLabel("<metric> right", "as measured", VIDEO, "the right side"),
    FactLabel("<metric> between the sides", "as measured", VIDEO, "difference of both sides"),
    FactLabel("repetitions", "rep", VIDEO, "repetitions counted in the video"),
    FactLabel("rep", "rep", REP, "number of the repetition"),
    FactLabel("filmed on", None, VIDEO, "day of the upload"),
    FactLabel("load", "mass", VIDEO, "load the athlete named"),
    FactLabel("logged RPE", "RPE", VIDEO, "exertion the athlete logged or told"),
    FactLabel("fastest rep", "s", VIDEO, "shortest concentric phase"),
    FactLabel("slowest rep", "s", VIDEO, "longest concentric phase"),
    FactLabel("speed loss", "%", VIDEO, "1 - fastest / slowest"),
    FactLabel("RPE from speed low", "RPE", VIDEO, "lower end of what the speed loss points to"),
    FactLabel("RPE from speed high", "RPE", VIDEO, "upper end of it"),
)
FORM_HISTORY = (
    FactLabel("<metric>", "as measured", VIDEO, "a finding of the whole set"),
    FactLabel("<metric> low", "as measured", VIDEO, "lower end of the band"),
    FactLabel("<metric> high", "as measured", VIDEO, "upper end of the band"),
    FactLabel("repetitions", "rep", VIDEO, "repetitions counted in the video"),
    FactLabel("filmed on", None, VIDEO, "day of the upload"),
    FactLabel("load", "mass", VIDEO, "load the athlete named"),
)
FORM_TREND = (
    *FORM_HISTORY,
    FactLabel("<metric> difference", "as measured", VIDEO, "newer minus older"),
    FactLabel("<metric> error", "as measured", VIDEO, "camera's error of one reading"),
    FactLabel("videos", None, VIDEO, "analysed videos of the exercise"),
)
