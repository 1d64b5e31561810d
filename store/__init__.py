"""Data adapters: Postgres, Valkey, files, formats."""
