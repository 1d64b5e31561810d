"""Tests of fitholic."""
