"""What the gate knows: red-flag patterns, their classes and the fixed replies.

Source of the classes and their must / must-not: docs/explanation/safety.md.
"""
