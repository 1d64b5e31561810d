"""A synthetic athlete: exact joints drawn so that a pose network reads them.

It tests the pipeline from frames to findings against a known truth, not accuracy on people.
"""
