"""What maxima, loads and plates should be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from evals.oracle import strength
from evals.oracle.claims import Claim, Expected, Ledger, about
from evals.oracle.units import kg_of, mass_in

Group = tuple[float, int, float | None]
"""Load, repetitions and RPE of a set, load in the unit of the claim."""
TENTH = 0.056
"""Rounding of a value shown in tenths, which was rounded to hundredths before."""
STEPS = {"kg": 2.5, "lb": 5.0}
"""Smallest change of a barbell. Source: IWF plates of 1.25 kg, American plates of 2.5 lb."""
FRESH_DAYS = 14
"""From this many days on a log is a break, after which other rules hold. Source: coach heuristic;
strength is largely kept for 3 to 4 weeks (Bosquet 2013)."""
BAR = {"kg": 20.0, "lb": 45.0}
"""Mass of a men's bar. Source: IWF technical rules; 45 lb in American gyms."""


def one_rep_max(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return what an estimated maximum should be, from its inputs or from any set of the log."""
    if claim.label == "session day" or not isinstance(claim.value, float):
        return None
    given = _inputs(claim, ledger)
    groups = [given] if given else [*_groups(claim, ledger), *_logged(claim, ledger)]
    spreads = [spread for group in groups if (spread := _spread(claim.formula, group)) is not None]
    if not spreads:
        return None
    end = claim.label.rpartition(" ")[2]
    wanted = [_end(spread, end) for spread in spreads]
    error = max(TENTH, 0.0006 * max(wanted))
    how = f"{claim.formula} of {_spoken(groups)}"
    return Expected(tuple((each - error, each + error) for each in wanted), how)


def _end(spread: strength.Spread, end: str) -> float:
    return spread.low if end == "low" else spread.high if end == "high" else spread.value


def _spoken(groups: Sequence[Group]) -> str:
    first = ", ".join(
        f"{load:g} x {reps}" + (f" @{rpe:g}" if rpe else "") for load, reps, rpe in groups[:3]
    )
    return first + (" ..." if len(groups) > 3 else "")


def _spread(formula: str | None, group: Group) -> strength.Spread | None:
    load, reps, rpe = group
    if formula == "rpe.one_rep_max":
        return None if rpe is None else strength.from_rpe(load, reps, rpe)
    if formula == "one_rep_max.median_of_five":
        return strength.median_of_five(load, reps)
    single = strength.FORMULAS.get(formula or "")
    if single is None or reps < 1:
        return None
    return strength.Spread(*[single(load, reps)] * 3)


def _inputs(claim: Claim, ledger: Ledger) -> Group | None:
    values = {each.label: each.value for each in ledger.inputs_of(claim)}
    load, reps, rpe = (values.get(name) for name in ("set load", "set reps", "set RPE"))
    if not isinstance(load, float) or not isinstance(reps, float):
        return None
    return load, int(reps), rpe if isinstance(rpe, float) else None


def _groups(claim: Claim, ledger: Ledger) -> Iterator[Group]:
    """Yield the sets told beside a claim; labels follow each other as they were minted."""
    load = reps = None
    for each in ledger.claims:
        if each.call != claim.call or each.subject != claim.subject:
            continue
        if each.label == "set count":
            load = reps = None
        elif each.label == "set reps" and isinstance(each.value, float):
            reps = int(each.value)
        elif each.label == "set load" and isinstance(each.value, float):
            load = each.value
        rpe = each.value if each.label == "set RPE" and isinstance(each.value, float) else None
        if load and reps and each.label in {"set load", "set RPE"}:
            yield load, reps, rpe


def _logged(claim: Claim, ledger: Ledger) -> Iterator[Group]:
    for done in ledger.athlete.sets_of(claim.subject):
        yield mass_in(done.kg, claim.unit), done.reps, done.rpe


def next_load(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return what the next load should be, from the figures told beside it."""
    if claim.label != "next load" or not isinstance(claim.value, float):
        return None
    step = STEPS.get(claim.unit or "kg", 2.5)
    last = ledger.number(claim, "last working load") or _last_of(claim, ledger)
    if claim.formula == "rpe.load_at_rpe":
        return _by_rpe(claim, ledger, step)
    if last is None:
        return None
    if claim.formula == "layoff.return_share":
        return _return(claim, ledger, last, step)
    if (added := _beside(claim, ledger, "increment")) is not None:
        return about(last + added, step / 2, f"{last:g} plus a step of {added:g}")
    if _beside(claim, ledger, "reduction") is not None:
        return about(last * strength.REDUCED_TO, step / 2, f"a tenth below {last:g}")
    return None


def _beside(claim: Claim, ledger: Ledger, label: str) -> float | None:
    return ledger.number(claim, label)


def _last_of(claim: Claim, ledger: Ledger) -> float | None:
    """Return the last working load, whose subject is the same but whose day is another."""
    return next(
        (
            each.value
            for each in ledger.claims
            if each.call == claim.call
            and each.label == "last working load"
            and isinstance(each.value, float)
        ),
        None,
    )


def _by_rpe(claim: Claim, ledger: Ledger, step: float) -> Expected | None:
    maximum = ledger.number(claim, "estimated 1RM")
    reps, rpe = ledger.number(claim, "next reps"), ledger.number(claim, "target RPE")
    if maximum is None or reps is None or rpe is None:
        return None
    load = strength.load_at_rpe(maximum, int(reps), rpe)
    if load is None:
        return None
    how = f"{maximum:g} at {load / maximum:.1%} for {reps:g} at RPE {rpe:g}"
    return about(load, step / 2 + TENTH, how)


def _return(claim: Claim, ledger: Ledger, last: float, step: float) -> Expected | None:
    days = ledger.number(claim, "days since last session")
    if days is None:
        return None
    low, high = strength.return_shares(int(days))
    bar = BAR.get(claim.unit or "kg", 20.0)
    stretch = (last * low - step / 2, last * high + step / 2)
    return Expected(
        (stretch, (bar, bar)), f"{low:.0%} to {high:.0%} of {last:g} after {days:g} days"
    )


def return_share(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return what the share after a break should be, in percent."""
    days = ledger.number(claim, "days since last session")
    if claim.label != "return share" or days is None:
        return None
    low, high = strength.return_shares(int(days))
    return Expected(((low * 100, high * 100),), f"after {days:g} days")


def reduction(claim: Claim, _ledger: Ledger) -> Expected | None:
    """Return what is taken off after the third failure, in percent."""
    if claim.label != "reduction":
        return None
    return about(100 * (1 - strength.REDUCED_TO), 0.01, "a tenth after three failures")


def reps_in_reserve(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return the repetitions left at the RPE beside it. Source: Zourdos 2016, 10 - RPE."""
    rpe = ledger.number(claim, "target RPE")
    if claim.label != "reps in reserve" or rpe is None:
        return None
    return about(10 - rpe, 0.01, f"10 - {rpe:g}")


def plates(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return what the bar should weigh, or the heaviest plates that still leave the load."""
    if claim.label == "bar":
        loaded = ledger.number(claim, "next load")
        side = [p.value for p in ledger.of_call(claim, "plate per side")]
        if loaded is None or not side:
            return about(BAR.get(claim.unit or "kg", 20.0), 0.01, "a men's bar")
        on = 2 * sum(plate for plate in side if isinstance(plate, float))
        left = STEPS.get(claim.unit or "kg", 2.5)
        how = f"{loaded:g} without {on:g} of plates"
        return Expected(((loaded - on - left, loaded - on),), how)
    return None


def warm_up(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return what a warm-up load may be: the bar or a share of the work load."""
    work = ledger.number(claim, "next load")
    if claim.label != "warm-up load" or work is None:
        return None
    step = STEPS.get(claim.unit or "kg", 2.5)
    bar = BAR.get(claim.unit or "kg", 20.0)
    shares = [
        (work * share - step / 2 - TENTH, min(work, work * share + step / 2 + TENTH))
        for share in strength.WARM_UP_SHARES
    ]
    return Expected(((bar, bar), *shares), f"shares of {work:g}")


def speed_loss(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return fastest, slowest or the loss, from the times of the repetitions."""
    times = [each.value for each in ledger.inputs_of(claim) if isinstance(each.value, float)]
    if len(times) < 2 or min(times) <= 0:
        return None
    if claim.label == "fastest rep":
        return about(min(times), TENTH, "shortest time")
    if claim.label == "slowest rep":
        return about(max(times), TENTH, "longest time")
    if claim.label != "speed loss":
        return None
    error = 0.5 + 100 * 0.01 / max(times)
    return about(strength.speed_loss_pct(times), error, f"1 - {min(times):g} / {max(times):g}")


def logged_load(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return the loads of the athlete's own sets of that day; none fits where none is logged."""
    if claim.table != "workout_sets" or claim.label not in {"last working load", "set load"}:
        return None
    if not ledger.athlete.rows_complete:
        return None
    sets = ledger.athlete.sets
    loads = {s.kg for s in sets if s.exercise == claim.subject and s.day == claim.day}
    wanted = sorted({round(mass_in(kg, claim.unit), 2) for kg in loads})
    error = TENTH if claim.unit == "lb" else 0.006
    how = f"the athlete's own log of {claim.day}"
    return Expected(tuple((each - error, each + error) for each in wanted), how)


def double_progression(claim: Claim, ledger: Ledger) -> Expected | None:
    """Return the next load of a double progression from the athlete's own sets.

    Left alone are a log that is older than two weeks, several lines of one exercise, and a load
    below that of a session before, of which the rows do not tell what was asked for.
    """
    lines = [each for each in ledger.athlete.prescribed if each.exercise == claim.subject]
    sets = [s for s in ledger.athlete.sets_of(claim.subject) if s.day <= claim.day]
    if claim.label != "next load" or len(lines) != 1 or not sets:
        return None
    line, last = lines[0], sets[-1].day
    done = [(s.kg, s.reps) for s in sets if s.day == last]
    top = max(load for load, _ in done)
    before = max((s.kg for s in sets if s.day < last), default=top)
    fresh = claim.day - last < timedelta(days=FRESH_DAYS)
    if line.increment_kg is None or line.scheme != "double_progression" or not fresh:
        return None
    asked = line.kg or top
    if top < max(before, asked):
        return None
    kg, _ = strength.double_progression(
        done, max(top, asked), line.sets, line.reps, line.increment_kg
    )
    step = STEPS.get(claim.unit or "kg", 2.5) / 2
    how = f"{line.sets} sets of {line.reps[0]} to {line.reps[1]} after {_spoken(_with_rpe(done))}"
    exact = kg == max(top, asked)
    return about(mass_in(kg, claim.unit), TENTH if exact else step, how)


def _with_rpe(done: Sequence[tuple[float, int]]) -> list[Group]:
    return [(load, reps, None) for load, reps in done]


def jump(claim: Claim, ledger: Ledger) -> tuple[bool, str] | None:
    """Tell whether the next load rises by more than a tenth and more than a step."""
    if claim.label != "next load" or not isinstance(claim.value, float):
        return None
    last = _last_of(claim, ledger)
    if last is None:
        return None
    step = mass_in(ledger.athlete.step_kg, claim.unit)
    step = max(step, 2 * STEPS.get(claim.unit or "kg", 2.5))
    ok = strength.within_jump(
        kg_of(last, claim.unit), kg_of(claim.value, claim.unit), kg_of(step, claim.unit)
    )
    return ok, f"next load {claim.value:g} after {last:g} {claim.unit}"


Rule = Callable[[Claim, Ledger], Expected | None]
