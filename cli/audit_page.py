"""The audit as one page: sentences, charts as inline SVG, and the charts' numbers as tables."""

from __future__ import annotations

from html import escape

from cli.audit_charts import lift_chart, muscles_chart, workouts_chart
from coach.training.queries.audit import Audit, LiftCurve, Section, WeekColumn

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: CanvasText; background: Canvas; }
h1, h2 { line-height: 1.2; } h2 { margin-top: 2rem; }
figure { margin: 1rem 0; } svg { width: 100%; height: auto; color: CanvasText; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .6rem; text-align: right; border-bottom: 1px solid GrayText; }
th:first-child, td:first-child { text-align: left; }
.scroll { overflow-x: auto; } summary { cursor: pointer; }
"""


def page(audit: Audit) -> str:
    """Return a self-contained HTML page: no script, nothing loaded, light and dark."""
    body = "".join(_section(section, audit) for section in audit.sections)
    steps = "".join(f"<li>{escape(step.text)}</li>" for step in audit.next_steps)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Training log audit</title><style>{STYLE}</style></head><body><main>"
        f"<h1>Your training log on {audit.as_of.day} {audit.as_of:%B %Y}</h1>{body}"
        f"<h2>Next steps</h2><ol>{steps}</ol></main></body></html>\n"
    )


def _section(section: Section, audit: Audit) -> str:
    listed = "".join(f"<li>{escape(each.text)}</li>" for each in section.remarks)
    return f"<h2>{escape(section.title)}</h2><ul>{listed}</ul>{_charts(section, audit)}"


def _charts(section: Section, audit: Audit) -> str:
    unit = audit.unit.value
    match section.name:
        case "overview" if len(audit.weeks) > 1:
            return _figure(
                workouts_chart(audit.weeks),
                _table(
                    ("week of", "workouts"),
                    [(f"{week.monday}", f"{week.workouts}") for week in audit.weeks],
                ),
            )
        case "strength":
            drawn = (lift for lift in audit.lifts if len(lift.days) > 1)
            return "".join(
                _figure(lift_chart(lift, unit, f"lift{number}"), _lift_table(lift, unit))
                for number, lift in enumerate(drawn)
            )
        case "volume" if any(week.sets_by_muscle for week in audit.weeks):
            return _figure(muscles_chart(audit.weeks), _muscle_table(audit.weeks))
        case _:
            return ""


def _figure(svg: str, table: str) -> str:
    return (
        f"<figure>{svg}<figcaption><details><summary>The numbers of this chart</summary>"
        f'<div class="scroll">{table}</div></details></figcaption></figure>'
    )


def _lift_table(lift: LiftCurve, unit: str) -> str:
    rows = [
        (f"{day}", f"{value:g}" if sure else f"about {value:g}")
        for day, value, sure in zip(lift.days, lift.values, lift.confident, strict=True)
    ]
    return _table(("day", f"{lift.measure}, {unit}"), rows)


def _muscle_table(weeks: tuple[WeekColumn, ...]) -> str:
    muscles = sorted({muscle for week in weeks for muscle in week.sets_by_muscle})
    heads = ("muscle", *(f"{week.monday}" for week in weeks))
    return _table(
        heads,
        [
            (
                muscle.replace("_", " "),
                *(f"{week.sets_by_muscle.get(muscle, 0):g}" for week in weeks),
            )
            for muscle in muscles
        ],
    )


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
