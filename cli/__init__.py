"""The fitholic command and the embedded stack it supervises."""
