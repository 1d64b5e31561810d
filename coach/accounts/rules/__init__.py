"""Rules about accounts: what a first conversation asks."""
