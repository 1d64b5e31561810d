"""Recorded answers of a model: kept by the request they belong to, replayed without a network."""
