"""Importers and exporters of other applications' files."""
