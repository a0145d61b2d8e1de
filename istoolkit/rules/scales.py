"""FORM: the file has the fields it should, and they hold what they should.

This part: the partnership's own scale for rating risks.
"""

from collections.abc import Iterable

from istoolkit.assessment.scales import faults_of, unasked
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule


@rule("FORM010", "Risk scale that cannot be used")
def unusable_scale(register: Register) -> Iterable[Problem]:
    """A partnership that rates risks on a scale of its own gives the scale in full: every step, every level, and in the grid
    one row for each severity with one level for each likelihood. It says which levels mean that the Information
    Commissioner is consulted before the sharing begins.

    Why: where the grid has a gap, the same risk would be rated differently each time. Until it is mended, assessments use
    the scale of the Information Commissioner. Where no level means consulting the Commissioner, a high risk would pass
    without it (UK GDPR Article 36).

    Wrong:

        own_scale:
          title: Two by two
          likelihood: [{id: seldom, title: Seldom}, {id: often, title: Often}]
          severity: [{id: slight, title: Slight}, {id: grave, title: Grave}]
          levels: [{id: low, title: Low}, {id: high, title: High, consult: yes}]
          grid:
          - {severity: slight, levels: [low, low]}
          - {severity: grave, levels: [high]}

    Right:

        own_scale:
          title: Two by two
          likelihood: [{id: seldom, title: Seldom}, {id: often, title: Often}]
          severity: [{id: slight, title: Slight}, {id: grave, title: Grave}]
          levels: [{id: low, title: Low}, {id: high, title: High, consult: yes}]
          grid:
          - {severity: slight, levels: [low, low]}
          - {severity: grave, levels: [low, high]}
    """
    for each in (*faults_of(register), *unasked(register)):
        yield Problem(Spot(register.settings.file, each.path), each.message, each.help)
