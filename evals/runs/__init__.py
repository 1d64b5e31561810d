"""Runs of cases on the real graph, and what they leave behind."""
