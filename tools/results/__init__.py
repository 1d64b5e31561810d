"""What each tool puts into `ToolResult.data`, as models that a reader can validate again.

Every number here has a fact of the same value in `ToolResult.facts`. Masses are in the athlete's
unit, named by `unit`; days are in the athlete's time zone.
"""
