"""Plants regressions and harmless changes, and shows that the real gate tells them apart."""
