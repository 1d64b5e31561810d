"""Writes a report as JUnit XML: a suite for every slice, and the gate's rules as test cases."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from evals.gate.report import GateVerdict
from evals.reports.view import CaseLine, Report

_UNPRINTABLE: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def junit(report: Report) -> str:
    """Return the XML; a case fails if any of its epochs did, a rule unless it passed."""
    root = Element("testsuites", name="fitholic evals")
    if report.rules:
        _rules(root, report)
    for name in dict.fromkeys(case.slice for case in report.cases):
        _slice(root, name, [case for case in report.cases if case.slice == name])
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _rules(root: Element, report: Report) -> None:
    failures = sum(rule.verdict is not GateVerdict.PASS for rule in report.rules)
    skipped = sum(not rule.applied for rule in report.rules)
    suite = _suite(root, "gate", len(report.rules), failures)
    suite.set("skipped", str(skipped))
    for rule in report.rules:
        case = SubElement(suite, "testcase", classname="gate", name=f"{rule.rule} {rule.name}")
        if not rule.applied:
            SubElement(case, "skipped", message=_clean(rule.reason))
        elif rule.verdict is not GateVerdict.PASS:
            SubElement(case, "failure", type=rule.verdict, message=_clean(rule.reason))


def _slice(root: Element, name: str, cases: list[CaseLine]) -> None:
    failing = [case for case in cases if case.passed < case.epochs]
    suite = _suite(root, name, len(cases), len(failing))
    for line in cases:
        case = SubElement(suite, "testcase", classname=f"evals.{name}", name=line.case_id)
        if line.passed < line.epochs:
            message = f"{line.passed} of {line.epochs} epochs pass, score {line.score:.2f}"
            failure = SubElement(case, "failure", type="verdict", message=message)
            failure.text = _clean("\n".join(line.reasons))


def _suite(root: Element, name: str, tests: int, failures: int) -> Element:
    return SubElement(
        root, "testsuite", name=_clean(name), tests=str(tests), failures=str(failures)
    )


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("�", text)
